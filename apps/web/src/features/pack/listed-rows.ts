import { countRows, rowsOf, type Item, type Pack, type Row } from '@chuangyuan/domain/standard/pack'

export const checkStates = ['verified', 'partly', 'unverified', 'unknown'] as const
export type CheckState = (typeof checkStates)[number]

export interface ListedRow {
  readonly row: Row
  readonly depth: number
}

/** The rows that the filters leave, with the headings above them. */
export function listedRows(
  pack: Pack,
  state: CheckState | undefined,
  search: string | undefined,
): readonly ListedRow[] {
  const all = rowsOf(pack)
  const found = all.filter(
    ({ row }) =>
      (state === undefined || (row.kind !== 'heading' && stateOf(pack, row) === state)) &&
      matches(row, search),
  )
  const wanted = new Set(found.flatMap(({ row, under }) => [row.id, ...under.map(({ id }) => id)]))
  return all.filter(({ row }) => wanted.has(row.id)).map(({ row, under }) => ({ row, depth: under.length }))
}

function matches(row: Row, search: string | undefined): boolean {
  if (search === undefined) return true
  const wanted = search.toLowerCase()
  return [row.id, row.name, row.number ?? ''].some((text) => text.toLowerCase().includes(wanted))
}

/** The same four states as the counts, asked of one row. */
export function stateOf(pack: Pack, item: Item): CheckState {
  const counts = countRows({ ...pack, rows: [item] })
  return checkStates.find((state) => counts[state] > 0) ?? 'unknown'
}
