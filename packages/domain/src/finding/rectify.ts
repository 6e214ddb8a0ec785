import type { Day, Instant } from '../day.ts'
import { dayOf } from '../day.ts'
import { accept, refuse, type Result } from '../result.ts'
import { stop } from './clock.ts'
import type { AtUnit, Finding, MeasuresFiled } from './finding.ts'
import type { Party } from './party.ts'
import { wrongStage, type WrongStage } from './stage.ts'

interface Pending {
  readonly code: 'finding.request-pending'
}

export type PlanRefusal = WrongStage | Pending | { readonly code: 'finding.day-in-past'; readonly day: Day }

/** The unit says what it will do, who does it and until when. Planning twice replaces the plan. */
export function plan(
  finding: Finding,
  said: { readonly words: string; readonly responsible: string; readonly finishOn: Day },
  by: Party,
  at: Instant,
): Result<AtUnit, PlanRefusal> {
  const held = heldByUnit(finding)
  if (!held.ok) return held
  if (said.finishOn < dayOf(at)) return refuse({ code: 'finding.day-in-past', day: said.finishOn })
  return accept({ ...held.value, stage: 'planned', plan: { ...said, by, at } })
}

/** An assisting unit has done its part. */
export function assist(
  finding: Finding,
  unitId: string,
  at: Instant,
): Result<
  AtUnit,
  WrongStage | Pending | { readonly code: 'finding.not-assisting'; readonly unitId: string }
> {
  const held = heldByUnit(finding)
  if (!held.ok) return held
  const { duty } = held.value
  if (!duty.assisting.some((each) => each.unitId === unitId))
    return refuse({ code: 'finding.not-assisting', unitId })
  const assisting = duty.assisting.map((each) =>
    each.unitId === unitId && each.doneAt === null ? { unitId, doneAt: at } : each,
  )
  return accept({ ...held.value, duty: { ...duty, assisting } })
}

export type FileMeasuresRefusal =
  | WrongStage
  | Pending
  | { readonly code: 'finding.not-planned' }
  | { readonly code: 'finding.assisting-open'; readonly unitIds: readonly string[] }

/**
 * The unit says that the measures were carried out; from here on the clock is
 * not its own. It cannot say so while a unit that assists it is still at work.
 * A photo helps and is not demanded: it would close nothing.
 */
export function fileMeasures(
  finding: Finding,
  said: { readonly words: string; readonly photos: readonly string[] },
  by: Party,
  at: Instant,
): Result<MeasuresFiled, FileMeasuresRefusal> {
  const held = heldByUnit(finding)
  if (!held.ok) return held
  if (held.value.plan === null) return refuse({ code: 'finding.not-planned' })
  const open = held.value.duty.assisting.filter(({ doneAt }) => doneAt === null)
  if (open.length > 0)
    return refuse({ code: 'finding.assisting-open', unitIds: open.map(({ unitId }) => unitId) })
  return accept({
    ...held.value,
    stage: 'measures-filed',
    clock: stop(held.value.clock, at),
    done: { ...said, by, at },
  })
}

function heldByUnit(finding: Finding): Result<AtUnit, WrongStage | Pending> {
  if (finding.stage !== 'dispatched' && finding.stage !== 'planned')
    return wrongStage(finding, ['dispatched', 'planned'])
  if (finding.request !== null) return refuse<Pending>({ code: 'finding.request-pending' })
  return accept(finding)
}
