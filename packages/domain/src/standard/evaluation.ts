import type { Check } from './check.ts'
import type { SiteKind } from './site-kinds.ts'
import type { UnitKind } from './unit-kinds.ts'

export const evaluationMethods = [
  'remote-sensing',
  'documents',
  'field',
  'questionnaire',
  'online-survey',
  'overall-observation',
  'briefing',
  'third-party',
] as const
/** 遥感测试、材料审核、实地考察、问卷调查、网络调查、整体观察、听取汇报、第三方测评. */
export type EvaluationMethod = (typeof evaluationMethods)[number]

/** What must lie in the box (台账) of a row. */
export interface EvidenceRule {
  readonly id: string
  readonly text: string
  /** How many years back it must reach, the year of application included. */
  readonly years?: number
  readonly issuer?: UnitKind
  readonly form?: 'original' | 'copy'
  readonly pagesAtMost?: number
  readonly fileName?: string
  readonly box?: string
  readonly check?: Check
}

/** How many sites of a kind are looked at. */
export interface SamplingQuota {
  readonly site: SiteKind
  readonly sites: number
  readonly check?: Check
}

export const streams = ['greening', 'clean-up', 'dossier', 'publicity'] as const
/** Work streams (战线): 绿化、环境综合整治、软件资料、宣传. */
export type Stream = (typeof streams)[number]

/** Who answers for a row, by kind of unit: the district says which unit that is. */
export interface DutyTemplate {
  readonly lead: readonly UnitKind[]
  readonly assisting?: readonly UnitKind[]
  readonly stream?: Stream
  readonly check?: Check
}
