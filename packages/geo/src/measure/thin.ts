import type { Edges } from './edges.ts'

/**
 * The same outlines with fewer vertices: none of those left out lies further
 * than the tolerance from what remains (Douglas and Peucker 1973). For reach
 * only: a thinned ring may cross itself.
 */
export function thinned(edges: Edges, toleranceOf: (unit: number) => number, edgesPerChunk: number): Edges {
  const { xy, unitRing, ringVertex } = edges
  const units = unitRing.length - 1
  const kept = new Float64Array(xy.length)
  const keptRing = new Uint32Array(ringVertex.length)
  const chunkLimit = ringVertex.length + Math.ceil(xy.length / 2 / edgesPerChunk)
  const chunkStart = new Uint32Array(chunkLimit)
  const chunkEnd = new Uint32Array(chunkLimit)
  const chunkUnit = new Uint32Array(chunkLimit)
  const chunkRing = new Uint32Array(chunkLimit)
  const chunkBox = new Float64Array(4 * chunkLimit)
  const stays = new Uint8Array(xy.length / 2)
  let vertex = 0
  let chunk = 0
  for (let unit = 0; unit < units; unit++) {
    const tolerance = toleranceOf(unit)
    for (let ring = unitRing[unit] ?? 0; ring < (unitRing[unit + 1] ?? 0); ring++) {
      const first = ringVertex[ring] ?? 0
      const last = (ringVertex[ring + 1] ?? 0) - 1
      markStaying(xy, first, last, tolerance * tolerance, stays)
      const start = vertex
      keptRing[ring] = start
      for (let v = first; v <= last; v++) {
        if (stays[v] !== 1) continue
        kept[2 * vertex] = xy[2 * v] ?? 0
        kept[2 * vertex + 1] = xy[2 * v + 1] ?? 0
        vertex++
      }
      let from = start
      do {
        const end = Math.min(from + edgesPerChunk, vertex - 1)
        let x0 = Infinity
        let y0 = Infinity
        let x1 = -Infinity
        let y1 = -Infinity
        for (let v = from; v <= end; v++) {
          x0 = Math.min(x0, kept[2 * v] ?? 0)
          y0 = Math.min(y0, kept[2 * v + 1] ?? 0)
          x1 = Math.max(x1, kept[2 * v] ?? 0)
          y1 = Math.max(y1, kept[2 * v + 1] ?? 0)
        }
        chunkStart[chunk] = from
        chunkEnd[chunk] = end
        chunkUnit[chunk] = unit
        chunkRing[chunk] = ring
        chunkBox[4 * chunk] = x0
        chunkBox[4 * chunk + 1] = y0
        chunkBox[4 * chunk + 2] = x1
        chunkBox[4 * chunk + 3] = y1
        chunk++
        from = end
      } while (from < vertex - 1)
    }
  }
  keptRing[ringVertex.length - 1] = vertex
  return {
    ...edges,
    xy: kept.subarray(0, 2 * vertex),
    ringVertex: keptRing,
    chunkStart: chunkStart.subarray(0, chunk),
    chunkEnd: chunkEnd.subarray(0, chunk),
    chunkUnit: chunkUnit.subarray(0, chunk),
    chunkRing: chunkRing.subarray(0, chunk),
    chunkBox: chunkBox.subarray(0, 4 * chunk),
  }
}

function markStaying(
  xy: Float64Array,
  first: number,
  last: number,
  squaredTolerance: number,
  stays: Uint8Array,
): void {
  stays[first] = 1
  stays[last] = 1
  const stack = [first, last]
  while (stack.length > 0) {
    const end = stack.pop() ?? 0
    const start = stack.pop() ?? 0
    if (end - start < 2) continue
    const ax = xy[2 * start] ?? 0
    const ay = xy[2 * start + 1] ?? 0
    const dx = (xy[2 * end] ?? 0) - ax
    const dy = (xy[2 * end + 1] ?? 0) - ay
    const squared = dx * dx + dy * dy
    let worst = -1
    let worstAt = start
    for (let v = start + 1; v < end; v++) {
      const px = (xy[2 * v] ?? 0) - ax
      const py = (xy[2 * v + 1] ?? 0) - ay
      let t = squared > 0 ? (px * dx + py * dy) / squared : 0
      t = t < 0 ? 0 : t > 1 ? 1 : t
      const ex = px - t * dx
      const ey = py - t * dy
      const distance = ex * ex + ey * ey
      if (distance > worst) {
        worst = distance
        worstAt = v
      }
    }
    if (worst <= squaredTolerance) continue
    stays[worstAt] = 1
    stack.push(start, worstAt, worstAt, end)
  }
}
