import type { FindingPage } from '@chuangyuan/contract/finding'
import { requestKinds } from '@chuangyuan/domain/finding/finding'
import { findingActions, type FindingAction } from '@chuangyuan/domain/finding/action'

import { t } from '../../shell/text.ts'

type Line = FindingPage['history'][number]

/** One line of the journal as a sentence; a verb that nobody has given words to is shown by its code. */
export function historySentence(
  { verb, details }: Line,
  units: readonly { readonly id: string; readonly name: string }[],
): string {
  if (verb === 'finding.reported') return t('finding.past.reported')
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
  const unit = units.find(({ id }) => id === details['unitId'])?.name ?? ''
  switch (action) {
    case 'dispatch':
      return t('finding.past.dispatch', { unit })
    case 'assist':
      return t('finding.past.assist', { unit })
    case 'mark-urgent':
      return t(details['urgent'] === true ? 'finding.past.urgent' : 'finding.past.notUrgent')
    case 'decide':
      return t(details['granted'] === true ? 'finding.past.granted' : 'finding.past.denied')
    case 'ask': {
      const { wish } = details
      const kind = requestKinds.find(
        (each) => typeof wish === 'object' && wish !== null && 'kind' in wish && wish.kind === each,
      )
      return t('finding.askedFor', { what: kind === undefined ? '' : t(`finding.request.${kind}`) })
    }
    case 'check-measures':
      return t(
        details['to'] === 'measures-passed' ? 'finding.past.measuresPassed' : 'finding.past.measuresFailed',
      )
    case 'check-result':
      return t(details['to'] === 'closed' ? 'finding.past.resultPassed' : 'finding.past.resultFailed')
    default:
      return t(`finding.past.${action}`)
  }
}
