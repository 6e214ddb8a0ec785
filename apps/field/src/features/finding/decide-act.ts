import type { FieldPackage } from '@chuangyuan/contract/field'
import type { FindingActionInput, FindingPage } from '@chuangyuan/contract/finding'
import { checkMeasures, checkResult } from '@chuangyuan/domain/finding/gate'
import { assist, fileMeasures, plan } from '@chuangyuan/domain/finding/rectify'
import { ask } from '@chuangyuan/domain/finding/request'
import type { Result } from '@chuangyuan/domain/result'
import type { Refusal } from '../../outbox/record.ts'
import { instantOf } from '../../shell/format.ts'
import { asFinding, calendarIn } from './as-finding.ts'
import { partyOf } from './decide-report.ts'

/** What a phone does to findings; the desk does the rest. */
export type FieldAct = Extract<
  FindingActionInput,
  { action: 'plan' | 'assist' | 'file-measures' | 'ask' | 'check-measures' | 'check-result' }
>
export type FieldAction = FieldAct['action']

/**
 * Why this account may not do it, as the server said when it made the package: undefined where it may. An action that
 * the stage does not have open is refused as such.
 */
export function refusalOfAction({ actions, stage }: FindingPage, action: FieldAction): Refusal | undefined {
  const offered = actions.find((each) => each.action === action)
  if (offered === undefined) return { code: 'finding.wrong-stage', details: { stage } }
  return offered.refusal ?? undefined
}

/** Whether the rules take it, by what the package says of the finding. The server decides again. */
export function refusalOfAct(
  page: FindingPage,
  act: FieldAct,
  content: FieldPackage,
  now: number,
): Refusal | undefined {
  const known = refusalOfAction(page, act.action)
  if (known !== undefined) return known
  const finding = asFinding(page)
  if (finding === undefined) return { code: 'finding.wrong-stage', details: { stage: page.stage } }
  const by = partyOf(content)
  const at = instantOf(now)
  switch (act.action) {
    case 'plan':
      return refusalIn(plan(finding, act, by, at))
    case 'assist':
      return refusalIn(assist(finding, act.unitId, at))
    case 'file-measures':
      return refusalIn(fileMeasures(finding, act, by, at))
    case 'ask':
      return refusalIn(ask(finding, act.wish, act.reason, by, calendarIn(content), at))
    case 'check-measures':
      return refusalIn(checkMeasures(finding, act, by, at))
    case 'check-result':
      return refusalIn(checkResult(finding, act, by, at))
  }
}

function refusalIn(decision: Result<unknown, { readonly code: Refusal['code'] }>): Refusal | undefined {
  if (decision.ok) return undefined
  const { code, ...details } = decision.refusal
  return { code, details }
}
