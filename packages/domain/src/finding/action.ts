import type { Verb } from '../identity/role.ts'
import type { Finding } from './finding.ts'

/** Everything that can be done to a finding once it is reported. */
export const findingActions = [
  'file',
  'merge',
  'dispatch',
  'mark-urgent',
  'urge',
  'plan',
  'assist',
  'file-measures',
  'ask',
  'decide',
  'resume',
  'check-measures',
  'check-result',
  'reopen',
  'void',
] as const
export type FindingAction = (typeof findingActions)[number]

/** The verb that an account must hold. The unit's own actions are held in the unit's or street's scope. */
export const verbOfAction: Readonly<Record<FindingAction, Verb>> = {
  file: 'finding.manage',
  merge: 'finding.manage',
  dispatch: 'finding.manage',
  'mark-urgent': 'finding.manage',
  urge: 'finding.manage',
  decide: 'finding.manage',
  void: 'finding.manage',
  plan: 'finding.answer',
  assist: 'finding.answer',
  'file-measures': 'finding.answer',
  ask: 'finding.answer',
  resume: 'finding.answer',
  'check-measures': 'finding.check-measures',
  'check-result': 'finding.check-result',
  reopen: 'finding.check-result',
}

/** What the stage leaves open, whoever asks; screens show these and grey out what the account may not. */
export function openActions(finding: Finding): readonly FindingAction[] {
  switch (finding.stage) {
    case 'reported':
      return ['file', 'merge', 'mark-urgent', 'void']
    case 'filed':
      return ['dispatch', 'merge', 'mark-urgent', 'void']
    case 'dispatched':
    case 'planned': {
      if (finding.request !== null) return ['decide', 'mark-urgent']
      const help = finding.duty.assisting.some(({ doneAt }) => doneAt === null)
      const finish = finding.plan === null ? [] : (['file-measures'] as const)
      return ['plan', ...(help ? (['assist'] as const) : []), ...finish, 'ask', 'urge', 'mark-urgent', 'void']
    }
    case 'measures-filed':
      return ['check-measures']
    case 'measures-passed':
      return ['check-result']
    case 'suspended':
      return ['resume', 'void']
    case 'closed':
      return ['reopen']
    case 'void':
    case 'merged':
      return []
  }
}
