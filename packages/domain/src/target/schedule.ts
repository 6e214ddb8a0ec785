import { daysBetween, type Day } from '../day.ts'
import type { Milli } from './milli.ts'

export interface Schedule {
  /** What should stand by the morning of the day, if work went on evenly. */
  readonly expected: Milli
  /** Of the amount, tenths of a percent, rounded down so that 100 means done. Null where nothing was planned. */
  readonly percent: number | null
  /** Today and the last day count; none are left when the day has passed. */
  readonly daysLeft: number
  /** What each day left has to bring. Null where something is missing and no day is left. */
  readonly pace: Milli | null
  readonly behind: boolean
}

/**
 * The stated rule: even progress from the morning of the first day to the
 * evening of the last. Who has less than that is behind; it says nothing of
 * seasons or of how work really goes, and so is shown as the rule it is.
 */
export function scheduleOf(
  planned: Milli,
  built: Milli,
  { startsOn, dueOn }: { readonly startsOn: Day; readonly dueOn: Day },
  today: Day,
): Schedule {
  const days = daysBetween(startsOn, dueOn) + 1
  const gone = Math.min(Math.max(daysBetween(startsOn, today), 0), days)
  const expected = Math.floor((planned * gone) / days)
  const daysLeft = Math.max(daysBetween(today, dueOn) + 1, 0)
  const missing = Math.max(planned - built, 0)
  return {
    expected,
    percent: planned === 0 ? null : Math.floor((built * 1_000) / planned) / 10,
    daysLeft,
    pace: missing === 0 ? 0 : daysLeft === 0 ? null : Math.ceil(missing / daysLeft),
    behind: built < expected,
  }
}
