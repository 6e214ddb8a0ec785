import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Instant } from '../day.ts'
import { afterCountedMs, allowance, countedMsBetween, limitUnits } from './limit.ts'
import type { WorkCalendar } from './work-calendar.ts'

const hourMs = 3_600_000
const calendar: WorkCalendar = {
  hours: [
    { from: 510, to: 720 },
    { from: 840, to: 1050 },
  ],
  isWorkday: (day) => ![0, 6].includes(new Date(day).getUTCDay()),
}

it.each([
  ['working-hours', 4, 'working'],
  ['working-days', 28, 'working'],
  ['clock-hours', 4, 'all'],
  ['calendar-days', 96, 'all'],
] as const)('four %s leave %d hours of counted time', (unit, hours, counts) => {
  expect(allowance({ amount: 4, unit }, calendar)).toEqual({ ms: hours * hourMs, counts })
})

it.each([
  ['working-hours', '2026-03-09T10:30:00+08:00'],
  ['working-days', '2026-03-12T15:30:00+08:00'],
  ['clock-hours', '2026-03-06T19:30:00+08:00'],
  ['calendar-days', '2026-03-10T15:30:00+08:00'],
] as const)('four %s from Friday afternoon end on the right day', (unit, end) => {
  const from = Date.parse('2026-03-06T15:30:00+08:00') as Instant
  const { ms, counts } = allowance({ amount: 4, unit }, calendar)
  expect(afterCountedMs(calendar, counts, from, ms)).toBe(Date.parse(end))
})

it('what is counted until the end of a limit is the limit', () => {
  const from = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) }).map((ms) => ms as Instant)
  const limits = fc.record({
    amount: fc.integer({ min: 1, max: 90 }),
    unit: fc.constantFrom(...limitUnits),
  })
  fc.assert(
    fc.property(from, limits, (start, limit) => {
      const { ms, counts } = allowance(limit, calendar)
      const end = afterCountedMs(calendar, counts, start, ms)
      expect(countedMsBetween(calendar, counts, start, end)).toBe(ms)
    }),
  )
})
