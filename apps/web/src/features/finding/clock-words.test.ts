import { startOfDay, type Day } from '@chuangyuan/domain/day'
import { expect, it } from 'vitest'
import { restDaysOf } from './clock-words.ts'

it('days not counted are those of rest on which the unit held it, each once', () => {
  const at = (day: string) => startOfDay(day as Day)
  const calendar = { hours: [], isWorkday: (day: Day) => ![0, 6].includes(new Date(day).getUTCDay()) }
  const spans = [
    { from: at('2026-11-27'), to: at('2026-11-28') },
    { from: at('2026-11-28'), to: null },
  ]
  expect(restDaysOf(spans, calendar, at('2026-12-01'))).toEqual(['2026-11-28', '2026-11-29'])
})
