import { Secret, TOTP } from 'otpauth'
import type { Instant } from '@chuangyuan/domain/day'

const stepSeconds = 30

/** A new key and the address that an authenticator app reads from the QR code (RFC 6238). */
export function newOneTimeKey(login: string, districtName: string): { secret: string; uri: string } {
  const secret = new Secret({ size: 20 })
  const totp = new TOTP({
    issuer: `创园 ${districtName}`,
    label: login,
    secret,
    digits: 6,
    period: stepSeconds,
  })
  return { secret: secret.base32, uri: totp.toString() }
}

/**
 * The time step that a code belongs to, one step of clock error allowed either
 * way; undefined for a wrong code, or one from a step that was used before.
 */
export function acceptedStep(key: string, code: string, now: Instant, lastStep: number): number | undefined {
  const totp = new TOTP({ secret: Secret.fromBase32(key), digits: 6, period: stepSeconds })
  const delta = totp.validate({ token: code, timestamp: now, window: 1 })
  if (delta === null) return undefined
  const step = Math.floor(now / 1000 / stepSeconds) + delta
  return step > lastStep ? step : undefined
}
