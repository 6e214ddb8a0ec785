import { refuse } from '../result.ts'
import type { Finding, FindingStage } from './finding.ts'

export interface WrongStage {
  readonly code: 'finding.wrong-stage'
  readonly stage: FindingStage
  /** In which stages this can be done. */
  readonly wanted: readonly FindingStage[]
}

export function wrongStage(
  { stage }: Finding,
  wanted: readonly FindingStage[],
): { readonly ok: false; readonly refusal: WrongStage } {
  return refuse<WrongStage>({ code: 'finding.wrong-stage', stage, wanted })
}
