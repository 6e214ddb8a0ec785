import { entryKey, type Currency, type LedgerEntry } from './ledger-entry.ts'
import type { Micro } from './micro.ts'

/** An entry as it is frozen at midnight (定格): what tomorrow's explanation needs, and nothing else. */
export interface FrozenEntry {
  readonly findingId: string
  readonly row: string
  readonly currency: Currency
  readonly micro: Micro
  /** How many findings shared the row. */
  readonly among: number
}

/** What a ledger was reckoned by. */
export interface ReckonedBy {
  readonly packKey: string
  readonly packVersion: number
  readonly rulesVersion: number
}

/**
 * Why an entry is not what it was.
 *
 *   new, gone   its finding endangers the row only now, or no longer
 *   company     others came to share the row's loss, or left it
 *   worth       the row itself has more or less to lose
 *   rule        another pack or another rule
 */
export const moveReasons = ['new', 'gone', 'company', 'worth', 'rule'] as const
export type MoveReason = (typeof moveReasons)[number]

export interface Move {
  readonly findingId: string
  readonly row: string
  readonly currency: Currency
  readonly before: Micro
  readonly after: Micro
  readonly why: MoveReason
}

export function frozen({ findingId, row, currency, micro, why }: LedgerEntry): FrozenEntry {
  return { findingId, row, currency, micro, among: why.among }
}

/** Every entry that is not what it was. Their differences add up to the difference of the sums. */
export function movesBetween(
  before: { readonly by: ReckonedBy; readonly entries: readonly FrozenEntry[] },
  after: { readonly by: ReckonedBy; readonly entries: readonly FrozenEntry[] },
): Move[] {
  const ruled =
    before.by.packKey !== after.by.packKey ||
    before.by.packVersion !== after.by.packVersion ||
    before.by.rulesVersion !== after.by.rulesVersion
  const keyOf = (entry: FrozenEntry) => `${entryKey(entry)} ${entry.currency}`
  const were = new Map(before.entries.map((entry) => [keyOf(entry), entry]))
  const are = new Map(after.entries.map((entry) => [keyOf(entry), entry]))
  const moves: Move[] = []
  for (const [key, now] of are) {
    const then = were.get(key)
    if (then?.micro === now.micro) continue
    const why = then === undefined ? 'new' : ruled ? 'rule' : then.among === now.among ? 'worth' : 'company'
    moves.push(moveOf(now, then?.micro ?? 0, now.micro, why))
  }
  for (const [key, then] of were) if (!are.has(key)) moves.push(moveOf(then, then.micro, 0, 'gone'))
  return moves.filter(({ before: was, after: is }) => was !== is)
}

function moveOf(
  { findingId, row, currency }: FrozenEntry,
  before: Micro,
  after: Micro,
  why: MoveReason,
): Move {
  return { findingId, row, currency, before, after, why }
}
