import { allowance } from '../calendar/limit.ts'
import type { WorkCalendar } from '../calendar/work-calendar.ts'
import { dayOf, type Instant } from '../day.ts'
import { kindOf, type Handbook } from '../handbook/handbook.ts'
import { limitFor } from '../handbook/limit-for.ts'
import { accept, refuse, type Result } from '../result.ts'
import type { Clock } from './clock.ts'
import { isHandled, type AtUnit, type Finding, type FindingDuty, type Handled } from './finding.ts'
import { wrongStage, type WrongStage } from './stage.ts'

export type DispatchRefusal =
  | WrongStage
  | { readonly code: 'finding.kind-unknown'; readonly kind: string }
  | { readonly code: 'finding.assists-itself' }

/** Who is to put it right: a unit, its person, and those who help. */
export interface DutyChoice {
  readonly unitId: string
  readonly postId: string | null
  readonly assisting: readonly string[]
}

/** 派遣: to a unit and a person, with the time that the handbook gives. */
export function dispatch(
  finding: Finding,
  to: DutyChoice,
  handbook: Handbook,
  calendar: WorkCalendar,
  at: Instant,
): Result<AtUnit, DispatchRefusal> {
  if (finding.stage !== 'filed') return wrongStage(finding, ['filed'])
  const clock = newClock(finding, handbook, calendar, at)
  if (clock === undefined) return refuse({ code: 'finding.kind-unknown', kind: finding.kind })
  const duty = dutyOf(to)
  if (duty === undefined) return refuse({ code: 'finding.assists-itself' })
  return accept({ ...finding, stage: 'dispatched', dispatchedAt: at, duty, clock, request: null, plan: null })
}

/** Marked urgent (急要件), or no longer: the time is that of its mark, counted from when the unit got it. */
export function markUrgent(
  finding: Finding,
  urgent: boolean,
  handbook: Handbook,
  calendar: WorkCalendar,
): Result<Finding, WrongStage | { readonly code: 'finding.kind-unknown'; readonly kind: string }> {
  switch (finding.stage) {
    case 'reported':
    case 'filed':
      return accept({ ...finding, urgent })
    case 'dispatched':
    case 'planned': {
      const fresh = newClock({ ...finding, urgent }, handbook, calendar, finding.dispatchedAt)
      if (fresh === undefined) return refuse({ code: 'finding.kind-unknown', kind: finding.kind })
      const { allowedMs, counts, because } = fresh
      return accept({ ...finding, urgent, clock: { ...finding.clock, allowedMs, counts, because } })
    }
    default:
      return wrongStage(finding, ['reported', 'filed', 'dispatched', 'planned'])
  }
}

/** 催办: the unit is reminded; nothing else changes. */
export function urge(finding: Finding): Result<Handled, WrongStage> {
  if (!isHandled(finding) || (finding.stage !== 'dispatched' && finding.stage !== 'planned'))
    return wrongStage(finding, ['dispatched', 'planned'])
  return accept({ ...finding, counts: { ...finding.counts, urged: finding.counts.urged + 1 } })
}

export function dutyOf({ unitId, postId, assisting }: DutyChoice): FindingDuty | undefined {
  const others = [...new Set(assisting)]
  if (others.includes(unitId)) return undefined
  return { unitId, postId, assisting: others.map((each) => ({ unitId: each, doneAt: null })) }
}

/** A clock that begins to run at an instant; undefined for a kind that the handbook no longer has. */
export function newClock(
  { kind: kindId, urgent }: Pick<Finding, 'kind' | 'urgent'>,
  handbook: Handbook,
  calendar: WorkCalendar,
  at: Instant,
): Clock | undefined {
  const kind = kindOf(handbook, kindId)
  if (kind === undefined) return undefined
  const { limit, because } = limitFor(kind, { day: dayOf(at), urgent })
  const { ms, counts } = allowance(limit, calendar)
  return { allowedMs: ms, counts, because, spans: [{ from: at, to: null }] }
}
