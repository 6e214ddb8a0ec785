import type { Box, Edges } from './edges.ts'
import type { RowEvents } from './row-events.ts'
import { bandCount, rowAt, type Rows } from './rows.ts'

/** Adds the events of one layer to a band. */
export type Emitter = (band: number, events: RowEvents) => void

/** An item names a unit and its slot: what toggles when the row passes an event. */
export const slotBits = 6
export const slotLimit = 1 << slotBits

export function itemOf(unit: number, slot: number): number {
  return (unit << slotBits) | slot
}

/**
 * The crossings of polygon edges. A simple part toggles at each crossing, which
 * is the even-odd rule and right for bow-ties and any winding. A part with holes
 * is its shell less its holes, so that a hole that sticks out of its shell, or
 * two holes that overlap, take away and never add (`method=structure` in PostGIS).
 */
export function polygonCrossings(
  edges: Edges,
  rows: Rows,
  box: Box,
  firstUnit: number,
  slot: number,
  takes: (unit: number) => boolean = () => true,
): Emitter {
  const { xy, chunkStart, chunkEnd, chunkUnit, chunkBox, unitRing, unitBox } = edges
  const takesUnit = (unit: number) =>
    (unitBox[4 * unit] ?? 0) <= box.x1 && (unitBox[4 * unit + 2] ?? 0) >= box.x0 && takes(unit)
  const hasHoles = (unit: number) => (unitRing[unit + 1] ?? 0) - (unitRing[unit] ?? 0) > 1
  const chunks = bins(rows, chunkStart.length, chunkBox, (chunk) => {
    const unit = chunkUnit[chunk] ?? 0
    return !hasHoles(unit) && takesUnit(unit)
  })
  const holed = bins(rows, unitRing.length - 1, unitBox, (unit) => hasHoles(unit) && takesUnit(unit))
  const emitHoled = holedCrossings(edges, rows, firstUnit, slot)
  const { firstY, height, perBand } = rows
  const rowsPerMetre = 1 / height

  return (band, events) => {
    const firstRow = band * perBand
    const lastRow = firstRow + perBand
    // What `events.add` does, written out: this loop makes nearly all events.
    let { x: eventX, item: eventItem, bucket: eventBucket, count } = events
    const { bucketStart, columns, x0, bucketsPerMetre } = events
    for (let i = chunks.start[band] ?? 0, end = chunks.start[band + 1] ?? 0; i < end; i++) {
      const chunk = chunks.list[i] ?? 0
      const item = itemOf(firstUnit + (chunkUnit[chunk] ?? 0), slot)
      const first = chunkStart[chunk] ?? 0
      const last = chunkEnd[chunk] ?? 0
      let xa = xy[2 * first] ?? 0
      let ya = xy[2 * first + 1] ?? 0
      let ra = Math.ceil((ya - firstY) * rowsPerMetre) | 0
      for (let v = first + 1; v <= last; v++) {
        const xb = xy[2 * v] ?? 0
        const yb = xy[2 * v + 1] ?? 0
        const rb = Math.ceil((yb - firstY) * rowsPerMetre) | 0
        if (ra !== rb) {
          const low = ra < rb ? ra : rb
          const high = ra < rb ? rb : ra
          const from = low < firstRow ? firstRow : low
          const to = high > lastRow ? lastRow : high
          if (from < to) {
            if (count + to - from > eventX.length) {
              events.count = count
              events.reserve(to - from)
              ;({ x: eventX, item: eventItem, bucket: eventBucket } = events)
            }
            const slope = (xb - xa) / (yb - ya)
            const step = slope * height
            let x = xa + (firstY + from * height - ya) * slope
            let rowBucket = (from - firstRow) * columns
            for (let r = from; r < to; r++) {
              let column = ((x - x0) * bucketsPerMetre) | 0
              if (column < 0) column = 0
              else if (column >= columns) column = columns - 1
              const bucket = rowBucket + column
              eventX[count] = x
              eventItem[count] = item
              eventBucket[count] = bucket
              bucketStart[bucket] = (bucketStart[bucket] ?? 0) + 1
              count++
              x += step
              rowBucket += columns
            }
          }
        }
        xa = xb
        ya = yb
        ra = rb
      }
    }
    events.count = count
    for (let i = holed.start[band] ?? 0, end = holed.start[band + 1] ?? 0; i < end; i++) {
      emitHoled(holed.list[i] ?? 0, firstRow, lastRow, events)
    }
  }
}

function holedCrossings(edges: Edges, rows: Rows, firstUnit: number, slot: number) {
  const { xy, unitRing, ringVertex } = edges
  const { firstY, height, perBand } = rows
  const rowsPerMetre = 1 / height
  /** A lane per row: crossings in the order of x, and the ring of each. */
  let laneLength = 32
  let laneX = new Float64Array(perBand * laneLength)
  let laneRing = new Int32Array(perBand * laneLength)
  const laneCount = new Int32Array(perBand)

  const widenLanes = () => {
    const widerX = new Float64Array(2 * laneX.length)
    const widerRing = new Int32Array(2 * laneRing.length)
    for (let row = 0; row < perBand; row++) {
      const from = row * laneLength
      widerX.set(laneX.subarray(from, from + laneLength), 2 * from)
      widerRing.set(laneRing.subarray(from, from + laneLength), 2 * from)
    }
    laneLength *= 2
    laneX = widerX
    laneRing = widerRing
  }
  const insert = (row: number, x: number, ring: number) => {
    const count = laneCount[row] ?? 0
    if (count === laneLength) widenLanes()
    const base = row * laneLength
    let k = base + count - 1
    while (k >= base && (laneX[k] ?? 0) > x) {
      laneX[k + 1] = laneX[k] ?? 0
      laneRing[k + 1] = laneRing[k] ?? 0
      k--
    }
    laneX[k + 1] = x
    laneRing[k + 1] = ring
    laneCount[row] = count + 1
  }

  return (unit: number, firstRow: number, lastRow: number, events: RowEvents) => {
    const shell = unitRing[unit] ?? 0
    const ringEnd = unitRing[unit + 1] ?? 0
    for (let ring = shell; ring < ringEnd; ring++) {
      const end = (ringVertex[ring + 1] ?? 0) - 1
      for (let v = ringVertex[ring] ?? 0; v < end; v++) {
        const ya = xy[2 * v + 1] ?? 0
        const yb = xy[2 * v + 3] ?? 0
        const ra = Math.ceil((ya - firstY) * rowsPerMetre)
        const rb = Math.ceil((yb - firstY) * rowsPerMetre)
        const from = Math.max(Math.min(ra, rb), firstRow)
        const to = Math.min(Math.max(ra, rb), lastRow)
        if (from >= to) continue
        const xa = xy[2 * v] ?? 0
        const slope = ((xy[2 * v + 2] ?? 0) - xa) / (yb - ya)
        for (let r = from; r < to; r++)
          insert(r - firstRow, xa + (firstY + r * height - ya) * slope, ring - shell)
      }
    }
    const item = itemOf(firstUnit + unit, slot)
    const open = new Uint8Array(ringEnd - shell)
    for (let row = 0; row < perBand; row++) {
      const count = laneCount[row] ?? 0
      laneCount[row] = 0
      let openHoles = 0
      let inside = false
      const base = row * laneLength
      for (let k = base; k < base + count; k++) {
        const ring = laneRing[k] ?? 0
        const now = (open[ring] ?? 0) ^ 1
        open[ring] = now
        if (ring > 0) openHoles += now + now - 1
        const covered = open[0] === 1 && openHoles === 0
        if (covered !== inside) events.add(row, laneX[k] ?? 0, item)
        inside = covered
      }
    }
  }
}

/** Which boxes each band has to look at: counting sort by band. */
function bins(rows: Rows, count: number, box: Float64Array, takes: (index: number) => boolean) {
  const bands = bandCount(rows)
  const start = new Uint32Array(bands + 2)
  const lowBand = new Int32Array(count)
  const highBand = new Int32Array(count)
  for (let i = 0; i < count; i++) {
    const low = rowAt(rows, box[4 * i + 1] ?? 0)
    const high = rowAt(rows, box[4 * i + 3] ?? 0) - 1
    // Between two rows nothing is crossed.
    if (high < low || high < 0 || low >= rows.count || !takes(i)) {
      lowBand[i] = 0
      highBand[i] = -1
      continue
    }
    const first = Math.max(0, Math.floor(low / rows.perBand))
    const last = Math.min(bands - 1, Math.floor(high / rows.perBand))
    lowBand[i] = first
    highBand[i] = last
    for (let band = first; band <= last; band++) start[band + 2] = (start[band + 2] ?? 0) + 1
  }
  for (let band = 2; band < start.length; band++) start[band] = (start[band] ?? 0) + (start[band - 1] ?? 0)
  const list = new Uint32Array(start[bands + 1] ?? 0)
  for (let i = 0; i < count; i++) {
    for (let band = lowBand[i] ?? 0, last = highBand[i] ?? 0; band <= last; band++) {
      const at = start[band + 1] ?? 0
      list[at] = i
      start[band + 1] = at + 1
    }
  }
  return { start, list }
}
