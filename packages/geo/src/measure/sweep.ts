import type { Emitter } from './crossings.ts'
import { slotBits, slotLimit } from './crossings.ts'
import { RowEvents } from './row-events.ts'
import { bandCount, type Rows } from './rows.ts'
import { Tally } from './tally.ts'

/** What a slot's units mean to the sweep. */
export type SlotRole = 'boundary' | 'zone' | 'area'

export interface Slot {
  readonly role: SlotRole
  /** The mask bits of an area; 0 where the slot only carries weights. */
  readonly bits: number
  readonly emitters: readonly Emitter[]
}

/** People (or whatever is counted) per square metre, by unit of a layer, in one weight layer. */
export interface Density {
  readonly weight: number
  readonly perUnit: Float64Array
}

export interface SweepInput {
  readonly rows: Rows
  readonly x0: number
  readonly x1: number
  readonly slots: readonly Slot[]
  readonly unitCount: number
  /** Zone of a unit of a zone slot. */
  readonly unitZone: Int32Array
  readonly zoneCount: number
  /** Densities by slot, where the slot carries weights. */
  readonly densities: readonly (readonly (Density & { readonly firstUnit: number })[])[]
  readonly weightCount: number
  readonly bitCount: number
  readonly onProgress?: (share: number) => void
}

export interface SweepOutput {
  readonly tally: Tally
  /** Square metres claimed by two zones, by lower zone * zoneCount + higher zone. */
  readonly zoneOverlaps: ReadonlyMap<number, number>
}

/**
 * Rows are dealt out to four interleaved sub-measurements, each a complete
 * measurement with rows four times as far apart: their disagreement is the
 * error bar, at no cost.
 */
export const phases = 4

/** Enough buckets that two or three events share one. */
const bucketMetres = 8

/**
 * Walks every row from west to east and adds each stretch to the cell of the
 * layers that are open there. The last zone cell takes what no zone claims.
 */
export function sweep(input: SweepInput): SweepOutput {
  const { rows, slots, unitZone, zoneCount, densities, weightCount } = input
  const zoneCells = zoneCount + 1
  const tally = new Tally(zoneCells * phases, weightCount, input.bitCount)
  const zoneOverlaps = new Map<number, number>()
  const events = new RowEvents(rows.perBand, input.x0, input.x1, bucketMetres)

  const open = new Uint8Array(input.unitCount)
  const openOfSlot = new Int32Array(slotLimit)
  const bitsOf = Int32Array.from({ length: slotLimit }, (_, slot) => slots[slot]?.bits ?? 0)
  const roleOf = Uint8Array.from({ length: slotLimit }, (_, slot) => {
    const role = slots[slot]?.role ?? 'area'
    return role === 'boundary' ? 2 : role === 'zone' ? 3 : (densities[slot]?.length ?? 0) > 0 ? 1 : 0
  })
  const openOfZone = new Int32Array(zoneCount)
  const density = new Float64Array(weightCount)
  const { columnOfSmall } = tally
  const smallMasks = columnOfSmall.length
  let { areas } = tally
  // The same array object: its tables are replaced when they grow.
  const { weights: weightTables } = tally

  const bands = bandCount(rows)
  for (let band = 0; band < bands; band++) {
    events.clear()
    for (const slot of slots) for (const emit of slot.emitters) emit(band, events)
    input.onProgress?.((band + 0.5) / bands)
    events.sort()
    const { sortedX, sortedItem, rowStart } = events
    for (let row = 0; row < rows.perBand; row++) {
      const phase = row % phases
      const first = rowStart[row] ?? 0
      const end = rowStart[row + 1] ?? 0
      let mask = 0
      let inside = 0
      let zone = zoneCount
      let openZones = 0
      density.fill(0)
      let before = 0
      for (let e = first; e < end; e++) {
        const x = sortedX[e] ?? 0
        const length = x - before
        if (inside > 0 && length > 0) {
          let column = mask < smallMasks ? (columnOfSmall[mask] ?? -1) : -1
          if (column < 0) {
            column = tally.columnOf(mask)
            areas = tally.areas
          }
          const cell = (column * phases + phase) * zoneCells + zone
          areas[cell] = (areas[cell] ?? 0) + length
          for (let w = 0; w < weightCount; w++) {
            const table = weightTables[w]
            if (table !== undefined) table[cell] = (table[cell] ?? 0) + length * (density[w] ?? 0)
          }
          if (openZones > 1) noteOverlap(zoneOverlaps, openOfZone, zone, length * rows.height)
        }
        before = x
        const item = sortedItem[e] ?? 0
        const slot = item & (slotLimit - 1)
        const unit = item >>> slotBits
        const now = (open[unit] ?? 0) ^ 1
        open[unit] = now
        const role = roleOf[slot] ?? 0
        if (role <= 1) {
          const depth = (openOfSlot[slot] ?? 0) + now + now - 1
          openOfSlot[slot] = depth
          // The layer's bit turns where depth goes from 0 to 1 or back, that is, where it equals `now`.
          // Without a branch, because which layers overlap cannot be foreseen.
          const unlike = depth ^ now
          mask ^= (bitsOf[slot] ?? 0) & ~((unlike | -unlike) >> 31)
          if (role === 1) {
            const carried = densities[slot] ?? []
            for (let i = 0; i < carried.length; i++) {
              const of = carried[i]
              if (of === undefined) continue
              const { weight } = of
              const change = of.perUnit[unit - of.firstUnit] ?? 0
              density[weight] = (density[weight] ?? 0) + (now + now - 1) * change
            }
          }
        } else if (role === 2) {
          inside += now + now - 1
        } else {
          const toggled = unitZone[unit] ?? 0
          openOfZone[toggled] = (openOfZone[toggled] ?? 0) + now + now - 1
          openZones += now + now - 1
          if (openZones === 0) zone = zoneCount
          else {
            zone = 0
            while ((openOfZone[zone] ?? 0) === 0) zone++
          }
        }
      }
    }
  }
  for (const table of [tally.areas, ...tally.weights]) {
    for (let i = 0; i < table.length; i++) table[i] = (table[i] ?? 0) * rows.height
  }
  return { tally, zoneOverlaps }
}

function noteOverlap(
  overlaps: Map<number, number>,
  openOfZone: Int32Array,
  zone: number,
  area: number,
): void {
  for (let other = zone + 1; other < openOfZone.length; other++) {
    if ((openOfZone[other] ?? 0) === 0) continue
    const key = zone * openOfZone.length + other
    overlaps.set(key, (overlaps.get(key) ?? 0) + area)
  }
}
