import type { Severity } from '../handbook/handbook.ts'
import type { CheckStatus } from '../standard/check.ts'
import type { RowId } from '../standard/pack.ts'
import type { Micro } from './micro.ts'

/** A finding as the ledger sees it. */
export interface LedgerFinding {
  readonly id: string
  readonly kind: string
  readonly severity: Severity
  /** Items of the campaign's pack that it endangers. */
  readonly items: readonly RowId[]
  /** 属地. */
  readonly streetId: string
  /** 权属. */
  readonly ownerUnitId: string | null
  /** Whoever was told to put it right. */
  readonly dutyUnitId: string | null
  /** Reported by a leader (领导交办). */
  readonly byLeader: boolean
  /** The inspection has passed it by while it was open: lost, not only endangered. */
  readonly lost: boolean
}

/**
 * What an entry counts. Where an edition gives no points, an item is one item. A veto has no points at all: its
 * share says only how many findings stand behind it.
 */
export const currencies = ['points', 'items', 'vetoes'] as const
export type Currency = (typeof currencies)[number]

/**
 * Why an entry is as large as it is, in the parts of one sentence. `among` findings share `loss`.
 *
 *   deduction   the pack takes `each` off for every finding; `capped` where together they reach what can be taken
 *   clause      any one of them costs all of it, so each answers for an equal part
 *   measured    each eats into the same figure, in proportion to its weight
 *   veto        any one of them can cost the title
 */
export type Why =
  | {
      readonly code: 'deduction'
      readonly deduction: string
      readonly each: Micro
      readonly among: number
      readonly loss: Micro
      readonly capped: boolean
    }
  | { readonly code: 'clause'; readonly among: number; readonly loss: Micro }
  | {
      readonly code: 'measured'
      readonly among: number
      readonly loss: Micro
      readonly weight: number
      readonly weights: number
    }
  | { readonly code: 'veto'; readonly among: number }

export type ChargedKind = 'unit' | 'street'

/** Who is charged: a unit for what it owns, a street for what lies on its ground. Never a person. */
export interface Charged {
  readonly kind: ChargedKind
  readonly id: string
}

export interface Charge {
  readonly to: Charged
  readonly micro: Micro
}

/** One line of the ledger (失分账): what one finding endangers in one row of the pack, why, and who answers for it. */
export interface LedgerEntry {
  readonly findingId: string
  /** The item, or the heading whose deduction applies. */
  readonly row: RowId
  readonly currency: Currency
  readonly micro: Micro
  readonly why: Why
  /** The row's points are a share of its heading's, spread evenly by assumption. */
  readonly assumed: boolean
  readonly check: CheckStatus
  readonly lost: boolean
  /** Adds up to `micro`. */
  readonly charges: readonly Charge[]
}

/** Names an entry as long as its finding endangers its row. */
export function entryKey({ findingId, row }: Pick<LedgerEntry, 'findingId' | 'row'>): string {
  return `${findingId} ${row}`
}
