import { dayOf, officialDay, type Day, type Instant } from '@chuangyuan/domain/day'
import { language } from './language.ts'

const zone = 'Asia/Shanghai'

/** `12,345.6`; at most `digits` decimals, three unless told. Chinese and English write numbers alike. */
export function formatNumber(value: number, digits = 3): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: digits }).format(value)
}

/** A share between 0 and 1 as `38.42%`. */
export function formatShare(share: number, digits = 2): string {
  return new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: digits }).format(share)
}

/** `2026年3月5日`, never zero-padded; in English `5 March 2026`. */
export function formatDay(day: Day): string {
  if (language.value !== 'en') return officialDay(day)
  const date = new Date(`${day}T00:00:00Z`)
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(date)
}

/** Beijing day and minute of an instant, whatever zone the reader's computer is set to. */
export function formatInstant(instant: number): string {
  const minute = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: zone }).format(instant)
  return `${formatDay(dayOf(toInstant(instant)))} ${minute}`
}

/** The calendar day in Beijing right now. */
export function beijingToday(): Day {
  return dayOf(toInstant(Date.now()))
}

function toInstant(milliseconds: number): Instant {
  return milliseconds as Instant
}

/** A row of the standard as its readers call it: its number, where it has one, and its name. */
export function numberedName({
  number,
  name,
}: {
  readonly number?: string | null | undefined
  readonly name: string
}): string {
  return number ? `${number} ${name}` : name
}
