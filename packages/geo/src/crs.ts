import proj4 from 'proj4'
import { accept, refuse, type Result } from '@chuangyuan/domain/result'
import { shiftToWgs84, type ShiftedDatum } from './datum.ts'
import { gaussKrueger, projectionOf, utm } from './projection.ts'

/**
 * The coordinate system (坐标系) a file's numbers are written in. Axis order is
 * always longitude or easting first, whatever the register says: that is how
 * GeoJSON, shapefile and GeoPackage store it.
 */
export type Crs =
  /** CGCS2000 or WGS-84 degrees; the two agree within decimetres. */
  | { readonly kind: 'geographic'; readonly datum: 'cgcs2000' | 'wgs-84' }
  /** Degrees as Amap and Tencent (gcj-02) or Baidu (bd-09) hand them out. */
  | { readonly kind: 'shifted'; readonly datum: ShiftedDatum }
  /** CGCS2000, Gauss-Krüger, metres; a zone number may be part of the false easting. */
  | { readonly kind: 'gauss-krueger'; readonly centralMeridian: number; readonly falseEasting: number }
  | { readonly kind: 'utm'; readonly zone: number; readonly south: boolean }
  | { readonly kind: 'web-mercator' }
  /** Anything else that proj4 understands: a proj4 string or WKT. */
  | { readonly kind: 'definition'; readonly text: string }

/**
 * Xi'an 80, Beijing 54 and city-local systems are named but not converted:
 * their shift differs from city to city by tens of metres, and the parameters
 * are held by the survey bureau.
 */
export type CrsRefusal =
  | { readonly code: 'crs.local-parameters'; readonly datum: 'xian-80' | 'beijing-54' }
  | { readonly code: 'crs.unknown'; readonly text: string }

export const cgcs2000: Crs = { kind: 'geographic', datum: 'cgcs2000' }
export const wgs84: Crs = { kind: 'geographic', datum: 'wgs-84' }
export const gcj02: Crs = { kind: 'shifted', datum: 'gcj-02' }
export const bd09: Crs = { kind: 'shifted', datum: 'bd-09' }

/** The 3-degree zones 25–45 that cover China; the zone number is the meridian's third. */
export function threeDegreeZone(zone: number, zoneNumbered: boolean): Crs {
  return {
    kind: 'gauss-krueger',
    centralMeridian: zone * 3,
    falseEasting: (zoneNumbered ? zone * 1_000_000 : 0) + 500_000,
  }
}

/** The 6-degree zones 13–23. */
export function sixDegreeZone(zone: number, zoneNumbered: boolean): Crs {
  return {
    kind: 'gauss-krueger',
    centralMeridian: zone * 6 - 3,
    falseEasting: (zoneNumbered ? zone * 1_000_000 : 0) + 500_000,
  }
}

/** Runs of EPSG codes, one zone after the other. */
const zoneRuns: readonly { first: number; zones: number; crs: (index: number) => Crs }[] = [
  { first: 4491, zones: 11, crs: (index) => sixDegreeZone(13 + index, true) },
  { first: 4502, zones: 11, crs: (index) => sixDegreeZone(13 + index, false) },
  { first: 4513, zones: 21, crs: (index) => threeDegreeZone(25 + index, true) },
  { first: 4534, zones: 21, crs: (index) => threeDegreeZone(25 + index, false) },
  { first: 32_601, zones: 60, crs: (index) => ({ kind: 'utm', zone: index + 1, south: false }) },
  { first: 32_701, zones: 60, crs: (index) => ({ kind: 'utm', zone: index + 1, south: true }) },
]

const singleCodes: ReadonlyMap<number, Crs> = new Map<number, Crs>([
  [4490, cgcs2000],
  [4480, cgcs2000],
  [4326, wgs84],
  [4979, wgs84],
  [3857, { kind: 'web-mercator' }],
  [900_913, { kind: 'web-mercator' }],
])

/** EPSG codes of the two old national datums, geographic and projected. */
const localDatums: readonly { first: number; last: number; datum: 'xian-80' | 'beijing-54' }[] = [
  { first: 4610, last: 4610, datum: 'xian-80' },
  { first: 2327, last: 2390, datum: 'xian-80' },
  { first: 4214, last: 4214, datum: 'beijing-54' },
  { first: 2401, last: 2442, datum: 'beijing-54' },
  { first: 21_413, last: 21_423, datum: 'beijing-54' },
  { first: 21_453, last: 21_463, datum: 'beijing-54' },
  { first: 21_473, last: 21_483, datum: 'beijing-54' },
]

/** Every EPSG code the product offers for choice, in the order of the register. */
export const knownEpsgCodes: readonly number[] = [
  ...zoneRuns.flatMap(({ first, zones }) => Array.from({ length: zones }, (_, index) => first + index)),
  ...singleCodes.keys(),
].toSorted((a, b) => a - b)

export function crsOfEpsg(code: number): Result<Crs, CrsRefusal> {
  const single = singleCodes.get(code)
  if (single !== undefined) return accept(single)
  const run = zoneRuns.find(({ first, zones }) => code >= first && code < first + zones)
  if (run !== undefined) return accept(run.crs(code - run.first))
  const local = localDatums.find(({ first, last }) => code >= first && code <= last)
  if (local !== undefined) return refuse({ code: 'crs.local-parameters', datum: local.datum })
  return refuse({ code: 'crs.unknown', text: `EPSG:${String(code)}` })
}

/**
 * The EPSG code of a system, where it has one. Where a meridian serves both zone
 * widths, the 3-degree code is answered: that is what survey offices deliver.
 */
export function epsgOf(crs: Crs): number | undefined {
  const key = JSON.stringify(crs)
  const same = knownEpsgCodes.filter((code) => {
    const known = crsOfEpsg(code)
    return known.ok && JSON.stringify(known.value) === key
  })
  if (crs.kind === 'geographic') return crs.datum === 'cgcs2000' ? 4490 : 4326
  return crs.kind === 'gauss-krueger' ? same.at(-1) : same[0]
}

/**
 * Reads what a file says about itself: `EPSG:4548`, `4548`, the OGC URN and URL
 * forms, CRS84, `GCJ-02`, `BD-09`, a proj4 string, or WKT as in a `.prj`.
 */
export function parseCrs(text: string): Result<Crs, CrsRefusal> {
  const trimmed = text.trim()
  const named = namedCrs(trimmed)
  if (named !== undefined) return accept(named)
  const code =
    /^(?:epsg:|urn:ogc:def:crs:epsg:[\d.]*:|https?:\/\/www\.opengis\.net\/def\/crs\/epsg\/[\d.]+\/)?(\d{4,6})$/iu.exec(
      trimmed,
    )?.[1]
  if (code !== undefined) return crsOfEpsg(Number(code))
  if (/^\s*[A-Z_]+\s*\[/iu.test(trimmed)) return crsOfWkt(trimmed)
  if (trimmed.startsWith('+')) return crsOfDefinition(trimmed)
  const local = localDatumIn(trimmed)
  return refuse(
    local === undefined
      ? { code: 'crs.unknown', text: trimmed }
      : { code: 'crs.local-parameters', datum: local },
  )
}

function namedCrs(text: string): Crs | undefined {
  const name = text.toLowerCase().replaceAll(/[\s_-]/gu, '')
  if (name.endsWith('crs84')) return wgs84
  if (name === 'wgs84') return wgs84
  if (name === 'cgcs2000') return cgcs2000
  if (name === 'gcj02' || name === 'gcj') return gcj02
  if (name === 'bd09' || name === 'bd09ll') return bd09
  return undefined
}

function localDatumIn(text: string): 'xian-80' | 'beijing-54' | undefined {
  if (/xi.?an[\s_]*(19)?80|西安\s*(19)?80/iu.test(text)) return 'xian-80'
  if (/beijing[\s_]*(19)?54|北京\s*(19)?54/iu.test(text)) return 'beijing-54'
  return undefined
}

/** WKT of CGCS2000 and WGS-84 is read by its parameters, so that our own series is used. */
function crsOfWkt(wkt: string): Result<Crs, CrsRefusal> {
  const local = localDatumIn(wkt)
  if (local !== undefined) return refuse({ code: 'crs.local-parameters', datum: local })
  const isCgcs2000 = /cgcs[\s_]*2000|china[\s_]*(geodetic[\s_]*coordinate[\s_]*system|2000)/iu.test(wkt)
  const isWgs84 = /wgs[\s_]*(19)?84/iu.test(wkt)
  const isProjected = /^\s*(projcs|projcrs|projectedcrs)/iu.test(wkt)
  if (!isProjected && (isCgcs2000 || isWgs84)) return accept(isCgcs2000 ? cgcs2000 : wgs84)
  const parameter = (name: string) => {
    const match = new RegExp(
      `"${name.replaceAll(' ', '[\\s_]')}"\\s*,\\s*(-?[\\d.]+(?:e[+-]?\\d+)?)`,
      'iu',
    ).exec(wkt)
    return match === null ? undefined : Number(match[1])
  }
  if (isCgcs2000 && /transverse[\s_]mercator|gauss[\s_]kruger/iu.test(wkt)) {
    const centralMeridian = parameter('central meridian') ?? parameter('longitude of natural origin')
    const falseEasting = parameter('false easting')
    const scale = parameter('scale factor') ?? parameter('scale factor at natural origin') ?? 1
    const northing = parameter('false northing') ?? 0
    const origin = parameter('latitude of origin') ?? parameter('latitude of natural origin') ?? 0
    if (
      centralMeridian !== undefined &&
      falseEasting !== undefined &&
      scale === 1 &&
      northing === 0 &&
      origin === 0
    ) {
      return accept({ kind: 'gauss-krueger', centralMeridian, falseEasting })
    }
  }
  const utmZone = /utm[\s_]zone[\s_](\d{1,2})([ns])/iu.exec(wkt)
  if (isWgs84 && utmZone !== null) {
    return accept({ kind: 'utm', zone: Number(utmZone[1]), south: utmZone[2]?.toLowerCase() === 's' })
  }
  return crsOfDefinition(wkt)
}

function crsOfDefinition(text: string): Result<Crs, CrsRefusal> {
  const convert = converterOf(text)
  // A definition that proj4 accepts but cannot compute with answers NaN.
  if (convert === undefined || !convert([1, 1]).every(Number.isFinite))
    return refuse({ code: 'crs.unknown', text })
  return accept({ kind: 'definition', text })
}

function converterOf(text: string): ((point: [number, number]) => number[]) | undefined {
  try {
    const converter = proj4(text, '+proj=longlat +datum=WGS84 +no_defs')
    return (point) => converter.forward(point)
  } catch {
    return undefined
  }
}

/**
 * Converts flat coordinate pairs of a system into longitude and latitude
 * (CGCS2000/WGS-84), in a new array. Asked once per file, not once per point.
 */
export function toLonLat(crs: Crs): (source: Float64Array) => Float64Array {
  switch (crs.kind) {
    case 'geographic':
      return (source) => source.slice()
    case 'shifted':
      return pointwise((point) => shiftToWgs84(point, crs.datum))
    case 'gauss-krueger':
      return inverseOf(gaussKrueger(crs.centralMeridian, crs.falseEasting))
    case 'utm':
      return inverseOf(utm(crs.zone, crs.south))
    case 'web-mercator':
      return pointwise(([x, y]) => {
        const radius = 6_378_137
        const degrees = 180 / Math.PI
        return [(x / radius) * degrees, (2 * Math.atan(Math.exp(y / radius)) - Math.PI / 2) * degrees]
      })
    case 'definition': {
      const convert = converterOf(crs.text)
      return pointwise(([x, y]) => {
        const [lon = NaN, lat = NaN] = convert?.([x, y]) ?? []
        return [lon, lat]
      })
    }
  }
}

function inverseOf(definition: Parameters<typeof projectionOf>[0]) {
  const { inverse } = projectionOf(definition)
  return (source: Float64Array) => {
    const target = new Float64Array(source.length)
    inverse(source, target)
    return target
  }
}

function pointwise(convert: (point: readonly [number, number]) => readonly [number, number]) {
  return (source: Float64Array) => {
    const target = new Float64Array(source.length)
    for (let i = 0; i + 1 < source.length; i += 2) {
      const [lon, lat] = convert([source[i] ?? NaN, source[i + 1] ?? NaN])
      target[i] = lon
      target[i + 1] = lat
    }
    return target
  }
}
