import type { LonLat } from './layer.ts'

/**
 * The two encrypted datums of Chinese web maps. CGCS2000 and WGS-84 agree
 * within decimetres and are one datum here.
 *
 * The forward formulas are the published ones (coordTransform and its many
 * ports); the inverse is our own iteration, because the usual one-step inverse
 * is off by up to 0.3 m.
 */
export type ShiftedDatum = 'gcj-02' | 'bd-09'

const radiansPerDegree = Math.PI / 180
/** Krasovsky 1940, as the published formulas use it. */
const axis = 6_378_245
const eccentricitySquared = 0.006_693_421_622_965_943

/** The rectangle in which the shift is applied by the map services; outside it nothing is shifted. */
export function isShifted([lon, lat]: LonLat): boolean {
  return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271
}

export function gcj02FromWgs84(point: LonLat): LonLat {
  if (!isShifted(point)) return point
  const [lon, lat] = point
  const x = lon - 105
  const y = lat - 35
  const root = Math.sqrt(Math.abs(x))
  const wave = (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * (2 / 3)
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * root +
    wave +
    (20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * (2 / 3) +
    (160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * (2 / 3)
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * root +
    wave +
    (20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * (2 / 3) +
    (150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * (2 / 3)
  const phi = lat * radiansPerDegree
  const magic = 1 - eccentricitySquared * Math.sin(phi) ** 2
  const metresPerDegreeNorth = ((axis * (1 - eccentricitySquared)) / magic ** 1.5) * radiansPerDegree
  const metresPerDegreeEast = (axis / Math.sqrt(magic)) * Math.cos(phi) * radiansPerDegree
  return [lon + east / metresPerDegreeEast, lat + north / metresPerDegreeNorth]
}

export function bd09FromGcj02([lon, lat]: LonLat): LonLat {
  const radius = Math.hypot(lon, lat) + 0.000_02 * Math.sin((lat * Math.PI * 3000) / 180)
  const angle = Math.atan2(lat, lon) + 0.000_003 * Math.cos((lon * Math.PI * 3000) / 180)
  return [radius * Math.cos(angle) + 0.0065, radius * Math.sin(angle) + 0.006]
}

export function shiftFromWgs84(point: LonLat, datum: ShiftedDatum): LonLat {
  const shifted = gcj02FromWgs84(point)
  return datum === 'gcj-02' || !isShifted(point) ? shifted : bd09FromGcj02(shifted)
}

/**
 * Inverse by fixed-point iteration. The shift's gradient is about 1 %, so each
 * round gains two digits: six rounds leave less than a thousandth of a millimetre.
 */
export function shiftToWgs84(point: LonLat, datum: ShiftedDatum): LonLat {
  let [lon, lat] = point
  for (let round = 0; round < 12; round++) {
    const [forwardLon, forwardLat] = shiftFromWgs84([lon, lat], datum)
    const missLon = point[0] - forwardLon
    const missLat = point[1] - forwardLat
    lon += missLon
    lat += missLat
    if (Math.abs(missLon) + Math.abs(missLat) < 1e-13) break
  }
  return [lon, lat]
}
