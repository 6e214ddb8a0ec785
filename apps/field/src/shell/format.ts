import { dayOf, officialDay, type Day, type Instant } from '@chuangyuan/domain/day'
import { language } from './language.ts'
import { t } from './text.ts'

const zone = 'Asia/Shanghai'

export function instantOf(milliseconds: number): Instant {
  return milliseconds as Instant
}

/** `2026年3月5日`, never zero-padded; in English `5 March 2026`. */
export function formatDay(day: Day): string {
  if (language.value !== 'en') return officialDay(day)
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
}

/** Beijing day and minute of an instant. */
export function formatInstant(instant: number): string {
  return `${formatDay(dayOf(instantOf(instant)))} ${formatMinute(instant)}`
}

export function formatMinute(instant: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: zone }).format(instant)
}

export function formatBytes(bytes: number): string {
  const megabytes = bytes / 1024 / 1024
  if (megabytes < 0.1) return `${String(Math.ceil(bytes / 1024))} kB`
  return megabytes >= 1024
    ? `${(megabytes / 1024).toFixed(1)} GB`
    : `${megabytes.toFixed(megabytes < 10 ? 1 : 0)} MB`
}

export function formatMetres(metres: number): string {
  return metres >= 1000 ? `${(metres / 1000).toFixed(1)} km` : `${String(Math.round(metres))} m`
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** A length of time in its two largest parts: `3 天 4 小时`, `25 分钟`. */
export function formatSpan(ms: number): string {
  const left = Math.abs(ms)
  const days = Math.floor(left / dayMs)
  const hours = Math.floor((left % dayMs) / hourMs)
  if (days > 0) return hours > 0 ? t('time.daysHours', { days, hours }) : t('time.days', { days })
  const minutes = Math.floor((left % hourMs) / minuteMs)
  if (hours > 0) return minutes > 0 ? t('time.hoursMinutes', { hours, minutes }) : t('time.hours', { hours })
  return t('time.minutes', { minutes })
}

/** How long until something is due, or how long it has been, in words. */
export function countdown(dueAt: number | null, now: number): string {
  if (dueAt === null) return t('time.noLimit')
  return t(dueAt >= now ? 'time.left' : 'time.over', { span: formatSpan(dueAt - now) })
}
