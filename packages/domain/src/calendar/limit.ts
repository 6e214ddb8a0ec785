import type { Instant } from '../day.ts'
import { assertNever } from '../result.ts'
import { afterWorkingMs, workdayMs, workingMsBetween, type WorkCalendar } from './work-calendar.ts'

export const limitUnits = ['working-hours', 'working-days', 'clock-hours', 'calendar-days'] as const

export type LimitUnit = (typeof limitUnits)[number]

/** A time limit (时限) as the handbook writes it. */
export interface Limit {
  readonly amount: number
  readonly unit: LimitUnit
}

/** Which time a clock counts: the district's working time alone, or all of it. */
export type Counting = 'working' | 'all'

/** What a limit leaves, as counted time. */
export interface Allowance {
  readonly ms: number
  readonly counts: Counting
}

const hourMs = 3_600_000

/** A limit as counted time. A working day is as long as the calendar's day, wherever in a day it begins. */
export function allowance({ amount, unit }: Limit, calendar: WorkCalendar): Allowance {
  switch (unit) {
    case 'working-hours':
      return { ms: amount * hourMs, counts: 'working' }
    case 'working-days':
      return { ms: amount * workdayMs(calendar), counts: 'working' }
    case 'clock-hours':
      return { ms: amount * hourMs, counts: 'all' }
    case 'calendar-days':
      return { ms: amount * 24 * hourMs, counts: 'all' }
    default:
      return assertNever(unit)
  }
}

export function countedMsBetween(
  calendar: WorkCalendar,
  counts: Counting,
  from: Instant,
  to: Instant,
): number {
  return counts === 'working' ? workingMsBetween(calendar, from, to) : to - from
}

export function afterCountedMs(calendar: WorkCalendar, counts: Counting, from: Instant, ms: number): Instant {
  return counts === 'working' ? afterWorkingMs(calendar, from, ms) : ((from + ms) as Instant)
}
