/**
 * The crossings of one band of rows: where a row meets an edge, and whose edge
 * it is. Filled in any order, read row by row from left to right.
 *
 * Sorting is by buckets of a few metres first, so that the insertion sort that
 * follows finds everything almost in place.
 */
export class RowEvents {
  x: Float64Array<ArrayBuffer>
  item: Int32Array<ArrayBuffer>
  count = 0
  sortedX: Float64Array<ArrayBuffer>
  sortedItem: Int32Array<ArrayBuffer>
  /** Row r of the band has the sorted events rowStart[r] … rowStart[r + 1] - 1. */
  readonly rowStart: Int32Array
  bucket: Int32Array<ArrayBuffer>
  /** How many events each bucket holds; a row has `columns` buckets. */
  readonly bucketStart: Int32Array
  readonly columns: number
  readonly x0: number
  readonly bucketsPerMetre: number
  private readonly rows: number

  constructor(rows: number, x0: number, x1: number, bucketMetres: number) {
    this.rows = rows
    this.x0 = x0
    this.bucketsPerMetre = 1 / bucketMetres
    this.columns = Math.ceil((x1 - x0) / bucketMetres) + 1
    this.bucketStart = new Int32Array(rows * this.columns + 1)
    this.rowStart = new Int32Array(rows + 1)
    const capacity = 1 << 14
    this.x = new Float64Array(capacity)
    this.item = new Int32Array(capacity)
    this.bucket = new Int32Array(capacity)
    this.sortedX = new Float64Array(capacity)
    this.sortedItem = new Int32Array(capacity)
  }

  clear(): void {
    this.count = 0
    this.bucketStart.fill(0)
  }

  add(row: number, x: number, item: number): void {
    const at = this.count++
    if (at >= this.x.length) this.reserve(1)
    let column = ((x - this.x0) * this.bucketsPerMetre) | 0
    if (column < 0) column = 0
    else if (column >= this.columns) column = this.columns - 1
    const bucket = row * this.columns + column
    this.x[at] = x
    this.item[at] = item
    this.bucket[at] = bucket
    this.bucketStart[bucket] = (this.bucketStart[bucket] ?? 0) + 1
  }

  sort(): void {
    const { x, item, bucket, bucketStart, rowStart, rows, columns, count, sortedX, sortedItem } = this
    let total = 0
    for (let row = 0; row < rows; row++) {
      rowStart[row] = total
      for (let b = row * columns; b < (row + 1) * columns; b++) {
        const size = bucketStart[b] ?? 0
        bucketStart[b] = total
        total += size
      }
    }
    rowStart[rows] = total
    for (let i = 0; i < count; i++) {
      const b = bucket[i] ?? 0
      const to = bucketStart[b] ?? 0
      bucketStart[b] = to + 1
      sortedX[to] = x[i] ?? 0
      sortedItem[to] = item[i] ?? 0
    }
    for (let row = 0; row < rows; row++) {
      const from = rowStart[row] ?? 0
      const end = rowStart[row + 1] ?? 0
      for (let i = from + 1; i < end; i++) {
        const key = sortedX[i] ?? 0
        let j = i - 1
        if ((sortedX[j] ?? 0) <= key) continue
        const carried = sortedItem[i] ?? 0
        while (j >= from && (sortedX[j] ?? 0) > key) {
          sortedX[j + 1] = sortedX[j] ?? 0
          sortedItem[j + 1] = sortedItem[j] ?? 0
          j--
        }
        sortedX[j + 1] = key
        sortedItem[j + 1] = carried
      }
    }
  }

  /** Makes room for more events; the arrays are new ones afterwards. */
  reserve(more: number): void {
    const capacity = 2 * (this.x.length + more)
    this.x = grownFloats(this.x, capacity)
    this.item = grownInts(this.item, capacity)
    this.bucket = grownInts(this.bucket, capacity)
    this.sortedX = new Float64Array(capacity)
    this.sortedItem = new Int32Array(capacity)
  }
}

function grownFloats(old: Float64Array, capacity: number) {
  const grown = new Float64Array(capacity)
  grown.set(old)
  return grown
}

function grownInts(old: Int32Array, capacity: number) {
  const grown = new Int32Array(capacity)
  grown.set(old)
  return grown
}
