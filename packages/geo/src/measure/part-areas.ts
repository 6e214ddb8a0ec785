import type { MapLayer } from '../layer.ts'
import type { Plane } from './plane.ts'

/** Square metres of every part of a polygon layer, shell less holes. */
export function partAreas(layer: MapLayer, plane: Plane): Float64Array {
  const { positions, ringStarts, partStarts } = layer
  const areas = new Float64Array(partStarts.length - 1)
  let xy = new Float64Array(1024)
  for (let part = 0; part < areas.length; part++) {
    const first = partStarts[part] ?? 0
    let area = 0
    for (let ring = first; ring < (partStarts[part + 1] ?? 0); ring++) {
      const from = ringStarts[ring] ?? 0
      const count = (ringStarts[ring + 1] ?? 0) - from
      if (2 * count > xy.length) xy = new Float64Array(4 * count)
      plane.project(positions, from, count, xy, 0)
      area += (ring === first ? 1 : -1) * Math.abs(ringArea(xy, count))
    }
    areas[part] = area > 0 ? area : 0
  }
  return areas
}

/** Signed area of a ring on the plane, closed or not. */
export function ringArea(xy: Float64Array, count: number): number {
  let sum = 0
  const x0 = xy[0] ?? 0
  const y0 = xy[1] ?? 0
  let xa = 0
  let ya = 0
  for (let i = 1; i < count; i++) {
    const xb = (xy[2 * i] ?? 0) - x0
    const yb = (xy[2 * i + 1] ?? 0) - y0
    sum += xa * yb - xb * ya
    xa = xb
    ya = yb
  }
  return sum / 2
}
