import type { FindingActionInput } from '@chuangyuan/contract/finding'
import type { MessageKey } from '../../shell/text.ts'
import type { FieldAct, FieldAction } from './decide-act.ts'

/** What a phone does to a finding, by name; in the order in which it is offered. */
export const actTitles = {
  assist: 'act.assist',
  plan: 'act.plan',
  'file-measures': 'act.fileMeasures',
  ask: 'act.ask',
  'check-measures': 'act.checkMeasures',
  'check-result': 'act.checkResult',
} as const satisfies Record<FieldAction, MessageKey>

export function isFieldAct(act: FindingActionInput): act is FieldAct {
  return act.action in actTitles
}
