import { addDays, dayOf, daysBetween, startOfDay, type Day, type Instant } from '../day.ts'

/** The district's working hours (工作时) and working days. */
export interface WorkCalendar {
  /** Minutes after Beijing midnight, ascending and not overlapping. The same on every working day. */
  readonly hours: readonly { readonly from: number; readonly to: number }[]
  readonly isWorkday: (day: Day) => boolean
}

const minuteMs = 60_000

/** Longer than any plan of holidays: where so many days bring no work, the calendar is broken. */
const longestRestDays = 400

/** How much working time a working day has. */
export function workdayMs({ hours }: WorkCalendar): number {
  return hours.reduce((sum, { from, to }) => sum + to - from, 0) * minuteMs
}

/** Working time from one instant to another, in milliseconds; negative if `to` lies before `from`. */
export function workingMsBetween(calendar: WorkCalendar, from: Instant, to: Instant): number {
  // Taken from zero, since the negative of no time would be minus zero.
  if (to < from) return 0 - workingMsBetween(calendar, to, from)
  const first = dayOf(from)
  const days = daysBetween(first, dayOf(to))
  const workdays = Array.from({ length: days }, (_, index) => addDays(first, index)).filter(
    calendar.isWorkday,
  )
  return workdays.length * workdayMs(calendar) + workedOn(calendar, to) - workedOn(calendar, from)
}

/**
 * The first instant by which so much working time (not negative) has passed: the evening at which a
 * span ends rather than the morning at which the next begins.
 */
export function afterWorkingMs(calendar: WorkCalendar, from: Instant, ms: number): Instant {
  if (ms <= 0) return from
  const wholeDay = workdayMs(calendar)
  let day = dayOf(from)
  let left = ms + workedOn(calendar, from)
  let restDays = 0
  while (restDays < longestRestDays) {
    if (wholeDay > 0 && calendar.isWorkday(day)) {
      if (left <= wholeDay) return onWorkday(calendar, day, left)
      left -= wholeDay
      restDays = 0
    } else {
      restDays += 1
    }
    day = addDays(day, 1)
  }
  throw new Error(`the calendar has no working time in the ${String(longestRestDays)} days before ${day}`)
}

/** Working time of an instant's own day that has passed by then. */
function workedOn(calendar: WorkCalendar, instant: Instant): number {
  const day = dayOf(instant)
  if (!calendar.isWorkday(day)) return 0
  const sinceMidnight = instant - startOfDay(day)
  return calendar.hours.reduce((sum, { from, to }) => {
    return sum + Math.min(Math.max(sinceMidnight - from * minuteMs, 0), (to - from) * minuteMs)
  }, 0)
}

/** The instant of a working day by which so much of it has been worked. */
function onWorkday({ hours }: WorkCalendar, day: Day, worked: number): Instant {
  let left = worked
  for (const { from, to } of hours) {
    const span = (to - from) * minuteMs
    if (left <= span) return (startOfDay(day) + from * minuteMs + left) as Instant
    left -= span
  }
  throw new RangeError(`${day} has no ${String(worked)} ms of working time`)
}
