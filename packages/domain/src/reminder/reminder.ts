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

export interface ReminderTimes {
  readonly digests: readonly TimeOfDay[]
  readonly quiet: QuietHours
}

/**
 * What to tell now, in one message, and what is known once that has reached them. A digest waits for its hour, and
 * passes unsaid where nothing is new or late; what is urgent or has just become late does not wait; in the quiet
 * hours everything waits, and is told once when they are over.
 */
export function remind(
  waiting: readonly Waiting[],
  told: Told,
  { digests, quiet }: ReminderTimes,
  now: Instant,
): { readonly reminder: Reminder | undefined; readonly told: Told } {
  if (isQuiet(quiet, now)) return { reminder: undefined, told }
  const known = new Set(told.keys)
  const fresh = waiting.filter((each) => !known.has(toldAs(each))).toSorted(byPressure)
  const counts = { total: waiting.length, late: waiting.filter(({ late }) => late).length }
  const slot = lastDigest(digests, now)
  const keysWith = (reached: readonly Waiting[]) => {
    const all = new Set([...known, ...reached.map(toldAs)])
    // What does not wait any more is forgotten.
    return waiting.map(toldAs).filter((key) => all.has(key))
  }
  if (slot !== undefined && (told.digestAt === null || told.digestAt < slot)) {
    return fresh.length > 0 || counts.late > 0
      ? {
          reminder: { kind: 'digest', fresh, ...counts },
          told: { digestAt: now, urgentAt: now, keys: keysWith(fresh) },
        }
      : { reminder: undefined, told: { ...told, digestAt: now } }
  }
  const pressing = fresh.filter(({ urgent, late }) => urgent || late)
  const isHourOver = told.urgentAt === null || now - told.urgentAt >= leastBetweenUrgentMs
  return pressing.length > 0 && isHourOver
    ? {
        reminder: { kind: 'urgent', fresh: pressing, ...counts },
        told: { ...told, urgentAt: now, keys: keysWith(pressing) },
      }
    : { reminder: undefined, told }
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
