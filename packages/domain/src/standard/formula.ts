import type { Result } from '../result.ts'
import type { QuantityId } from './requirement.ts'
import type { Unit } from './unit.ts'

/** An input of a formula: the name it has in the expression, and the unit in which it enters. */
export interface FormulaInput {
  readonly name: string
  readonly quantity: QuantityId
  readonly unit: Unit
}

/** An expression over named inputs. Its result is in the unit of the quantity it belongs to. */
export interface Formula {
  readonly expression: string
  readonly inputs: readonly FormulaInput[]
}

export const formulaRefusalCodes = [
  'formula.unreadable',
  'formula.input-missing',
  'formula.input-not-finite',
  'formula.division-by-zero',
  'formula.not-a-number',
  'formula.failed',
] as const
export type FormulaRefusalCode = (typeof formulaRefusalCodes)[number]

export interface FormulaRefusal {
  readonly code: FormulaRefusalCode
  readonly expression: string
  /** The input at fault, by its name in the expression. */
  readonly input?: string
}

/** Evaluates an expression. Injected, because the rules themselves depend on no library. Never answers NaN or infinity. */
export type Evaluate = (
  expression: string,
  inputs: Readonly<Record<string, number>>,
) => Result<number, FormulaRefusal>
