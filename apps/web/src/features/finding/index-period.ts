import { addDays, parseDay, type Day } from '@chuangyuan/domain/day'

export interface Period {
  readonly from: Day
  readonly to: Day
}

/** The usual periods of a circular, up to today. */
export function usualPeriods(today: Day): Readonly<Record<'thisMonth' | 'lastMonth' | 'thisYear', Period>> {
  const firstOfMonth = first(`${today.slice(0, 8)}01`)
  const lastOfLastMonth = addDays(firstOfMonth, -1)
  return {
    thisMonth: { from: firstOfMonth, to: today },
    lastMonth: { from: first(`${lastOfLastMonth.slice(0, 8)}01`), to: lastOfLastMonth },
    thisYear: { from: first(`${today.slice(0, 4)}-01-01`), to: today },
  }
}

function first(text: string): Day {
  const day = parseDay(text)
  if (day === undefined) throw new Error(`${text} is no day`)
  return day
}
