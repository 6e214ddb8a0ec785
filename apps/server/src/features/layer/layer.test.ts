import { CallRefused } from '@chuangyuan/contract/call'
import * as contract from '@chuangyuan/contract/layer'
import type { BodyOf } from '@chuangyuan/contract/operation'
import { cancelTask, getTask, type Task } from '@chuangyuan/contract/task'
import type { LayerField } from '@chuangyuan/domain/layer/layer-kind'
import { threeDegreeZone, toLonLat } from '@chuangyuan/geo/crs'
import { shiftFromWgs84 } from '@chuangyuan/geo/datum'
import type { LonLat } from '@chuangyuan/geo/layer'
import { featureAreas } from '@chuangyuan/geo/feature-areas'
import { prjOf4548, zippedShapefile } from '@chuangyuan/map-files/testing/zip-shapefile'
import { writeGeoPackage } from '@chuangyuan/map-files/testing/write-geopackage'
import type { Ring } from '@chuangyuan/map-files/testing/write-shapefile'
import { openTableFile } from '@chuangyuan/workbook/open-table-file'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testApp, type Caller, type TestApp, type TestDistrict } from '../../testing/test-app.ts'
import { readLayer } from './public.ts'
import { layerStore } from './store.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

/** Metres of EPSG:4548; the district lies from here, 8 km by 6 km. */
const origin = { x: 520_000, y: 3_790_000 }

/** Clockwise, as shapefiles want shells. */
function rectangle(x: number, y: number, width: number, height: number): Ring {
  const [west, south] = [origin.x + x, origin.y + y]
  return [
    [west, south],
    [west, south + height],
    [west + width, south + height],
    [west + width, south],
    [west, south],
  ]
}

function lonLat(ring: Ring): LonLat[] {
  const flat = toLonLat(threeDegreeZone(39, false))(Float64Array.from(ring.flat()))
  return ring.map((_, at) => [flat[2 * at] ?? 0, flat[2 * at + 1] ?? 0])
}

interface Drawn {
  readonly ring: Ring
  readonly properties?: Record<string, unknown>
}

function geoJson(drawn: readonly Drawn[], place = (ring: Ring) => lonLat(ring)): Uint8Array<ArrayBuffer> {
  const features = drawn.map(({ ring, properties = {} }) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Polygon', coordinates: [place(ring)] },
  }))
  return new Uint8Array(Buffer.from(JSON.stringify({ type: 'FeatureCollection', features })))
}

const inGcj02 = (ring: Ring) => lonLat(ring).map((point) => shiftFromWgs84(point, 'gcj-02'))

/** Parks all over the district, up to its edge, so that a shift of half a kilometre shows. */
const parks: readonly Drawn[] = Array.from({ length: 400 }, (_, at) => ({
  ring: rectangle((at % 20) * 400 + 5, Math.floor(at / 20) * 300 + 5, 100, 50),
  properties: {
    编号: `P${String(at)}`,
    名称: `公园${String(at)}`,
    绿地类型: at % 4 === 0 ? '综合公园' : '防护绿地',
  },
}))
const parkFields = { id: '编号', name: '名称', class2017: '绿地类型' }

async function finished(call: Caller, taskId: string): Promise<Task> {
  for (;;) {
    const task = await call(getTask, { params: { taskId } })
    if (task.state !== 'running') return task
    await pause(20)
  }
}

async function uploaded(call: Caller, fileName: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { fileId } = await call(contract.uploadMapFile, { query: { fileName }, file: new Blob([bytes]) })
  return fileId
}

type InspectBody = BodyOf<typeof contract.inspectMapFile>

async function inspected(call: Caller, fileId: string, body: InspectBody = {}): Promise<contract.Inspection> {
  const { taskId } = await call(contract.inspectMapFile, { params: { fileId }, body })
  const task = await finished(call, taskId)
  if (task.state !== 'done') throw new Error(JSON.stringify(task.outcome))
  return contract.inspection.parse(task.outcome)
}

interface Given {
  readonly kind: contract.ImportPlan['kind']
  readonly mapping?: Partial<Record<LayerField, string>>
  readonly reading?: { readonly crs: string }
  readonly meanings?: contract.ImportPlan['meanings']
  readonly asOf?: string
}

function planOf({ kind, mapping = {}, reading, meanings }: Given) {
  return {
    layer: '',
    kind,
    mapping,
    ...(reading === undefined ? {} : { reading }),
    ...(meanings === undefined ? {} : { meanings }),
  }
}

async function imported(call: Caller, fileId: string, given: Given): Promise<Task> {
  const { taskId } = await call(contract.importLayer, {
    params: { fileId },
    body: { ...planOf(given), name: '测试图层', asOf: given.asOf ?? '2025-10-01', source: '卫星影像' },
  })
  return finished(call, taskId)
}

async function checked(call: Caller, fileId: string, given: Given): Promise<contract.LayerCheck> {
  const { taskId } = await call(contract.checkImport, { params: { fileId }, body: planOf(given) })
  const task = await finished(call, taskId)
  if (task.state !== 'done') throw new Error(JSON.stringify(task.outcome))
  return contract.layerCheck.parse(task.outcome)
}

async function aDistrictWithBoundary(): Promise<{ district: TestDistrict; office: Caller }> {
  const district = await app.aDistrict()
  const { office } = district.as
  const file = await uploaded(office, '建成区.geojson', geoJson([{ ring: rectangle(0, 0, 8_000, 6_000) }]))
  expect(await imported(office, file, { kind: 'built-up' })).toMatchObject({ state: 'done' })
  return { district, office }
}

async function stored(district: TestDistrict, layerId: string) {
  const layer = await app.deps.db.read({ districtId: district.id }, ({ query }) =>
    layerStore(query, district.id).layer(layerId),
  )
  return readLayer(app.deps.blobs, layer?.layerBlob ?? '')
}

async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt
  } catch (fault) {
    if (fault instanceof CallRefused) return fault.problem.code
    throw fault
  }
  return 'nothing'
}

it('a GBK shapefile in a projected system is understood without help and lies where it should', async () => {
  const { district, office } = await aDistrictWithBoundary()
  const zip = zippedShapefile(
    '现状绿地',
    {
      type: 'polygon',
      encoding: 'gbk',
      columns: [
        { name: '名称', type: 'C', length: 40 },
        { name: '绿地类型', type: 'C', length: 40 },
      ],
      shapes: [
        { rings: [rectangle(100, 100, 200, 300)], attributes: { 名称: '云龙公园', 绿地类型: '综合公园' } },
        {
          rings: [rectangle(4_000, 3_000, 100, 100)],
          attributes: { 名称: '奎山游园', 绿地类型: '防护绿地' },
        },
      ],
    },
    { prj: prjOf4548 },
  )
  const fileId = await uploaded(office, '绿地.zip', zip)
  const seen = await inspected(office, fileId)
  expect(seen).toMatchObject({
    kind: 'green',
    geometry: 'polygon',
    featureCount: 2,
    encoding: { name: 'gb18030', how: 'guess' },
    reading: { crs: 'EPSG:4548', swapped: false, shift: 'none' },
    placement: { verdict: 'fits', against: 'built-up', acceptable: true },
  })
  expect(seen.mapping.find(({ field }) => field === 'class2017')?.source).toBe('绿地类型')
  const task = await imported(office, fileId, {
    kind: 'green',
    mapping: { name: '名称', class2017: '绿地类型' },
  })
  expect(task.outcome).toMatchObject({ featureCount: 2 })
  const layer = await stored(district, String(task.outcome['layerId']))
  expect(layer.attributes).toEqual([
    { name: '云龙公园', class2017: 'G11' },
    { name: '奎山游园', class2017: 'G2' },
  ])
  const [first, second] = featureAreas(layer)
  // Gauss-Krüger stretches by (x/R)²/2 a side, 20 km from its meridian 5 in a million.
  expect(first).toBeCloseTo(60_000, -1)
  expect(second).toBeCloseTo(10_000, -1)
})

it('a GeoPackage brings its system along', async () => {
  const { office } = await aDistrictWithBoundary()
  const bytes = writeGeoPackage({
    table: '居住用地',
    epsg: 4548,
    columns: ['小区名称', '人口'],
    polygons: [
      { rings: [rectangle(500, 500, 300, 300)], values: ['和平里', '1,200人'] },
      { rings: [rectangle(1_500, 500, 300, 300)], values: ['光明里', null] },
    ],
  })
  const fileId = await uploaded(office, '居住.gpkg', bytes)
  const check = await checked(office, fileId, {
    kind: 'homes',
    mapping: { name: '小区名称', people: '人口' },
  })
  expect(check.report.problems).toEqual([{ field: 'people', code: 'missing', value: '', count: 1 }])
  expect(check.reading.crs).toBe('EPSG:4548')
  expect((await office(contract.listLayers, {})).layers).toHaveLength(1)
})

it('GCJ-02 under the name of WGS-84 is refused with the cause, and taken once the right system is chosen', async () => {
  const { district, office } = await aDistrictWithBoundary()
  const fileId = await uploaded(office, '公园.geojson', geoJson(parks, inGcj02))
  const refused = await imported(office, fileId, { kind: 'green', mapping: parkFields })
  expect(refused).toMatchObject({
    state: 'failed',
    outcome: {
      code: 'layer.shifted',
      details: { causes: ['gcj02-as-true'], corrected: { reading: { crs: 'GCJ-02' } } },
    },
  })
  const check = await checked(office, fileId, { kind: 'green', mapping: parkFields })
  expect(check.report.placement).toMatchObject({ verdict: 'shifted', acceptable: false })
  const taken = await imported(office, fileId, {
    kind: 'green',
    mapping: parkFields,
    reading: { crs: 'GCJ-02' },
  })
  expect(taken.state).toBe('done')
  const layer = await stored(district, String(taken.outcome['layerId']))
  const [lon, lat] = lonLat(rectangle(5, 5, 100, 50))[0] ?? [0, 0]
  expect(layer.positions[0]).toBeCloseTo(lon, 7)
  expect(layer.positions[1]).toBeCloseTo(lat, 7)
})

it('a bow-tie is repaired, and the report says which one and how much ground that made', async () => {
  const { office } = await aDistrictWithBoundary()
  const [a, b, c, d] = rectangle(100, 100, 200, 100)
  if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('no corners')
  const bowTie: Ring = [a, c, b, d, a]
  const fileId = await uploaded(
    office,
    '绿地.geojson',
    geoJson([{ ring: bowTie, properties: { name: '蝶形绿地' } }, ...parks]),
  )
  const task = await imported(office, fileId, { kind: 'green', mapping: { ...parkFields, name: 'name' } })
  const layerId = String(task.outcome['layerId'])
  const layer = await office(contract.getLayer, { params: { layerId } })
  expect(layer.repairTotal).toBe(1)
  expect(layer.repairs).toMatchObject([{ row: 1, label: '蝶形绿地', flaws: ['ring-crosses-itself'] }])
  expect(layer.repairs[0]?.squareMetresBefore).toBeCloseTo(0, 0)
  // Two triangles, each a quarter of the rectangle.
  expect(layer.repairs[0]?.squareMetresAfter).toBeCloseTo(10_000, -1)
  const response = await app.http.inject({
    method: 'GET',
    url: `/api/layers/${layerId}/repairs`,
    headers: { cookie: '' },
  })
  expect(response.statusCode).toBe(401)
})

it('the list of repairs goes out as a workbook', async () => {
  const { district, office } = await aDistrictWithBoundary()
  const [a, b, c, d] = rectangle(100, 100, 200, 100)
  if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('no corners')
  const fileId = await uploaded(
    office,
    '绿地.geojson',
    geoJson([{ ring: [a, c, b, d, a], properties: { 名称: '蝶形绿地', 绿地类型: '花境' } }]),
  )
  const task = await imported(office, fileId, {
    kind: 'green',
    mapping: { name: '名称', class2017: '绿地类型' },
  })
  const response = await app.http.inject({
    method: 'GET',
    url: `/api/layers/${String(task.outcome['layerId'])}/repairs`,
    headers: { cookie: district.cookies.office },
  })
  expect(response.statusCode).toBe(200)
  const text = JSON.stringify(await openTableFile(new Uint8Array(response.rawPayload)))
  for (const word of ['蝶形绿地', '边界自相交', '花境', '绿地类别（2017 版）']) expect(text).toContain(word)
})

it('classes that no list knows are counted, and count once somebody says what they mean', async () => {
  const { district, office } = await aDistrictWithBoundary()
  const odd = parks.map((park, at) =>
    at < 7 ? { ...park, properties: { ...park.properties, 绿地类型: '花境' } } : park,
  )
  const fileId = await uploaded(office, '绿地.geojson', geoJson(odd))
  const check = await checked(office, fileId, { kind: 'green', mapping: parkFields })
  expect(check.report.problems).toEqual([{ field: 'class2017', code: 'unknown', value: '花境', count: 7 }])
  expect(check.report.recognised).toContainEqual({
    field: 'class2017',
    value: '综合公园',
    meaning: 'G11',
    count: 98,
  })
  expect(check.choices.find(({ field }) => field === 'class2017')?.values).toContainEqual({
    code: 'G14',
    name: '游园',
  })
  const task = await imported(office, fileId, {
    kind: 'green',
    mapping: parkFields,
    meanings: { class2017: { 花境: 'G14' } },
  })
  expect(task.outcome).toMatchObject({ report: { problems: [] } })
  const layer = await stored(district, String(task.outcome['layerId']))
  expect(layer.attributes[0]?.['class2017']).toBe('G14')
})

it("another district's layer is refused with its distance", async () => {
  const { office } = await aDistrictWithBoundary()
  const far = parks.map(({ ring }) => ({
    ring: ring.map(([x, y]) => [x + 60_000, y + 80_000] as const),
  }))
  const fileId = await uploaded(office, '绿地.geojson', geoJson(far))
  const task = await imported(office, fileId, { kind: 'green' })
  expect(task).toMatchObject({ state: 'failed', outcome: { code: 'layer.elsewhere' } })
  const { details } = task.outcome as { details: { kilometres: number } }
  expect(details.kilometres).toBeGreaterThan(95)
  expect(details.kilometres).toBeLessThan(105)
})

it('a cancelled import leaves nothing but the uploaded file', async () => {
  const { office } = await aDistrictWithBoundary()
  const many = Array.from({ length: 60_000 }, (_, at) => ({
    ring: rectangle((at % 300) * 25, Math.floor(at / 300) * 25, 20, 20),
  }))
  const fileId = await uploaded(office, '绿地.geojson', geoJson(many))
  const { taskId } = await office(contract.importLayer, {
    params: { fileId },
    body: { ...planOf({ kind: 'green' }), name: '大图', asOf: '2025-10-01', source: '影像' },
  })
  await office(cancelTask, { params: { taskId } })
  expect((await finished(office, taskId)).state).toBe('cancelled')
  expect((await office(contract.listLayers, {})).layers.map(({ kind }) => kind)).toEqual(['built-up'])
})

it('the newer of two layers is in use, the older stays; a removed one comes back', async () => {
  const { office } = await aDistrictWithBoundary()
  const fileId = await uploaded(office, '绿地.geojson', geoJson(parks))
  await imported(office, fileId, { kind: 'green', mapping: parkFields, asOf: '2024-06-01' })
  const newer = await imported(office, fileId, { kind: 'green', mapping: parkFields, asOf: '2025-06-01' })
  const layerId = String(newer.outcome['layerId'])
  const used = async () => {
    const { layers } = await office(contract.listLayers, {})
    return layers.filter(({ kind, inUse }) => kind === 'green' && inUse).map(({ asOf }) => asOf)
  }
  expect(await used()).toEqual(['2025-06-01'])
  await office(contract.removeLayer, { params: { layerId } })
  expect(await used()).toEqual(['2024-06-01'])
  expect(await refusalOf(office(contract.removeLayer, { params: { layerId } }))).toBe('layer.removed-already')
  await office(contract.restoreLayer, { params: { layerId } })
  expect(await used()).toEqual(['2025-06-01'])
})

it('polygons of streets that nobody has listed become streets when asked', async () => {
  const { office } = await aDistrictWithBoundary()
  const halves = [
    { ring: rectangle(-500, -500, 4_500, 7_000), properties: { 代码: '990001001', 名称: '东街道' } },
    { ring: rectangle(4_000, -500, 4_500, 7_000), properties: { 代码: '990001002', 名称: '西街道' } },
  ]
  const fileId = await uploaded(office, '街道.geojson', geoJson(halves))
  const task = await imported(office, fileId, { kind: 'streets', mapping: { code: '代码', name: '名称' } })
  const layerId = String(task.outcome['layerId'])
  const before = await office(contract.getLayer, { params: { layerId } })
  expect(before.streets).toMatchObject({ matched: 0, withoutPolygon: [] })
  expect(before.streets?.unmatched).toHaveLength(2)
  const after = await office(contract.addStreetsOfLayer, {
    params: { layerId },
    body: { codes: ['990001001', '990001002'] },
  })
  expect(after).toEqual({ matched: 2, unmatched: [], withoutPolygon: [] })
})

it('what cannot be read is refused by name, and the first layer of a district must at least lie in China', async () => {
  const { office } = (await app.aDistrict()).as
  const wrong = await uploaded(office, '说明.txt', new Uint8Array(Buffer.from('不是地图')))
  const { taskId } = await office(contract.inspectMapFile, { params: { fileId: wrong }, body: {} })
  expect((await finished(office, taskId)).outcome).toMatchObject({ code: 'map-file.format-unknown' })
  const metric = await uploaded(
    office,
    '建成区.geojson',
    geoJson([{ ring: rectangle(0, 0, 100, 100) }], (ring) => ring.map(([x, y]) => [x, y])),
  )
  expect(await imported(office, metric, { kind: 'built-up' })).toMatchObject({
    outcome: { code: 'layer.crs-unknown' },
  })
  const swapped = await uploaded(
    office,
    '建成区.geojson',
    geoJson([{ ring: rectangle(0, 0, 100, 100) }], (ring) =>
      lonLat(ring).map(([lon, lat]) => [lat, lon - 40]),
    ),
  )
  expect(await imported(office, swapped, { kind: 'built-up' })).toMatchObject({
    outcome: { code: 'layer.off-china' },
  })
})

it("a layer of another district does not exist, and a street's account changes nothing", async () => {
  const { office } = await aDistrictWithBoundary()
  const { layers } = await office(contract.listLayers, {})
  const params = { layerId: layers[0]?.id ?? '' }
  const other = await app.aDistrict()
  expect(await refusalOf(other.as.office(contract.getLayer, { params }))).toBe('request.not-found')
  expect(await refusalOf(other.as.office(contract.removeLayer, { params }))).toBe('request.not-found')
  expect(await refusalOf(other.as.street(contract.removeLayer, { params }))).toBe('identity.verb-not-granted')
})

it('a field that the kind does not have, and a day that has not come, are refused before any work', async () => {
  const { office } = await aDistrictWithBoundary()
  const fileId = await uploaded(office, '绿地.geojson', geoJson(parks))
  expect(await refusalOf(imported(office, fileId, { kind: 'water', mapping: { people: '人口' } }))).toBe(
    'layer.field-unfit',
  )
  expect(await refusalOf(imported(office, fileId, { kind: 'green', asOf: '2026-03-06' }))).toBe(
    'layer.day-in-future',
  )
})
