import { cgcs2000Ellipsoid, meanRadius, wgs84Ellipsoid, type Ellipsoid } from './ellipsoid.ts'

/** Transverse Mercator, which Gauss-Krüger and UTM both are. Angles in degrees, distances in metres. */
export interface TransverseMercator {
  readonly centralMeridian: number
  readonly falseEasting: number
  readonly falseNorthing: number
  readonly scaleOnMeridian: number
  readonly ellipsoid: Ellipsoid
}

/** Converts coordinate pairs in flat arrays: `target` may be `source`. */
export interface Projection {
  forward(source: Float64Array, target: Float64Array): void
  inverse(source: Float64Array, target: Float64Array): void
}

const radiansPerDegree = Math.PI / 180

/** Gauss-Krüger on CGCS2000 without a zone number in the easting. */
export function gaussKrueger(centralMeridian: number, falseEasting = 500_000): TransverseMercator {
  return {
    centralMeridian,
    falseEasting,
    falseNorthing: 0,
    scaleOnMeridian: 1,
    ellipsoid: cgcs2000Ellipsoid,
  }
}

export function utm(zone: number, south: boolean): TransverseMercator {
  return {
    centralMeridian: zone * 6 - 183,
    falseEasting: 500_000,
    falseNorthing: south ? 10_000_000 : 0,
    scaleOnMeridian: 0.9996,
    ellipsoid: wgs84Ellipsoid,
  }
}

/** The meridian of the 3-degree zone a longitude falls in, as GB/T cartography divides China. */
export function threeDegreeMeridian(longitude: number): number {
  return Math.round(longitude / 3) * 3
}

/**
 * Point scale of Gauss-Krüger at `offset` metres from the central meridian:
 * a length on the plane is this factor longer than on the ellipsoid, an area
 * its square larger.
 */
export function pointScale(offset: number, latitude: number): number {
  const ratio = (offset / meanRadius(latitude)) ** 2
  return 1 + ratio / 2 + ratio ** 2 / 24
}

/**
 * Krüger's series in the third flattening, to the fourth order (Karney 2011,
 * "Transverse Mercator with an accuracy of a few nanometers", eq. 35, 36 and
 * the conformal latitude series): a few micrometres there and back.
 */
export function projectionOf(definition: TransverseMercator): Projection {
  const { equatorialRadius, flattening } = definition.ellipsoid
  const n = flattening / (2 - flattening)
  const n2 = n * n
  const n3 = n2 * n
  const n4 = n3 * n
  const eccentricity = Math.sqrt(flattening * (2 - flattening))
  const radius = (definition.scaleOnMeridian * equatorialRadius * (1 + n2 / 4 + n4 / 64)) / (1 + n)
  const { centralMeridian, falseEasting, falseNorthing } = definition

  const a1 = n / 2 - (2 / 3) * n2 + (5 / 16) * n3 + (41 / 180) * n4
  const a2 = (13 / 48) * n2 - (3 / 5) * n3 + (557 / 1440) * n4
  const a3 = (61 / 240) * n3 - (103 / 140) * n4
  const a4 = (49_561 / 161_280) * n4
  const b1 = n / 2 - (2 / 3) * n2 + (37 / 96) * n3 - (1 / 360) * n4
  const b2 = n2 / 48 + n3 / 15 - (437 / 1440) * n4
  const b3 = (17 / 480) * n3 - (37 / 840) * n4
  const b4 = (4397 / 161_280) * n4
  const d1 = 2 * n - (2 / 3) * n2 - 2 * n3 + (116 / 45) * n4
  const d2 = (7 / 3) * n2 - (8 / 5) * n3 - (227 / 45) * n4
  const d3 = (56 / 15) * n3 - (136 / 35) * n4
  const d4 = (4279 / 630) * n4

  return {
    forward(source, target) {
      for (let i = 0; i + 1 < source.length; i += 2) {
        const lambda = ((source[i] ?? NaN) - centralMeridian) * radiansPerDegree
        const sine = Math.sin((source[i + 1] ?? NaN) * radiansPerDegree)
        const t = Math.sinh(Math.atanh(sine) - eccentricity * Math.atanh(eccentricity * sine))
        const xi = Math.atan2(t, Math.cos(lambda))
        const eta = Math.asinh(Math.sin(lambda) / Math.hypot(t, Math.cos(lambda)))
        target[i] =
          falseEasting +
          radius *
            (eta +
              a1 * Math.cos(2 * xi) * Math.sinh(2 * eta) +
              a2 * Math.cos(4 * xi) * Math.sinh(4 * eta) +
              a3 * Math.cos(6 * xi) * Math.sinh(6 * eta) +
              a4 * Math.cos(8 * xi) * Math.sinh(8 * eta))
        target[i + 1] =
          falseNorthing +
          radius *
            (xi +
              a1 * Math.sin(2 * xi) * Math.cosh(2 * eta) +
              a2 * Math.sin(4 * xi) * Math.cosh(4 * eta) +
              a3 * Math.sin(6 * xi) * Math.cosh(6 * eta) +
              a4 * Math.sin(8 * xi) * Math.cosh(8 * eta))
      }
    },
    inverse(source, target) {
      for (let i = 0; i + 1 < source.length; i += 2) {
        const x = ((source[i] ?? NaN) - falseEasting) / radius
        const y = ((source[i + 1] ?? NaN) - falseNorthing) / radius
        const xi =
          y -
          b1 * Math.sin(2 * y) * Math.cosh(2 * x) -
          b2 * Math.sin(4 * y) * Math.cosh(4 * x) -
          b3 * Math.sin(6 * y) * Math.cosh(6 * x) -
          b4 * Math.sin(8 * y) * Math.cosh(8 * x)
        const eta =
          x -
          b1 * Math.cos(2 * y) * Math.sinh(2 * x) -
          b2 * Math.cos(4 * y) * Math.sinh(4 * x) -
          b3 * Math.cos(6 * y) * Math.sinh(6 * x) -
          b4 * Math.cos(8 * y) * Math.sinh(8 * x)
        const chi = Math.asin(Math.sin(xi) / Math.cosh(eta))
        const latitude =
          chi +
          d1 * Math.sin(2 * chi) +
          d2 * Math.sin(4 * chi) +
          d3 * Math.sin(6 * chi) +
          d4 * Math.sin(8 * chi)
        target[i] = centralMeridian + Math.atan2(Math.sinh(eta), Math.cos(xi)) / radiansPerDegree
        target[i + 1] = latitude / radiansPerDegree
      }
    },
  }
}
