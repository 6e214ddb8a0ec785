import { formulaRefusalCodes } from '../standard/formula.ts'

/** Why an item is not assessed or not applicable. Codes with details; the screens have the words. */
export const reasonCodes = [
  'row.unknown',
  'applicant.excluded',
  'tier.not-demanded',
  'figure.missing',
  'figure.within-error',
  'figure.not-finite',
  'quantity.unknown',
  'quantity.circular',
  'unit.mismatch',
  ...formulaRefusalCodes,
  'threshold.none-fits',
  'profile.missing',
  'zones.none',
  'zones.figures-missing',
  'trend.years-missing',
  'trend.sources-differ',
  'answer.missing',
  'incident.not-stated',
  'certificate.not-stated',
  'document.not-stated',
  'mark.years-missing',
  'points.split-unknown',
  'parts.not-assessed',
] as const
export type ReasonCode = (typeof reasonCodes)[number]

/** A reason with what a reader needs to act on it: which figure, which zones, which fact about the applicant. */
export interface Reason {
  readonly code: ReasonCode
  readonly quantity?: string
  readonly zones?: readonly string[]
  readonly fields?: readonly string[]
  readonly years?: readonly number[]
  readonly clauses?: readonly string[]
  readonly input?: string
}

/** What must be said beside a verdict though it does not change it. */
export const warningCodes = [
  'coverage.below-green-rate',
  'figure.no-base-date',
  'figure.contradicted',
  'check.unverified',
  'points.assumed-equal',
] as const
export type WarningCode = (typeof warningCodes)[number]

export interface Warning {
  readonly code: WarningCode
  readonly quantity?: string
  readonly zone?: string
  readonly values?: readonly number[]
}
