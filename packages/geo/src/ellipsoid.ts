/** A rotational ellipsoid: equatorial radius in metres and flattening. */
export interface Ellipsoid {
  readonly equatorialRadius: number
  readonly flattening: number
}

/** CGCS2000, GB/T 22021-2008. GRS80 differs from it by less than 0.2 mm at the pole. */
export const cgcs2000Ellipsoid: Ellipsoid = { equatorialRadius: 6_378_137, flattening: 1 / 298.257_222_101 }

export const wgs84Ellipsoid: Ellipsoid = { equatorialRadius: 6_378_137, flattening: 1 / 298.257_223_563 }

const radiansPerDegree = Math.PI / 180

/** Gaussian mean radius in metres: the sphere that fits the ellipsoid best at this latitude. */
export function meanRadius(latitude: number, ellipsoid: Ellipsoid = cgcs2000Ellipsoid): number {
  const eccentricitySquared = ellipsoid.flattening * (2 - ellipsoid.flattening)
  const w = 1 - eccentricitySquared * Math.sin(latitude * radiansPerDegree) ** 2
  return (ellipsoid.equatorialRadius * Math.sqrt(1 - eccentricitySquared)) / w
}
