import type { RobotKind } from '@chuangyuan/contract/reminder'
import { Refused } from '../../http/refused.ts'

const robotHosts: Readonly<Record<RobotKind, string>> = {
  wecom: 'qyapi.weixin.qq.com',
  dingtalk: 'oapi.dingtalk.com',
  feishu: 'open.feishu.cn',
}

/** Of the push services of Chromium, Firefox, Edge and Safari; a leading dot takes every host below it. */
const pushHosts = [
  'fcm.googleapis.com',
  '.push.services.mozilla.com',
  '.notify.windows.com',
  '.push.apple.com',
]

/** Whoever could name any address could make the server knock on doors inside its network. */
export function refuseUnknownRobotPlace(kind: RobotKind, address: string, allowed: readonly string[]): void {
  refuseUnknown(address, [robotHosts[kind]], allowed)
}

export function refuseUnknownPushPlace(endpoint: string, allowed: readonly string[]): void {
  refuseUnknown(endpoint, pushHosts, allowed)
}

function refuseUnknown(address: string, hosts: readonly string[], allowed: readonly string[]): void {
  const { protocol, hostname, origin, port } = new URL(address)
  if (allowed.includes(origin)) return
  const isKnown = hosts.some((host) => (host.startsWith('.') ? hostname.endsWith(host) : hostname === host))
  if (!isKnown || protocol !== 'https:' || port !== '')
    throw new Refused('reminder.place-unknown', { host: hostname })
}
