import { buildPushPayload, type PushSubscription, type VapidKeys } from '@block65/webcrypto-web-push'
import type { Message } from '@chuangyuan/domain/reminder/reminder-words'
import { generateKeyPairSync } from 'node:crypto'
import { outcomeOf, type Outcome } from './outcome.ts'
import type { Post } from '../../http/post.ts'

/** A message that nobody fetched within a day is told by the next digest anyway. */
const ttlSeconds = 86_400

/** Keys with which push services know this installation (VAPID, RFC 8292), base64url. */
export function newPushKeys(): { readonly publicKey: string; readonly privateKey: string } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y, d } = privateKey.export({ format: 'jwk' })
  const point = [Buffer.of(4), Buffer.from(x ?? '', 'base64url'), Buffer.from(y ?? '', 'base64url')]
  return { publicKey: Buffer.concat(point).toString('base64url'), privateKey: d ?? '' }
}

/** One message to one browser (RFC 8030), encrypted so that the push service cannot read it (RFC 8291). */
export function sendToBrowser(
  post: Post,
  subscription: PushSubscription,
  keys: VapidKeys,
  { title, lines, address }: Message,
): Promise<Outcome> {
  return outcomeOf(async () => {
    const payload = await buildPushPayload(
      { data: { title, body: lines.join('\n'), address }, options: { ttl: ttlSeconds } },
      subscription,
      keys,
    )
    // The length follows from the body, and a header of our own would be refused.
    const { 'content-length': _, ...headers } = payload.headers
    const { status, text } = await post(subscription.endpoint, { headers, body: payload.body })
    if (status >= 200 && status < 300) return { ok: true }
    const words = `${String(status)} ${text.slice(0, 200)}`.trim()
    return status === 404 || status === 410 ? { ok: false, words, isGone: true } : { ok: false, words }
  })
}
