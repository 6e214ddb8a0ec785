import type { RobotKind } from '@chuangyuan/contract/reminder'
import type { Instant } from '@chuangyuan/domain/day'
import type { Message } from '@chuangyuan/domain/reminder/reminder-words'
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { outcomeOf, type Outcome } from './outcome.ts'
import type { Post } from '../../http/post.ts'

/** Where a robot listens, and the key with which it wants to be spoken to; empty where it has none. */
export interface RobotPlace {
  readonly kind: RobotKind
  readonly address: string
  readonly secret: string
}

/** Most bytes of the text, UTF-8: 企业微信 says 4096; 钉钉 and 飞书 take about 20 kB of the whole request. */
const mostBytes: Readonly<Record<RobotKind, number>> = { wecom: 4096, dingtalk: 16_000, feishu: 16_000 }

/**
 * One message to a group. The formats are those of the makers' pages for custom robots: 企业微信 markdown; 钉钉
 * markdown, signed over `timestamp(ms)\nsecret`; 飞书 text, signed with `timestamp(s)\nsecret` as the key.
 */
export function sendToRobot(post: Post, robot: RobotPlace, message: Message, now: Instant): Promise<Outcome> {
  return outcomeOf(async () => {
    const { url, body } = requestOf(robot, message, now)
    const { status, text } = await post(url, {
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
    })
    return readReply(status, text)
  })
}

function requestOf({ kind, address, secret }: RobotPlace, message: Message, now: Instant) {
  const { title, lines, address: link } = message
  switch (kind) {
    case 'wecom': {
      const content = cut([`**${title}**`, ...lines.map((line) => `> ${line}`)], `[打开待办](${link})`, kind)
      return { url: address, body: { msgtype: 'markdown', markdown: { content } } }
    }
    case 'dingtalk': {
      const text = cut([`#### ${title}`, ...lines.map((line) => `- ${line}`)], `\n[打开待办](${link})`, kind)
      const url = new URL(address)
      if (secret !== '') {
        const timestamp = String(now)
        url.searchParams.set('timestamp', timestamp)
        url.searchParams.set('sign', hmac(secret, `${timestamp}\n${secret}`))
      }
      return { url: url.href, body: { msgtype: 'markdown', markdown: { title, text } } }
    }
    case 'feishu': {
      const timestamp = String(Math.floor(now / 1000))
      const signed = secret === '' ? {} : { timestamp, sign: hmac(`${timestamp}\n${secret}`, '') }
      return {
        url: address,
        body: { ...signed, msg_type: 'text', content: { text: cut([title, ...lines], link, kind) } },
      }
    }
  }
}

function hmac(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64')
}

/** As many whole lines as fit; the link stays. */
function cut(lines: readonly string[], last: string, kind: RobotKind): string {
  const kept = [...lines]
  const whole = () => [...kept, last].join('\n')
  while (kept.length > 1 && Buffer.byteLength(whole()) > mostBytes[kind]) kept.pop()
  return whole()
}

/** All three answer 200 with a code of their own; 飞书's older robots call it StatusCode. */
const robotReply = z.object({
  errcode: z.number().optional(),
  errmsg: z.string().optional(),
  code: z.number().optional(),
  msg: z.string().optional(),
  StatusCode: z.number().optional(),
  StatusMessage: z.string().optional(),
})

function readReply(status: number, text: string): Outcome {
  const { data: reply = {} } = robotReply.safeParse(parsed(text))
  const code = reply.errcode ?? reply.code ?? reply.StatusCode
  if (status === 200 && code === 0) return { ok: true }
  const words = reply.errmsg ?? reply.msg ?? reply.StatusMessage ?? text.slice(0, 200)
  return { ok: false, words: `${String(code ?? status)} ${words}` }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
