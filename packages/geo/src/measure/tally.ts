/**
 * Sums by mask, phase and zone. A mask is the set of layers that cover a place,
 * one bit each; only masks that occur get a column.
 */
export class Tally {
  readonly masks: number[] = []
  /** Area, then each weight, of a cell: sums[((column * phases + phase) * zones + zone) * kinds]. */
  sums: Float64Array<ArrayBuffer>
  readonly kinds: number
  /** Column of each small mask; negative where it has none yet. */
  readonly columnOfSmall: Int32Array
  private readonly columnOfLarge = new Map<number, number>()
  readonly numbersPerColumn: number

  constructor(cellsPerColumn: number, weightCount: number, bits: number) {
    this.kinds = 1 + weightCount
    this.numbersPerColumn = cellsPerColumn * this.kinds
    this.sums = new Float64Array(16 * this.numbersPerColumn)
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

  /** All areas (kind 0), or all amounts of one weight layer (kind 1 and on). */
  tableOf(kind: number): Float64Array<ArrayBuffer> {
    const table = new Float64Array((this.masks.length * this.numbersPerColumn) / this.kinds)
    for (let cell = 0; cell < table.length; cell++) table[cell] = this.sums[cell * this.kinds + kind] ?? 0
    return table
  }

  /** From steps of rows to square metres. */
  scale(factor: number): void {
    for (let i = 0; i < this.sums.length; i++) this.sums[i] = (this.sums[i] ?? 0) * factor
  }

  /** Takes over one zone's sums from a finer measurement. */
  replaceZone(finer: Tally, zone: number, zoneCells: number): void {
    const { kinds, numbersPerColumn } = this
    const columns = finer.masks.map((mask) => this.columnOf(mask))
    const { sums } = this
    for (let at = zone * kinds; at < sums.length; at += zoneCells * kinds) sums.fill(0, at, at + kinds)
    columns.forEach((column, finerColumn) => {
      for (let at = zone * kinds; at < numbersPerColumn; at += zoneCells * kinds) {
        const from = finerColumn * numbersPerColumn + at
        sums.set(finer.sums.subarray(from, from + kinds), column * numbersPerColumn + at)
      }
    })
  }

  private addColumn(mask: number): number {
    const column = this.masks.length
    this.masks.push(mask)
    if ((column + 1) * this.numbersPerColumn > this.sums.length) {
      const larger = new Float64Array(2 * this.sums.length)
      larger.set(this.sums)
      this.sums = larger
    }
    return column
  }
}
