import type { MapLayer } from '../layer.ts'
import { CrossedGround, type CrossedGroup, type Stretch } from './crossed-ground.ts'
import { edgesOf, type Box, type Edges } from './edges.ts'
import type { LineMeasurement } from './measurement.ts'
import type { Plane } from './plane.ts'

/** Lines measured by length, in classes (width, kind, shaded or not) numbered from 0. */
export interface LineLayer {
  readonly name: string
  readonly layer: MapLayer
  /** One class per feature; all are class 0 where absent. */
  readonly classes?: Uint8Array
  /** Names of polygon area layers whose cover splits the length. A layer measured by reach is refused. */
  readonly within?: readonly string[]
}

export interface LinesInput {
  readonly lines: readonly LineLayer[]
  readonly areas: readonly { readonly name: string; readonly layer: MapLayer }[]
  readonly plane: Plane
  readonly box: Box
  readonly boundaryEdges: Edges
  readonly zoneEdges: Edges | undefined
  readonly zoneCount: number
}

/**
 * Splits lines where they cross the boundary, zones and chosen layers, and adds
 * up the pieces: exact, no rows are involved.
 */
export function measureLines(input: LinesInput): {
  readonly lines: readonly LineMeasurement[]
  readonly unreadableParts: number
} {
  const { lines, areas, plane, box, boundaryEdges, zoneEdges, zoneCount } = input
  const cells = zoneCount + 1
  let unreadableParts = 0
  let xy = new Float64Array(1024)
  const measured = lines.map(({ name, layer, classes, within = [] }): LineMeasurement => {
    const groups: CrossedGroup[] = [{ role: 'boundary', edges: boundaryEdges }]
    if (zoneEdges !== undefined) groups.push({ role: 'zone', edges: zoneEdges })
    areas.forEach((area, bit) => {
      if (!within.includes(area.name)) return
      groups.push({
        role: 'cover',
        bit,
        edges: edgesOf(area.layer, plane, { edgesPerChunk: 64, within: box, close: true }),
      })
    })
    const ground = new CrossedGround(box, groups, zoneCount)
    let classCount = 1
    for (const value of classes ?? []) classCount = Math.max(classCount, value + 1)
    const columns = new Map<number, Float64Array<ArrayBuffer>>()
    let lineClass = 0
    let length = 0
    let table = new Float64Array()
    let tableMask = -1
    const add: Stretch = (zone, mask, share) => {
      // Most stretches lie under the same layers as the one before.
      if (mask !== tableMask) {
        table = columns.get(mask) ?? new Float64Array(classCount * cells)
        columns.set(mask, table)
        tableMask = mask
      }
      const cell = lineClass * cells + zone
      table[cell] = (table[cell] ?? 0) + share * length
    }
    const { positions, featureStarts, partStarts, ringStarts } = layer
    for (let feature = 0; feature + 1 < featureStarts.length; feature++) {
      lineClass = classes?.[feature] ?? 0
      const firstPart = featureStarts[feature] ?? 0
      for (let part = firstPart; part < (featureStarts[feature + 1] ?? 0); part++) {
        // A part of a line is one ring.
        const start = ringStarts[partStarts[part] ?? 0] ?? 0
        const count = (ringStarts[partStarts[part + 1] ?? 0] ?? 0) - start
        if (2 * count > xy.length) xy = new Float64Array(4 * count)
        plane.project(positions, start, count, xy, 0)
        if (!isReadable(xy, count)) {
          unreadableParts++
          continue
        }
        for (let v = 0; v + 1 < count; v++) {
          const x = xy[2 * v] ?? 0
          const y = xy[2 * v + 1] ?? 0
          const dx = (xy[2 * v + 2] ?? 0) - x
          const dy = (xy[2 * v + 3] ?? 0) - y
          length = plane.trueLength(x, y, dx, dy)
          ground.split(x, y, dx, dy, add)
        }
      }
    }
    const lengths = new Float64Array(columns.size * classCount * cells)
    let column = 0
    for (const table of columns.values()) lengths.set(table, column++ * classCount * cells)
    return { name, classCount, masks: Uint32Array.from(columns.keys()), lengths }
  })
  return { lines: measured, unreadableParts }
}

/** Whether every coordinate is a number. An infinite or missing one makes the difference with itself none. */
function isReadable(xy: Float64Array, vertices: number): boolean {
  for (let i = 0; i < 2 * vertices; i++) {
    const value = xy[i] ?? NaN
    if (value - value !== 0) return false
  }
  return true
}
