import type { Condition, ZoneKind } from './applicant.ts'
import type { Check } from './check.ts'

/** Names one of the pack's quantities: a computed indicator or a figure an office reports. */
export type QuantityId = string

/** Names one of the pack's tiers: 基本项 / 提升项, 园林城市 / 生态园林城市, grade Ⅰ–Ⅳ. */
export type TierId = string

export const comparators = ['at-least', 'at-most', 'more-than', 'less-than', 'equal', 'between'] as const
export type Comparator = (typeof comparators)[number]

/**
 * One number of the standard, for one tier and one kind of applicant. Without a tier or a condition
 * it holds for all. The first that fits is the one that applies.
 */
export interface Threshold {
  readonly value: number
  /** The upper end, for `between`. */
  readonly upper?: number
  readonly tier?: TierId
  readonly when?: Condition
  /** Where this number is known better or worse than its row. */
  readonly check?: Check
}

/** A relief: the threshold moves by `change` (in the unit of the quantity) where the condition holds. */
export interface Allowance {
  readonly change: number
  readonly when: Condition
  readonly check?: Check
}

/** Two thirds are two of three, exactly. */
export interface Fraction {
  readonly parts: number
  readonly outOf: number
}

/**
 * Of which figure the threshold speaks: the whole applicant; every zone, so the worst decides
 * (各城区最低值); or at least a share of the zones.
 */
export type Scope =
  | { readonly of: 'whole' }
  | { readonly of: 'every-zone'; readonly zones: ZoneKind }
  | { readonly of: 'zone-share'; readonly zones: ZoneKind; readonly share: Fraction }

/** The value itself is high or low enough. */
export interface LevelRequirement {
  readonly kind: 'level'
  readonly quantity: QuantityId
  readonly comparator: Comparator
  readonly thresholds: readonly Threshold[]
  readonly allowances?: readonly Allowance[]
  readonly scope?: Scope
}

/** The value rose or fell in each of the last years. `years` years need `years` + 1 yearly figures. */
export interface TrendRequirement {
  readonly kind: 'trend'
  readonly quantity: QuantityId
  readonly direction: 'rising' | 'falling'
  readonly years: number
  readonly tier?: TierId
}

/** Zones do not lie further apart than this (highest − lowest). */
export interface GapRequirement {
  readonly kind: 'gap'
  readonly quantity: QuantityId
  readonly zones: ZoneKind
  readonly thresholds: readonly Threshold[]
}

/** The value against another quantity, such as the provincial average. */
export interface BenchmarkRequirement {
  readonly kind: 'benchmark'
  readonly quantity: QuantityId
  readonly comparator: 'at-least' | 'at-most' | 'more-than' | 'less-than'
  readonly against: QuantityId
  readonly tier?: TierId
}

/** Level OR yearly improvement, and the like. */
export interface AnyOfRequirement {
  readonly kind: 'any-of'
  readonly options: readonly Requirement[]
}

export interface AllOfRequirement {
  readonly kind: 'all-of'
  readonly options: readonly Requirement[]
}

export type Requirement =
  | LevelRequirement
  | TrendRequirement
  | GapRequirement
  | BenchmarkRequirement
  | AnyOfRequirement
  | AllOfRequirement

/** Every quantity a requirement looks at, in the order it is written. */
export function quantitiesOf(requirement: Requirement): readonly QuantityId[] {
  switch (requirement.kind) {
    case 'any-of':
    case 'all-of':
      return requirement.options.flatMap(quantitiesOf)
    case 'benchmark':
      return [requirement.quantity, requirement.against]
    case 'level':
    case 'trend':
    case 'gap':
      return [requirement.quantity]
  }
}
