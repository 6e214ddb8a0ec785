import { refuse } from '@chuangyuan/domain/result'
import { expect, test } from 'vitest'
import { metricLayer, metricPolygons, rectangle, square } from '../testing/metric-layer.ts'
import type { MeasureInput } from './measure-input.ts'
import { measure } from './measure.ts'
import {
  areaShare,
  areaWhere,
  everywhere,
  lengthWhere,
  weightWhere,
  type Measurement,
} from './measurement.ts'

function measured(input: MeasureInput): Measurement {
  const result = measure({ rowMetres: 0.5, ...input })
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}

const ground = metricPolygons(square(0, 0, 2000))

test('two squares that overlap count their ground once', () => {
  const green = metricPolygons(square(100, 100, 100), square(150, 150, 100))
  const m = measured({ boundary: ground, areas: [{ name: 'green', layer: green }] })
  expect(areaWhere(m, 'whole', (covers) => covers('green')).value).toBeCloseTo(17_500, -2)
  expect(areaWhere(m, 'whole', everywhere).value / 4e6).toBeCloseTo(1, 5)
})

test('ground that two features of the boundary share counts like any other', () => {
  const m = measured({
    boundary: metricPolygons(rectangle(0, 0, 1300, 2000), rectangle(700, 0, 1300, 2000)),
    areas: [
      { name: 'park', layer: metricPolygons(square(950, 950, 100)) },
      { name: 'near', layer: metricLayer('point', [[[[[1000, 1000]]]]]), reachMetres: 100 },
    ],
  })
  expect(areaWhere(m, 'whole', (covers) => covers('park')).value / 1e4).toBeCloseTo(1, 3)
  expect(areaWhere(m, 'whole', (covers) => covers('near')).value / (Math.PI * 1e4)).toBeCloseTo(1, 3)
})

test('the ground within reach of a point is a disc of true arcs', () => {
  const point = metricLayer('point', [[[[[1000, 1000]]]]])
  const m = measured({ boundary: ground, areas: [{ name: 'near', layer: point, reachMetres: 500 }] })
  expect(areaWhere(m, 'whole', (covers) => covers('near')).value / (Math.PI * 500 ** 2)).toBeCloseTo(1, 4)
})

test('the ground within reach of a polygon is its area, its sides and its corners', () => {
  for (const size of [100, 700]) {
    const park = metricPolygons(square(650, 650, size))
    const m = measured({ boundary: ground, areas: [{ name: 'near', layer: park, reachMetres: 300 }] })
    const expected = size ** 2 + 4 * size * 300 + Math.PI * 300 ** 2
    expect(areaWhere(m, 'whole', (covers) => covers('near')).value / expected).toBeCloseTo(1, 4)
  }
})

test('people of a parcel count by the share of its ground that is served', () => {
  const homes = metricPolygons(rectangle(0, 0, 200, 100), rectangle(100, 0, 100, 100))
  const served = metricPolygons(rectangle(100, 0, 400, 400))
  const m = measured({
    boundary: ground,
    areas: [
      { name: 'served', layer: served },
      { name: 'homes', layer: homes },
    ],
    weights: [{ name: 'people', layer: homes, amounts: Float64Array.of(1000, 300) }],
  })
  expect(weightWhere(m, 'people', 'whole', everywhere).value).toBeCloseTo(1300, 0)
  expect(weightWhere(m, 'people', 'whole', (covers) => covers('served')).value).toBeCloseTo(800, 0)
  const share = areaShare(
    m,
    'whole',
    (covers) => covers('served'),
    (covers) => covers('homes'),
  )
  expect(share?.value).toBeCloseTo(0.5, 3)
})

test('a hole that shares an edge with its shell, a hole that sticks out, and overlapping holes take away', () => {
  const shell = rectangle(0, 0, 60, 60)
  const cases: [number, ReturnType<typeof rectangle>[]][] = [
    [3200, [rectangle(0, 20, 20, 20)]],
    [3400, [rectangle(-10, 20, 20, 20)]],
    [2900, [rectangle(10, 10, 20, 20), rectangle(20, 20, 20, 20)]],
  ]
  for (const [expected, holes] of cases) {
    const layer = metricLayer('polygon', [[[shell, ...holes]]])
    const m = measured({
      boundary: metricPolygons(square(-500, -500, 2000)),
      areas: [{ name: 'a', layer }],
      rowMetres: 0.05,
    })
    expect(areaWhere(m, 'whole', (covers) => covers('a')).value / expected).toBeCloseTo(1, 3)
  }
})

test('each zone has its own ground; what two zones claim counts once and is reported', () => {
  const zones = metricPolygons(rectangle(0, 0, 1000, 2000), rectangle(900, 0, 1000, 2000))
  const m = measured({ boundary: ground, zones })
  expect(areaWhere(m, 0, everywhere).value / 2e6).toBeCloseTo(1, 4)
  expect(areaWhere(m, 1, everywhere).value / 1.8e6).toBeCloseTo(1, 4)
  expect(areaWhere(m, 'unclaimed', everywhere).value / 2e5).toBeCloseTo(1, 3)
  expect(m.zoneOverlaps).toHaveLength(1)
  expect((m.zoneOverlaps[0]?.squareMetres ?? 0) / 2e5).toBeCloseTo(1, 3)
})

test('a small zone is measured with rows closer together, and the others stay as they were', () => {
  const zones = metricPolygons(rectangle(0, 0, 1900, 2000), rectangle(1900, 0, 60, 60))
  const green = metricPolygons(square(1880, 10, 41))
  const input: MeasureInput = { boundary: ground, zones, areas: [{ name: 'a', layer: green }], rowMetres: 2 }
  const even = measured(input)
  const equal = measured({ ...input, equalRows: true })
  const green1 = (m: Measurement) => areaWhere(m, 1, (covers) => covers('a'))
  expect(green1(even).value / (21 * 41)).toBeCloseTo(1, 3)
  expect(green1(even).error).toBeLessThan(green1(equal).error)
  expect(areaWhere(even, 1, everywhere).value / 3600).toBeCloseTo(1, 3)
})

test('lines are split exactly at zones, boundary, holes and covers', () => {
  const zones = metricPolygons(rectangle(0, 0, 1000, 2000), rectangle(1000, 0, 1000, 2000))
  const cover = metricLayer('polygon', [[[rectangle(500, 500, 1000, 1000), rectangle(900, 900, 300, 300)]]])
  const roads = metricLayer('line', [
    [
      [
        [
          [-500, 1000],
          [2500, 1000],
        ],
      ],
    ],
    [
      [
        [
          [1500, 100],
          [1500, 1900],
          [1900, 1900],
        ],
      ],
    ],
    [
      [
        [
          [1750, 1750],
          [250, 250],
        ],
      ],
    ],
  ])
  const m = measured({
    boundary: ground,
    zones,
    areas: [{ name: 'shade', layer: cover }],
    lines: [{ name: 'roads', layer: roads, classes: Uint8Array.of(0, 1, 2), within: ['shade'] }],
  })
  const near = (value: number, expected: number) => expect(value).toBeCloseTo(expected, 3)
  near(lengthWhere(m, 'roads', 'whole'), 2000 + 2200 + 1500 * Math.SQRT2)
  near(lengthWhere(m, 'roads', 0, everywhere, [0]), 1000)
  near(
    lengthWhere(m, 'roads', 'whole', (covers) => covers('shade'), [0]),
    700,
  )
  near(
    lengthWhere(m, 'roads', 0, (covers) => covers('shade'), [0]),
    400,
  )
  near(lengthWhere(m, 'roads', 1, everywhere, [1]), 2200)
  near(
    lengthWhere(m, 'roads', 0, (covers) => covers('shade'), [2]),
    400 * Math.SQRT2,
  )
})

test('lines cannot be split by ground within reach, nor by a layer that is not there', () => {
  const roads = metricLayer('line', [
    [
      [
        [
          [0, 0],
          [100, 0],
        ],
      ],
    ],
  ])
  const splitBy = (name: string) =>
    measure({
      boundary: ground,
      areas: [{ name: 'near', layer: metricPolygons(square(0, 0, 10)), reachMetres: 300 }],
      lines: [{ name: 'roads', layer: roads, within: [name] }],
    })
  expect(splitBy('near')).toEqual(refuse({ code: 'measure.reach-splits-no-lines', name: 'near' }))
  expect(splitBy('far')).toEqual(refuse({ code: 'measure.unknown-name', name: 'far' }))
})
