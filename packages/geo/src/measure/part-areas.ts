import type { Edges } from './edges.ts'

/** Square metres of every part of a polygon layer, shell less holes. */
export function unitAreas({ xy, unitRing, ringVertex }: Edges): Float64Array {
  const areas = new Float64Array(unitRing.length - 1)
  for (let unit = 0; unit < areas.length; unit++) {
    const shell = unitRing[unit] ?? 0
    let area = 0
    for (let ring = shell; ring < (unitRing[unit + 1] ?? 0); ring++) {
      const from = ringVertex[ring] ?? 0
      const end = ringVertex[ring + 1] ?? 0
      area += (ring === shell ? 1 : -1) * Math.abs(ringArea(xy, end - from, from))
    }
    areas[unit] = Math.max(0, area)
  }
  return areas
}

/** Signed area of `count` vertices of a ring on the plane, closed or not. */
export function ringArea(xy: Float64Array, count: number, from = 0): number {
  let sum = 0
  const x0 = xy[2 * from] ?? 0
  const y0 = xy[2 * from + 1] ?? 0
  let xa = 0
  let ya = 0
  for (let i = from + 1; i < from + count; i++) {
    const xb = (xy[2 * i] ?? 0) - x0
    const yb = (xy[2 * i + 1] ?? 0) - y0
    sum += xa * yb - xb * ya
    xa = xb
    ya = yb
  }
  return sum / 2
}
