import { addDays, dayOf, startOfDay, type Instant } from '../day.ts'
import { timeOfDay, type TimeOfDay } from './time-of-day.ts'

/** Something that waits for somebody, as far as a reminder cares. */
export interface Waiting {
  /** Changes when the thing waits for something else, so that it is new again. */
  readonly key: string
  readonly title: string
  readonly dueAt: Instant | null
  readonly late: boolean
  readonly urgent: boolean
}

/** Nobody is told anything between the two; a night begins before and ends after midnight. */
export interface QuietHours {
  readonly from: TimeOfDay
  readonly until: TimeOfDay
}

/** What somebody has been told. */
export interface Told {
  readonly digestAt: Instant | null
  readonly urgentAt: Instant | null
  readonly keys: readonly string[]
}

export interface Reminder {
  /**
   * digest  everything that waits, at the hours of the day that the office has set
   * urgent  what cannot wait for the next digest
   */
  readonly kind: 'digest' | 'urgent'
  /** What has not been told before, the most pressing first; an urgent reminder is of nothing else. */
  readonly fresh: readonly Waiting[]
  readonly total: number
  readonly late: number
}

/** One message an hour is as much as somebody can still act upon. */
const leastBetweenUrgentMs = 3_600_000

export const neverTold: Told = { digestAt: null, urgentAt: null, keys: [] }

/**
 * What to tell now, in one message. A digest waits for its hour and for something new or late; what is urgent or has
 * just become late does not wait; in the quiet hours everything waits, and is told once when they are over.
 */
export function reminderDue(
  waiting: readonly Waiting[],
  told: Told,
  { digests, quiet }: { readonly digests: readonly TimeOfDay[]; readonly quiet: QuietHours },
  now: Instant,
): Reminder | undefined {
  if (isQuiet(quiet, now)) return undefined
  const known = new Set(told.keys)
  const fresh = waiting.filter((each) => !known.has(toldAs(each))).toSorted(byPressure)
  const counts = { total: waiting.length, late: waiting.filter(({ late }) => late).length }
  const slot = lastDigest(digests, now)
  const isDigestDue = slot !== undefined && (told.digestAt === null || told.digestAt < slot)
  if (isDigestDue && (fresh.length > 0 || counts.late > 0)) return { kind: 'digest', fresh, ...counts }
  const pressing = fresh.filter(({ urgent, late }) => urgent || late)
  const isHourOver = told.urgentAt === null || now - told.urgentAt >= leastBetweenUrgentMs
  return pressing.length > 0 && isHourOver ? { kind: 'urgent', fresh: pressing, ...counts } : undefined
}

/** What somebody knows after a reminder has reached them; what does not wait any more is forgotten. */
export function toldBy(reminder: Reminder, waiting: readonly Waiting[], told: Told, now: Instant): Told {
  const known = new Set([...told.keys, ...reminder.fresh.map(toldAs)])
  const keys = waiting.map(toldAs).filter((key) => known.has(key))
  return reminder.kind === 'digest'
    ? { digestAt: now, urgentAt: now, keys }
    : { digestAt: told.digestAt, urgentAt: now, keys }
}

/** The last hour of a digest that has come, today or yesterday; undefined where there is none. */
export function lastDigest(digests: readonly TimeOfDay[], now: Instant): Instant | undefined {
  const today = dayOf(now)
  const instants = digests.flatMap((time) =>
    [today, addDays(today, -1)].map((day) => startOfDay(day) + minutesOf(time) * 60_000),
  )
  const past = instants.filter((instant) => instant <= now)
  return past.length === 0 ? undefined : (Math.max(...past) as Instant)
}

/** Where both ends are the same there are none. */
export function isQuiet({ from, until }: QuietHours, now: Instant): boolean {
  const time = timeOfDay(now)
  return from <= until ? from <= time && time < until : from <= time || time < until
}

/** What is late has to be told again, though it was told before. */
function toldAs({ key, late }: Waiting): string {
  return late ? `${key} late` : key
}

function byPressure(one: Waiting, other: Waiting): number {
  return (
    Number(other.urgent) - Number(one.urgent) ||
    Number(other.late) - Number(one.late) ||
    (one.dueAt ?? Infinity) - (other.dueAt ?? Infinity) ||
    0
  )
}

function minutesOf(time: TimeOfDay): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
