import { generateDemoDistrict } from '@chuangyuan/demo-district/demo-district'
import type { Figure } from '@chuangyuan/domain/assessment/facts'
import { addDays, dayOf, type Day, type Instant } from '@chuangyuan/domain/day'
import { shiftFromWgs84 } from '@chuangyuan/geo/datum'
import { featureCount, type MapLayer } from '@chuangyuan/geo/layer'
import { layerToGeoJson } from '@chuangyuan/geo/layer-geojson'
import { measure } from '@chuangyuan/geo/measure/measure'
import { gaussKrueger, projectionOf } from '@chuangyuan/geo/projection'
import type { DistrictLayer, DistrictMap } from '@chuangyuan/indicators/district-map'
import { figuresOf } from '@chuangyuan/indicators/figures'
import { mapQuantities, measureInput } from '@chuangyuan/indicators/measure-plan'
import { perHeadFigures } from '@chuangyuan/indicators/per-head'
import type { Ring } from '@chuangyuan/map-files/testing/write-shapefile'
import { prjOf4548, zippedShapefile } from '@chuangyuan/map-files/testing/zip-shapefile'
import { shippedPack } from '@chuangyuan/standards-data/shipped-packs'
import { districtWorkbook, districtWorkbookTitle } from '@chuangyuan/workbook/district-workbook'
import { writeWorkbook, type WritableRow } from '@chuangyuan/workbook/write-workbook'

/**
 * A district that is not the demo (柳塘区): another town of the same generator,
 * under codes of its own, as the files that its offices would hand over.
 */
export const willow = { code: '990301', name: '云泽市柳塘区' } as const

const seed = 2006
export const today = dayOf(Date.now() as Instant)
export const imageOn = addDays(today, -30)
const town = generateDemoDistrict(seed, today)
export const population = town.population
export const streets = town.streets.map(({ code, ...street }) => ({ ...street, code: ownCode(code) }))

/** The first digits of a division's code are its district's. */
function ownCode(code: string): string {
  return willow.code + code.slice(town.code.length)
}

/** What is wrong in the workbook, with the words that the product finds for it. */
export const wrongSites = [
  { code: 'LT-W1', reason: '没有街道“无此街道”' },
  { code: 'LT-W2', reason: '面积（平方米）：不是数字' },
  { code: 'LT-001', reason: '重复，请只留一行' },
] as const

/** The district workbook as its office fills it in, with three rows gone wrong. */
export function willowWorkbook(): Promise<Uint8Array> {
  const streetName = new Map(town.streets.map(({ code, name }) => [code, name]))
  const unitName = new Map(town.units.map(({ code, name }) => [code, name]))
  const personName = new Map(town.people.map(({ code, name }) => [code, name]))
  const postHolder = new Map(town.posts.map(({ code, person }) => [code, personName.get(person)]))
  const named = (names: ReadonlyMap<string, string | undefined>, code: string | undefined) =>
    names.get(code ?? '') ?? ''

  const sites: WritableRow[] = town.sites.slice(0, 60).map((site, n) => ({
    code: `LT-${String(n + 1).padStart(3, '0')}`,
    name: site.name,
    kind: site.kind,
    street: named(streetName, site.street),
    owner: named(unitName, site.owner),
    responsibleUnit: named(unitName, site.roles.responsibleUnit),
    firstResponsible: named(postHolder, site.roles.firstResponsible),
    contact: named(postHolder, site.roles.contact),
  }))
  const [first = {}] = sites
  const rows: { readonly [Sheet in keyof typeof districtWorkbook]: readonly WritableRow[] } = {
    streets: streets.map(({ code, name, people }, n) => ({ code, name, people, protocolOrder: n + 1 })),
    communities: town.communities.map(({ code, street, name, people }) => ({
      ...{ code: ownCode(code), street: named(streetName, street), name, people },
    })),
    units: town.units.map(({ code, name, shortName, kind, street }, n) => ({
      ...{ code, name, shortName, kind, street: named(streetName, street), protocolOrder: n + 1 },
    })),
    peoplePosts: town.posts.map(({ unit, title, person, order, body, since }) => ({
      ...{ name: named(personName, person), unit: named(unitName, unit), post: title },
      ...{ protocolOrder: order, body, from: since },
    })),
    sites: [
      ...sites,
      { ...first, code: 'LT-W1', name: '错街道的点位', street: '无此街道' },
      { ...first, code: 'LT-W2', name: '错面积的点位', area: '三亩多' },
      { ...first, name: '编码重复的点位' },
    ],
    duties: [],
    figures: reportedFigures.map(({ quantity, zone, value, unit, asOf, source }) => ({
      ...{ input: quantity, zone, value, unit: unit === 'person' ? '人' : undefined, on: asOf, source },
    })),
  }
  return writeWorkbook({
    title: districtWorkbookTitle,
    sheets: [
      { definition: districtWorkbook.streets, rows: rows.streets },
      { definition: districtWorkbook.communities, rows: rows.communities },
      { definition: districtWorkbook.units, rows: rows.units },
      { definition: districtWorkbook.peoplePosts, rows: rows.peoplePosts },
      { definition: districtWorkbook.sites, rows: rows.sites },
      { definition: districtWorkbook.figures, rows: rows.figures },
    ],
  })
}

/** Heads, of the whole and of every street: what green per head is divided by. Zones are named, as in the file. */
const reportedFigures: readonly (Figure & { readonly asOf: Day })[] = town.figures
  .filter(({ quantity }) => quantity === 'non-farming-population')
  .flatMap((heads) => {
    const { quantity, unit, asOf } = heads
    const figure = { quantity, unit, asOf, origin: 'reported', source: '区统计局年报' } as const
    return [
      { ...figure, value: heads.value },
      ...town.streets.map(({ name, people }) => ({ ...figure, zone: name, value: people })),
    ]
  })

/** Rows of the workbook that can be written, and those that cannot. */
export const willowRows = {
  right:
    streets.length +
    town.communities.length +
    town.units.length +
    town.posts.length +
    60 +
    reportedFigures.length,
  wrong: wrongSites.length,
} as const

export const layerFiles = {
  builtUp: () => geoJsonFile(town.layers.builtUp),
  /** As drawn over a web map: every vertex half a kilometre off, and nothing in the file says so. */
  shiftedStreets: () => geoJsonFile(shifted(withOwnCodes(town.layers.streets))),
  green: () => gbkShapefile(town.layers.green),
  homes: () => geoJsonFile(town.layers.residential),
} as const

function geoJsonFile(layer: MapLayer): Buffer {
  return Buffer.from(JSON.stringify(layerToGeoJson(layer)))
}

function withOwnCodes(layer: MapLayer): MapLayer {
  return {
    ...layer,
    attributes: layer.attributes.map(({ code, name }) => ({ code: ownCode(String(code)), name: name ?? '' })),
  }
}

function shifted(layer: MapLayer): MapLayer {
  const positions = new Float64Array(layer.positions.length)
  for (let v = 0; v < positions.length; v += 2) {
    positions.set(shiftFromWgs84([layer.positions[v] ?? 0, layer.positions[v + 1] ?? 0], 'gcj-02'), v)
  }
  return { ...layer, positions }
}

/** Degrees of the middle line of the 3-degree zone that the town lies in. */
const meridian = 105

/** Green as a survey office delivers it: CGCS2000, Gauss-Krüger, Chinese field names in GBK, no `.cpg`. */
function gbkShapefile(layer: MapLayer): Buffer {
  const metres = new Float64Array(layer.positions.length)
  projectionOf(gaussKrueger(meridian)).forward(layer.positions, metres)
  const columns = [
    { name: '编号', type: 'C', length: 12 },
    { name: '名称', type: 'C', length: 60 },
    { name: '绿地类型', type: 'C', length: 8 },
  ] as const
  const shapes = Array.from({ length: featureCount(layer) }, (_, feature) => {
    const { id, name, class2017 } = layer.attributes[feature] ?? {}
    const attributes = { 编号: String(id), 名称: String(name), 绿地类型: String(class2017) }
    return { rings: ringsOf(layer, metres, feature), attributes }
  })
  const file = { type: 'polygon', encoding: 'gbk', columns, shapes } as const
  const prj = prjOf4548.replace('117E', `${String(meridian)}E`).replace('117.0', `${String(meridian)}.0`)
  return Buffer.from(zippedShapefile('柳塘绿地', file, { prj }))
}

/** Rings of a feature in a shapefile's sense: shells clockwise, holes against it, all closed. */
function ringsOf(
  { featureStarts, partStarts, ringStarts }: MapLayer,
  positions: Float64Array,
  feature: number,
) {
  const rings: Ring[] = []
  for (let part = featureStarts[feature] ?? 0; part < (featureStarts[feature + 1] ?? 0); part++) {
    const shell = partStarts[part] ?? 0
    for (let ring = shell; ring < (partStarts[part + 1] ?? 0); ring++) {
      const points = pointsOf(positions, ringStarts[ring] ?? 0, ringStarts[ring + 1] ?? 0)
      const isClockwise = signedArea(points) < 0
      rings.push(isClockwise === (ring === shell) ? points : points.toReversed())
    }
  }
  return rings
}

function pointsOf(positions: Float64Array, from: number, to: number): (readonly [number, number])[] {
  const points = Array.from({ length: to - from }, (_, n) => {
    const at = 2 * (from + n)
    return [positions[at] ?? 0, positions[at + 1] ?? 0] as const
  })
  const [first] = points
  const last = points.at(-1)
  const isClosed = first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1]
  return isClosed || first === undefined ? points : [...points, first]
}

function signedArea(points: readonly (readonly [number, number])[]): number {
  const [origin = [0, 0]] = points
  return points.reduce((sum, [x, y], n) => {
    const [nextX, nextY] = points[(n + 1) % points.length] ?? origin
    return sum + (x - origin[0]) * (nextY - origin[1]) - (nextX - origin[0]) * (y - origin[1])
  }, 0)
}

/** What the same map comes to without the product: zones are named as the streets are. */
export function expectedFigures(): readonly Figure[] {
  const pack = shippedPack('garden-2000-2005')
  if (pack === undefined) throw new Error('the pack of the demo is gone')
  const drawn = (layer: MapLayer): DistrictLayer => ({ layer, name: '', asOf: imageOn })
  const map: DistrictMap = {
    zones: streets.map(({ name }) => name),
    layers: {
      'built-up': drawn(town.layers.builtUp),
      streets: drawn(town.layers.streets),
      green: drawn(town.layers.green),
      homes: drawn(town.layers.residential),
    },
  }
  const input = measureInput(map, mapQuantities(pack))
  const measured = input && measure({ ...input, rowMetres: 1 })
  if (measured?.ok !== true) throw new Error('the map cannot be measured')
  const computed = figuresOf(pack, map, measured.value)
  return [...computed, ...perHeadFigures(pack, [...computed, ...reportedFigures], today)]
}
