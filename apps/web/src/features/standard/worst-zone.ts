import type { Comparator, QuantityId } from '@chuangyuan/domain/standard/requirement'
import type { ZoneCell, ZoneLine } from '@chuangyuan/domain/assessment/zone-table'

/** One indicator across all streets. */
export interface ZoneColumn {
  readonly row: string
  readonly quantity: QuantityId
  readonly comparator: Comparator
  readonly binding: boolean
  /** Streets that do not reach the threshold. */
  readonly short: number
  /** The street furthest on the wrong side; undefined where all have the same value or none has one. */
  readonly worst: string | undefined
}

/** The columns of the street table, in the order of the standard. */
export function zoneColumns(zones: readonly ZoneLine[]): readonly ZoneColumn[] {
  const columns = new Map<string, readonly { zone: string; cell: ZoneCell }[]>()
  for (const { zone, cells } of zones) {
    for (const cell of cells) {
      const key = columnKey(cell)
      columns.set(key, [...(columns.get(key) ?? []), { zone, cell }])
    }
  }
  return [...columns.values()].flatMap((cells) => {
    const first = cells[0]?.cell
    if (first === undefined) return []
    const { row, quantity, comparator } = first
    return [
      {
        row,
        quantity,
        comparator,
        binding: cells.some(({ cell }) => cell.binding),
        short: cells.filter(({ cell }) => cell.outcome === 'short').length,
        worst: worstOf(cells, comparator),
      },
    ]
  })
}

export function cellOf(
  { cells }: ZoneLine,
  column: Pick<ZoneColumn, 'row' | 'quantity'>,
): ZoneCell | undefined {
  return cells.find((cell) => columnKey(cell) === columnKey(column))
}

export function columnKey({ row, quantity }: Pick<ZoneColumn, 'row' | 'quantity'>): string {
  return `${row}/${quantity}`
}

function worstOf(
  cells: readonly { zone: string; cell: ZoneCell }[],
  comparator: Comparator,
): string | undefined {
  const lower = comparator === 'at-least' || comparator === 'more-than'
  const upper = comparator === 'at-most' || comparator === 'less-than'
  if (!lower && !upper) return undefined
  const known = cells
    .flatMap(({ zone, cell }) => (cell.figure === undefined ? [] : [{ zone, value: cell.figure.value }]))
    .toSorted((a, b) => (lower ? a.value - b.value : b.value - a.value))
  const [first, last] = [known.at(0), known.at(-1)]
  return first === undefined || first.value === last?.value ? undefined : first.zone
}
