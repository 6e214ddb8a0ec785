import { afterCountedMs, countedMsBetween, type Counting } from '../calendar/limit.ts'
import type { WorkCalendar } from '../calendar/work-calendar.ts'
import { addDays, startOfDay, type Day, type Instant } from '../day.ts'

/** Why a finding has the time it has. */
export const clockReasons = ['standard', 'urgent', 'off-season'] as const
export type ClockReason = (typeof clockReasons)[number]

/**
 * The unit's clock. It counts only while the unit holds the finding: what the
 * office takes to decide or the supervising side takes to look is not charged
 * to the unit, and poor work does not start it anew.
 */
export interface Clock {
  /** Counted time that the unit has in all, milliseconds. */
  readonly allowedMs: number
  /** Whether working time counts or all time. */
  readonly counts: Counting
  readonly because: ClockReason
  /** While the unit held it, oldest first; the last one is open while it holds it still. */
  readonly spans: readonly { readonly from: Instant; readonly to: Instant | null }[]
}

export function isRunning({ spans }: Clock): boolean {
  return spans.at(-1)?.to === null
}

export function run(clock: Clock, at: Instant): Clock {
  return isRunning(clock) ? clock : { ...clock, spans: [...clock.spans, { from: at, to: null }] }
}

export function stop(clock: Clock, at: Instant): Clock {
  const last = clock.spans.at(-1)
  if (last?.to !== null) return clock
  return { ...clock, spans: [...clock.spans.slice(0, -1), { from: last.from, to: later(last.from, at) }] }
}

/** Counted time used up to now, milliseconds. */
export function usedMs({ spans, counts }: Clock, calendar: WorkCalendar, now: Instant): number {
  return spans.reduce(
    (sum, { from, to }) => sum + countedMsBetween(calendar, counts, from, to ?? later(from, now)),
    0,
  )
}

/** The instant at which the time is used up; undefined while the clock is paused with time left. */
export function dueAt({ spans, counts, allowedMs }: Clock, calendar: WorkCalendar): Instant | undefined {
  let left = allowedMs
  for (const { from, to } of spans) {
    const end = afterCountedMs(calendar, counts, from, left)
    if (to === null || end < to) return end
    left -= countedMsBetween(calendar, counts, from, to)
  }
  return undefined
}

/** The end of a Beijing day. */
export function endOf(day: Day): Instant {
  return startOfDay(addDays(day, 1))
}

function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other
}
