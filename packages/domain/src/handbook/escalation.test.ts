import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { WorkCalendar } from '../calendar/work-calendar.ts'
import type { Instant } from '../day.ts'
import { escalation } from './escalation.ts'
import { ladderLevels, type LadderStep } from './handbook.ts'

const calendar: WorkCalendar = {
  hours: [
    { from: 510, to: 720 },
    { from: 840, to: 1050 },
  ],
  isWorkday: (day) => ![0, 6].includes(new Date(day).getUTCDay()) && !day.startsWith('2026-10-0'),
}
const ladder: readonly LadderStep[] = [
  { level: 'unit', after: { amount: 0, unit: 'working-hours' } },
  { level: 'first-responsible', after: { amount: 4, unit: 'working-hours' } },
  { level: 'sponsor', after: { amount: 1, unit: 'working-days' } },
  { level: 'supervision-group', after: { amount: 2, unit: 'calendar-days' } },
]

/** A Beijing time as an instant. */
function at(text: string): Instant {
  return Date.parse(`${text}:00+08:00`) as Instant
}
const due = at('2026-03-05T15:30')

it('does not begin before the finding is due', () => {
  expect(escalation(ladder, calendar, due, (due - 1) as Instant)).toBeUndefined()
})

it.each([
  [
    'at the unit, from the due instant on',
    '2026-03-05T15:30',
    'unit',
    '2026-03-05T15:30',
    '2026-03-06T10:30',
  ],
  [
    'at its leader, when four hours have been worked',
    '2026-03-06T10:30',
    'first-responsible',
    '2026-03-06T10:30',
    '2026-03-09T10:30',
  ],
  [
    'at its leader still, over the weekend',
    '2026-03-09T10:29',
    'first-responsible',
    '2026-03-06T10:30',
    '2026-03-09T10:30',
  ],
  [
    'at the sponsor, a working day later',
    '2026-03-09T10:30',
    'sponsor',
    '2026-03-09T10:30',
    '2026-03-11T10:30',
  ],
])('stands %s', (_, now, level, since, next) => {
  expect(escalation(ladder, calendar, due, at(now))).toMatchObject({
    level,
    since: at(since),
    next: { at: at(next) },
  })
})

it('stays with the supervision group, which has nobody above it', () => {
  expect(escalation(ladder, calendar, due, at('2026-08-01T12:00'))).toEqual({
    level: 'supervision-group',
    since: at('2026-03-11T10:30'),
  })
})

it('does not climb over the holidays', () => {
  const before = at('2026-09-30T17:00')
  expect(escalation(ladder, calendar, before, at('2026-10-12T08:30'))).toMatchObject({
    level: 'unit',
    next: { at: at('2026-10-12T12:00') },
  })
})

it('never comes down again as time goes by', () => {
  const hours = fc.integer({ min: 0, max: 2_000 })
  const rank = (now: number) => {
    const level = escalation(ladder, calendar, due, now as Instant)?.level
    return level === undefined ? -1 : ladderLevels.indexOf(level)
  }
  fc.assert(
    fc.property(hours, hours, (earlier, later) => {
      const from = due + (earlier - 100) * 3_600_000
      expect(rank(from + later * 3_600_000)).toBeGreaterThanOrEqual(rank(from))
    }),
  )
})
