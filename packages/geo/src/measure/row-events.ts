/**
 * What opens and closes along the rows of one band: a polygon part, one ring of
 * a part with holes, or the reach of a layer. Numbered anew for every band, so
 * that all that is known of them stays in the processor's nearest cache.
 */
export interface Toggles {
  count: number
  /** Twice the slot, plus 1 while it is open: `shellSlot` or `holeSlot` for a ring, whose part is its `owner`. */
  readonly state: Int32Array
  /** Unit in the layer's edges. */
  readonly unit: Int32Array
  readonly owner: Int32Array
}

export const shellSlot = 0xffff
export const holeSlot = 0xfffe

/** A lane begins one cache line further than whole pages from the last, or all lanes would share a few lines. */
const lanePage = 512
const laneOffset = 8
const laneRoom = 256

/**
 * The crossings of one band of rows: where a row meets an edge, and what toggles
 * there. Filled in any order, a lane for each row; read row by row from west to
 * east.
 *
 * A crossing is one number, its place in whole `steps` times `togglesLimit` plus
 * the toggle: half the memory of a pair, and sorted by comparing once.
 */
export class RowEvents {
  keys: Float64Array<ArrayBuffer>
  laneLength: number
  readonly laneCount: Int32Array
  readonly toggles: Toggles
  readonly togglesLimit: number
  readonly x0: number
  /** Places per metre: micrometres on a city, for any number of parts. */
  readonly stepsPerMetre: number
  /** The easternmost place; what lies outside is moved to the nearer end. */
  readonly lastStep: number
  /** The row that was sorted last. */
  sorted: Float64Array<ArrayBuffer>
  private readonly rows: number
  private bucketStart: Int32Array<ArrayBuffer>

  constructor(rows: number, x0: number, x1: number, mostToggles: number) {
    this.rows = rows
    this.x0 = x0
    const bits = Math.max(10, Math.ceil(Math.log2(mostToggles + 1)))
    this.togglesLimit = 2 ** bits
    this.lastStep = 2 ** (52 - bits)
    this.stepsPerMetre = this.lastStep / Math.max(x1 - x0, 1)
    this.toggles = {
      count: 0,
      state: new Int32Array(mostToggles),
      unit: new Int32Array(mostToggles),
      owner: new Int32Array(mostToggles),
    }
    this.laneLength = lanePage + laneOffset
    this.keys = new Float64Array(rows * this.laneLength)
    this.laneCount = new Int32Array(rows)
    this.sorted = new Float64Array(this.laneLength)
    this.bucketStart = new Int32Array(lanePage + 1)
  }

  clear(): void {
    this.laneCount.fill(0)
    this.toggles.count = 0
  }

  addToggle(slot: number, unit: number, owner = 0): number {
    const { toggles } = this
    const id = toggles.count++
    toggles.state[id] = 2 * slot
    toggles.unit[id] = unit
    toggles.owner[id] = owner
    return id
  }

  /** Turning twice in the same place is turning not at all: stretches that touch become one. */
  add(row: number, x: number, toggle: number): void {
    const count = this.laneCount[row] ?? 0
    if (count === this.laneLength) this.widen()
    const step = Math.max(0, Math.min(this.lastStep, (x - this.x0) * this.stepsPerMetre))
    const key = Math.floor(step) * this.togglesLimit + toggle
    const at = row * this.laneLength + count
    if (count > 0 && this.keys[at - 1] === key) this.laneCount[row] = count - 1
    else {
      this.keys[at] = key
      this.laneCount[row] = count + 1
    }
  }

  /** Sorts a row's crossings into `sorted` and returns how many there are. */
  sortRow(row: number): number {
    const { keys, sorted, bucketStart, laneLength } = this
    const count = this.laneCount[row] ?? 0
    const from = row * laneLength
    // About one crossing in a bucket: the insertion sort that follows finds everything almost in place.
    let buckets = 1
    while (2 * buckets <= count) buckets *= 2
    const perKey = buckets / ((this.lastStep + 1) * this.togglesLimit)
    bucketStart.fill(0, 0, buckets)
    for (let i = from; i < from + count; i++) {
      const bucket = ((keys[i] ?? 0) * perKey) | 0
      bucketStart[bucket] = (bucketStart[bucket] ?? 0) + 1
    }
    let total = 0
    for (let bucket = 0; bucket < buckets; bucket++) {
      const size = bucketStart[bucket] ?? 0
      bucketStart[bucket] = total
      total += size
    }
    for (let i = from; i < from + count; i++) {
      const key = keys[i] ?? 0
      const bucket = (key * perKey) | 0
      const to = bucketStart[bucket] ?? 0
      bucketStart[bucket] = to + 1
      sorted[to] = key
    }
    for (let i = 1; i < count; i++) {
      const key = sorted[i] ?? 0
      let j = i - 1
      while (j >= 0 && (sorted[j] ?? 0) > key) {
        sorted[j + 1] = sorted[j] ?? 0
        j--
      }
      sorted[j + 1] = key
    }
    return count
  }

  /** How many more crossings every row can take: at least so many. `keys` may be a new array afterwards. */
  makeRoom(wanted: number): number {
    let fullest = 0
    for (const count of this.laneCount) if (count > fullest) fullest = count
    // Room for a few chunks more, or every one of them would ask again.
    while (this.laneLength - fullest < wanted + laneRoom) this.widen()
    return this.laneLength - fullest
  }

  private widen(): void {
    const length = 2 * (this.laneLength - laneOffset) + laneOffset
    const wider = new Float64Array(this.rows * length)
    for (let row = 0; row < this.rows; row++) {
      const from = row * this.laneLength
      wider.set(this.keys.subarray(from, from + (this.laneCount[row] ?? 0)), row * length)
    }
    this.keys = wider
    this.laneLength = length
    this.sorted = new Float64Array(length)
    this.bucketStart = new Int32Array(length)
  }
}
