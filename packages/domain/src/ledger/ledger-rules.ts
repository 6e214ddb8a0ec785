import type { Severity, Sourced } from '../handbook/handbook.ts'
import type { UnitKind } from '../standard/unit-kinds.ts'

/**
 * Who owns the thing that is wrong, as far as charging goes.
 *
 *   unit      a unit that the district can call upon
 *   outside   a unit outside its power: railway, army
 *   street    the street itself, or a community of it
 *   unknown   nobody has said; whoever was told to put it right stands in
 */
export const ownerCases = ['unit', 'outside', 'street', 'unknown'] as const
export type OwnerCase = (typeof ownerCases)[number]

export const ledgerSettings = [
  'ownerPercent',
  'outsideKinds',
  'leaderWeight',
  'severityWeight',
  'split',
  'deductionKinds',
] as const
export type LedgerSetting = (typeof ledgerSettings)[number]

/** The written rule by which lost points are charged (失分追责细则). A district makes it its own. */
export interface LedgerRules {
  /** Share of the owner (权属), percent; the rest falls to the street (属地). */
  readonly ownerPercent: Readonly<Record<OwnerCase, number>>
  readonly outsideKinds: readonly UnitKind[]
  /** How often the owner's share counts where a leader has reported the finding (领导交办). */
  readonly leaderWeight: number
  /** What a finding counts among others that eat into the same measured figure. */
  readonly severityWeight: Readonly<Record<Severity, number>>
  /** Whether points known for a heading only are spread evenly over its items, which is an assumption. */
  readonly split: 'unknown' | 'equal'
  /** Which kinds of problem a pack's deduction means: pack, then what the deduction is taken for. */
  readonly deductionKinds: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  readonly basis: Readonly<Record<LedgerSetting, Sourced>>
}
