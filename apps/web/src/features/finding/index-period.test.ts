import type { Day } from '@chuangyuan/domain/day'
import { expect, it } from 'vitest'
import { usualPeriods } from './index-period.ts'

it('last month ends where this month begins, over a year’s end and a leap day too', () => {
  expect(usualPeriods('2027-01-15' as Day)).toEqual({
    thisMonth: { from: '2027-01-01', to: '2027-01-15' },
    lastMonth: { from: '2026-12-01', to: '2026-12-31' },
    thisYear: { from: '2027-01-01', to: '2027-01-15' },
  })
  expect(usualPeriods('2028-03-01' as Day).lastMonth).toEqual({ from: '2028-02-01', to: '2028-02-29' })
})
