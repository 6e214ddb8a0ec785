import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cgcs2000, bd09, gcj02, threeDegreeZone, wgs84, type Crs } from '@chuangyuan/geo/crs'
import { shiftFromWgs84, type ShiftedDatum } from '@chuangyuan/geo/datum'
import { gaussKrueger, projectionOf } from '@chuangyuan/geo/projection'
import { judgePlacement, rankSystems, type RawShapes } from './placement.ts'

/** A district about 11 by 9 km at 117.2 E, 34.26 N, with a bulge so that it is no box. */
const outline: readonly (readonly [number, number])[] = [
  [117.14, 34.22],
  [117.2, 34.2],
  [117.26, 34.225],
  [117.25, 34.26],
  [117.27, 34.29],
  [117.2, 34.3],
  [117.15, 34.285],
]

function polygons(rings: readonly (readonly (readonly [number, number])[])[]): RawShapes {
  const starts = [0]
  for (const ring of rings) starts.push((starts.at(-1) ?? 0) + ring.length)
  const each = Uint32Array.from({ length: rings.length + 1 }, (_, i) => i)
  return {
    positions: Float64Array.from(rings.flat(2)),
    ringStarts: Uint32Array.from(starts),
    partStarts: each,
    featureStarts: each,
  }
}

const boundary = polygons([outline])

function isInside(lon: number, lat: number): boolean {
  let inside = false
  for (const [i, [x1, y1]] of outline.entries()) {
    const [x2, y2] = outline[(i + 1) % outline.length] ?? [0, 0]
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside
  }
  return inside
}

function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Small squares all over the district, true degrees. */
function parks(count: number, seed = 1): RawShapes {
  const next = random(seed)
  const rings: [number, number][][] = []
  while (rings.length < count) {
    const lon = 117.14 + next() * 0.13
    const lat = 34.2 + next() * 0.1
    if (!isInside(lon, lat)) continue
    const side = 0.0002
    rings.push([
      [lon, lat],
      [lon + side, lat],
      [lon + side, lat + side],
      [lon, lat + side],
    ])
  }
  return polygons(rings)
}

function moved(shapes: RawShapes, move: (lon: number, lat: number) => readonly [number, number]): RawShapes {
  const positions = new Float64Array(shapes.positions.length)
  for (let i = 0; i < positions.length; i += 2) {
    const [x, y] = move(shapes.positions[i] ?? 0, shapes.positions[i + 1] ?? 0)
    positions[i] = x
    positions[i + 1] = y
  }
  return { ...shapes, positions }
}

const shifted = (datum: ShiftedDatum) => (lon: number, lat: number) => shiftFromWgs84([lon, lat], datum)

function projected(meridian: number, falseEasting = 500_000) {
  const { forward } = projectionOf(gaussKrueger(meridian, falseEasting))
  return (lon: number, lat: number): readonly [number, number] => {
    const target = new Float64Array(2)
    forward(Float64Array.of(lon, lat), target)
    return [target[0] ?? 0, target[1] ?? 0]
  }
}

function webMercator(lon: number, lat: number): readonly [number, number] {
  const radius = 6_378_137
  return [(radius * lon * Math.PI) / 180, radius * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))]
}

const many = parks(1_500)
const cm117 = threeDegreeZone(39, false)

test('a layer at its place fits, and the datum is proven by its features near the edge', () => {
  expect(judgePlacement(many, cgcs2000, boundary)).toMatchObject({ verdict: 'fits', datum: 'proven' })
  expect(judgePlacement(moved(many, projected(117)), cm117, boundary)).toMatchObject({
    verdict: 'fits',
    datum: 'proven',
  })
})

test.for<[string, RawShapes, Crs, readonly string[]]>([
  ['Amap degrees called WGS-84', moved(many, shifted('gcj-02')), wgs84, ['gcj02-as-true']],
  ['Baidu degrees called WGS-84', moved(many, shifted('bd-09')), wgs84, ['bd09-as-true']],
  ['true degrees called GCJ-02', many, gcj02, ['true-as-gcj02']],
  ['true degrees called BD-09', many, bd09, ['true-as-bd09']],
  [
    'Amap degrees projected to a zone',
    moved(moved(many, shifted('gcj-02')), projected(117)),
    cm117,
    ['gcj02-as-true'],
  ],
  ['the neighbouring zone', moved(many, projected(117)), threeDegreeZone(40, false), ['wrong-zone']],
  [
    'a zone number that the stated system has not',
    moved(many, projected(117, 39_500_000)),
    cm117,
    ['zone-number-in-easting'],
  ],
  [
    'a stated zone number that the eastings have not',
    moved(many, projected(117)),
    threeDegreeZone(39, true),
    ['zone-number-missing'],
  ],
  [
    'a zone number of another zone',
    moved(many, projected(117, 39_500_000)),
    threeDegreeZone(40, true),
    ['wrong-zone'],
  ],
  ['northing first', moved(moved(many, projected(117)), (x, y) => [y, x]), cm117, ['axes-swapped']],
  ['latitude first', moved(many, (lon, lat) => [lat, lon]), wgs84, ['axes-swapped']],
  ['metres of map tiles called degrees', moved(many, webMercator), wgs84, ['web-mercator']],
  [
    'Amap tiles’ metres',
    moved(moved(many, shifted('gcj-02')), webMercator),
    cm117,
    ['web-mercator', 'gcj02-as-true'],
  ],
  ['degrees called metres', many, cm117, ['degrees-as-metres']],
  ['metres called degrees', moved(many, projected(117)), wgs84, ['metres-as-degrees']],
])('%s: refused with the cause, and a reading that fits', ([, shapes, stated, causes]) => {
  const placement = judgePlacement(shapes, stated, boundary)
  expect(placement).toMatchObject({ verdict: 'shifted', causes })
  if (placement.verdict === 'shifted') expect(placement.corrected.score).toBeGreaterThan(0.98)
})

test('a few features in the middle fit under every datum, and that is said', () => {
  const next = random(7)
  const few = moved(parks(30), () => [117.2 + next() * 0.01, 34.25 + next() * 0.01])
  expect(judgePlacement(few, cgcs2000, boundary)).toMatchObject({ verdict: 'fits', datum: 'unproven' })
  expect(judgePlacement(moved(few, shifted('gcj-02')), cgcs2000, boundary)).toMatchObject({
    verdict: 'fits',
    datum: 'unproven',
  })
})

test('a layer of the whole city, of which most lies outside, is not called shifted', () => {
  const next = random(3)
  const city = moved(parks(1_500), () => [117 + next() * 0.4, 34.1 + next() * 0.3])
  const placement = judgePlacement(city, cgcs2000, boundary)
  expect(placement.verdict).not.toBe('shifted')
})

test('another district’s layer is elsewhere, with the distance', () => {
  const placement = judgePlacement(
    moved(many, (lon, lat) => [lon + 1, lat]),
    cgcs2000,
    boundary,
  )
  expect(placement).toMatchObject({ verdict: 'elsewhere' })
  if (placement.verdict === 'elsewhere') expect(placement.kilometres).toBeCloseTo(92, 0)
})

test('a city’s own metres belong to no national system', () => {
  const local = moved(moved(many, projected(117)), (x, y) => [x - 480_000, y - 3_780_000])
  expect(judgePlacement(local, undefined, boundary)).toMatchObject({ verdict: 'local-system' })
  expect(judgePlacement(local, wgs84, boundary)).toMatchObject({ verdict: 'local-system' })
})

test('without a stated system the one that fits comes first', () => {
  const placement = judgePlacement(moved(many, projected(117)), undefined, boundary)
  if (placement.verdict !== 'suggested') throw new Error(placement.verdict)
  expect(placement.candidates[0]?.reading).toEqual({ crs: cm117, swapped: false, shift: 'none' })
})

test('streets that cover the district are judged by their common ground', () => {
  const halves = polygons([
    outline.filter(([lon]) => lon <= 117.2),
    [...outline.filter(([lon]) => lon >= 117.2)],
  ])
  expect(judgePlacement(halves, cgcs2000, boundary, 'covers')).toMatchObject({
    verdict: 'fits',
    datum: 'proven',
  })
  expect(judgePlacement(moved(halves, shifted('gcj-02')), cgcs2000, boundary, 'covers')).toMatchObject({
    verdict: 'shifted',
    causes: ['gcj02-as-true'],
  })
})

test('the systems to choose from are ranked by how much lies inside', () => {
  const ranked = rankSystems(moved(many, shifted('gcj-02')), [wgs84, gcj02, bd09], boundary)
  expect(ranked[0]?.reading.crs).toEqual(gcj02)
  expect(ranked[0]?.score).toBeGreaterThan(0.99)
})

test('a true layer of any draw is never called shifted, a GCJ-02 one of 400 features never proven true', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const drawn = parks(400, seed)
      expect(judgePlacement(drawn, cgcs2000, boundary).verdict).toBe('fits')
      const wrong = judgePlacement(moved(drawn, shifted('gcj-02')), cgcs2000, boundary)
      expect(wrong).not.toMatchObject({ verdict: 'fits', datum: 'proven' })
    }),
    { numRuns: 20 },
  )
})
