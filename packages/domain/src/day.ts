/** A calendar day in Beijing, `YYYY-MM-DD`. The district has no other time zone. */
export type Day = string & { readonly brand: 'Day' }

/** An instant, milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly brand: 'Instant' }

/** Tells the time. Injected, so that a test decides what day it is. */
export type Clock = () => Instant

const beijingOffsetMs = 8 * 3_600_000
const dayMs = 86_400_000

/** Reads a day, or undefined where the text is not an existing calendar day. */
export function parseDay(text: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return undefined
  const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))
  return new Date(time).toISOString().slice(0, 10) === text ? (text as Day) : undefined
}

/** The Beijing day on which an instant falls. */
export function dayOf(instant: Instant): Day {
  return dayAt(instant + beijingOffsetMs)
}

/** The instant at which a Beijing day begins. */
export function startOfDay(day: Day): Instant {
  return (Date.parse(day) - beijingOffsetMs) as Instant
}

/** Whole days from one day to another; negative if `to` lies before `from`. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}

export function addDays(day: Day, days: number): Day {
  return dayAt(Date.parse(day) + days * dayMs)
}

/** As official papers write it: `2026年3月5日`, never zero-padded (GB/T 9704-2012). */
export function officialDay(day: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${String(year)}年${String(month)}月${String(date)}日`
}

/** Written by hand, since clocks walk over thousands of days and `toISOString` takes five times as long. */
function dayAt(time: number): Day {
  const date = new Date(time)
  const year = String(date.getUTCFullYear()).padStart(4, '0')
  const month = String(date.getUTCMonth() + 1).padStart(2, '0')
  return `${year}-${month}-${String(date.getUTCDate()).padStart(2, '0')}` as Day
}
