import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gbkBytes } from '@chuangyuan/testkit/gbk'
import fc from 'fast-check'
import { zipSync } from 'fflate'
import { serialize } from 'flatgeobuf/lib/mjs/geojson.js'
import type { FeatureCollection, GeoJsonProperties, Geometry } from 'geojson'
import { expect, test } from 'vitest'
import { threeDegreeZone } from '@chuangyuan/geo/crs'
import { crsOfStated, plainReading, toMapLayer } from './layer-crs.ts'
import { listLayers, readLayer, type ReadOptions } from './read-map-file.ts'

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text))
}

function jsonBytes(value: unknown): Uint8Array {
  return bytesOf(JSON.stringify(value))
}

async function layerOf(bytes: Uint8Array, name: string, options: ReadOptions = {}) {
  const read = await readLayer(bytes, name, options)
  if (!read.ok) throw new Error(JSON.stringify(read.refusal))
  return read.value
}

const square = (x: number, y: number, side: number) => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
]

type PlainFeature = { readonly geometry: Geometry; readonly properties?: GeoJsonProperties }

function collection(features: readonly PlainFeature[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: features.map(({ geometry, properties = {} }) => ({ type: 'Feature', geometry, properties })),
  }
}

const parks = collection([
  {
    geometry: { type: 'Polygon', coordinates: [square(117.1, 34.2, 0.01), square(117.103, 34.203, 0.002)] },
    properties: { 名称: '云龙公园', 面积: 12.5, 开放: true },
  },
  {
    geometry: {
      type: 'MultiPolygon',
      coordinates: [[square(117.2, 34.2, 0.01)], [square(117.3, 34.2, 0.01)]],
    },
    properties: { 名称: '奎山公园', 面积: null, 开放: false },
  },
])

test('GeoJSON without a system is WGS-84 by its format, unless its numbers are no degrees', async () => {
  expect((await layerOf(jsonBytes(parks), '公园.geojson')).crs).toEqual({
    by: 'format',
    epsg: 4326,
    wkt: undefined,
    name: undefined,
  })
  const metric = collection([
    { geometry: { type: 'Polygon', coordinates: [square(500_000, 3_790_000, 100)] } },
  ])
  expect((await layerOf(jsonBytes(metric), '公园.geojson')).crs).toBeUndefined()
})

test('the crs member is read in all its spellings', async () => {
  for (const name of [
    'urn:ogc:def:crs:EPSG::4548',
    'EPSG:4548',
    'http://www.opengis.net/def/crs/EPSG/0/4548',
  ]) {
    const layer = await layerOf(
      jsonBytes({ ...parks, crs: { type: 'name', properties: { name } } }),
      'a.json',
    )
    expect(layer.crs?.epsg).toBe(4548)
    expect(layer.crs && crsOfStated(layer.crs)).toEqual({ ok: true, value: threeDegreeZone(39, false) })
  }
})

test('flat arrays keep parts and holes, fields show what they hold', async () => {
  const layer = await layerOf(jsonBytes(parks), '公园.geojson')
  expect(layer).toMatchObject({
    name: '公园',
    format: 'geojson',
    geometry: 'polygon',
    dropped: [],
    encoding: { name: 'utf-8', how: 'guess' },
  })
  expect([[...layer.featureStarts], [...layer.partStarts], [...layer.ringStarts]]).toEqual([
    [0, 1, 3],
    [0, 2, 3, 4],
    [0, 5, 10, 15, 20],
  ])
  expect(layer.fields).toEqual([
    { name: '名称', type: 'text', examples: ['云龙公园', '奎山公园'], distinctCount: 2, emptyCount: 0 },
    { name: '面积', type: 'number', examples: ['12.5'], distinctCount: 1, emptyCount: 1 },
    { name: '开放', type: 'number', examples: ['1', '0'], distinctCount: 2, emptyCount: 0 },
  ])
})

test('GeoJSON in GBK is read by a guess', async () => {
  const layer = await layerOf(gbkBytes(JSON.stringify(parks)), '公园.json')
  expect(layer.encoding).toEqual({ name: 'gb18030', how: 'guess' })
  expect(layer.attributes[0]?.['名称']).toBe('云龙公园')
})

test('a feature a line, and a text sequence, are read', async () => {
  const lines = parks.features.map((feature) => JSON.stringify(feature))
  expect((await layerOf(bytesOf(lines.join('\n')), 'a.geojsonl')).attributes).toHaveLength(2)
  expect(
    (await layerOf(bytesOf(lines.map((line) => `\u001e${line}\n`).join('')), 'a.geojsons')).attributes,
  ).toHaveLength(2)
})

test('of a mixed file the most frequent shape is read, another one when asked, the rest counted', async () => {
  const mixed = collection([
    ...parks.features,
    { geometry: { type: 'Point', coordinates: [117, 34] } },
    {
      geometry: {
        type: 'GeometryCollection',
        geometries: [
          {
            type: 'LineString',
            coordinates: [
              [1, 2],
              [3, 4],
            ],
          },
        ],
      },
    },
  ])
  const layer = await layerOf(jsonBytes(mixed), 'a.json')
  expect(layer).toMatchObject({ geometry: 'polygon', dropped: [{ reason: 'other-geometry', count: 2 }] })
  expect((await layerOf(jsonBytes(mixed), 'a.json', { geometry: 'line' })).attributes).toHaveLength(1)
})

test('null, empty, short and broken geometries are counted, not hidden', async () => {
  const bad = {
    type: 'FeatureCollection',
    features: [
      ...parks.features,
      { type: 'Feature', geometry: null, properties: {} },
      { type: 'Feature', geometry: { type: 'Polygon', coordinates: [] }, properties: {} },
      { type: 'Feature', geometry: { type: 'Polygon', coordinates: [[[1, 1]]] }, properties: {} },
      {
        type: 'Feature',
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [1, 1],
              [2, 'x'],
              [3, 3],
              [1, 1],
            ],
          ],
        },
        properties: {},
      },
      { type: 'Feature', geometry: { type: 'Circle', coordinates: [1, 1] }, properties: {} },
      7,
    ],
  }
  const layer = await layerOf(jsonBytes(bad), 'a.json')
  expect(layer.attributes).toHaveLength(2)
  expect([...layer.dropped].sort((a, b) => a.reason.localeCompare(b.reason))).toEqual([
    { reason: 'bad-coordinates', count: 1 },
    { reason: 'damaged-record', count: 1 },
    { reason: 'no-geometry', count: 2 },
    { reason: 'too-few-vertices', count: 1 },
    { reason: 'unknown-geometry', count: 1 },
  ])
})

/** A GeoPackage as OGC 12-128 lays it out, by SQLite itself. */
function geoPackage(): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'gpkg-test-'))
  const path = join(folder, 'a.gpkg')
  const database = new DatabaseSync(path)
  database.exec(`
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
    INSERT INTO gpkg_spatial_ref_sys VALUES ('CGCS2000 / 3-degree Gauss-Kruger CM 117E', 4548, 'EPSG', 4548, 'PROJCS["x"]');
    CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, identifier TEXT);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER);
    CREATE TABLE "绿地" (fid INTEGER PRIMARY KEY, geom BLOB, "名称" TEXT, "面积" REAL, "建成" DATE);
    CREATE TABLE "道路" (fid INTEGER PRIMARY KEY, geom BLOB, "路名" TEXT);
    CREATE TABLE "说明" (fid INTEGER PRIMARY KEY, t TEXT);
    INSERT INTO gpkg_contents VALUES ('绿地', 'features', '现状绿地'), ('道路', 'features', '道路'), ('说明', 'attributes', '说明');
    INSERT INTO gpkg_geometry_columns VALUES ('绿地', 'geom', 'MULTIPOLYGON', 4548, 0, 0), ('道路', 'geom', 'LINESTRING', 0, 1, 0);
  `)
  const green = database.prepare('INSERT INTO "绿地" (geom, "名称", "面积", "建成") VALUES (?, ?, ?, ?)')
  const blob = (wkb: Buffer, flags = 0b1) =>
    Buffer.concat([Buffer.from([0x47, 0x50, 0, flags, 0, 0, 0, 0]), wkb])
  const ring = square(500_000, 3_790_000, 100)
  green.run(blob(wkb(6, [wkb(3, [ring])])), '云龙公园', 1.5, '2019-03-05')
  // With an envelope of four doubles in the header, and Z values in the geometry.
  green.run(
    Buffer.concat([
      Buffer.from([0x47, 0x50, 0, 0b11, 0, 0, 0, 0]),
      Buffer.alloc(32),
      wkb(1003, [ring.map((vertex) => [...vertex, 7])]),
    ]),
    '带高程',
    2,
    null,
  )
  green.run(null, '没有图形', 0, null)
  green.run(blob(Buffer.alloc(0), 0b10001), '空图形', 0, null)
  green.run(Buffer.from('nonsense'), '坏图形', 0, null)
  green.run(blob(wkb(3, [ring])).subarray(0, 60), '截断', 0, null)
  database.prepare('INSERT INTO "道路" (geom, "路名") VALUES (?, ?)').run(
    blob(
      wkb(1002, [
        [0, 0, 1],
        [5, 5, 1],
      ]),
    ),
    '和平路',
  )
  database.close()
  const bytes = readFileSync(path)
  rmSync(folder, { recursive: true })
  return new Uint8Array(bytes)
}

/** Little-endian WKB of a line (vertices), polygon (rings) or collection (members). */
function wkb(type: number, members: readonly (Buffer | number[] | number[][])[]): Buffer {
  const head = Buffer.alloc(9)
  head.writeUInt8(1, 0)
  head.writeUInt32LE(type, 1)
  head.writeUInt32LE(members.length, 5)
  const doubles = (values: readonly number[]) => {
    const buffer = Buffer.alloc(values.length * 8)
    for (const [i, value] of values.entries()) buffer.writeDoubleLE(value, i * 8)
    return buffer
  }
  const count = (n: number) => {
    const buffer = Buffer.alloc(4)
    buffer.writeUInt32LE(n)
    return buffer
  }
  return Buffer.concat([
    head,
    ...members.map((member) => {
      if (Buffer.isBuffer(member)) return member
      const nested = member.filter((inner) => Array.isArray(inner))
      return nested.length > 0
        ? Buffer.concat([count(nested.length), doubles(nested.flat())])
        : doubles(member.filter((inner) => typeof inner === 'number'))
    }),
  ])
}

test('the tables of a GeoPackage are listed and read with their system', async () => {
  const bytes = geoPackage()
  expect(await listLayers(bytes, '绿地.gpkg')).toEqual({
    ok: true,
    value: [
      { id: '绿地', name: '现状绿地', format: 'geopackage', featureCount: 6 },
      { id: '道路', name: '道路', format: 'geopackage', featureCount: 1 },
    ],
  })
  const layer = await layerOf(bytes, '绿地.gpkg', { layer: '绿地' })
  expect(layer.crs).toMatchObject({ by: 'file', epsg: 4548 })
  expect(layer.attributes).toEqual([
    { fid: 1, 名称: '云龙公园', 面积: 1.5, 建成: '2019-03-05' },
    { fid: 2, 名称: '带高程', 面积: 2, 建成: null },
  ])
  expect(layer.extent).toEqual([500_000, 3_790_000, 500_100, 3_790_100])
  expect([...layer.dropped].sort((a, b) => a.reason.localeCompare(b.reason))).toEqual([
    { reason: 'damaged-record', count: 2 },
    { reason: 'no-geometry', count: 2 },
  ])
  expect(layer.fields.find(({ name }) => name === '建成')?.type).toBe('day')
  const roads = await layerOf(bytes, '绿地.gpkg', { layer: '道路' })
  expect(roads).toMatchObject({ geometry: 'line', crs: undefined })
  expect([...roads.positions]).toEqual([0, 0, 5, 5])
})

test('a metric layer becomes degrees where it belongs', async () => {
  const layer = await layerOf(geoPackage(), '绿地.gpkg', { layer: '绿地' })
  const map = toMapLayer(layer, plainReading(threeDegreeZone(39, false)))
  expect(map.positions[0]).toBeCloseTo(117, 9)
  expect(map.positions[1]).toBeCloseTo(34.238, 2)
})

test('a GeoPackage leaves no temporary file behind, cut or whole', async () => {
  const left = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('chuangyuan-gpkg-'))
  const bytes = geoPackage()
  await layerOf(bytes, 'a.gpkg')
  const cut = await readLayer(bytes.slice(0, bytes.length / 2), 'a.gpkg')
  expect(cut).toMatchObject({ ok: false, refusal: { code: 'map-file.truncated', format: 'geopackage' } })
  expect(await left()).toEqual([])
})

const kml = `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>公园</name>
<Placemark><name>云龙公园</name><Style><LineStyle><color>ff0000ff</color></LineStyle></Style>
<ExtendedData><Data name="类型"><value>G11</value></Data></ExtendedData>
<Polygon><outerBoundaryIs><LinearRing><coordinates>117.1,34.2,0 117.2,34.2,0 117.2,34.3,0 117.1,34.2,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
<Placemark><name>没有图形</name></Placemark></Folder></Document></kml>`

test('KML is WGS-84 by its format; how it is drawn is no attribute', async () => {
  const layer = await layerOf(bytesOf(kml), '公园.kml')
  expect(layer).toMatchObject({
    format: 'kml',
    geometry: 'polygon',
    crs: { by: 'format', epsg: 4326 },
    dropped: [{ reason: 'no-geometry', count: 1 }],
  })
  expect(layer.attributes).toEqual([{ name: '云龙公园', 类型: 'G11', folder: '公园' }])
})

test('KML of all geometries, prefixes and escapes is read', async () => {
  const text = `<?xml version="1.0"?><!-- <Placemark> --><k:kml xmlns:k="http://www.opengis.net/kml/2.2" xmlns:gx="g"><k:Document>
    <k:Placemark><k:name><![CDATA[A & <B>]]></k:name><k:description>1 &lt; 2 &#20113;</k:description>
      <k:ExtendedData><k:SchemaData schemaUrl="#a>b"><k:SimpleData name="a&amp;b">x</k:SimpleData></k:SchemaData></k:ExtendedData>
      <k:MultiGeometry><k:LineString><k:coordinates>1, 2, 0
        3, 4, 0</k:coordinates></k:LineString><k:LineString><k:coordinates>5,6 7,8</k:coordinates></k:LineString></k:MultiGeometry></k:Placemark>
    <k:Placemark><gx:Track><k:when/><gx:coord>1 2 3</gx:coord><gx:coord>4 5 6</gx:coord></gx:Track></k:Placemark>
    <k:Placemark><k:Point><k:coordinates>117,34</k:coordinates></k:Point></k:Placemark></k:Document></k:kml>`
  const layer = await layerOf(bytesOf(text), 'a.kml')
  expect(layer.geometry).toBe('line')
  expect([...layer.featureStarts]).toEqual([0, 2, 3])
  expect([...layer.positions]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 4, 5])
  expect(layer.attributes[0]).toEqual({ name: 'A & <B>', description: '1 < 2 云', 'a&b': 'x' })
  const points = await layerOf(bytesOf(text), 'a.kml', { geometry: 'point' })
  expect([...points.positions]).toEqual([117, 34])
})

test('KML whose tags do not close in order is refused', async () => {
  expect(await readLayer(bytesOf(kml.replace('</Folder>', '</Folders>')), 'a.kml')).toMatchObject({
    ok: false,
    refusal: { code: 'map-file.damaged', part: 'document' },
  })
})

test('KMZ is opened, and KML in GBK decoded as it declares', async () => {
  expect(
    (await layerOf(zipSync({ 'doc.kml': bytesOf(kml), 'a.png': new Uint8Array(3) }), '公园.kmz')).attributes,
  ).toHaveLength(1)
  const gbk = await layerOf(gbkBytes(kml.replace('UTF-8', 'GB2312')), '公园.kml')
  expect(gbk.encoding).toEqual({ name: 'gb18030', how: 'format' })
  expect(gbk.attributes[0]?.['name']).toBe('云龙公园')
})

test('KML with a document type is refused: entities are how XML bombs are built', async () => {
  const bomb = kml.replace('?>', '?><!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa">]>')
  expect(await readLayer(bytesOf(bomb), 'a.kml')).toMatchObject({
    ok: false,
    refusal: { code: 'map-file.damaged', part: 'doctype' },
  })
})

test('FlatGeobuf keeps its system and its attributes', async () => {
  const layer = await layerOf(serialize(parks, 4490), '公园.fgb')
  expect(layer).toMatchObject({ format: 'flatgeobuf', crs: { by: 'file', epsg: 4490 } })
  expect(layer.attributes[0]).toMatchObject({ 名称: '云龙公园', 面积: 12.5 })
  expect([...layer.partStarts]).toEqual([0, 2, 3, 4])
})

test('a single GeoJSON or GeoPackage inside a zip is read', async () => {
  expect((await layerOf(zipSync({ '资料/公园.geojson': jsonBytes(parks) }), 'a.zip')).name).toBe('公园')
  expect((await layerOf(zipSync({ 'a.gpkg': geoPackage() }), 'a.zip', { layer: '道路' })).format).toBe(
    'geopackage',
  )
})

test.for<[string, Uint8Array, string, Record<string, unknown>]>([
  ['nothing', new Uint8Array(), 'a.geojson', { code: 'map-file.empty' }],
  ['spaces', bytesOf('  \n'), 'a.geojson', { code: 'map-file.empty' }],
  ['a text', bytesOf('hello'), 'a.geojson', { code: 'map-file.format-unknown', extension: 'geojson' }],
  [
    'JSON that is no GeoJSON',
    bytesOf('{"a":1}'),
    'a.geojson',
    { code: 'map-file.damaged', format: 'geojson' },
  ],
  [
    'GeoJSON cut off',
    bytesOf('{"type":"FeatureCollection","features":[{"ty'),
    'a.geojson',
    { code: 'map-file.truncated', format: 'geojson' },
  ],
  [
    'GeoJSON without features',
    bytesOf('{"type":"FeatureCollection","features":[]}'),
    'a.geojson',
    { code: 'map-file.layer-empty' },
  ],
  ['KML cut off', bytesOf(kml.slice(0, 300)), 'a.kml', { code: 'map-file.truncated', format: 'kml' }],
  [
    'a RAR archive',
    bytesOf('Rar!\u001a\u0007'),
    'a.zip',
    { code: 'map-file.format-unsupported', looksLike: 'rar' },
  ],
  ['a drawing', bytesOf('AC1032'), 'a.dwg', { code: 'map-file.format-unsupported', looksLike: 'dwg' }],
  [
    'a DXF drawing',
    bytesOf('  0\nSECTION\n'),
    'a.dxf',
    { code: 'map-file.format-unsupported', looksLike: 'dxf' },
  ],
  [
    'a zip of other things',
    zipSync({ 'a.txt': bytesOf('x') }),
    'a.zip',
    { code: 'map-file.no-layers', format: 'zip' },
  ],
  ['an unknown layer', jsonBytes(parks), 'a.json', { code: 'map-file.layer-unknown' }],
])('%s is refused by what the bytes are', async ([what, bytes, name, refusal]) => {
  const options = what === 'an unknown layer' ? { layer: 'x' } : {}
  expect(await readLayer(bytes, name, options)).toMatchObject({ ok: false, refusal })
})

test('an archive inside an archive is refused: it may contain itself', async () => {
  const inner = zipSync({ 'a.json': jsonBytes(parks) })
  expect(await readLayer(zipSync({ 'a.json': inner }), 'a.zip')).toMatchObject({
    ok: false,
    refusal: { code: 'map-file.damaged', part: 'nested' },
  })
})

test('damaged bytes of any format end in a refusal or a layer, never in an exception', async () => {
  const whole = [
    jsonBytes(parks),
    bytesOf(kml),
    serialize(parks),
    geoPackage(),
    zipSync({ 'doc.kml': bytesOf(kml) }),
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...whole),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
        maxLength: 6,
      }),
      async (bytes, keep, flips) => {
        const damaged = bytes.slice(0, Math.ceil(bytes.length * (keep < 0.5 ? 1 : keep)))
        for (const [at, value] of flips) damaged[Math.floor(at * (damaged.length - 1))] = value
        const read = await readLayer(damaged, 'a')
        expect(read).toHaveProperty('ok')
      },
    ),
    { numRuns: 150 },
  )
})

test('a read can be cancelled, and reports how far it is', async () => {
  const many = jsonBytes(
    collection(
      Array.from({ length: 9_000 }, (_, i) => ({
        geometry: { type: 'Point', coordinates: [117 + i / 1e5, 34] },
      })),
    ),
  )
  const seen: number[] = []
  await layerOf(many, 'a.json', { onProgress: (done) => seen.push(done) })
  expect(seen.at(-1)).toBe(9_000)
  const controller = new AbortController()
  const read = await readLayer(many, 'a.json', {
    signal: controller.signal,
    onProgress: () => {
      controller.abort()
    },
  })
  expect(read).toEqual({ ok: false, refusal: { code: 'map-file.cancelled' } })
})
