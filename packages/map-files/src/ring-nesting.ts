/** Rings of one polygon record: ring r owns vertices starts[r] … starts[r + 1] - 1. */
export interface Rings {
  readonly starts: readonly number[]
  readonly x: (vertex: number) => number
  readonly y: (vertex: number) => number
}

interface Ring {
  readonly index: number
  readonly from: number
  readonly to: number
  /** Twice the area, positive where the ring runs clockwise. */
  readonly clockwise: number
  readonly box: readonly [number, number, number, number]
}

/**
 * Groups the flat ring list of a shapefile polygon into parts: a shell, then its holes.
 *
 * Shells run clockwise, holes the other way round; a hole belongs to the smallest shell around it. Writers
 * that wind everything alike exist, so where one direction alone occurs, nesting decides instead.
 */
export function assignRings(rings: Rings): readonly (readonly number[])[] {
  const all = rings.starts
    .slice(0, -1)
    .map((from, index) => ringOf(rings, index, from, rings.starts[index + 1] ?? from))
  const byWinding = all.some((ring) => ring.clockwise > 0) && all.some((ring) => ring.clockwise < 0)
  const isShell = byWinding
    ? (ring: Ring) => ring.clockwise >= 0
    : (ring: Ring) => all.filter((other) => other !== ring && surrounds(rings, other, ring)).length % 2 === 0

  const shells = all.filter(isShell)
  const parts = new Map(shells.map((shell) => [shell, [shell.index]]))
  const orphans: (readonly number[])[] = []
  for (const hole of all) {
    if (parts.has(hole)) continue
    const around = shells
      .filter((shell) => surrounds(rings, shell, hole))
      .sort((a, b) => Math.abs(a.clockwise) - Math.abs(b.clockwise))[0]
    const part = around === undefined ? undefined : parts.get(around)
    // A hole in nothing is a shell that runs the wrong way.
    if (part === undefined) orphans.push([hole.index])
    else part.push(hole.index)
  }
  return [...parts.values(), ...orphans]
}

function ringOf({ x, y }: Rings, index: number, from: number, to: number): Ring {
  let clockwise = 0
  let minX = Infinity
  let minY = Infinity
  let maxX = -Infinity
  let maxY = -Infinity
  const originX = to > from ? x(from) : 0
  const originY = to > from ? y(from) : 0
  for (let v = from; v < to; v++) {
    const next = v + 1 < to ? v + 1 : from
    clockwise += (x(next) - originX) * (y(v) - originY) - (x(v) - originX) * (y(next) - originY)
    minX = Math.min(minX, x(v))
    maxX = Math.max(maxX, x(v))
    minY = Math.min(minY, y(v))
    maxY = Math.max(maxY, y(v))
  }
  return { index, from, to, clockwise, box: [minX, minY, maxX, maxY] }
}

/** Whether the inner ring lies within the outer one; a vertex on the outer ring itself decides nothing. */
function surrounds(rings: Rings, outer: Ring, inner: Ring): boolean {
  const [minX, minY, maxX, maxY] = outer.box
  if (inner.box[0] < minX || inner.box[1] < minY || inner.box[2] > maxX || inner.box[3] > maxY) return false
  for (let v = inner.from; v < inner.to; v++) {
    const side = sideOf(rings, outer, rings.x(v), rings.y(v))
    if (side !== 'on') return side === 'in'
  }
  return false
}

function sideOf({ x, y }: Rings, ring: Ring, px: number, py: number): 'in' | 'out' | 'on' {
  let inside = false
  for (let v = ring.from, w = ring.to - 1; v < ring.to; w = v++) {
    const x1 = x(w)
    const y1 = y(w)
    const x2 = x(v)
    const y2 = y(v)
    const cross = (x2 - x1) * (py - y1) - (y2 - y1) * (px - x1)
    const between = (px - x1) * (px - x2) <= 0 && (py - y1) * (py - y2) <= 0
    if (cross === 0 && between) return 'on'
    if (y1 > py !== y2 > py && px < ((x2 - x1) * (py - y1)) / (y2 - y1) + x1) inside = !inside
  }
  return inside ? 'in' : 'out'
}
