import type { Check, Stated } from './check.ts'

/** What a deduction is taken for. */
export type DeductionCause =
  { readonly kind: 'finding'; readonly finding: string } | { readonly kind: 'unmet-clause' }

/** So many points off for each. `atMost` caps what this cause can take. */
export interface Deduction {
  readonly id: string
  readonly name: string
  readonly cause: DeductionCause
  readonly points: Stated<number>
  readonly atMost?: Stated<number>
}

/**
 * How a row or a heading turns into points. A row without scoring is met or not met and counts as one item:
 * no points are made up for it.
 */
export type Scoring =
  /** The full points or none. */
  | { readonly mode: 'all-or-nothing'; readonly full: Stated<number> }
  /** Starts full; findings and missing clauses take points away, never below the floor. */
  | {
      readonly mode: 'deduction'
      readonly full: Stated<number>
      readonly deductions: readonly Deduction[]
      readonly floor?: Stated<number>
    }
  /** In proportion between `zeroAt` and the threshold, full from the threshold on. */
  | { readonly mode: 'ratio'; readonly full: Stated<number>; readonly zeroAt?: Stated<number> }
  /** An expert's value on the quantity's scale, taken over in proportion: `scale` is the best mark. */
  | { readonly mode: 'expert'; readonly full: Stated<number>; readonly scale: Stated<number> }
  /** Yearly marks weighted; `yearsBack` 0 is the year of assessment. Weights are percent. */
  | {
      readonly mode: 'year-series'
      readonly full: Stated<number>
      readonly scale: Stated<number>
      readonly weights: Stated<readonly { readonly yearsBack: number; readonly percent: number }[]>
    }
  /** Extra points beside the full mark. */
  | { readonly mode: 'bonus'; readonly each: Stated<number>; readonly atMost?: Stated<number> }

/** What decides the whole. */
export type PackOutcome =
  /** Every applicable item must be met; nothing is added up. */
  | { readonly kind: 'every-item'; readonly check: Check }
  | { readonly kind: 'cut-off'; readonly full: Stated<number>; readonly atLeast: Stated<number> }
  /** The class follows from the worst item, from best to worst; `worst` names what throws into it. */
  | {
      readonly kind: 'worst-item'
      readonly classes: readonly {
        readonly name: string
        readonly worst: 'nothing-lost' | 'item-lost' | 'veto-lost'
      }[]
      readonly check: Check
    }
