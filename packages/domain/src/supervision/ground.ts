/** Longitude and latitude in degrees, CGCS2000/WGS-84. */
export type GroundPoint = readonly [lon: number, lat: number]

/** A point on a plane, metres. */
export type PlanePoint = readonly [east: number, north: number]

const metresPerDegree = 111_320

/**
 * Lays points of one district on a plane about their middle. Good for putting
 * places in order and in groups; nothing is ever measured on it.
 */
export function planeOf(points: readonly GroundPoint[]): (point: GroundPoint) => PlanePoint {
  const count = Math.max(1, points.length)
  const middle = points.reduce((sum, [, lat]) => sum + lat, 0) / count
  const eastPerDegree = metresPerDegree * Math.cos((middle * Math.PI) / 180)
  return ([lon, lat]) => [lon * eastPerDegree, lat * metresPerDegree]
}

export function metresApart([eastA, northA]: PlanePoint, [eastB, northB]: PlanePoint): number {
  return Math.hypot(eastA - eastB, northA - northB)
}
