import type { Emitter } from './crossings.ts'
import type { Box } from './edges.ts'
import { holeSlot, RowEvents, shellSlot } from './row-events.ts'
import { bandCount, type Rows } from './rows.ts'
import { Tally } from './tally.ts'

/** A layer as the sweep sees it. */
export interface Slot {
  readonly role: 'boundary' | 'zone' | 'area'
  /** The mask bits of an area; 0 where the slot only carries weights. */
  readonly bits: number
  readonly emitters: readonly Emitter[]
  /** Of an area that carries weights. */
  readonly densities?: readonly Density[]
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
  /** Zone of a unit of a zone slot. */
  readonly unitZone: Uint32Array
  readonly zoneCount: number
  readonly weightCount: number
  readonly bitCount: number
  readonly onProgress?: (share: number) => void
}

export interface SweepOutput {
  readonly tally: Tally
  /** Square metres claimed by two zones, by lower zone * zoneCount + higher zone. */
  readonly zoneOverlaps: ReadonlyMap<number, number>
  /** Where the rows met each zone inside the boundary. Empty boxes are inside out. */
  readonly zoneExtents: readonly Box[]
}

/**
 * Rows are dealt out to four interleaved sub-measurements, each a complete
 * measurement with rows four times as far apart: their disagreement is the
 * error bar, at no cost.
 */
export const phases = 4

const areaRole = 0
const weightedRole = 1
const boundaryRole = 2
const zoneRole = 3

/**
 * Walks every row from west to east and adds each stretch to the cell of the
 * layers that are open there. The last zone cell takes what no zone claims.
 */
export function sweep(input: SweepInput): SweepOutput {
  const { rows, slots, unitZone, zoneCount, weightCount, x0 } = input
  const zoneCells = zoneCount + 1
  const tally = new Tally(zoneCells * phases, weightCount, input.bitCount)
  const emitters = slots.flatMap((slot) => slot.emitters)
  const mostToggles = emitters.reduce((sum, emitter) => sum + emitter.mostToggles, 0)
  const events = new RowEvents(rows.perBand, x0, input.x1, mostToggles)
  const { toggles, togglesLimit, stepsPerMetre, laneCount } = events
  const perToggles = 1 / togglesLimit

  const open = new Uint8Array(mostToggles)
  const shellOpen = new Uint8Array(mostToggles)
  const holesOpen = new Int32Array(mostToggles)
  const amounts = new Float64Array(mostToggles * weightCount)
  const { slot: slotOf, unit: unitOf, owner: ownerOf } = toggles
  const openOfSlot = new Int32Array(slots.length)
  const bitsOf = Int32Array.from(slots, ({ bits }) => bits)
  const roleOf = Uint8Array.from(slots, ({ role, densities = [] }) => {
    if (role === 'boundary') return boundaryRole
    if (role === 'zone') return zoneRole
    return densities.length > 0 ? weightedRole : areaRole
  })
  const openOfZone = new Int32Array(zoneCount)
  const density = new Float64Array(weightCount)
  const { columnOfSmall, kinds } = tally
  const smallMasks = columnOfSmall.length
  let { sums } = tally

  const overlaps = new Map<number, number>()
  const westOf = new Float64Array(zoneCount).fill(Infinity)
  const eastOf = new Float64Array(zoneCount).fill(-Infinity)
  const lowestOf = new Int32Array(zoneCount).fill(-1)
  const highestOf = new Int32Array(zoneCount).fill(-1)

  const bands = bandCount(rows)
  for (let band = 0; band < bands; band++) {
    events.clear()
    for (const { emit } of emitters) emit(band, events)
    input.onProgress?.((band + 0.5) / bands)
    lookUpAmounts(events, slots, amounts, weightCount)
    const rowsHere = Math.min(rows.perBand, rows.count - band * rows.perBand)
    for (let row = 0; row < rowsHere; row++) {
      const end = (laneCount[row] ?? 0) > 0 ? events.sortRow(row) : 0
      const { sorted } = events
      const phaseCell = (row % phases) * zoneCells
      let mask = 0
      let inside = 0
      let zone = zoneCount
      let openZones = 0
      let zoneFrom = 0
      density.fill(0)
      let before = 0
      for (let e = 0; e < end; e++) {
        const key = sorted[e] ?? 0
        const step = Math.floor(key * perToggles)
        let toggle = (key - step * togglesLimit) | 0
        if (inside > 0) {
          const length = step - before
          let column = mask < smallMasks ? (columnOfSmall[mask] ?? -1) : -1
          if (column < 0) {
            column = tally.columnOf(mask)
            sums = tally.sums
          }
          const cell = (column * phases * zoneCells + phaseCell + zone) * kinds
          sums[cell] = (sums[cell] ?? 0) + length
          for (let w = 0; w < weightCount; w++) {
            sums[cell + 1 + w] = (sums[cell + 1 + w] ?? 0) + length * (density[w] ?? 0)
          }
          if (openZones > 1) noteOverlap(overlaps, openOfZone, zone, length)
        }
        before = step
        let now = (open[toggle] ?? 0) ^ 1
        open[toggle] = now
        let slot = slotOf[toggle] ?? 0
        if (slot >= holeSlot) {
          const part = ownerOf[toggle] ?? 0
          if (slot === shellSlot) shellOpen[part] = now
          else holesOpen[part] = (holesOpen[part] ?? 0) + now + now - 1
          now = (holesOpen[part] ?? 0) === 0 ? (shellOpen[part] ?? 0) : 0
          if (now === open[part]) continue
          open[part] = now
          toggle = part
          slot = slotOf[part] ?? 0
        }
        const role = roleOf[slot] ?? 0
        if (role <= weightedRole) {
          const depth = (openOfSlot[slot] ?? 0) + now + now - 1
          openOfSlot[slot] = depth
          // The layer's bit turns where depth goes from 0 to 1 or back, that is, where it equals `now`.
          // Without a branch, because which layers overlap cannot be foreseen.
          const unlike = depth ^ now
          mask ^= (bitsOf[slot] ?? 0) & ~((unlike | -unlike) >> 31)
          if (role === weightedRole) {
            const sign = now + now - 1
            for (let w = 0; w < weightCount; w++) {
              density[w] = (density[w] ?? 0) + sign * (amounts[toggle * weightCount + w] ?? 0)
            }
          }
          continue
        }
        if (inside > 0 && openZones > 0) {
          for (let open = zone; open < zoneCount; open++) {
            if ((openOfZone[open] ?? 0) === 0) continue
            if (zoneFrom < (westOf[open] ?? 0)) westOf[open] = zoneFrom
            if (step > (eastOf[open] ?? 0)) eastOf[open] = step
            if ((lowestOf[open] ?? 0) < 0) lowestOf[open] = band * rows.perBand + row
            highestOf[open] = band * rows.perBand + row
          }
        }
        zoneFrom = step
        if (role === boundaryRole) inside += now + now - 1
        else {
          const toggled = unitZone[unitOf[toggle] ?? 0] ?? 0
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
  const perStep = rows.height / stepsPerMetre
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) * perStep
  return {
    tally,
    zoneOverlaps: new Map([...overlaps].map(([key, steps]) => [key, steps * perStep])),
    zoneExtents: Array.from({ length: zoneCount }, (_, zone) => ({
      x0: x0 + (westOf[zone] ?? 0) / stepsPerMetre,
      y0: rows.firstY + (lowestOf[zone] ?? 0) * rows.height,
      x1: x0 + (eastOf[zone] ?? 0) / stepsPerMetre,
      y1: rows.firstY + (highestOf[zone] ?? 0) * rows.height,
    })),
  }
}

/** Once for a band, so that the rows need not reach into the layers. */
function lookUpAmounts(
  { toggles }: RowEvents,
  slots: readonly Slot[],
  amounts: Float64Array,
  weightCount: number,
): void {
  if (weightCount === 0) return
  amounts.fill(0, 0, toggles.count * weightCount)
  for (let toggle = 0; toggle < toggles.count; toggle++) {
    for (const { weight, perUnit } of slots[toggles.slot[toggle] ?? 0]?.densities ?? []) {
      amounts[toggle * weightCount + weight] = perUnit[toggles.unit[toggle] ?? 0] ?? 0
    }
  }
}

function noteOverlap(
  overlaps: Map<number, number>,
  openOfZone: Int32Array,
  zone: number,
  length: number,
): void {
  for (let other = zone + 1; other < openOfZone.length; other++) {
    if ((openOfZone[other] ?? 0) === 0) continue
    const key = zone * openOfZone.length + other
    overlaps.set(key, (overlaps.get(key) ?? 0) + length)
  }
}
