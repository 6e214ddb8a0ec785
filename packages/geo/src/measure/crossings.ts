import type { Edges } from './edges.ts'
import { meetsTiles } from './inside-tiles.ts'
import type { Place } from './tile-grid.ts'
import { holeSlot, shellSlot, type RowEvents } from './row-events.ts'
import { bandCount, rowAt } from './rows.ts'

/** Adds the events of one layer to a band. */
export interface Emitter {
  readonly emit: (band: number, events: RowEvents) => void
  /** No band gets more toggles than this. */
  readonly mostToggles: number
}

/**
 * The crossings of polygon edges. A simple part toggles at each crossing, which
 * is the even-odd rule and right for bow-ties and any winding. A part with holes
 * is its shell less its holes, so that a hole that sticks out of its shell, or
 * two holes that overlap, take away and never add (`method=structure` in PostGIS).
 */
export function polygonCrossings(
  edges: Edges,
  place: Place,
  slot: number,
  only?: ReadonlySet<number>,
): Emitter {
  const { xy } = edges
  const { rows } = place
  const { start, chunks, most } = chunksByBand(edges, place, only)
  const { firstY, height, perMetre, perBand } = rows

  const emit: Emitter['emit'] = (band, events) => {
    const firstRow = band * perBand
    const lastRow = firstRow + perBand
    // What `events.add` does, written out: this loop makes nearly all events.
    const { laneCount, togglesLimit, x0, stepsPerMetre, lastStep } = events
    let room = 0
    let unit = -1
    let ring = 0
    let part = 0
    let toggle = 0
    const begin = 4 * (start[band] ?? 0)
    const end = 4 * (start[band + 1] ?? 0)
    let nextX = xy[2 * (chunks[begin] ?? 0)] ?? 0
    for (let i = begin; i < end; i += 4) {
      const first = chunks[i] ?? 0
      const last = chunks[i + 1] ?? 0
      if (chunks[i + 2] !== unit) {
        unit = chunks[i + 2] ?? 0
        toggle = part = events.addToggle(slot, unit)
        ring = 0
      }
      if (chunks[i + 3] !== ring) {
        ring = chunks[i + 3] ?? 0
        toggle = events.addToggle(ring > 0 ? shellSlot : holeSlot, unit, part)
      }
      // An edge crosses a row once at most.
      if (room < last - first) room = events.makeRoom(last - first)
      room -= last - first
      const { keys, laneLength } = events
      let xa = nextX
      // Read one chunk ahead: it lies elsewhere in memory, and arrives while this one is worked on.
      nextX = xy[2 * (chunks[i + 4] ?? 0)] ?? 0
      let ya = xy[2 * first + 1] ?? 0
      let ra = Math.ceil((ya - firstY) * perMetre) | 0
      for (let v = first + 1; v <= last; v++) {
        const xb = xy[2 * v] ?? 0
        const yb = xy[2 * v + 1] ?? 0
        const rb = Math.ceil((yb - firstY) * perMetre) | 0
        if (ra !== rb) {
          const low = ra < rb ? ra : rb
          const high = ra < rb ? rb : ra
          const from = low < firstRow ? firstRow : low
          const to = high > lastRow ? lastRow : high
          if (from < to) {
            const slope = (xb - xa) / (yb - ya)
            const change = slope * height * stepsPerMetre
            let step = (xa + (firstY + from * height - ya) * slope - x0) * stepsPerMetre
            for (let row = from - firstRow; row < to - firstRow; row++) {
              const count = laneCount[row] ?? 0
              const inside = step < 0 ? 0 : step > lastStep ? lastStep : step
              keys[row * laneLength + count] = Math.floor(inside) * togglesLimit + toggle
              laneCount[row] = count + 1
              step += change
            }
          }
        }
        xa = xb
        ya = yb
        ra = rb
      }
    }
  }
  // A chunk opens its part and its ring at most.
  return { emit, mostToggles: 2 * most }
}

// Kept from one layer to the next.
let taken = new Int32Array(0)
let lowBand = new Int32Array(0)
let highBand = new Int32Array(0)

/**
 * The chunks each band has to look at, in the order of the bands, because they lie
 * far apart in the layer. Of each its first and last vertex, its unit, and, where
 * the unit has holes, the number of its ring from 1, negative for a hole.
 */
function chunksByBand(edges: Edges, { rows, grid, inside }: Place, only: ReadonlySet<number> | undefined) {
  const { chunkStart, chunkEnd, chunkUnit, chunkRing, chunkBox, unitBox, unitRing } = edges
  const { perBand, count } = rows
  const bands = bandCount(rows)
  const start = new Uint32Array(bands + 2)
  if (chunkStart.length > taken.length) {
    taken = new Int32Array(chunkStart.length)
    lowBand = new Int32Array(chunkStart.length)
    highBand = new Int32Array(chunkStart.length)
  }
  let takenCount = 0
  let unit = -1
  let counts = false
  for (let chunk = 0; chunk < chunkStart.length; chunk++) {
    // A unit is left out whole or not at all: every row must meet all of its edges, or none.
    if (chunkUnit[chunk] !== unit) {
      unit = chunkUnit[chunk] ?? 0
      counts = (only === undefined || only.has(unit)) && meetsTiles(inside, grid, unitBox, 4 * unit)
    }
    if (!counts) continue
    const low = rowAt(rows, chunkBox[4 * chunk + 1] ?? 0)
    const high = rowAt(rows, chunkBox[4 * chunk + 3] ?? 0) - 1
    // Between two rows nothing is crossed.
    if (high < low || high < 0 || low >= count) continue
    const first = low > 0 ? Math.floor(low / perBand) : 0
    const last = high < count ? Math.floor(high / perBand) : bands - 1
    taken[takenCount] = chunk
    lowBand[takenCount] = first
    highBand[takenCount] = last
    takenCount++
    for (let band = first; band <= last; band++) start[band + 2] = (start[band + 2] ?? 0) + 1
  }
  let most = 0
  for (let band = 2; band < start.length; band++) {
    most = Math.max(most, start[band] ?? 0)
    start[band] = (start[band] ?? 0) + (start[band - 1] ?? 0)
  }
  // One more than there are, for the look ahead.
  const chunks = new Int32Array(4 * (start[bands + 1] ?? 0) + 4)
  for (let i = 0; i < takenCount; i++) {
    const chunk = taken[i] ?? 0
    const unit = chunkUnit[chunk] ?? 0
    const shell = unitRing[unit] ?? 0
    const number = (chunkRing[chunk] ?? 0) - shell + 1
    const ring = (unitRing[unit + 1] ?? 0) - shell === 1 ? 0 : number === 1 ? 1 : -number
    for (let band = lowBand[i] ?? 0, last = highBand[i] ?? 0; band <= last; band++) {
      const at = start[band + 1] ?? 0
      chunks[4 * at] = chunkStart[chunk] ?? 0
      chunks[4 * at + 1] = chunkEnd[chunk] ?? 0
      chunks[4 * at + 2] = unit
      chunks[4 * at + 3] = ring
      start[band + 1] = at + 1
    }
  }
  return { start, chunks, most }
}
