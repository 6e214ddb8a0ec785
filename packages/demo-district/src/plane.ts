import { cgcs2000Ellipsoid } from '@chuangyuan/geo/ellipsoid'
import type { LonLat } from '@chuangyuan/geo/layer'

/**
 * A point of the plan: metres east and north of the district's middle, before the town was bent by
 * its river and hills. In the plan the arterials are straight and the blocks are square.
 */
export type PlanPoint = readonly [east: number, north: number]

/** A closed ring, first vertex not repeated. */
export type PlanRing = readonly PlanPoint[]

/**
 * The middle of the demo district. It lies in a desert without a town, so that no real
 * neighbourhood is seen failing, north of the 秦岭淮河 line, and beside a 3-degree meridian.
 */
export const middle: LonLat = [104.55, 38.35]

const radians = Math.PI / 180
const tilt = 9 * radians

/** Where a point of the plan lies on the ground: bent by smooth waves, then turned. Areas change by a few percent. */
function bent([u, v]: PlanPoint): PlanPoint {
  const x =
    u + 150 * Math.sin(v / 1150 + 0.4) + 70 * Math.sin(v / 520 + u / 900) + 40 * Math.sin(u / 480 + 1.1)
  const y =
    v + 210 * Math.sin(u / 1500 + 0.9) + 60 * Math.sin(u / 640 - v / 1000) + 45 * Math.sin(v / 560 + 2)
  return [x * Math.cos(tilt) - y * Math.sin(tilt), x * Math.sin(tilt) + y * Math.cos(tilt)]
}

/**
 * Metres to degrees along the meridian and the parallels of the ellipsoid (sinusoidal), which keeps
 * areas to 1e-5 within ten kilometres.
 */
export function lonLatOf(point: PlanPoint): LonLat {
  const [x, y] = bent(point)
  const e2 = cgcs2000Ellipsoid.flattening * (2 - cgcs2000Ellipsoid.flattening)
  const a = cgcs2000Ellipsoid.equatorialRadius
  const [lon0, lat0] = middle
  const w0 = 1 - e2 * Math.sin(lat0 * radians) ** 2
  const lat = lat0 + y / ((a * (1 - e2)) / w0 ** 1.5) / radians
  const sine = Math.sin(lat * radians)
  const parallel = (a / Math.sqrt(1 - e2 * sine * sine)) * Math.cos(lat * radians)
  return [round(lon0 + x / parallel / radians), round(lat)]
}

/** A hundred-millionth of a degree is a millimetre: what survey files carry. */
function round(degrees: number): number {
  return Math.round(degrees * 1e8) / 1e8
}

export function distance([ax, ay]: PlanPoint, [bx, by]: PlanPoint): number {
  return Math.hypot(ax - bx, ay - by)
}

export function between([ax, ay]: PlanPoint, [bx, by]: PlanPoint, t: number): PlanPoint {
  return [ax + (bx - ax) * t, ay + (by - ay) * t]
}

/** Area in the plan, m²; positive where the ring runs counter-clockwise. */
export function signedArea(ring: PlanRing): number {
  let sum = 0
  let before = ring.at(-1)
  for (const point of ring) {
    if (before !== undefined) sum += before[0] * point[1] - point[0] * before[1]
    before = point
  }
  return sum / 2
}

export function centreOf(ring: PlanRing): PlanPoint {
  let x = 0
  let y = 0
  for (const [px, py] of ring) {
    x += px
    y += py
  }
  return [x / ring.length, y / ring.length]
}

/** Points set in, so that a straight edge of the plan bends with the ground. */
export function densified(ring: PlanRing, stepMetres: number): PlanRing {
  return ring.flatMap((point, i) => {
    const next = ring[(i + 1) % ring.length] ?? point
    const pieces = Math.max(1, Math.round(distance(point, next) / stepMetres))
    return Array.from({ length: pieces }, (_, k) => between(point, next, k / pieces))
  })
}
