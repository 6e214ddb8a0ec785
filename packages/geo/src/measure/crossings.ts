import type { Edges } from './edges.ts'
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
  firstUnit: number,
  slot: number,
  takes: (unit: number) => boolean = () => true,
): Emitter {
  const { xy, chunkStart, chunkEnd, chunkUnit, chunkBox, unitRing, unitBox } = edges
  const hasHoles = (unit: number) => (unitRing[unit + 1] ?? 0) - (unitRing[unit] ?? 0) > 1
  const chunks = bins(rows, chunkStart.length, chunkBox, (chunk) => {
    const unit = chunkUnit[chunk] ?? 0
    return !hasHoles(unit) && takes(unit)
  })
  const holed = bins(rows, unitRing.length - 1, unitBox, (unit) => hasHoles(unit) && takes(unit))
  const emitHoled = holedCrossings(edges, rows, firstUnit, slot)
  const { firstY, height, perBand } = rows
  const rowsPerMetre = 1 / height

  return (band, events) => {
    const firstRow = band * perBand
    const lastRow = firstRow + perBand
    for (let i = chunks.start[band] ?? 0, end = chunks.start[band + 1] ?? 0; i < end; i++) {
      const chunk = chunks.list[i] ?? 0
      const item = itemOf(firstUnit + (chunkUnit[chunk] ?? 0), slot)
      const first = chunkStart[chunk] ?? 0
      const last = chunkEnd[chunk] ?? 0
      let xa = xy[2 * first] ?? 0
      let ya = xy[2 * first + 1] ?? 0
      let ra = Math.ceil((ya - firstY) * rowsPerMetre)
      for (let v = first + 1; v <= last; v++) {
        const xb = xy[2 * v] ?? 0
        const yb = xy[2 * v + 1] ?? 0
        const rb = Math.ceil((yb - firstY) * rowsPerMetre)
        if (ra !== rb) {
          const low = ra < rb ? ra : rb
          const high = ra < rb ? rb : ra
          const from = low < firstRow ? firstRow : low
          const to = high > lastRow ? lastRow : high
          if (from < to) {
            const slope = (xb - xa) / (yb - ya)
            for (let r = from; r < to; r++) {
              events.add(r - firstRow, xa + (firstY + r * height - ya) * slope, item)
            }
          }
        }
        xa = xb
        ya = yb
        ra = rb
      }
    }
    for (let i = holed.start[band] ?? 0, end = holed.start[band + 1] ?? 0; i < end; i++) {
      emitHoled(holed.list[i] ?? 0, firstRow, lastRow, events)
    }
  }
}

function holedCrossings(edges: Edges, rows: Rows, firstUnit: number, slot: number) {
  const { xy, unitRing, ringVertex } = edges
  const { firstY, height, perBand } = rows
  const rowsPerMetre = 1 / height
  const crossings: { x: number; ring: number }[][] = Array.from({ length: perBand }, () => [])

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
        for (let r = from; r < to; r++) {
          crossings[r - firstRow]?.push({ x: xa + (firstY + r * height - ya) * slope, ring })
        }
      }
    }
    const item = itemOf(firstUnit + unit, slot)
    const openRings = new Set<number>()
    crossings.forEach((row, r) => {
      if (row.length === 0) return
      row.sort((a, b) => a.x - b.x)
      let inside = false
      for (const { x, ring } of row) {
        if (!openRings.delete(ring)) openRings.add(ring)
        const now = openRings.size === 1 && openRings.has(shell)
        if (now !== inside) events.add(r, x, item)
        inside = now
      }
      openRings.clear()
      row.length = 0
    })
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
