import type { Day } from '../day.ts'
import { accept, refuse } from '../result.ts'
import type { Applicant, Zone } from '../standard/applicant.ts'
import type { Check } from '../standard/check.ts'
import type { Evaluate } from '../standard/formula.ts'
import type { Item, MeasuredRow, Pack, Quantity, Row } from '../standard/pack.ts'
import type { LevelRequirement, Requirement } from '../standard/requirement.ts'
import { assess, type AssessOptions } from './assess.ts'
import type { AssessedItem, Assessment } from './assessment.ts'
import { noFacts, type Facts, type Figure } from './facts.ts'

export const verified: Check = { status: 'verified', sources: ['text'] }

export function day(text: `${number}-${number}-${number}`): Day {
  return text as string as Day
}

export const today = day('2026-06-01')

export function aQuantity(id: string, more: Partial<Quantity> = {}): Quantity {
  return { id, name: id, unit: 'percent', check: verified, ...more }
}

export function aPack(rows: readonly Row[], more: Partial<Pack> = {}): Pack {
  return {
    format: 1,
    id: 'tiny',
    version: 1,
    award: '园林城市',
    edition: 'tiny',
    title: 'tiny',
    tiers: [],
    sizes: [],
    applicants: [],
    outcome: { kind: 'every-item', check: verified },
    quantities: ['green', 'canopy', 'park'].map((id) => aQuantity(id)),
    sources: [{ id: 'text', title: 'text', kind: 'paper' }],
    rows,
    ...more,
  }
}

export function aRow(requirement: Requirement, more: Partial<MeasuredRow> = {}): MeasuredRow {
  return { kind: 'numeric', id: 'row', name: 'row', check: verified, requirement, ...more }
}

export function atLeast(value: number, more: Partial<LevelRequirement> = {}): LevelRequirement {
  return { kind: 'level', quantity: 'green', comparator: 'at-least', thresholds: [{ value }], ...more }
}

export function aFigure(value: number, more: Partial<Figure> = {}): Figure {
  return {
    quantity: 'green',
    value,
    unit: 'percent',
    asOf: day('2026-01-01'),
    source: 'survey',
    origin: 'reported',
    ...more,
  }
}

export const districts: readonly Zone[] = ['east', 'west', 'north'].map((id) => ({
  id,
  name: id,
  kind: 'district',
}))

export const aCity: Applicant = { kind: 'city', name: 'city', zones: districts }

/** Knows one formula, quotient of its first two inputs: the rules need no more to be tested. */
export const quotient: Evaluate = (expression, inputs) => {
  const [a, b] = Object.values(inputs)
  return a === undefined || b === undefined || b === 0
    ? refuse({ code: 'formula.division-by-zero', expression })
    : accept((100 * a) / b)
}

export interface Case {
  readonly pack?: Partial<Pack>
  readonly applicant?: Applicant
  readonly facts?: Partial<Facts>
  readonly options?: Partial<AssessOptions>
}

export function assessed(rows: readonly Row[], { pack, applicant, facts, options }: Case = {}): Assessment {
  return assess(
    aPack(rows, pack),
    applicant ?? aCity,
    { ...noFacts, ...facts },
    { today, evaluate: quotient, ...options },
  )
}

/** The single item of a pack with one row. */
export function assessedItem(row: Item, rest: Case = {}): AssessedItem {
  const [item] = assessed([row], rest).rows
  if (item === undefined) throw new Error('the pack has no row')
  return item
}
