import type { Box } from './edges.ts'
import { RowEvents } from './row-events.ts'
import { RowWalk } from './row-walk.ts'
import { bandCount, type Rows } from './rows.ts'
import type { Slot } from './slot.ts'
import { Tally } from './tally.ts'

export interface SweepInput {
  readonly rows: Rows
  readonly x0: number
  readonly x1: number
  /** The areas come first. */
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

/** Sweeps every row, band by band. The last zone cell takes what no zone claims. */
export function sweep(input: SweepInput): SweepOutput {
  const { rows, slots, zoneCount, weightCount, x0 } = input
  const tally = new Tally((zoneCount + 1) * phases, weightCount, input.bitCount)
  const emitters = slots.flatMap((slot) => slot.emitters)
  const mostToggles = emitters.reduce((sum, emitter) => sum + emitter.mostToggles, 0)
  const events = new RowEvents(rows.perBand, x0, input.x1, mostToggles)
  const walk = new RowWalk(input, events, tally, mostToggles)
  const bands = bandCount(rows)
  for (let band = 0; band < bands; band++) {
    events.clear()
    for (const { emit } of emitters) emit(band, events)
    input.onProgress?.((band + 0.5) / bands)
    walk.lookUpAmounts()
    const firstRow = band * rows.perBand
    const rowsHere = Math.min(rows.perBand, rows.count - firstRow)
    for (let row = 0; row < rowsHere; row++) walk.walk(firstRow + row, row % phases, events.sortRow(row))
  }
  const { stepsPerMetre } = events
  const perStep = rows.height / stepsPerMetre
  tally.scale(perStep)
  return {
    tally,
    zoneOverlaps: new Map([...walk.overlaps].map(([key, steps]) => [key, steps * perStep])),
    zoneExtents: Array.from({ length: zoneCount }, (_, zone) => {
      const extent = walk.extentOf(zone)
      return {
        x0: x0 + extent.x0 / stepsPerMetre,
        y0: rows.firstY + extent.y0 * rows.height,
        x1: x0 + extent.x1 / stepsPerMetre,
        y1: rows.firstY + extent.y1 * rows.height,
      }
    }),
  }
}
