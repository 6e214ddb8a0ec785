import { afterCountedMs, allowance } from '../calendar/limit.ts'
import type { WorkCalendar } from '../calendar/work-calendar.ts'
import type { Instant } from '../day.ts'
import type { LadderLevel, LadderStep } from './handbook.ts'

export interface Escalation {
  readonly level: LadderLevel
  readonly since: Instant
  /** Where it goes next and when; absent at the top. */
  readonly next?: { readonly level: LadderLevel; readonly at: Instant }
}

/**
 * How far an overdue finding has climbed (逐级督办). Each step is reached when its grace has run out after the
 * step before; grace in working time stands still over nights, weekends and holidays. Undefined while not overdue.
 */
export function escalation(
  ladder: readonly LadderStep[],
  calendar: WorkCalendar,
  dueAt: Instant,
  now: Instant,
): Escalation | undefined {
  let reached: Escalation | undefined
  let at = dueAt
  for (const { level, after } of ladder) {
    const { ms, counts } = allowance(after, calendar)
    at = afterCountedMs(calendar, counts, at, ms)
    if (at > now) return reached === undefined ? undefined : { ...reached, next: { level, at } }
    reached = { level, since: at }
  }
  return reached
}
