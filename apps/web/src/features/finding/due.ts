import type { FindingSummary } from '@chuangyuan/contract/finding'
import { countedMsBetween, type Counting } from '@chuangyuan/domain/calendar/limit'
import { workdayMs, type WorkCalendar } from '@chuangyuan/domain/calendar/work-calendar'
import type { Instant } from '@chuangyuan/domain/day'
import { kindOf, type Handbook } from '@chuangyuan/domain/handbook/handbook'

/** How a span of counted time is said: in working time for a clock that counts working time, else in all of it. */
export interface Amount {
  readonly unit: 'working-days' | 'working-hours' | 'working-minutes' | 'days' | 'hours' | 'minutes'
  readonly n: number
}

/** How a finding stands against its time. */
export type Due =
  | { readonly kind: 'none' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'left' | 'over'; readonly amount: Amount; readonly at: Instant }

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Whole units, the largest of which at least one is full; rounded down, so that nobody is promised time that is gone. */
export function amountOf(ms: number, counts: Counting, calendar: WorkCalendar): Amount {
  const working = counts === 'working'
  const dayMs = working ? workdayMs(calendar) : 24 * hourMs
  if (ms >= dayMs) return { unit: working ? 'working-days' : 'days', n: Math.floor(ms / dayMs) }
  if (ms >= hourMs) return { unit: working ? 'working-hours' : 'hours', n: Math.floor(ms / hourMs) }
  return { unit: working ? 'working-minutes' : 'minutes', n: Math.floor(ms / minuteMs) }
}

/** As `overdue` of the server decides it, said in counted time. */
export function dueOf(
  { dueAt, overdue, stage }: Pick<FindingSummary, 'dueAt' | 'overdue' | 'stage'>,
  counts: Counting,
  calendar: WorkCalendar,
  now: Instant,
): Due {
  if (dueAt === null) {
    const withUnit = stage !== 'reported' && stage !== 'filed'
    return { kind: withUnit && !ended(stage) ? 'paused' : 'none' }
  }
  if (ended(stage)) return { kind: 'none' }
  const at = dueAt as Instant
  const [from, to] = overdue ? [at, now] : [now, at]
  const amount = amountOf(Math.max(0, countedMsBetween(calendar, counts, from, to)), counts, calendar)
  return { kind: overdue ? 'over' : 'left', amount, at }
}

/** Which time a finding's clock counts, by its kind; a promised day is a day of the calendar. */
export function countingOf(
  handbook: Handbook,
  { kind: kindId, urgent, stage }: Pick<FindingSummary, 'kind' | 'urgent' | 'stage'>,
): Counting {
  if (stage === 'suspended') return 'all'
  const kind = kindOf(handbook, kindId)
  const unit = (urgent ? kind?.urgentLimit : kind?.limit)?.unit
  return unit === 'working-hours' || unit === 'working-days' ? 'working' : 'all'
}

function ended(stage: FindingSummary['stage']): boolean {
  return stage === 'closed' || stage === 'void' || stage === 'merged'
}

/** The parts of a span to the minute, the largest first, for where used and left must add up to what was given. */
export function partsOf(ms: number, counts: Counting, calendar: WorkCalendar): readonly Amount[] {
  const parts: Amount[] = []
  const working = counts === 'working'
  const sizes = { days: working ? workdayMs(calendar) : 24 * hourMs, hours: hourMs, minutes: minuteMs }
  let rest = Math.round(ms / minuteMs) * minuteMs
  for (const name of ['days', 'hours', 'minutes'] as const) {
    const n = Math.floor(rest / sizes[name])
    rest -= n * sizes[name]
    if (n > 0) parts.push({ unit: working ? `working-${name}` : name, n })
  }
  return parts.length > 0 ? parts : [{ unit: working ? 'working-minutes' : 'minutes', n: 0 }]
}
