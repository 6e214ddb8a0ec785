import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Instant } from '../day.ts'
import { afterWorkingMs, workingMsBetween, type WorkCalendar } from './work-calendar.ts'

const hourMs = 3_600_000

/** 08:30–12:00 and 14:00–17:30, seven hours a day. */
const hours = [
  { from: 510, to: 720 },
  { from: 840, to: 1050 },
]
const festival = new Set(['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'])
const calendar: WorkCalendar = {
  hours,
  isWorkday: (day) => {
    const weekday = new Date(day).getUTCDay()
    return day === '2026-02-14' || (weekday > 0 && weekday < 6 && !festival.has(day))
  },
}

/** A Beijing time as an instant. */
function at(text: string): Instant {
  return Date.parse(`${text}:00+08:00`) as Instant
}

describe('working time between two instants', () => {
  it.each([
    ['inside a span', '2026-03-05T09:00', '2026-03-05T10:30', 1.5],
    ['across the noon break', '2026-03-05T11:00', '2026-03-05T15:00', 2],
    ['over a night', '2026-03-05T17:00', '2026-03-06T09:00', 1],
    ['over a weekend', '2026-03-06T17:00', '2026-03-09T09:00', 1],
    ['over a festival with a Saturday worked off', '2026-02-13T17:30', '2026-02-24T08:30', 14],
    ['on a day of rest', '2026-03-07T09:00', '2026-03-07T18:00', 0],
    ['in a whole ordinary week', '2026-03-02T00:00', '2026-03-09T00:00', 35],
  ])('%s', (_, from, to, worked) => {
    expect(workingMsBetween(calendar, at(from), at(to)) / hourMs).toBe(worked)
  })

  it('counts the Beijing day, whatever day it is in Greenwich', () => {
    // 01:00 in Beijing on Saturday is still Friday by Greenwich, and 07:00 on Monday still Sunday.
    expect(workingMsBetween(calendar, at('2026-03-07T01:00'), at('2026-03-09T07:00'))).toBe(0)
  })
})

describe('the instant after so much working time', () => {
  it.each([
    ['is the evening at which a day ends', '2026-03-05T14:00', 3.5, '2026-03-05T17:30'],
    ['is noon where the morning is enough', '2026-03-05T08:30', 3.5, '2026-03-05T12:00'],
    ['begins to count with the next span', '2026-03-05T12:30', 0.5, '2026-03-05T14:30'],
    ['jumps the weekend', '2026-03-06T15:30', 4, '2026-03-09T10:30'],
    ['jumps the festival and works the Saturday off', '2026-02-13T15:30', 10, '2026-02-23T09:30'],
    ['is the instant itself where nothing has to pass', '2026-03-07T03:00', 0, '2026-03-07T03:00'],
  ])('%s', (_, from, worked, to) => {
    expect(afterWorkingMs(calendar, at(from), worked * hourMs)).toBe(at(to))
  })

  it('is refused to a calendar in which nobody ever works', () => {
    const never: WorkCalendar = { hours, isWorkday: () => false }
    const idle: WorkCalendar = { hours: [], isWorkday: () => true }
    expect(() => afterWorkingMs(never, at('2026-03-05T09:00'), 1)).toThrow('no working time')
    expect(() => afterWorkingMs(idle, at('2026-03-05T09:00'), 1)).toThrow('no working time')
  })
})

describe('for every calendar', () => {
  const instants = fc
    .integer({ min: at('2026-01-01T00:00'), max: at('2029-01-01T00:00') })
    .map((ms) => ms as Instant)
  const workingTime = fc.integer({ min: 1, max: 300 * 24 * hourMs })
  const calendars = fc
    .record({
      edges: fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 8 }),
      week: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
    })
    .map(({ edges, week }): WorkCalendar => {
      const sorted = edges.toSorted((a, b) => a - b)
      return {
        hours: sorted.flatMap((from, index) => {
          const to = sorted[index + 1]
          return index % 2 === 0 && to !== undefined ? [{ from, to }] : []
        }),
        isWorkday: (day) => week.includes(new Date(day).getUTCDay()),
      }
    })

  it('working time is additive', () => {
    fc.assert(
      fc.property(calendars, instants, instants, instants, (each, a, b, c) => {
        const whole = workingMsBetween(each, a, c)
        expect(workingMsBetween(each, a, b) + workingMsBetween(each, b, c)).toBe(whole)
      }),
    )
  })

  it('working time never runs backwards and never faster than the clock', () => {
    fc.assert(
      fc.property(calendars, instants, fc.nat({ max: 90 * 24 * hourMs }), (each, from, elapsed) => {
        const worked = workingMsBetween(each, from, (from + elapsed) as Instant)
        expect(worked).toBeGreaterThanOrEqual(0)
        expect(worked).toBeLessThanOrEqual(elapsed)
      }),
    )
  })

  it('exactly the working time asked for has passed at the instant answered, and less a moment before', () => {
    fc.assert(
      fc.property(calendars, instants, workingTime, (each, from, ms) => {
        const then = afterWorkingMs(each, from, ms)
        expect(workingMsBetween(each, from, then)).toBe(ms)
        expect(workingMsBetween(each, from, (then - 1) as Instant)).toBe(ms - 1)
      }),
    )
  })
})
