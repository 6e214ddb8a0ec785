import fc from 'fast-check'
import { zipSync } from 'fflate'
import { open as openWithLibrary } from 'shapefile'
import { expect, test } from 'vitest'
import { listLayers, readLayer } from './read-map-file.ts'
import { gbkBytes } from '@chuangyuan/testkit/gbk'
import { square, writeShapefile, type Ring, type ShapefileToWrite } from './testing/write-shapefile.ts'

const columns = [
  { name: '名称', type: 'C', length: 20 },
  { name: '绿地类型', type: 'C', length: 8 },
  { name: 'AREA', type: 'N', length: 12 },
  { name: '建成日期', type: 'D', length: 8 },
] as const

const parks: ShapefileToWrite = {
  type: 'polygon',
  encoding: 'gbk',
  columns,
  shapes: [
    {
      rings: [square(500_000, 3_790_000, 100)],
      attributes: { 名称: '云龙公园', 绿地类型: 'G11', AREA: 10_000, 建成日期: '20190305' },
    },
    { rings: undefined, attributes: { 名称: '未测绘', 绿地类型: 'G14', AREA: 0 } },
    { rings: [[[500_000, 3_790_000]]], attributes: { 名称: '一个点', 绿地类型: 'G14', AREA: 0 } },
    {
      rings: [square(500_200, 3_790_000, 100), [...square(500_220, 3_790_020, 20)].reverse()],
      attributes: { 名称: '奎山公园', 绿地类型: 'G12', AREA: 9_600 },
    },
  ],
}

const wkt = 'PROJCS["CGCS2000_3_Degree_GK_CM_117E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000"]]'

function zipped(
  file: ShapefileToWrite,
  extra: Readonly<Record<string, string>> = {},
  folder = '徐州资料/公园',
): Uint8Array {
  const { shp, shx, dbf } = writeShapefile(file)
  const texts = Object.entries(extra).map(([ending, text]): [string, Uint8Array] => [
    `${folder}.${ending}`,
    new Uint8Array(Buffer.from(text)),
  ])
  return zipSync({
    [`${folder}.shp`]: shp,
    [`${folder}.shx`]: shx,
    [`${folder}.dbf`]: dbf,
    ...Object.fromEntries(texts),
  })
}

async function layerOf(bytes: Uint8Array, options = {}) {
  const read = await readLayer(bytes, '公园.zip', options)
  if (!read.ok) throw new Error(JSON.stringify(read.refusal))
  return read.value
}

test('a GBK shapefile without .cpg is read by a guess that is shown', async () => {
  const layer = await layerOf(zipped(parks))
  expect(layer.encoding).toEqual({ name: 'gb18030', how: 'guess' })
  expect(layer.attributes.map((row) => row['名称'])).toEqual(['云龙公园', '奎山公园'])
  expect(layer.attributes[0]).toEqual({
    名称: '云龙公园',
    绿地类型: 'G11',
    AREA: 10_000,
    建成日期: '2019-03-05',
  })
})

test('the .cpg file and the dbf language byte are believed, and named as the source', async () => {
  expect((await layerOf(zipped(parks, { cpg: 'GBK' }))).encoding).toEqual({ name: 'gb18030', how: 'cpg' })
  expect((await layerOf(zipped({ ...parks, languageByte: 0x4d }))).encoding).toEqual({
    name: 'gb18030',
    how: 'dbf-byte',
  })
  const utf8 = await layerOf(zipped({ ...parks, encoding: 'utf-8' }, { cpg: 'UTF-8' }))
  expect(utf8.encoding).toEqual({ name: 'utf-8', how: 'cpg' })
  expect(utf8.attributes[0]?.['名称']).toBe('云龙公园')
})

test('a .cpg file that the text contradicts is overruled by a guess', async () => {
  const layer = await layerOf(zipped(parks, { cpg: 'UTF-8' }))
  expect(layer.encoding).toEqual({ name: 'gb18030', how: 'guess' })
  expect(layer.attributes[0]?.['名称']).toBe('云龙公园')
})

test('a person can choose another encoding than the guessed one', async () => {
  const layer = await layerOf(zipped(parks), { encoding: 'big5' })
  expect(layer.encoding).toEqual({ name: 'big5', how: 'chosen' })
})

test('native coordinates and the projection text are kept', async () => {
  const layer = await layerOf(zipped(parks, { prj: wkt }))
  expect(layer.crs).toEqual({ by: 'file', epsg: undefined, wkt, name: 'CGCS2000_3_Degree_GK_CM_117E' })
  expect(layer.extent).toEqual([500_000, 3_790_000, 500_300, 3_790_100])
  expect((await layerOf(zipped(parks))).crs).toBeUndefined()
})

test('null shapes and one-vertex rings are left out and counted', async () => {
  const layer = await layerOf(zipped(parks))
  expect(layer.dropped).toEqual([
    { reason: 'no-geometry', count: 1 },
    { reason: 'too-few-vertices', count: 1 },
  ])
})

test('a hole stays with its shell', async () => {
  const layer = await layerOf(zipped(parks))
  expect([...layer.featureStarts]).toEqual([0, 1, 2])
  expect([...layer.partStarts]).toEqual([0, 1, 3])
})

test('rings that all run alike are told apart by nesting', async () => {
  const ring = (x: number, side: number): Ring => square(x, x, side)
  const shapes = [
    { rings: [ring(0, 100), ring(10, 20), ring(12, 5), ring(200, 10)], attributes: { 名称: '环' } },
  ]
  const layer = await layerOf(zipped({ ...parks, shapes }))
  // The island in the hole is a shell again.
  expect([...layer.partStarts]).toEqual([0, 2, 3, 4])
})

test('records marked as deleted are left out', async () => {
  const shapes = parks.shapes.map((shape, i) => ({ ...shape, deleted: i === 0 }))
  const layer = await layerOf(zipped({ ...parks, shapes }))
  expect(layer.dropped).toContainEqual({ reason: 'deleted-record', count: 1 })
  expect(layer.attributes).toHaveLength(1)
})

test('several layers in one zip are listed with their folders, and each can be read', async () => {
  const a = writeShapefile(parks)
  const b = writeShapefile({
    ...parks,
    type: 'point',
    shapes: [{ rings: [[[1, 2]]], attributes: { 名称: '点' } }],
  })
  const zip = zipSync({
    '成果/绿地.shp': a.shp,
    '成果/绿地.shx': a.shx,
    '成果/绿地.DBF': a.dbf,
    '成果/点位.SHP': b.shp,
    '成果/点位.shx': b.shx,
    '成果/点位.dbf': b.dbf,
    '成果/说明.txt': new Uint8Array(),
  })
  const listed = await listLayers(zip, '成果.zip')
  expect(listed).toMatchObject({
    ok: true,
    value: [
      { id: '成果/绿地', name: '绿地', featureCount: 4 },
      { id: '成果/点位', name: '点位', featureCount: 1 },
    ],
  })
  const points = await layerOf(zip, { layer: '成果/点位' })
  expect(points.geometry).toBe('point')
  expect(points.attributes).toEqual([{ 名称: '点', 绿地类型: null, AREA: null, 建成日期: null }])
})

test('names that an archiver wrote in GBK without saying so are read', async () => {
  const { shp, dbf } = writeShapefile(parks)
  const latin1 = (text: string) => String.fromCharCode(...gbkBytes(text))
  // fflate would mark these names as UTF-8, so the mark is taken away and the bytes put in place.
  const zip = zipSync({ 'AAAA.shp': shp, 'AAAA.dbf': dbf }, { level: 0 })
  const text = Buffer.from(zip).toString('latin1').replaceAll('AAAA', latin1('公园'))
  const listed = await listLayers(new Uint8Array(Buffer.from(text, 'latin1')), 'a.zip')
  expect(listed).toMatchObject({ ok: true, value: [{ name: '公园' }] })
})

test('an independent reader sees the same coordinates', async () => {
  const { shp, dbf } = writeShapefile(parks)
  const source = await openWithLibrary(shp, dbf, { encoding: 'gb18030' })
  const first = await source.read()
  const layer = await layerOf(zipped(parks))
  expect(first.value.geometry).toEqual({
    type: 'Polygon',
    coordinates: [Array.from({ length: 5 }, (_, i) => [layer.positions[2 * i], layer.positions[2 * i + 1]])],
  })
})

test.for([
  ['a zip cut off in the middle', (zip: Uint8Array) => zip.slice(0, zip.length - 100), 'map-file.truncated'],
  [
    'a zip with a flipped byte in its data',
    (zip: Uint8Array) => zip.with(60, 0xff).with(61, 0xff),
    'map-file.damaged',
  ],
] as const)('%s is refused', async ([, damage, code]) => {
  const read = await readLayer(damage(zipped(parks)), '公园.zip')
  expect(read).toMatchObject({ ok: false, refusal: { code } })
})

test('a shapefile cut off inside the zip is refused and the part named', async () => {
  const { shp, dbf } = writeShapefile(parks)
  const cutShp = zipSync({ 'a.shp': shp.slice(0, shp.length - 20), 'a.dbf': dbf })
  expect(await readLayer(cutShp, 'a.zip')).toMatchObject({
    ok: false,
    refusal: { code: 'map-file.truncated', part: 'shp' },
  })
  const cutDbf = zipSync({ 'a.shp': shp, 'a.dbf': dbf.slice(0, dbf.length - 60) })
  expect(await readLayer(cutDbf, 'a.zip')).toMatchObject({
    ok: false,
    refusal: { code: 'map-file.truncated', part: 'dbf' },
  })
})

test('a dbf without its shp, and a shp without zip, are refused with what is missing', async () => {
  const { shp, dbf } = writeShapefile(parks)
  expect(await readLayer(zipSync({ 'a.dbf': dbf }), 'a.zip')).toMatchObject({
    ok: false,
    refusal: { code: 'map-file.shapefile-incomplete', missing: 'shp' },
  })
  expect(await readLayer(shp, 'a.shp')).toMatchObject({
    ok: false,
    refusal: { code: 'map-file.shapefile-needs-zip' },
  })
})

test('a shapefile without dbf is read without attributes', async () => {
  const { shp } = writeShapefile(parks)
  const layer = await layerOf(zipSync({ 'a.shp': shp }))
  expect(layer.attributes).toEqual([{}, {}])
})

test('what would unpack beyond the limit is refused before it is unpacked', async () => {
  const bomb = zipSync({ 'a.shp': new Uint8Array(50_000_000) })
  expect(bomb.length).toBeLessThan(100_000)
  const limits = { maxBytes: 1e9, maxUnpackedBytes: 1e6, maxFeatures: 10, maxVertices: 1e6 }
  expect(await readLayer(bomb, 'a.zip', { limits })).toMatchObject({
    ok: false,
    refusal: { code: 'map-file.too-large', bytes: 50_000_000 },
  })
})

test('more features than allowed are refused with the limit', async () => {
  const limits = { maxBytes: 1e9, maxUnpackedBytes: 1e9, maxFeatures: 3, maxVertices: 1e6 }
  expect(await readLayer(zipped(parks), 'a.zip', { limits })).toEqual({
    ok: false,
    refusal: { code: 'map-file.too-many-features', limit: 3 },
  })
})

test('damaged shapefiles end in a refusal or a layer, never in an exception', async () => {
  const { shp, dbf } = writeShapefile(parks)
  const flip = (bytes: Uint8Array, flips: readonly (readonly [number, number])[]) => {
    const damaged = bytes.slice()
    for (const [at, value] of flips) damaged[Math.floor(at * (bytes.length - 1))] = value
    return damaged
  }
  const flips = fc.array(
    fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  await fc.assert(
    fc.asyncProperty(flips, flips, async (inShp, inDbf) => {
      const zip = zipSync({ 'a.shp': flip(shp, inShp), 'a.dbf': flip(dbf, inDbf) }, { level: 0 })
      expect(await readLayer(zip, 'a.zip')).toHaveProperty('ok')
      expect(await readLayer(flip(zip, inShp), 'a.zip')).toHaveProperty('ok')
    }),
    { numRuns: 200 },
  )
})
