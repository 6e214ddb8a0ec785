import { startOfDay, type Day, type Instant } from '@chuangyuan/domain/day'
import type { WorkCalendar } from '@chuangyuan/domain/calendar/work-calendar'
import { describe, expect, it } from 'vitest'
import { amountOf, dueOf, partsOf } from './due.ts'

/** Eight hours a day, 9–12 and 13–18, from Monday to Friday. */
const calendar: WorkCalendar = {
  hours: [
    { from: 9 * 60, to: 12 * 60 },
    { from: 13 * 60, to: 18 * 60 },
  ],
  isWorkday: (day) => ![0, 6].includes(new Date(day).getUTCDay()),
}
const hour = 3_600_000
const minute = 60_000

/** Friday 27 November 2026. */
function friday(hours: number): Instant {
  return (startOfDay('2026-11-27' as Day) + hours * hour) as Instant
}
/** The Monday after. */
function monday(hours: number): Instant {
  return (startOfDay('2026-11-30' as Day) + hours * hour) as Instant
}
const planned = { stage: 'planned', overdue: false } as const

describe('what is left of a finding’s time', () => {
  it('is said in working hours over a weekend, for a clock that counts working time', () => {
    expect(dueOf({ ...planned, dueAt: monday(11) }, 'working', calendar, friday(17))).toEqual({
      kind: 'left',
      amount: { unit: 'working-hours', n: 3 },
      at: monday(11),
    })
  })

  it('is said in days and hours of all time, for a clock that counts all of it', () => {
    expect(dueOf({ ...planned, dueAt: monday(18) }, 'all', calendar, friday(17))).toMatchObject({
      amount: { unit: 'days', n: 3 },
    })
  })

  it('is rounded down, so that nobody is promised time that is gone', () => {
    expect(dueOf({ ...planned, dueAt: friday(17) }, 'working', calendar, friday(15.02))).toMatchObject({
      amount: { unit: 'working-hours', n: 1 },
    })
  })

  it('is the time over once the server says that it is overdue', () => {
    const late = { stage: 'planned', overdue: true, dueAt: friday(17) } as const
    expect(dueOf(late, 'working', calendar, monday(17))).toMatchObject({
      kind: 'over',
      amount: { unit: 'working-days', n: 1 },
    })
  })

  it('stands still while the supervising side looks', () => {
    const checked = { stage: 'measures-filed', overdue: false, dueAt: null } as const
    expect(dueOf(checked, 'working', calendar, friday(9))).toEqual({ kind: 'paused' })
  })

  it('is not spoken of before the unit has it, nor after the end', () => {
    for (const stage of ['reported', 'filed', 'closed', 'void', 'merged'] as const) {
      expect(dueOf({ stage, overdue: false, dueAt: null }, 'working', calendar, friday(9))).toEqual({
        kind: 'none',
      })
    }
  })
})

describe('an amount of counted time', () => {
  it('is a working day only where a whole one of the district’s is full', () => {
    expect(amountOf(8 * hour, 'working', calendar)).toEqual({ unit: 'working-days', n: 1 })
    expect(amountOf(8 * hour - minute, 'working', calendar)).toEqual({ unit: 'working-hours', n: 7 })
    expect(amountOf(8 * hour, 'all', calendar)).toEqual({ unit: 'hours', n: 8 })
    expect(amountOf(59 * minute, 'all', calendar)).toEqual({ unit: 'minutes', n: 59 })
  })

  it('is exact to the minute where its parts are asked for, so that used and left add up', () => {
    expect(partsOf(2.5 * hour, 'working', calendar)).toEqual([
      { unit: 'working-hours', n: 2 },
      { unit: 'working-minutes', n: 30 },
    ])
    expect(partsOf(0, 'all', calendar)).toEqual([{ unit: 'minutes', n: 0 }])
    expect(partsOf(19 * hour, 'working', calendar)).toEqual([
      { unit: 'working-days', n: 2 },
      { unit: 'working-hours', n: 3 },
    ])
    expect(partsOf(16 * hour, 'working', calendar)).toEqual([{ unit: 'working-days', n: 2 }])
  })
})
