import type { Condition } from './applicant.ts'
import type { Check } from './check.ts'
import { quantityOf, type Pack, type Row } from './pack.ts'
import type { Comparator, Requirement, TierId } from './requirement.ts'
import type { Deduction, Scoring } from './scoring.ts'
import type { Unit } from './unit.ts'

export const statementKinds = [
  'threshold',
  'allowance',
  'years',
  'clause',
  'points',
  'deduction',
  'look-back',
] as const
/** A number of the demand, the words of a clause, or points. */
export type StatementKind = (typeof statementKinds)[number]

/**
 * One statement of a pack, so that an office can check and correct it in a table: every number and every
 * clause has a line of its own, with how far it has been checked.
 */
export interface Statement {
  readonly kind: StatementKind
  /** Where the value stands in the row, dotted, as the comparison of packs names it. */
  readonly field: string
  /** Where its check stands; setting it there makes the line 已核对 without touching its neighbours. */
  readonly checkField: string
  readonly value: string | number
  readonly unit?: Unit
  readonly comparator?: Comparator
  readonly tier?: TierId
  readonly when?: Condition
  readonly check: Check
}

/** All statements of a row in printed order. Rows not read have none. */
export function statementsOf(pack: Pack, row: Row): readonly Statement[] {
  return [...demandsOf(pack, row), ...(row.scoring === undefined ? [] : pointsOf(row.scoring))]
}

function demandsOf(pack: Pack, row: Row): readonly Statement[] {
  switch (row.kind) {
    case 'numeric':
    case 'count':
    case 'survey':
      return numbersOf(pack, row.requirement, 'requirement', row.check)
    case 'qualitative':
      return row.clauses.map(({ id, text, check = row.check }) => ({
        kind: 'clause',
        field: `clauses.${id}.text`,
        checkField: `clauses.${id}.check`,
        value: text,
        check,
      }))
    case 'incident':
      return [
        {
          kind: 'look-back',
          field: 'lookBack.years',
          checkField: 'lookBack.check',
          value: row.lookBack.years,
          check: row.lookBack.check ?? row.check,
        },
      ]
    case 'heading':
    case 'certificate':
    case 'document':
    case 'unknown':
      return []
  }
}

function numbersOf(pack: Pack, requirement: Requirement, path: string, row: Check): readonly Statement[] {
  switch (requirement.kind) {
    case 'any-of':
    case 'all-of':
      return requirement.options.flatMap((option, index) =>
        numbersOf(pack, option, `${path}.options.${String(index)}`, row),
      )
    case 'trend':
      return [
        { kind: 'years', field: `${path}.years`, checkField: 'check', value: requirement.years, check: row },
      ]
    case 'benchmark':
      return []
    case 'level':
    case 'gap': {
      const unit = quantityOf(pack, requirement.quantity)?.unit
      const about = {
        ...(unit === undefined ? {} : { unit }),
        comparator: requirement.kind === 'level' ? requirement.comparator : 'at-most',
      } as const
      const thresholds = requirement.thresholds.map(
        ({ value, tier, when, check = row }, index): Statement => {
          const at = `${path}.thresholds.${String(index)}`
          return {
            kind: 'threshold',
            field: `${at}.value`,
            checkField: `${at}.check`,
            value,
            ...about,
            ...(tier === undefined ? {} : { tier }),
            ...(when === undefined ? {} : { when }),
            check,
          }
        },
      )
      const allowances = requirement.kind === 'level' ? (requirement.allowances ?? []) : []
      return [
        ...thresholds,
        ...allowances.map(({ change, when, check = row }, index): Statement => {
          const at = `${path}.allowances.${String(index)}`
          return {
            kind: 'allowance',
            field: `${at}.change`,
            checkField: `${at}.check`,
            value: change,
            ...about,
            when,
            check,
          }
        }),
      ]
    }
  }
}

function pointsOf(scoring: Scoring): readonly Statement[] {
  const name = scoring.mode === 'bonus' ? 'each' : 'full'
  const stated = scoring.mode === 'bonus' ? scoring.each : scoring.full
  const points: Statement = {
    kind: 'points',
    field: `scoring.${name}.value`,
    checkField: `scoring.${name}.check`,
    value: stated.value,
    check: stated.check,
  }
  return [points, ...(scoring.mode === 'deduction' ? scoring.deductions.map(deductionLine) : [])]
}

function deductionLine({ id, points }: Deduction): Statement {
  const at = `scoring.deductions.${id}.points`
  return {
    kind: 'deduction',
    field: `${at}.value`,
    checkField: `${at}.check`,
    value: points.value,
    check: points.check,
  }
}
