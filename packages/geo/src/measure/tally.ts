/**
 * Sums by mask, phase and zone. A mask is the set of layers that cover a place,
 * one bit each; only masks that occur get a column.
 */
export class Tally {
  readonly masks: number[] = []
  /** areas[(column * phases + phase) * zones + zone] */
  areas: Float64Array<ArrayBuffer>
  /** One table like `areas` for every weight layer. */
  readonly weights: Float64Array<ArrayBuffer>[]
  /** Column of each small mask; negative where it has none yet. */
  readonly columnOfSmall: Int32Array
  private readonly columnOfLarge = new Map<number, number>()
  private readonly cellsPerColumn: number

  constructor(cellsPerColumn: number, weightCount: number, bits: number) {
    this.cellsPerColumn = cellsPerColumn
    this.areas = new Float64Array(16 * cellsPerColumn)
    this.weights = Array.from({ length: weightCount }, () => new Float64Array(16 * cellsPerColumn))
    this.columnOfSmall = new Int32Array(bits <= 16 ? 1 << bits : 0).fill(-1)
  }

  columnOf(mask: number): number {
    if (mask < this.columnOfSmall.length) {
      const known = this.columnOfSmall[mask] ?? -1
      if (known >= 0) return known
      const added = this.addColumn(mask)
      this.columnOfSmall[mask] = added
      return added
    }
    const known = this.columnOfLarge.get(mask)
    if (known !== undefined) return known
    const added = this.addColumn(mask)
    this.columnOfLarge.set(mask, added)
    return added
  }

  /** Takes over one zone's sums from a finer measurement. */
  replaceZone(finer: Tally, zone: number, zoneCells: number): void {
    const columns = finer.masks.map((mask) => this.columnOf(mask))
    const pairs = [
      [this.areas, finer.areas] as const,
      ...this.weights.map((table, i) => [table, finer.weights[i] ?? new Float64Array()] as const),
    ]
    for (const [own, other] of pairs) {
      for (let cell = zone; cell < own.length; cell += zoneCells) own[cell] = 0
      columns.forEach((column, finerColumn) => {
        for (let cell = zone; cell < this.cellsPerColumn; cell += zoneCells) {
          own[column * this.cellsPerColumn + cell] = other[finerColumn * this.cellsPerColumn + cell] ?? 0
        }
      })
    }
  }

  private addColumn(mask: number): number {
    const column = this.masks.length
    this.masks.push(mask)
    if ((column + 1) * this.cellsPerColumn > this.areas.length) {
      this.areas = doubled(this.areas)
      this.weights.forEach((table, i) => (this.weights[i] = doubled(table)))
    }
    return column
  }
}

function doubled(table: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * table.length)
  larger.set(table)
  return larger
}
