import type { CheckStatus } from '../standard/check.ts'
import type { Item, Pack, Row, RowId } from '../standard/pack.ts'
import { microOf, shareOut, sumOf, type Micro } from './micro.ts'

/** What an item can lose. `assumed`: its share of points that the edition states for the heading only. */
export interface Worth {
  readonly micro: Micro
  readonly assumed: boolean
  /** Of the row that states the points. */
  readonly check: CheckStatus
}

/**
 * What every item of a pack can lose, in points, where it can be told. `taken` is what findings take from a heading
 * by deductions of its own: its items share only what that leaves, so that together they never exceed the heading.
 */
export function worthOf(
  pack: Pack,
  split: 'unknown' | 'equal',
  taken: ReadonlyMap<RowId, Micro>,
): ReadonlyMap<RowId, Worth> {
  const worth = new Map<RowId, Worth>()
  for (const row of pack.rows) spread(row, split, taken, worth)
  return worth
}

/**
 * What findings can take from a row by its own scoring, down to its floor. Of a heading it is what its items' own
 * points leave.
 */
export function capOf(row: Row): Micro {
  const { scoring } = row
  if (scoring === undefined || scoring.mode === 'bonus') return 0
  const below = row.kind === 'heading' ? sumOf(row.rows.map(statedPoints)) : 0
  const floor = scoring.mode === 'deduction' ? (scoring.floor?.value ?? 0) : 0
  return Math.max(0, microOf(scoring.full.value) - below - microOf(floor))
}

/** The points that a row and what is under it state. */
function statedPoints(row: Row): Micro {
  const { scoring } = row
  const below = row.kind === 'heading' ? sumOf(row.rows.map(statedPoints)) : 0
  return scoring === undefined || scoring.mode === 'bonus'
    ? below
    : Math.max(below, microOf(scoring.full.value))
}

/** Gives every item its worth and returns those that have no points and share those of a heading above. */
function spread(
  row: Row,
  split: 'unknown' | 'equal',
  taken: ReadonlyMap<RowId, Micro>,
  worth: Map<RowId, Worth>,
): readonly Item[] {
  const { scoring } = row
  if (row.kind !== 'heading') {
    if (scoring === undefined) return [row]
    if (scoring.mode !== 'bonus')
      worth.set(row.id, { micro: capOf(row), assumed: false, check: scoring.full.check.status })
    return []
  }
  const pool = row.rows.flatMap((each) => spread(each, split, taken, worth))
  const own = capOf(row)
  if (own === 0 || scoring === undefined || scoring.mode === 'bonus') return pool
  const check = scoring.full.check.status
  const shares = shareOut(
    Math.max(0, own - (taken.get(row.id) ?? 0)),
    pool.map((item) => (item.kind === 'unknown' ? (item.standsFor ?? 1) : 1)),
  )
  if (split === 'equal')
    for (const [index, { id }] of pool.entries())
      worth.set(id, { micro: shares[index] ?? 0, assumed: true, check })
  return []
}
