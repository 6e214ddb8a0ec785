import { expect, it } from 'vitest'
import { remedyOf } from './remedy.ts'

it.each([
  ['没有连上：getaddrinfo ENOTFOUND qyapi.weixin.qq.com', 'nameUnknown'],
  ['没有连上：connect ECONNREFUSED 127.0.0.1:465', 'unreachable'],
  ['没有连上：Connection timeout', 'unreachable'],
  ['对方没有按时答复', 'unreachable'],
  ['没有连上：write EPROTO 0A00010B:SSL routines::wrong version number', 'encryption'],
  ['没有连上：self-signed certificate in certificate chain', 'certificate'],
  ['没有连上：Invalid login: 535 Error: authentication failed', 'password'],
  ["没有连上：Can't send mail - all recipients were rejected: 550 User not found", 'addressee'],
  ['93000 invalid webhook url', 'robotAddress'],
  ['45009 api freq out of limit', 'tooFast'],
  ['310000 keywords not in content', 'keyword'],
  ['310000 sign not match', 'signature'],
  ['310000 ip 1.2.3.4 not in whitelist', 'ipList'],
  ['300001 token is not exist', 'robotAddress'],
  ['130101 send too fast', 'tooFast'],
  ['19024 Key Words Not Found', 'keyword'],
  ['19022 Ip Not Allowed', 'ipList'],
  ['19021 sign match fail or timestamp is not within one hour from current time', 'signature'],
  ['19001 param invalid: incoming webhook access token invalid', 'robotAddress'],
  ['-1 system busy', undefined],
])('%s', (words, remedy) => {
  expect(remedyOf(words)).toBe(remedy)
})
