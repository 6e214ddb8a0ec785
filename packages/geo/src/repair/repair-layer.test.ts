import fc from 'fast-check'
import { expect, test } from 'vitest'
import { measure } from '../measure/measure.ts'
import { areaWhere } from '../measure/measurement.ts'
import { metricLayer, metricPolygons, rectangle, square, type MetricRing } from '../testing/metric-layer.ts'
import type { MapLayer } from '../layer.ts'
import { repairLayer } from './repair-layer.ts'

/** Areas to the square millimetre do not survive projection; a thousandth of a square metre does. */
function outcome(layer: MapLayer) {
  const { repaired, dropped } = repairLayer(layer)
  return {
    repaired: repaired.map(({ flaws, squareMetresBefore, squareMetresAfter }) => ({
      flaws,
      before: Math.round(squareMetresBefore * 100) / 100,
      after: Math.round(squareMetresAfter * 100) / 100,
    })),
    dropped,
  }
}

test('a sound layer comes back as it is', () => {
  const layer = metricLayer('polygon', [
    [[square(0, 0, 100), square(10, 10, 20)]],
    [[square(500, 0, 9)], [square(600, 0, 9)]],
  ])
  const { layer: same, repaired, dropped } = repairLayer(layer)
  expect({ same, repaired, dropped }).toEqual({ same: layer, repaired: [], dropped: [] })
})

const named: [string, MapLayer, ReturnType<typeof outcome>['repaired'][number]][] = [
  [
    'both loops of a bow-tie count',
    metricPolygons([
      [0, 0],
      [100, 100],
      [100, 0],
      [0, 100],
      [0, 0],
    ]),
    { flaws: ['ring-crosses-itself'], before: 0, after: 5000 },
  ],
  [
    'both loops of an eight that crosses in a vertex count',
    metricPolygons([
      [0, 0],
      [50, 50],
      [100, 100],
      [100, 0],
      [50, 50],
      [0, 100],
      [0, 0],
    ]),
    { flaws: ['ring-crosses-itself'], before: 0, after: 5000 },
  ],
  [
    'a hole that sticks out takes away inside only',
    metricLayer('polygon', [[[rectangle(0, 0, 60, 60), rectangle(-10, 20, 20, 20)]]]),
    { flaws: ['hole-misplaced'], before: 3200, after: 3400 },
  ],
  [
    'a hole off its shell takes nothing away',
    metricLayer('polygon', [[[square(0, 0, 60), square(100, 0, 20)]]]),
    { flaws: ['hole-misplaced'], before: 3200, after: 3600 },
  ],
  [
    'ground of overlapping parts counts once',
    metricLayer('polygon', [[[square(0, 0, 60)], [square(30, 0, 60)]]]),
    { flaws: ['parts-overlap'], before: 7200, after: 5400 },
  ],
  [
    'an unclosed ring is closed',
    metricPolygons(square(0, 0, 60).slice(0, 4)),
    { flaws: ['ring-unclosed'], before: 3600, after: 3600 },
  ],
  [
    'a hole of two vertices is left out',
    metricLayer('polygon', [
      [
        [
          square(0, 0, 60),
          [
            [1, 1],
            [2, 2],
            [1, 1],
          ],
        ],
      ],
    ]),
    { flaws: ['ring-degenerate'], before: 3600, after: 3600 },
  ],
]

test.each(named)('%s', (_, layer, expected) => {
  expect(outcome(layer)).toEqual({ repaired: [expected], dropped: [] })
})

test('a hole on an edge of its shell is sound: it takes away its own area', () => {
  expect(outcome(metricLayer('polygon', [[[square(0, 0, 60), rectangle(0, 20, 20, 20)]]])).repaired).toEqual(
    [],
  )
})

test('what cannot be measured is dropped with the reason', () => {
  const sound = square(0, 0, 60)
  const layer = metricPolygons(sound, [[0, 0]], sound, [[NaN, 0], ...sound])
  expect(outcome(layer).dropped).toEqual([
    { feature: 1, reason: 'nothing-left' },
    { feature: 2, reason: 'duplicate' },
    { feature: 3, reason: 'coordinate-invalid' },
  ])
  const metric: MapLayer = {
    ...metricPolygons(sound),
    positions: Float64Array.from(sound.flat(), (x) => x + 500_000),
  }
  expect(outcome(metric).dropped).toEqual([{ feature: 0, reason: 'coordinate-invalid' }])
})

test('the same outline with other attributes stays, and is reported', () => {
  const layer = {
    ...metricPolygons(square(0, 0, 60), square(0, 0, 60)),
    attributes: [{ owner: '甲' }, { owner: '乙' }],
  }
  expect(outcome(layer)).toEqual({
    repaired: [{ flaws: ['outline-repeated'], before: 3600, after: 3600 }],
    dropped: [],
  })
})

const point = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }))
const wildRing = fc
  .array(point, { minLength: 3, maxLength: 9 })
  .map((ring): MetricRing => ring.map(([x, y]) => [10 * x, 10 * y]))

test('the reported area is the one the sweep counts, for any rings', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(wildRing, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
      (parts) => {
        const source = metricLayer('polygon', [parts])
        const { layer, repaired } = repairLayer(source)
        const [report] = repaired
        if (report === undefined) return
        const result = measure({
          boundary: metricPolygons(square(-5, -5, 310)),
          areas: [{ name: 'a', layer }],
          rowMetres: 0.1,
        })
        if (!result.ok) throw new Error(result.refusal.code)
        const { value } = areaWhere(result.value, 'whole', (covers) => covers('a'))
        expect(Math.abs(value - report.squareMetresAfter)).toBeLessThan(3e-4 * 300 ** 2)
      },
    ),
    { numRuns: 60 },
  )
})
