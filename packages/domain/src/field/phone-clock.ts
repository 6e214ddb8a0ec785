import type { Instant } from '../day.ts'

/** A phone's clock may be off by this much before its times are moved; a slow line takes as long. */
export const clockToleranceMs = 120_000

/** How far the phone's clock is ahead of ours, milliseconds; 0 while it is as good as right. */
export function clockOffMs(sentAt: Instant, receivedAt: Instant): number {
  const off = sentAt - receivedAt
  return Math.abs(off) > clockToleranceMs ? off : 0
}

/** When something happened, told by a phone whose clock is off; nothing happened after it arrived. */
export function trueTime(told: Instant, offMs: number, receivedAt: Instant): Instant {
  return Math.min(told - offMs, receivedAt) as Instant
}
