import type { Instant } from '../day.ts'

/** A time of the Beijing day, `HH:MM`; texts of this form order as the times do. */
export type TimeOfDay = string & { readonly brand: 'TimeOfDay' }

export function parseTimeOfDay(text: string): TimeOfDay | undefined {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? (text as TimeOfDay) : undefined
}

export function timeOfDay(instant: Instant): TimeOfDay {
  return new Date(instant + 8 * 3_600_000).toISOString().slice(11, 16) as TimeOfDay
}
