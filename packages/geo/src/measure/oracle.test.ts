import type { PGlite } from '@electric-sql/pglite'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomFrom } from '../testing/random.ts'
import { startPostgis } from '../testing/postgis.ts'
import { metricPolygons, rectangle, type MetricRing } from '../testing/metric-layer.ts'
import type { MeasureInput } from './measure-input.ts'
import { measure } from './measure.ts'
import { areaWhere, type Measurement, type Where } from './measurement.ts'

let postgis: PGlite

beforeAll(async () => {
  postgis = await startPostgis()
}, 60_000)
afterAll(() => postgis.close())

async function ask(sql: string, ...lists: readonly (readonly MetricRing[])[]): Promise<number> {
  const parameters = lists.map((rings) => rings.map(wkt))
  const { rows } = await postgis.query<{ value: number }>(sql, parameters)
  const value = rows[0]?.value
  if (value === undefined) throw new Error('PostGIS lost its answer')
  return value
}

function wkt(ring: MetricRing): string {
  const [first] = ring
  const closed = first === undefined ? ring : [...ring, first]
  return `POLYGON((${closed.map(([x, y]) => `${String(x)} ${String(y)}`).join(',')}))`
}

function measured(input: MeasureInput): Measurement {
  const result = measure(input)
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}

const whole = rectangle(-1000, -1000, 4000, 4000)
/**
 * Linework validity is the even-odd rule, as for one ring here. The union snaps to
 * a grid of 0.1 µm: without it GEOS throws inside and tries again, and the
 * WebAssembly build then answers with no row at all.
 */
const unionArea = `SELECT ST_Area(ST_Union(ST_MakeValid(g::geometry), 1e-7)) AS value FROM unnest($1::text[]) AS g`

async function compare(rings: readonly MetricRing[], tolerance: number): Promise<void> {
  const m = measured({
    boundary: metricPolygons(whole),
    areas: [{ name: 'a', layer: metricPolygons(...rings) }],
    rowMetres: 0.2,
  })
  const expected = await ask(unionArea, rings)
  const { value } = areaWhere(m, 'whole', (covers) => covers('a'))
  expect(Math.abs(value - expected)).toBeLessThan(tolerance * Math.max(expected, 10_000))
}

const node = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }))
const triangle = fc.tuple(node, node, node).map((ring): MetricRing => ring.map(([x, y]) => [60 * x, 60 * y]))
const coordinate = fc.integer({ min: 0, max: 480_000 }).map((millimetres) => millimetres / 1000)
const free = fc.tuple(coordinate, coordinate)
const runs = { numRuns: 40, endOnFailure: true }

test('triangles that share vertices and edges cover what PostGIS says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(triangle, { minLength: 2, maxLength: 25 }), (rings) => compare(rings, 3e-4)),
    runs,
  )
})

test('edges that nearly coincide, to a millionth of a millionth of a metre, do no harm', async () => {
  const near = fc.record({
    ring: triangle,
    power: fc.integer({ min: 3, max: 12 }),
    turn: fc.integer({ min: -9, max: 9 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(near, { minLength: 2, maxLength: 12 }), (cases) =>
      compare(
        cases.flatMap(({ ring, power, turn }) => [
          ring,
          ring.map(([x, y], i): readonly [number, number] => [
            x + turn * 10 ** -power,
            y - (i * turn) / 10 ** power,
          ]),
        ]),
        3e-4,
      ),
    ),
    runs,
  )
})

test('rings that cross themselves cover what the even-odd rule says', async () => {
  const wild = fc.array(free, { minLength: 3, maxLength: 14 })
  await fc.assert(
    fc.asyncProperty(fc.array(wild, { minLength: 1, maxLength: 6 }), (rings) => compare(rings, 3e-4)),
    runs,
  )
})

test('the ground within reach of any polygons is that of finely rounded buffers', async () => {
  const reachSql = `SELECT ST_Area(ST_Union(ST_Buffer(ST_MakeValid(g::geometry), 150, 'quad_segs=128'), 1e-7)) AS value
    FROM unnest($1::text[]) AS g`
  const wild = fc.array(free, { minLength: 3, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(fc.array(wild, { minLength: 1, maxLength: 6 }), async (rings) => {
      const m = measured({
        boundary: metricPolygons(whole),
        areas: [{ name: 'near', layer: metricPolygons(...rings), reachMetres: 150 }],
        rowMetres: 1,
      })
      const expected = await ask(reachSql, rings)
      expect(areaWhere(m, 'whole', (covers) => covers('near')).value / expected).toBeCloseTo(1, 3)
    }),
    runs,
  )
})

test('every zone of a small city is within 0.05 % of PostGIS, and within its own error bar', async () => {
  const draw = randomFrom(7)
  const blob = (size: number): MetricRing => {
    const [x, y] = [2000 * draw(), 2000 * draw()]
    return Array.from({ length: 12 }, (_, i) => {
      const r = size * (0.8 + 0.4 * draw())
      return [x + r * Math.cos((i * Math.PI) / 6), y + r * Math.sin((i * Math.PI) / 6)] as const
    })
  }
  const green = Array.from({ length: 500 }, () => blob(25))
  const crowns = Array.from({ length: 1500 }, () => blob(8))
  const zones = [
    rectangle(0, 0, 900, 1200),
    rectangle(900, 0, 1100, 1200),
    rectangle(0, 1200, 2000, 800),
    rectangle(500, 500, 60, 0),
  ]
  const m = measured({
    boundary: metricPolygons(rectangle(0, 0, 2000, 2000)),
    zones: metricPolygons(...zones),
    areas: [
      { name: 'green', layer: metricPolygons(...green) },
      { name: 'crowns', layer: metricPolygons(...crowns) },
    ],
  })
  const sql = `SELECT ST_Area(ST_Intersection(ST_Union(g::geometry, 1e-7), ($2::text[])[1]::geometry)) AS value FROM unnest($1::text[]) AS g`
  const figures: [Where, MetricRing[]][] = [
    [(covers) => covers('green'), green],
    [(covers) => covers('green') || covers('crowns'), [...green, ...crowns]],
  ]
  for (const [zone, ring] of zones.slice(0, 3).entries()) {
    for (const [where, rings] of figures) {
      const expected = await ask(sql, rings, [ring])
      const { value, error } = areaWhere(m, zone, where)
      expect(Math.abs(value / expected - 1)).toBeLessThan(5e-4)
      expect(Math.abs(value - expected)).toBeLessThan(2 * error)
    }
  }
})
