import { between, distance, type PlanPoint, type PlanRing } from './plane.ts'

/** Four corners: south-west, south-east, north-east, north-west. Blocks and plots are such quads. */
export type Quad = readonly [sw: PlanPoint, se: PlanPoint, ne: PlanPoint, nw: PlanPoint]

export type Edge = 'south' | 'east' | 'north' | 'west'

export function rectangle(x0: number, y0: number, x1: number, y1: number): Quad {
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ]
}

/** The point at share `s` of the way east and `t` of the way north. */
export function at([sw, se, ne, nw]: Quad, s: number, t: number): PlanPoint {
  return between(between(sw, se, s), between(nw, ne, s), t)
}

export function inner(quad: Quad, s0: number, t0: number, s1: number, t1: number): Quad {
  return [at(quad, s0, t0), at(quad, s1, t0), at(quad, s1, t1), at(quad, s0, t1)]
}

export function widthOf([sw, se, ne, nw]: Quad): number {
  return (distance(sw, se) + distance(nw, ne)) / 2
}

export function heightOf([sw, se, ne, nw]: Quad): number {
  return (distance(sw, nw) + distance(se, ne)) / 2
}

/** A cut into two by a lane; the cut may lean, so that lanes are not all parallel. */
export interface Cut {
  readonly first: Quad
  readonly second: Quad
  /** Middle of the lane. */
  readonly lane: readonly [PlanPoint, PlanPoint]
}

/** Cuts across the longer side at shares `a` and `b` of its two edges, leaving `gapMetres` for the lane. */
export function cut(quad: Quad, a: number, b: number, gapMetres: number): Cut {
  const [sw, se, ne, nw] = quad
  if (widthOf(quad) >= heightOf(quad)) {
    const gap = gapMetres / widthOf(quad) / 2
    return {
      first: [sw, between(sw, se, a - gap), between(nw, ne, b - gap), nw],
      second: [between(sw, se, a + gap), se, ne, between(nw, ne, b + gap)],
      lane: [between(sw, se, a), between(nw, ne, b)],
    }
  }
  const gap = gapMetres / heightOf(quad) / 2
  return {
    first: [sw, se, between(se, ne, b - gap), between(sw, nw, a - gap)],
    second: [between(sw, nw, a + gap), between(se, ne, b + gap), ne, nw],
    lane: [between(sw, nw, a), between(se, ne, b)],
  }
}

/** Takes a share off one edge; what is left and what was taken touch. */
export function sliced(quad: Quad, edge: Edge, share: number): { readonly taken: Quad; readonly left: Quad } {
  switch (edge) {
    case 'south':
      return { taken: inner(quad, 0, 0, 1, share), left: inner(quad, 0, share, 1, 1) }
    case 'north':
      return { taken: inner(quad, 0, 1 - share, 1, 1), left: inner(quad, 0, 0, 1, 1 - share) }
    case 'west':
      return { taken: inner(quad, 0, 0, share, 1), left: inner(quad, share, 0, 1, 1) }
    case 'east':
      return { taken: inner(quad, 1 - share, 0, 1, 1), left: inner(quad, 0, 0, 1 - share, 1) }
  }
}

/** Clipped corners, as land parcels have at crossings. */
export function chamfered(quad: Quad, metres: number): PlanRing {
  return quad.flatMap((corner, i) => {
    const before = quad[(i + 3) % 4] ?? corner
    const after = quad[(i + 1) % 4] ?? corner
    return [
      between(corner, before, Math.min(0.3, metres / distance(corner, before))),
      between(corner, after, Math.min(0.3, metres / distance(corner, after))),
    ]
  })
}
