import { expect, test } from 'vitest'
import {
  cgcs2000,
  epsgOf,
  knownEpsgCodes,
  crsOfEpsg,
  parseCrs,
  threeDegreeZone,
  toLonLat,
  wgs84,
} from './crs.ts'

test.each([
  ['EPSG:4548', { kind: 'gauss-krueger', centralMeridian: 117, falseEasting: 500_000 }],
  ['4527', { kind: 'gauss-krueger', centralMeridian: 117, falseEasting: 39_500_000 }],
  ['urn:ogc:def:crs:EPSG::4549', { kind: 'gauss-krueger', centralMeridian: 120, falseEasting: 500_000 }],
  ['urn:ogc:def:crs:EPSG:6.9:4490', cgcs2000],
  [
    'http://www.opengis.net/def/crs/EPSG/0/4498',
    { kind: 'gauss-krueger', centralMeridian: 117, falseEasting: 20_500_000 },
  ],
  ['urn:ogc:def:crs:OGC:1.3:CRS84', wgs84],
  ['EPSG:32650', { kind: 'utm', zone: 50, south: false }],
  ['GCJ-02', { kind: 'shifted', datum: 'gcj-02' }],
  ['bd09', { kind: 'shifted', datum: 'bd-09' }],
  [
    '+proj=tmerc +lat_0=0 +lon_0=117.5 +k=1 +x_0=0 +ellps=GRS80',
    { kind: 'definition', text: '+proj=tmerc +lat_0=0 +lon_0=117.5 +k=1 +x_0=0 +ellps=GRS80' },
  ],
])('%s is read', (text, crs) => {
  expect(parseCrs(text)).toEqual({ ok: true, value: crs })
})

test('the .prj of a Chinese survey office is read by its parameters', () => {
  const prj =
    'PROJCS["CGCS2000_3_Degree_GK_Zone_39",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",39500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
  expect(parseCrs(prj)).toEqual({ ok: true, value: threeDegreeZone(39, true) })
})

test.each([
  ['EPSG:2384', 'xian-80'],
  ['EPSG:4214', 'beijing-54'],
  ['PROJCS["Xian_1980_3_Degree_GK_CM_117E",GEOGCS["GCS_Xian_1980"]]', 'xian-80'],
  ['北京54', 'beijing-54'],
])('%s is named and refused: its parameters are local', (text, datum) => {
  expect(parseCrs(text)).toEqual({ ok: false, refusal: { code: 'crs.local-parameters', datum } })
})

test('what nobody knows is refused with its text', () => {
  expect(parseCrs('EPSG:99999')).toEqual({ ok: false, refusal: { code: 'crs.unknown', text: 'EPSG:99999' } })
  expect(parseCrs('+proj=nonsense')).toMatchObject({ ok: false, refusal: { code: 'crs.unknown' } })
})

test('every offered code is readable, and a system finds its code again', () => {
  for (const code of knownEpsgCodes) expect(crsOfEpsg(code).ok).toBe(true)
  expect(epsgOf(threeDegreeZone(39, false))).toBe(4548)
  expect(epsgOf(cgcs2000)).toBe(4490)
})

test('one place written in six systems is one place', () => {
  const written: [string, number, number][] = [
    ['EPSG:4490', 117.184, 34.261],
    ['EPSG:4548', 516_945.0, 3_792_541.0],
  ]
  const [, lon, lat] = written[0] ?? ['', NaN, NaN]
  const gk = parseCrs('EPSG:4548')
  const numbered = parseCrs('EPSG:4527')
  const generic = parseCrs('+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=500000 +ellps=GRS80')
  const [, x, y] = written[1] ?? ['', NaN, NaN]
  for (const [crs, easting] of [
    [gk, x],
    [numbered, x + 39_000_000],
    [generic, x],
  ] as const) {
    if (!crs.ok) throw new Error('refused')
    const [a = NaN, b = NaN] = toLonLat(crs.value)(new Float64Array([easting, y]))
    expect(a).toBeCloseTo(lon, 3)
    expect(b).toBeCloseTo(lat, 2)
  }
})
