import plans from 'chinese-days/dist/chinese-days.json' with { type: 'json' }

import type { Day } from '@chuangyuan/domain/day'

// The library's own functions read a day in the time zone of the machine; its data have no such doubt.
const holidays: ReadonlySet<string> = new Set(Object.keys(plans.holidays))
const makeUpDays: ReadonlySet<string> = new Set(Object.keys(plans.workdays))

/**
 * Whether a day is a working day under the State Council's yearly holiday plan, make-up days (调休) included.
 * In a year without a published plan it is any day from Monday to Friday: see `isHolidayPlanKnown`.
 */
export function isWorkday(day: Day): boolean {
  if (makeUpDays.has(day)) return true
  const weekday = new Date(day).getUTCDay()
  return weekday >= 1 && weekday <= 5 && !holidays.has(day)
}

/** Whether the plan of a year is in the data. A plan is published whole in the autumn before, and each has National Day in it. */
export function isHolidayPlanKnown(year: number): boolean {
  return holidays.has(`${String(year)}-10-01`)
}
