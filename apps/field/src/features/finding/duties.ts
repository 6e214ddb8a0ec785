import type { FieldPackage } from '@chuangyuan/contract/field'
import type { FindingPage } from '@chuangyuan/contract/finding'
import type { Me } from '@chuangyuan/contract/identity'
import { isOpen } from '@chuangyuan/domain/finding/finding'
import { isDutyDesk } from './duty-desk.ts'

/** What an account has to do, from the findings of the offline package; each list is soonest due first. */
export interface Duties {
  /** Held by a unit of the account. */
  readonly mine: readonly FindingPage[]
  readonly toMeasure: readonly FindingPage[]
  readonly toResult: readonly FindingPage[]
  /** For leaders: past its time. */
  readonly overdue: readonly FindingPage[]
  /** For leaders: a unit asked for something, or it is suspended: somebody has to settle it. */
  readonly blocked: readonly FindingPage[]
  /** For the duty desk: in the units' hands and in time; it may have to answer for one of them. */
  readonly atUnits: readonly FindingPage[]
}

export function dutiesOf({ me: { unitIds }, findings }: FieldPackage, me: Me): Duties {
  const { verbs, grants } = me
  const open = findings.filter(isOpen).toSorted((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity))
  const leads = grants.some(({ role }) => role === 'leader' || role === 'office')
  return {
    mine: verbs.includes('finding.answer')
      ? open.filter(({ holder, unit, duty }) => holder === 'unit' && concerns(unitIds, unit, duty))
      : [],
    toMeasure: open.filter((each) => isFor(each, 'check-measures')),
    toResult: open.filter((each) => isFor(each, 'check-result')),
    overdue: leads ? open.filter(({ overdue }) => overdue) : [],
    blocked: leads ? open.filter(isBlocked) : [],
    atUnits: isDutyDesk(me)
      ? open.filter((each) => each.holder === 'unit' && !each.overdue && !isBlocked(each))
      : [],
  }
}

function isBlocked({ asked, stage }: FindingPage): boolean {
  return asked !== null || stage === 'suspended'
}

/** What the account may not judge is no duty of its own; the finding's page says why. */
function isFor({ actions }: FindingPage, wanted: FindingPage['actions'][number]['action']): boolean {
  return actions.some(({ action, refusal }) => action === wanted && refusal === null)
}

function concerns(unitIds: readonly string[], unit: FindingPage['unit'], duty: FindingPage['duty']): boolean {
  const assisting = duty?.assisting.filter(({ doneAt }) => doneAt === null) ?? []
  return [unit?.id, ...assisting.map((each) => each.unit.id)].some(
    (id) => id !== undefined && unitIds.includes(id),
  )
}
