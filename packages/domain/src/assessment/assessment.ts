import type { Day } from '../day.ts'
import type { CheckStatus } from '../standard/check.ts'
import type { Item, PackId, RowId } from '../standard/pack.ts'
import type { TierId } from '../standard/requirement.ts'
import type { Reason, Warning } from './code.ts'
import type { Incident } from './facts.ts'
import type { FourPart, Verdict } from './four-part.ts'
import type { JudgedClause } from './judge-item.ts'
import type { Judged } from './judge-requirement.ts'
import type { Bonus, TakenDeduction } from './score.ts'
import type { Shortage } from './shortage.ts'
import type { ZoneLine } from './zone-table.ts'

/** One item with its verdict and what it rests on. */
export interface AssessedItem {
  readonly row: RowId
  readonly number?: string
  readonly name: string
  readonly kind: Item['kind']
  /** Headings above, outermost first. */
  readonly under: readonly RowId[]
  readonly verdict: Verdict
  /** Why it is not assessed or does not apply. */
  readonly reason?: Reason
  readonly requirement?: Judged
  readonly clauses?: readonly JudgedClause[]
  readonly incidents?: readonly Incident[]
  /** The one to say in a sentence: of several zones the worst, of several demands the first. */
  readonly shortage?: Shortage
  /** All that is missing; where one of several ways would do, what each of them misses. */
  readonly shortages: readonly Shortage[]
  /** Absent where the edition gives the item no points of its own. */
  readonly points?: FourPart
  readonly pointsBasis?: 'stated' | 'assumed-equal'
  readonly deductions: readonly TakenDeduction[]
  readonly bonus?: Bonus
  /** Whether one failed item or clause fails the whole; `clear` only when certain. */
  readonly veto: VetoState
  readonly entryGate: VetoState
  readonly check: CheckStatus
  /** How many items of the text it stands for; more than one only for rows not read. */
  readonly standsFor: number
}

export const vetoStates = ['none', 'clear', 'triggered', 'open'] as const
export type VetoState = (typeof vetoStates)[number]

/** A heading with the sums of what it holds. */
export interface AssessedHeading {
  readonly row: RowId
  readonly number?: string
  readonly name: string
  readonly under: readonly RowId[]
  /** Counted in items. */
  readonly items: FourPart
  /** In points, where the edition has them. */
  readonly points?: FourPart
  readonly deductions: readonly TakenDeduction[]
  readonly reason?: Reason
  /** Whether the heading's own points have been read in a source. */
  readonly check: CheckStatus
}

export interface Assessment {
  readonly pack: PackId
  readonly packVersion: number
  readonly today: Day
  readonly tier?: TierId
  /** First what decides before any sum: entry gates, then vetoes. */
  readonly entryGates: readonly AssessedItem[]
  readonly vetoes: readonly AssessedItem[]
  readonly standing: Standing
  /** Counted in items: every pack has this. */
  readonly items: FourPart
  /** In points: only for packs that give points. Never shown without its not-assessed part. */
  readonly points?: FourPart
  readonly bonus: Bonus
  /** How many of the items, and points, rest on numbers still to be checked (待核对). */
  readonly unverified: { readonly items: number; readonly points: number }
  readonly headings: readonly AssessedHeading[]
  readonly rows: readonly AssessedItem[]
  readonly zones: readonly ZoneLine[]
  readonly warnings: readonly Warning[]
}

/** Where the applicant stands as a whole. One veto is red, whatever the rest. */
export type Standing =
  | { readonly kind: 'gate-failed'; readonly rows: readonly string[] }
  | { readonly kind: 'vetoed'; readonly rows: readonly string[] }
  | { readonly kind: 'failed'; readonly points?: PointsAgainstCutOff }
  | { readonly kind: 'passing'; readonly points?: PointsAgainstCutOff }
  /** Too much is not assessed to say. */
  | { readonly kind: 'open'; readonly points?: PointsAgainstCutOff }
  | { readonly kind: 'class'; readonly name: string; readonly certain: boolean }

/** The lowest and the highest score still possible, and the line to reach. */
export interface PointsAgainstCutOff {
  readonly lowest: number
  readonly highest: number
  readonly cutOff: number
}
