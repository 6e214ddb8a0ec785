import type { Box } from './edges.ts'
import { holeSlot, shellSlot, type RowEvents } from './row-events.ts'
import type { Slot } from './slot.ts'
import type { Tally } from './tally.ts'

export interface RowWalkInput {
  /** The areas come first. */
  readonly slots: readonly Slot[]
  readonly unitZone: Uint32Array
  readonly zoneCount: number
  readonly weightCount: number
}

/**
 * Walks rows from west to east and adds each stretch to the cell of the layers
 * that are open there.
 *
 * @NOTE The loop is a method of its own, called once for each row, because the
 * compiler leaves a loop inside a long-running function half optimised.
 */
export class RowWalk {
  /** Amounts per square metre of each toggle, a column for each kind of the tally; that of areas is not used. */
  private readonly amounts: Float64Array
  private readonly events: RowEvents
  private readonly tally: Tally
  private readonly slots: readonly Slot[]
  private readonly unitZone: Uint32Array
  private readonly zoneCount: number
  private readonly areaSlots: number
  private readonly bitsOf: Int32Array
  private readonly openOfSlot: Int32Array
  private readonly shellOpen: Uint8Array
  private readonly holesOpen: Int32Array
  private readonly density: Float64Array

  private readonly openOfZone: Int32Array
  private openZones = 0
  private openBoundaries = 0
  private zone = 0
  private zoneFrom = 0
  private row = 0
  /** Steps claimed by two zones, by lower zone * zoneCount + higher zone. */
  readonly overlaps = new Map<number, number>()
  private readonly westOf: Float64Array
  private readonly eastOf: Float64Array
  private readonly lowestOf: Int32Array
  private readonly highestOf: Int32Array

  constructor(
    { slots, unitZone, zoneCount, weightCount }: RowWalkInput,
    events: RowEvents,
    tally: Tally,
    mostToggles: number,
  ) {
    this.events = events
    this.tally = tally
    this.slots = slots
    this.unitZone = unitZone
    this.zoneCount = zoneCount
    this.areaSlots = slots.filter(({ role }) => role === 'area').length
    this.bitsOf = Int32Array.from(slots, ({ bits }) => bits)
    this.openOfSlot = new Int32Array(slots.length)
    this.shellOpen = new Uint8Array(mostToggles)
    this.holesOpen = new Int32Array(mostToggles)
    this.amounts = new Float64Array(mostToggles * (1 + weightCount))
    this.density = new Float64Array(1 + weightCount)
    this.openOfZone = new Int32Array(zoneCount)
    this.westOf = new Float64Array(zoneCount).fill(Infinity)
    this.eastOf = new Float64Array(zoneCount).fill(-Infinity)
    this.lowestOf = new Int32Array(zoneCount).fill(-1)
    this.highestOf = new Int32Array(zoneCount).fill(-1)
  }

  /** Once for a band, so that the rows need not reach into the layers. */
  lookUpAmounts(): void {
    const { amounts, slots } = this
    const { kinds } = this.tally
    const { toggles } = this.events
    if (kinds === 1) return
    amounts.fill(0, 0, toggles.count * kinds)
    for (let toggle = 0; toggle < toggles.count; toggle++) {
      for (const { weight, perUnit } of slots[(toggles.state[toggle] ?? 0) >> 1]?.densities ?? []) {
        amounts[toggle * kinds + 1 + weight] = perUnit[toggles.unit[toggle] ?? 0] ?? 0
      }
    }
  }

  /** Takes the first `count` sorted crossings of a row. */
  walk(row: number, phase: number, count: number): void {
    const { events, tally, areaSlots, bitsOf, openOfSlot, density, amounts } = this
    const { sorted, togglesLimit } = events
    const { state: stateOf } = events.toggles
    const { columnOfSmall, kinds, numbersPerColumn } = tally
    const smallMasks = columnOfSmall.length
    const perToggles = 1 / togglesLimit
    const phaseCell = phase * (this.zoneCount + 1)
    this.row = row
    this.zone = this.zoneCount
    density.fill(0)
    density[0] = 1
    let { sums } = tally
    let cellInColumn = (phaseCell + this.zoneCount) * kinds
    let inside = false
    let mask = 0
    let before = 0
    for (let e = 0; e < count; e++) {
      const key = sorted[e] ?? 0
      const step = Math.floor(key * perToggles)
      let toggle = (key - step * togglesLimit) | 0
      if (inside) {
        const length = step - before
        let column = mask < smallMasks ? (columnOfSmall[mask] ?? -1) : -1
        if (column < 0) {
          column = tally.columnOf(mask)
          sums = tally.sums
        }
        const cell = Math.imul(column, numbersPerColumn) + cellInColumn
        for (let kind = 0; kind < kinds; kind++) {
          sums[cell + kind] = (sums[cell + kind] ?? 0) + length * (density[kind] ?? 0)
        }
      }
      before = step
      let state = (stateOf[toggle] ?? 0) ^ 1
      stateOf[toggle] = state
      if (state >> 1 >= areaSlots) {
        if (state >> 1 >= holeSlot) {
          const part = this.partTurnedBy(toggle)
          if (part < 0) continue
          toggle = part
          state = stateOf[part] ?? 0
        }
        if (state >> 1 >= areaSlots) {
          this.turnGround(toggle, step)
          inside = this.openBoundaries > 0
          cellInColumn = (phaseCell + this.zone) * kinds
          continue
        }
      }
      const slot = state >> 1
      const now = state & 1
      const change = now + now - 1
      const depth = (openOfSlot[slot] ?? 0) + change
      openOfSlot[slot] = depth
      // The layer's bit turns where depth goes from 0 to 1 or back, that is, where it equals `now`.
      // Without a branch, because which layers overlap cannot be foreseen.
      const unlike = depth ^ now
      mask ^= (bitsOf[slot] ?? 0) & ~((unlike | -unlike) >> 31)
      for (let kind = 1; kind < kinds; kind++) {
        density[kind] = (density[kind] ?? 0) + change * (amounts[toggle * kinds + kind] ?? 0)
      }
    }
  }

  /** Where the rows met each zone inside the boundary, in steps and rows. Empty boxes are inside out. */
  extentOf(zone: number): Box {
    return {
      x0: this.westOf[zone] ?? NaN,
      y0: this.lowestOf[zone] ?? NaN,
      x1: this.eastOf[zone] ?? NaN,
      y1: this.highestOf[zone] ?? NaN,
    }
  }

  /** A ring has turned: the part that turns with it, open where its shell is and no hole; negative where none does. */
  private partTurnedBy(ring: number): number {
    const { shellOpen, holesOpen } = this
    const { state: stateOf, owner } = this.events.toggles
    const state = stateOf[ring] ?? 0
    const now = state & 1
    const part = owner[ring] ?? 0
    if (state >> 1 === shellSlot) shellOpen[part] = now
    else holesOpen[part] = (holesOpen[part] ?? 0) + now + now - 1
    const partState = stateOf[part] ?? 0
    if ((partState & 1) === ((holesOpen[part] ?? 0) === 0 ? (shellOpen[part] ?? 0) : 0)) return -1
    stateOf[part] = partState ^ 1
    return part
  }

  /** The boundary or a zone has turned at `step`. */
  private turnGround(toggle: number, step: number): void {
    const { openOfZone, zoneCount } = this
    const { state, unit } = this.events.toggles
    if (this.openBoundaries > 0 && this.openZones > 0) this.noteZones(step)
    this.zoneFrom = step
    const now = state[toggle] ?? 0
    const change = now & 1 ? 1 : -1
    if (this.slots[now >> 1]?.role === 'boundary') {
      this.openBoundaries += change
      return
    }
    const turned = this.unitZone[unit[toggle] ?? 0] ?? 0
    openOfZone[turned] = (openOfZone[turned] ?? 0) + change
    this.openZones += change
    let zone = this.openZones > 0 ? 0 : zoneCount
    while (zone < zoneCount && (openOfZone[zone] ?? 0) === 0) zone++
    this.zone = zone
  }

  /** The stretch up to `step` lies in every zone that is open. */
  private noteZones(step: number): void {
    const { openOfZone, zoneCount, zone, zoneFrom, row, westOf, eastOf, lowestOf, highestOf } = this
    for (let open = zone; open < zoneCount; open++) {
      if ((openOfZone[open] ?? 0) === 0) continue
      if (zoneFrom < (westOf[open] ?? 0)) westOf[open] = zoneFrom
      if (step > (eastOf[open] ?? 0)) eastOf[open] = step
      if ((lowestOf[open] ?? 0) < 0) lowestOf[open] = row
      highestOf[open] = row
      if (open === zone) continue
      const key = zone * zoneCount + open
      this.overlaps.set(key, (this.overlaps.get(key) ?? 0) + step - zoneFrom)
    }
  }
}
