import type { RowId } from './pack.ts'

/** What can be wrong with a pack. The screens have the words. */
export const packProblemCodes = [
  'pack.not-an-object',
  'pack.field-missing',
  'pack.field-unknown',
  'pack.type-wrong',
  'pack.value-not-allowed',
  'pack.value-malformed',
  'pack.value-out-of-range',
  'pack.too-few',
  'pack.id-twice',
  'pack.row-unknown',
  'pack.quantity-unknown',
  'pack.source-unknown',
  'pack.tier-unknown',
  'pack.size-unknown',
  'pack.unit-mismatch',
  'pack.formula-unreadable',
  'pack.formula-circular',
  'pack.upper-missing',
  'pack.points-exceed-heading',
] as const
export type PackProblemCode = (typeof packProblemCodes)[number]

/** Where a pack is wrong: which row (or quantity), which field in it, and the JSON pointer from the top. */
export interface PackProblem {
  readonly code: PackProblemCode
  readonly row?: RowId
  readonly quantity?: string
  readonly field: string
  readonly path: string
  /** What was found or expected, where it helps: an unknown id, the allowed values. */
  readonly found?: string
  readonly expected?: readonly string[]
}
