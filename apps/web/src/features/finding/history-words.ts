import type { FindingPage } from '@chuangyuan/contract/finding'
import { requestKinds } from '@chuangyuan/domain/finding/finding'
import { findingActions, type FindingAction } from '@chuangyuan/domain/finding/action'
import { t, type MessageKey } from '../../shell/text.ts'

type Line = FindingPage['history'][number]

const planSteps = ['written', 'confirmed', 'objected', 'approved'] as const

/** One line of the journal as a sentence; a verb that nobody has given words to is shown by its code. */
export function historySentence(
  { verb, details }: Line,
  units: readonly { readonly id: string; readonly name: string }[],
): string {
  if (verb === 'finding.reported') return t('finding.past.reported')
  const planned = planSteps.find((each) => verb === `joint-plan.${each}`)
  if (planned !== undefined) return t(`matter.plan.past.${planned}`)
  const action = findingActions.find((each) => verb === `finding.${each}`)
  return action === undefined ? verb : sentenceOf(action, details, units)
}

/** What was said with it. */
export function historyWords({ details }: Line): string {
  const { reason, words } = details
  return [reason, words].filter((each): each is string => typeof each === 'string' && each !== '').join('；')
}

function sentenceOf(
  action: FindingAction,
  details: Line['details'],
  units: readonly { readonly id: string; readonly name: string }[],
): string {
  const unit = units.find(({ id }) => id === details['unitId'])?.name
  return t(sentenceKey(action, details, unit !== undefined), { unit: unit ?? '', what: wishWords(details) })
}

/** Which sentence says it. Where a line does not tell the outcome, the action is named and no outcome invented. */
export function sentenceKey(
  action: FindingAction,
  { urgent, granted, wish, to }: Line['details'],
  isUnitKnown: boolean,
): MessageKey {
  switch (action) {
    case 'dispatch':
    case 'assist':
      return isUnitKnown ? `finding.past.${action}` : `finding.act.${action}`
    case 'mark-urgent':
      if (typeof urgent !== 'boolean') return 'finding.act.mark-urgent'
      return urgent ? 'finding.past.urgent' : 'finding.past.notUrgent'
    case 'decide':
      if (typeof granted !== 'boolean') return 'finding.act.decide'
      return granted ? 'finding.past.granted' : 'finding.past.denied'
    case 'ask':
      return wish === undefined ? 'finding.act.ask' : 'finding.askedFor'
    case 'check-measures':
      if (to === 'measures-passed') return 'finding.past.measuresPassed'
      return to === 'planned' ? 'finding.past.measuresFailed' : 'finding.act.check-measures'
    case 'check-result':
      if (to === 'closed') return 'finding.past.resultPassed'
      return to === 'planned' ? 'finding.past.resultFailed' : 'finding.act.check-result'
    default:
      return `finding.past.${action}`
  }
}

function wishWords({ wish }: Line['details']): string {
  const kind = requestKinds.find(
    (each) => typeof wish === 'object' && wish !== null && 'kind' in wish && wish.kind === each,
  )
  return kind === undefined ? '' : t(`finding.request.${kind}`)
}
