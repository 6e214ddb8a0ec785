import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { featureAreas } from '@chuangyuan/geo/feature-areas'
import { featureCount, type MapLayer } from '@chuangyuan/geo/layer'
import { measure } from '@chuangyuan/geo/measure/measure'
import { areaWhere, everywhere } from '@chuangyuan/geo/measure/measurement'
import { projectionOf, utm } from '@chuangyuan/geo/projection'
import { describe, expect, it } from 'vitest'
import { prepareLayer, type ReadingPlan } from './prepare-layer.ts'

/** Sub-zones with residents of 2020 and OpenStreetMap's parks of 2021; kept beside the checkout, not in it. */
const folder = path.resolve(import.meta.dirname, '../../../../shared/data/singapore')
const isThere = existsSync(path.join(folder, 'SOURCE.md'))
if (!isThere) console.log(`skipped: no real city at ${folder}`)

async function prepared(bytes: Uint8Array, fileName: string, plan: ReadingPlan) {
  const result = await prepareLayer(bytes, fileName, plan, {})
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}

function file(name: string): Uint8Array {
  return new Uint8Array(readFileSync(path.join(folder, name)))
}

const subzonePlan: ReadingPlan = { kind: 'homes', sources: { name: 'subzone_n', people: 'pop_count' } }
const parkPlan: ReadingPlan = { kind: 'green', sources: { id: 'id', name: 'name' } }

interface Parks {
  readonly features: readonly {
    readonly properties: { readonly id: number; readonly area: number }
    readonly geometry: { readonly type: string; readonly coordinates: number[][][][] }
  }[]
}

/** As the file's makers measured them, in their own projection and program. */
function statedAreas(): Map<number, number> {
  const { features } = JSON.parse(Buffer.from(file('parks_osm_2021.geojson')).toString()) as Parks
  return new Map(features.map(({ properties }) => [properties.id, properties.area]))
}

/** The parks in metres of UTM 48 N, under that name: what a survey office would hand over. */
function parksInUtm(): Uint8Array {
  const { features } = JSON.parse(Buffer.from(file('parks_osm_2021.geojson')).toString()) as Parks
  const { forward } = projectionOf(utm(48, false))
  const projected = features.map((feature) => ({
    type: 'Feature',
    properties: feature.properties,
    geometry: {
      type: feature.geometry.type,
      coordinates: feature.geometry.coordinates.map((part) =>
        part.map((ring) =>
          ring.map(([lon = NaN, lat = NaN]) => {
            const metres = new Float64Array(2)
            forward(Float64Array.of(lon, lat), metres)
            return [...metres]
          }),
        ),
      ),
    },
  }))
  const crs = { type: 'name', properties: { name: 'EPSG:32648' } }
  return new Uint8Array(Buffer.from(JSON.stringify({ type: 'FeatureCollection', crs, features: projected })))
}

function total(values: Iterable<number>): number {
  return [...values].reduce((sum, value) => sum + value, 0)
}

function peopleOf({ attributes }: MapLayer): number[] {
  return attributes.map(({ people }) => Number(people ?? 0))
}

describe.skipIf(!isThere)('a real city', () => {
  it('arrives whole: every sub-zone, every resident, every park', async () => {
    const subzones = await prepared(file('subzones_pop2020.geojson'), 'subzones.geojson', subzonePlan)
    const parks = await prepared(file('parks_osm_2021.geojson'), 'parks.geojson', parkPlan)
    expect(featureCount(subzones.layer)).toBe(332)
    expect(total(peopleOf(subzones.layer))).toBe(4_051_500)
    expect(featureCount(parks.layer)).toBe(674)
    expect(parks.placement.verdict).toBe('off-china')
  })

  it('has parks of the size that their makers measured', async () => {
    const { layer } = await prepared(file('parks_osm_2021.geojson'), 'parks.geojson', parkPlan)
    const stated = statedAreas()
    const own = featureAreas(layer)
    layer.attributes.forEach(({ id }, at) => {
      const theirs = stated.get(Number(id)) ?? NaN
      // Theirs are plane areas of the national grid, ours are on the ground.
      expect(Math.abs((own[at] ?? 0) / theirs - 1)).toBeLessThan(1e-3)
    })
  })

  it('is the same city when its file is in metres of UTM', async () => {
    const degrees = await prepared(file('parks_osm_2021.geojson'), 'parks.geojson', parkPlan)
    const metres = await prepared(parksInUtm(), 'parks-utm.geojson', parkPlan)
    expect(metres.reading.crs).toEqual({ kind: 'utm', zone: 48, south: false })
    const farthest = metres.layer.positions.reduce(
      (most, degree, at) => Math.max(most, Math.abs(degree - (degrees.layer.positions[at] ?? NaN))),
      0,
    )
    // A nanodegree is a tenth of a millimetre.
    expect(farthest).toBeLessThan(1e-8)
  })

  it('gives park area per head, sub-zone by sub-zone', async () => {
    const { layer: subzones } = await prepared(
      file('subzones_pop2020.geojson'),
      'subzones.geojson',
      subzonePlan,
    )
    const { layer: parks } = await prepared(file('parks_osm_2021.geojson'), 'parks.geojson', parkPlan)
    const measured = measure({
      boundary: subzones,
      zones: subzones,
      areas: [{ name: 'parks', layer: parks }],
      rowMetres: 10,
    })
    if (!measured.ok) throw new Error(measured.refusal.code)
    const inParks = (zone: number | 'whole') =>
      areaWhere(measured.value, zone, (covers) => covers('parks')).value
    const people = peopleOf(subzones)
    const perHead = people.map((heads, zone) => (heads === 0 ? undefined : inParks(zone) / heads))

    // The land of the main island and its neighbours was 728 km² in 2020.
    const land = areaWhere(measured.value, 'whole', everywhere).value
    expect(land / 1e6).toBeGreaterThan(700)
    expect(land / 1e6).toBeLessThan(800)
    const sum = total(people.map((_, zone) => inParks(zone)))
    expect(sum / inParks('whole')).toBeCloseTo(1, 6)
    // Parks seldom overlap or stand in the sea, so their sum is a little more than what the sub-zones hold.
    expect(inParks('whole') / total(statedAreas().values())).toBeGreaterThan(0.9)
    expect(inParks('whole') / total(statedAreas().values())).toBeLessThanOrEqual(1.001)

    const named = (name: string) => subzones.attributes.findIndex((each) => each['name'] === name)
    for (const name of ['Bedok North', 'Bishan East', 'Tampines East', 'Marine Parade']) {
      const zone = named(name)
      const sampled = sampledParkArea(subzones, zone, parks)
      expect(Math.abs(inParks(zone) - sampled.area)).toBeLessThan(5 * sampled.deviation + 1)
      expect(perHead[zone]).toBeGreaterThanOrEqual(0)
    }
    console.log(
      `parks ${(inParks('whole') / 1e6).toFixed(2)} km² on ${(land / 1e6).toFixed(1)} km², ` +
        `${(inParks('whole') / total(people)).toFixed(2)} m² a head; ` +
        `Bishan East ${(perHead[named('Bishan East')] ?? NaN).toFixed(2)} m²`,
    )
  })
})

/** Park ground of a zone by throwing points at it: slow and rough, and nothing of the engine in it. */
function sampledParkArea(
  zones: MapLayer,
  zone: number,
  parks: MapLayer,
): { area: number; deviation: number } {
  const ring = outlines(zones, zone)
  const [west, south, east, north] = boxOf(ring.flat())
  const near = parks.attributes
    .map((_, feature) => outlines(parks, feature))
    .filter((outline) => {
      const [w, s, e, n] = boxOf(outline.flat())
      return w <= east && e >= west && s <= north && n >= south
    })
  const throws = 40_000
  let hits = 0
  for (let i = 0; i < throws; i++) {
    // The two sequences of Roberts' R2 fill a square more evenly than chance.
    const lon = west + (east - west) * ((0.5 + i * 0.754_877_666_246_692_8) % 1)
    const lat = south + (north - south) * ((0.5 + i * 0.569_840_290_998_053_2) % 1)
    if (isInside(ring, lon, lat) && near.some((outline) => isInside(outline, lon, lat))) hits++
  }
  const cosine = Math.cos((((south + north) / 2) * Math.PI) / 180)
  // Near the equator a degree of latitude is 110,574 m on the ellipsoid, of longitude 111,320 m times the cosine.
  const box = (east - west) * 111_320 * cosine * ((north - south) * 110_576)
  const share = hits / throws
  return { area: share * box, deviation: Math.sqrt((share * (1 - share)) / throws) * box }
}

type Outline = [number, number][][]

function outlines({ featureStarts, partStarts, ringStarts, positions }: MapLayer, feature: number): Outline {
  const rings: Outline = []
  const first = partStarts[featureStarts[feature] ?? 0] ?? 0
  const last = partStarts[featureStarts[feature + 1] ?? 0] ?? 0
  for (let ring = first; ring < last; ring++) {
    const points: [number, number][] = []
    for (let v = ringStarts[ring] ?? 0; v < (ringStarts[ring + 1] ?? 0); v++) {
      points.push([positions[2 * v] ?? NaN, positions[2 * v + 1] ?? NaN])
    }
    rings.push(points)
  }
  return rings
}

function boxOf(points: readonly (readonly [number, number])[]): [number, number, number, number] {
  const [lons, lats] = [points.map(([lon]) => lon), points.map(([, lat]) => lat)]
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}

function isInside(rings: Outline, lon: number, lat: number): boolean {
  let inside = false
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [[x1, y1] = [0, 0], [x2, y2] = [0, 0]] = [ring[i], ring[j]]
      if (y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside
    }
  }
  return inside
}
