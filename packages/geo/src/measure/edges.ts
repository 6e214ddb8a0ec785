import type { MapLayer } from '../layer.ts'
import type { Plane } from './plane.ts'

/** Metres on the measuring plane. */
export interface Box {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

/**
 * A layer on the measuring plane, cut into chunks: runs of consecutive edges
 * that share a bounding box, so that a band or a tile passes over most of them
 * unseen. Rings are closed. A unit is one part of one feature.
 */
export interface Edges {
  readonly xy: Float64Array
  /** chunk c has the edges from vertex chunkStart[c] to chunkEnd[c]. */
  readonly chunkStart: Uint32Array
  readonly chunkEnd: Uint32Array
  readonly chunkUnit: Uint32Array
  readonly chunkRing: Uint32Array
  /** x0, y0, x1, y1 of each chunk. */
  readonly chunkBox: Float64Array
  readonly unitFeature: Uint32Array
  readonly unitBox: Float64Array
  /** unit u has the rings unitRing[u] … unitRing[u + 1] - 1. */
  readonly unitRing: Uint32Array
  /** ring r has the vertices ringVertex[r] … ringVertex[r + 1] - 1, the last equal to the first. */
  readonly ringVertex: Uint32Array
  /** Parts with a coordinate that is no number. They are left out. */
  readonly unreadableParts: number
}

export interface EdgesOptions {
  readonly edgesPerChunk: number
  /** Parts wholly outside are left out. */
  readonly within: Box
  /** False for lines: their rings stay open. */
  readonly close: boolean
  /** Features to take; all where absent. */
  readonly takes?: (feature: number) => boolean
}

export function edgesOf(layer: MapLayer, plane: Plane, options: EdgesOptions): Edges {
  const { positions, ringStarts, partStarts, featureStarts } = layer
  const { edgesPerChunk, within, close, takes } = options
  const rings = ringStarts.length - 1
  const vertices = positions.length / 2
  const parts = partStarts.length - 1
  const xy = new Float64Array(2 * (vertices + rings))
  const chunkLimit = rings + Math.ceil((vertices + rings) / edgesPerChunk)
  const chunkStart = new Uint32Array(chunkLimit)
  const chunkEnd = new Uint32Array(chunkLimit)
  const chunkUnit = new Uint32Array(chunkLimit)
  const chunkRing = new Uint32Array(chunkLimit)
  const chunkBox = new Float64Array(4 * chunkLimit)
  const unitFeature = new Uint32Array(parts)
  const unitBox = new Float64Array(4 * parts)
  const unitRing = new Uint32Array(parts + 1)
  const ringVertex = new Uint32Array(rings + 1)

  let vertex = 0
  let chunk = 0
  let unit = 0
  let ring = 0
  let unreadableParts = 0

  const features = featureStarts.length - 1
  for (let feature = 0; feature < features; feature++) {
    if (takes !== undefined && !takes(feature)) continue
    const lastPart = featureStarts[feature + 1] ?? 0
    for (let part = featureStarts[feature] ?? 0; part < lastPart; part++) {
      const unitVertex = vertex
      const unitChunk = chunk
      const unitFirstRing = ring
      let ux0 = Infinity
      let uy0 = Infinity
      let ux1 = -Infinity
      let uy1 = -Infinity
      let readable = true
      const lastRing = partStarts[part + 1] ?? 0
      for (let source = partStarts[part] ?? 0; source < lastRing; source++) {
        const from = ringStarts[source] ?? 0
        const count = (ringStarts[source + 1] ?? 0) - from
        if (count === 0) continue
        plane.project(positions, from, count, xy, vertex)
        const first = vertex
        vertex += count
        if (close) {
          xy[2 * vertex] = xy[2 * first] ?? NaN
          xy[2 * vertex + 1] = xy[2 * first + 1] ?? NaN
          vertex++
        }
        ringVertex[ring++] = first
        let start = first
        do {
          const end = Math.min(start + edgesPerChunk, vertex - 1)
          let x0 = Infinity
          let y0 = Infinity
          let x1 = -Infinity
          let y1 = -Infinity
          for (let v = start; v <= end; v++) {
            const x = xy[2 * v] ?? NaN
            const y = xy[2 * v + 1] ?? NaN
            // An infinite or missing coordinate makes the difference with itself no number.
            if (x - x !== 0 || y - y !== 0) readable = false
            if (x < x0) x0 = x
            if (x > x1) x1 = x
            if (y < y0) y0 = y
            if (y > y1) y1 = y
          }
          chunkStart[chunk] = start
          chunkEnd[chunk] = end
          chunkUnit[chunk] = unit
          chunkRing[chunk] = ring - 1
          chunkBox[4 * chunk] = x0
          chunkBox[4 * chunk + 1] = y0
          chunkBox[4 * chunk + 2] = x1
          chunkBox[4 * chunk + 3] = y1
          chunk++
          if (x0 < ux0) ux0 = x0
          if (x1 > ux1) ux1 = x1
          if (y0 < uy0) uy0 = y0
          if (y1 > uy1) uy1 = y1
          start = end
        } while (start < vertex - 1)
      }
      const meets = ux0 <= within.x1 && ux1 >= within.x0 && uy0 <= within.y1 && uy1 >= within.y0
      if (!readable) unreadableParts++
      if (!readable || !meets) {
        vertex = unitVertex
        chunk = unitChunk
        ring = unitFirstRing
        continue
      }
      unitFeature[unit] = feature
      unitRing[unit] = unitFirstRing
      unitBox[4 * unit] = ux0
      unitBox[4 * unit + 1] = uy0
      unitBox[4 * unit + 2] = ux1
      unitBox[4 * unit + 3] = uy1
      unit++
    }
  }
  unitRing[unit] = ring
  ringVertex[ring] = vertex
  return {
    xy: xy.subarray(0, 2 * vertex),
    chunkStart: chunkStart.subarray(0, chunk),
    chunkEnd: chunkEnd.subarray(0, chunk),
    chunkUnit: chunkUnit.subarray(0, chunk),
    chunkRing: chunkRing.subarray(0, chunk),
    chunkBox: chunkBox.subarray(0, 4 * chunk),
    unitFeature: unitFeature.subarray(0, unit),
    unitBox: unitBox.subarray(0, 4 * unit),
    unitRing: unitRing.subarray(0, unit + 1),
    ringVertex: ringVertex.subarray(0, ring + 1),
    unreadableParts,
  }
}

export function boxOf(edges: Edges): Box {
  let x0 = Infinity
  let y0 = Infinity
  let x1 = -Infinity
  let y1 = -Infinity
  for (let i = 0; i < edges.unitBox.length; i += 4) {
    x0 = Math.min(x0, edges.unitBox[i] ?? NaN)
    y0 = Math.min(y0, edges.unitBox[i + 1] ?? NaN)
    x1 = Math.max(x1, edges.unitBox[i + 2] ?? NaN)
    y1 = Math.max(y1, edges.unitBox[i + 3] ?? NaN)
  }
  return { x0, y0, x1, y1 }
}
