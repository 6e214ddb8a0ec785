import type { Instant } from '@chuangyuan/domain/day'
import {
  createDecipheriv,
  createECDH,
  createHmac,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Post } from '../../http/post.ts'
import { newPushKeys, sendToBrowser } from './send-push.ts'
import { sendToRobot } from './send-robot.ts'

const now = Date.parse('2026-03-05T09:00:00.123+08:00') as Instant
const message = {
  title: '甲区创建：待办 3 件',
  lines: ['黄土裸露 · 泉水公园'],
  address: 'https://x.example/todos',
}

/** The makers’ end of the line: keeps what came and answers. */
function listening(reply: string, status = 200) {
  const heard: {
    url: URL
    headers: Readonly<Record<string, string>>
    body: string | Uint8Array<ArrayBuffer>
  }[] = []
  const post: Post = (url, init) => {
    heard.push({ url: new URL(url), ...init })
    return Promise.resolve({ status, text: reply })
  }
  return { post, only: () => heard[0] ?? expect.fail('nothing was sent') }
}

const jsonOf = (body: string | Uint8Array<ArrayBuffer>) => JSON.parse(String(body)) as Record<string, unknown>

describe('a robot', () => {
  it('of 企业微信 takes markdown of at most 4,096 bytes, cut at a line, the link kept', async () => {
    const { post, only } = listening('{"errcode":0,"errmsg":"ok"}')
    const lines = Array.from({ length: 400 }, (_, n) => `第${String(n)}件黄土裸露`)
    const robot = {
      kind: 'wecom',
      address: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k',
      secret: '',
    } as const
    expect(await sendToRobot(post, robot, { ...message, lines }, now)).toEqual({ ok: true })
    const { markdown, msgtype } = jsonOf(only().body) as { markdown: { content: string }; msgtype: string }
    expect(msgtype).toBe('markdown')
    expect(Buffer.byteLength(markdown.content)).toBeLessThanOrEqual(4096)
    expect(Buffer.byteLength(markdown.content)).toBeGreaterThan(4000)
    expect(markdown.content).toMatch(
      /^\*\*甲区创建：待办 3 件\*\*\n(> 第\d+件黄土裸露\n)+\[打开待办\]\(https:\/\/x\.example\/todos\)$/,
    )
  })

  it('of 钉钉 is signed over milliseconds and secret, with the secret as the key', async () => {
    const { post, only } = listening('{"errcode":0,"errmsg":"ok"}')
    const address = 'https://oapi.dingtalk.com/robot/send?access_token=t'
    await sendToRobot(post, { kind: 'dingtalk', address, secret: 'SECx' }, message, now)
    const { url, body } = only()
    expect(url.searchParams.get('access_token')).toBe('t')
    expect(url.searchParams.get('timestamp')).toBe(String(now))
    expect(url.searchParams.get('sign')).toBe(
      createHmac('sha256', 'SECx')
        .update(`${String(now)}\nSECx`)
        .digest('base64'),
    )
    expect(jsonOf(body)).toMatchObject({ msgtype: 'markdown', markdown: { title: message.title } })
  })

  it('of 飞书 is signed with seconds and secret as the key over nothing', async () => {
    const { post, only } = listening('{"code":0,"msg":"success"}')
    const address = 'https://open.feishu.cn/open-apis/bot/v2/hook/h'
    expect(await sendToRobot(post, { kind: 'feishu', address, secret: 's' }, message, now)).toEqual({
      ok: true,
    })
    const seconds = String(Math.floor(now / 1000))
    expect(jsonOf(only().body)).toEqual({
      timestamp: seconds,
      sign: createHmac('sha256', `${seconds}\ns`).update('').digest('base64'),
      msg_type: 'text',
      content: { text: '甲区创建：待办 3 件\n黄土裸露 · 泉水公园\nhttps://x.example/todos' },
    })
  })

  it.each([
    [
      'wecom',
      '{"errcode":40058,"errmsg":"markdown.content exceed max length"}',
      '40058 markdown.content exceed max length',
    ],
    ['dingtalk', '{"errcode":310000,"errmsg":"sign not match"}', '310000 sign not match'],
    ['dingtalk', '{"errcode":130101,"errmsg":"send too fast"}', '130101 send too fast'],
    [
      'feishu',
      '{"code":19021,"msg":"sign match fail or timestamp is not within one hour"}',
      '19021 sign match fail or timestamp is not within one hour',
    ],
    ['feishu', '<html>bad gateway</html>', '200 <html>bad gateway</html>'],
  ] as const)('of %s that refuses is quoted: %s', async (kind, reply, words) => {
    const { post } = listening(reply)
    const robot = { kind, address: 'https://x.example/robot', secret: '' }
    expect(await sendToRobot(post, robot, message, now)).toEqual({ ok: false, words })
  })

  it('that nobody answers for is an outcome', async () => {
    const post: Post = () =>
      Promise.reject(new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }))
    const robot = { kind: 'wecom', address: 'https://x.example/robot', secret: '' } as const
    expect(await sendToRobot(post, robot, message, now)).toEqual({
      ok: false,
      words: '没有连上：ECONNREFUSED',
    })
  })
})

describe('a push', () => {
  const receiver = createECDH('prime256v1')
  const p256dh = receiver.generateKeys()
  const auth = randomBytes(16)
  const subscription = {
    endpoint: 'https://fcm.googleapis.com/fcm/send/x',
    expirationTime: null,
    keys: { p256dh: p256dh.toString('base64url'), auth: auth.toString('base64url') },
  }
  const keys = { ...newPushKeys(), subject: 'https://x.example' }

  /** As the browser opens it: RFC 8188 with the keys of RFC 8291. */
  function opened(body: Uint8Array): unknown {
    const bytes = Buffer.from(body)
    const [salt, idLength] = [bytes.subarray(0, 16), bytes.readUInt8(20)]
    const sender = bytes.subarray(21, 21 + idLength)
    const ikm = hkdfSync(
      'sha256',
      receiver.computeSecret(sender),
      auth,
      Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, sender]),
      32,
    )
    const key = (info: string, length: number) =>
      Buffer.from(
        hkdfSync('sha256', Buffer.from(ikm), salt, Buffer.from(`Content-Encoding: ${info}\0`), length),
      )
    const record = bytes.subarray(21 + idLength)
    const open = createDecipheriv('aes-128-gcm', key('aes128gcm', 16), key('nonce', 12))
    open.setAuthTag(record.subarray(-16))
    const plain = Buffer.concat([open.update(record.subarray(0, -16)), open.final()])
    return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString('utf8'))
  }

  it('is opened by nobody but its browser, and says who sent it', async () => {
    const { post, only } = listening('', 201)
    expect(await sendToBrowser(post, subscription, keys, message)).toEqual({ ok: true })
    const { body, headers } = only()
    expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400' })
    expect(opened(body as Uint8Array)).toEqual({
      ...{ title: message.title, body: message.lines.join('\n'), address: message.address },
    })
    const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(headers['authorization'] ?? '') ?? []
    expect(key).toBe(keys.publicKey)
    const [head = '', claims = '', signature = ''] = token.split('.')
    const point = Buffer.from(key, 'base64url')
    const [x, y] = [point.toString('base64url', 1, 33), point.toString('base64url', 33)] as const
    const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
    const isSigned = verify(
      'sha256',
      Buffer.from(`${head}.${claims}`),
      { key: publicKey, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
    expect(isSigned).toBe(true)
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      aud: 'https://fcm.googleapis.com',
      sub: 'https://x.example',
    })
  })

  it.each([
    [410, true],
    [404, true],
    [429, undefined],
  ])('that is answered %i is forgotten: %s', async (status, isGone) => {
    const { post } = listening('no', status)
    expect(await sendToBrowser(post, subscription, keys, message)).toEqual({
      ...{ ok: false, words: `${String(status)} no` },
      ...(isGone && { isGone }),
    })
  })
})
