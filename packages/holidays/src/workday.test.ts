import { describe, expect, it } from 'vitest'

import { addDays, parseDay, type Day } from '@chuangyuan/domain/day'

import { isHolidayPlanKnown, isWorkday } from './workday.ts'

function day(text: string): Day {
  const parsed = parseDay(text)
  if (parsed === undefined) throw new Error(text)
  return parsed
}

function workdaysOf(year: number): number {
  const days = Array.from({ length: 366 }, (_, index) => addDays(day(`${String(year)}-01-01`), index))
  return days.filter((each) => each.startsWith(String(year)) && isWorkday(each)).length
}

describe('a working day', () => {
  it('is a weekday, and not a Saturday or Sunday', () => {
    expect(isWorkday(day('2026-03-06'))).toBe(true)
    expect(isWorkday(day('2026-03-07'))).toBe(false)
    expect(isWorkday(day('2026-03-08'))).toBe(false)
  })

  it('is no day of the Spring Festival or of National Day, though it be a weekday', () => {
    const festival = ['2026-02-16', '2026-02-23', '2026-10-01', '2026-10-07']
    expect(festival.map(day).filter(isWorkday)).toEqual([])
  })

  it('is a weekend day on which a holiday is worked off', () => {
    const makeUp = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']
    expect(makeUp.map(day).filter(isWorkday)).toEqual(makeUp)
  })

  it('comes as often as the published plan of a year says', () => {
    // 261 weekdays, less 19 of them that are holidays, and 6 weekend days worked off.
    expect(workdaysOf(2026)).toBe(248)
  })
})

describe('a year', () => {
  it('has a known plan once the State Council has published it', () => {
    expect([2004, 2020, 2025, 2026].filter(isHolidayPlanKnown)).toEqual([2004, 2020, 2025, 2026])
  })

  it('has none before, and then Monday to Friday are worked', () => {
    expect(isHolidayPlanKnown(2003)).toBe(false)
    expect(isHolidayPlanKnown(2090)).toBe(false)
    expect(isWorkday(day('2090-10-02'))).toBe(true)
    expect(workdaysOf(2090)).toBe(260)
  })
})
