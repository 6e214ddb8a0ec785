import { shiftToWgs84 } from '@chuangyuan/geo/datum'
import type { LonLat } from '@chuangyuan/geo/layer'
import type { Fault } from './fault.ts'

/** Where the district lies: west, south, east, north in degrees. */
export type Extent = readonly [west: number, south: number, east: number, north: number]

export type CoordinateSystem = 'cgcs2000' | 'wgs-84' | 'gcj-02' | 'bd-09'

/** A boundary drawn a little too small must not throw out a gate or a bridge: about 300 m. */
const toleranceDegrees = 0.003

/** Seven decimals are a centimetre; more only makes the same point look different. */
function rounded(degrees: number): number {
  return Number(degrees.toFixed(7))
}

/** CGCS2000 and WGS-84 agree within decimetres; the two encrypted datums of web maps are shifted back. */
export function toCgcs2000(point: LonLat, system: CoordinateSystem): LonLat {
  const [lon, lat] = system === 'gcj-02' || system === 'bd-09' ? shiftToWgs84(point, system) : point
  return [rounded(lon), rounded(lat)]
}

/** Why a point does not lie in the district, with the likely mistake; undefined where it does. */
export function whyOutside(
  given: LonLat,
  system: CoordinateSystem,
  extent: Extent | undefined,
): Fault | undefined {
  if (extent === undefined || lies(toCgcs2000(given, system), extent)) return undefined
  const [lon, lat] = given
  if (lies(toCgcs2000([lat, lon], system), extent))
    return { code: 'coordinates.swapped', details: { lon, lat } }
  const others = (['cgcs2000', 'gcj-02', 'bd-09'] as const).filter((other) => other !== system)
  const likely = others.find((other) => lies(toCgcs2000(given, other), extent))
  return likely === undefined
    ? { code: 'coordinates.outside', details: { lon, lat } }
    : { code: 'coordinates.wrong-system', details: { lon, lat, system, likely } }
}

function lies([lon, lat]: LonLat, [west, south, east, north]: Extent): boolean {
  return (
    lon >= west - toleranceDegrees &&
    lon <= east + toleranceDegrees &&
    lat >= south - toleranceDegrees &&
    lat <= north + toleranceDegrees
  )
}
