import type { Counting } from '@chuangyuan/domain/calendar/limit'
import type { WorkCalendar } from '@chuangyuan/domain/calendar/work-calendar'
import { addDays, dayOf, daysBetween, type Day, type Instant } from '@chuangyuan/domain/day'
import { t } from '../../shell/text.ts'
import { partsOf } from './due.ts'

/** A span of counted time in words. */
export function spanWords(ms: number, counts: Counting, calendar: WorkCalendar): string {
  return partsOf(ms, counts, calendar)
    .map(({ unit, n }) => t(`finding.amount.${unit}`, { n }))
    .join(' ')
}

/** Days on which a clock of working time stood still although the unit held the finding: weekends and holidays. */
export function restDaysOf(
  spans: readonly { readonly from: number; readonly to: number | null }[],
  { isWorkday }: WorkCalendar,
  now: Instant,
): readonly Day[] {
  const days = spans.flatMap(({ from, to }) => {
    const first = dayOf(from as Instant)
    const count = daysBetween(first, dayOf((to ?? now) as Instant)) + 1
    return Array.from({ length: Math.max(0, count) }, (_, at) => addDays(first, at))
  })
  return [...new Set(days)].filter((day) => !isWorkday(day))
}
