import { refuse, type Result } from '@chuangyuan/domain/result'
import { crsOfEpsg, epsgOf, parseCrs, toLonLat, type Crs, type CrsRefusal } from '@chuangyuan/geo/crs'
import { shiftToWgs84, type ShiftedDatum } from '@chuangyuan/geo/datum'
import type { MapLayer } from '@chuangyuan/geo/layer'
import type { SourceLayer, StatedCrs } from './source-layer.ts'

/** The system a file names, in geo's terms: by EPSG code, else by its definition, else by name. */
export function crsOfStated(stated: StatedCrs): Result<Crs, CrsRefusal> {
  let last: CrsRefusal = { code: 'crs.unknown', text: stated.name ?? '' }
  if (stated.epsg !== undefined) {
    const known = crsOfEpsg(stated.epsg)
    if (known.ok) return known
    last = known.refusal
  }
  for (const text of [stated.wkt, stated.name]) {
    if (text === undefined) continue
    const parsed = parseCrs(text)
    if (parsed.ok) return parsed
    if (last.code !== 'crs.local-parameters') last = parsed.refusal
  }
  return refuse(last)
}

/** A text that `parseCrs` reads back as the same system: how a choice is sent and stored. */
export function textOfCrs(crs: Crs): string {
  const code = epsgOf(crs)
  if (code !== undefined) return `EPSG:${String(code)}`
  switch (crs.kind) {
    case 'shifted':
      return crs.datum === 'gcj-02' ? 'GCJ-02' : 'BD-09'
    case 'gauss-krueger':
      return `+proj=tmerc +lat_0=0 +lon_0=${String(crs.centralMeridian)} +k=1 +x_0=${String(crs.falseEasting)} +y_0=0 +ellps=GRS80 +units=m +no_defs`
    case 'definition':
      return crs.text
    case 'geographic':
    case 'utm':
    case 'web-mercator':
      return 'EPSG:4490'
  }
}

/** How raw coordinates are read: a system, perhaps with x and y exchanged, perhaps shifted on top of it. */
export interface CoordinateReading {
  readonly crs: Crs
  /** The file has northing (or latitude) first. */
  readonly swapped: boolean
  /** The degrees behind the projection are themselves GCJ-02 or BD-09. */
  readonly shift: 'none' | ShiftedDatum
}

export function plainReading(crs: Crs): CoordinateReading {
  return { crs, swapped: false, shift: 'none' }
}

/** Raw coordinates as longitude and latitude, in a new array. */
export function lonLatBy(reading: CoordinateReading): (positions: Float64Array) => Float64Array {
  const convert = toLonLat(reading.crs)
  return (positions) => {
    const lonLat = convert(reading.swapped ? exchanged(positions) : positions)
    if (reading.shift === 'none') return lonLat
    for (let i = 0; i + 1 < lonLat.length; i += 2) {
      const [lon, lat] = shiftToWgs84([lonLat[i] ?? 0, lonLat[i + 1] ?? 0], reading.shift)
      lonLat[i] = lon
      lonLat[i + 1] = lat
    }
    return lonLat
  }
}

function exchanged(positions: Float64Array): Float64Array {
  const other = new Float64Array(positions.length)
  for (let i = 0; i + 1 < positions.length; i += 2) {
    other[i] = positions[i + 1] ?? 0
    other[i + 1] = positions[i] ?? 0
  }
  return other
}

/** The layer as the engine wants it. Only a reading that `judgePlacement` found to fit belongs here. */
export function toMapLayer(layer: SourceLayer, reading: CoordinateReading): MapLayer {
  return {
    geometry: layer.geometry,
    positions: lonLatBy(reading)(layer.positions),
    ringStarts: layer.ringStarts,
    partStarts: layer.partStarts,
    featureStarts: layer.featureStarts,
    attributes: layer.attributes,
  }
}
