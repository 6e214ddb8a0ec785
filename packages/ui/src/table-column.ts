/** A column of a list. Its key is also the name of the slot that draws it (`cell-<key>`) and of the server's sort order. */
export interface TableColumn<Row> {
  readonly key: string
  readonly label: string
  /** What a plain cell shows; a column with a slot needs none. */
  readonly value?: (row: Row) => string | number | undefined
  /** Numbers stand at the right edge, digits below digits. */
  readonly numeric?: boolean
  readonly sortable?: boolean
  /** Hidden until the reader asks for it. */
  readonly optional?: boolean
  /** Smallest width that keeps the column readable, e.g. `12em`. */
  readonly width?: string
}

export interface TableSort {
  readonly key: string
  readonly direction: 'ascending' | 'descending'
}

/** A condition the list was counted under, shown so that nobody takes the part for the whole. */
export interface FilterChip {
  readonly key: string
  readonly label: string
  readonly value: string
}

/** First press sorts upwards, second downwards, third gives the list's own order (protocol order) back. */
export function nextSort(current: TableSort | undefined, key: string): TableSort | undefined {
  if (current?.key !== key) return { key, direction: 'ascending' }
  return current.direction === 'ascending' ? { key, direction: 'descending' } : undefined
}
