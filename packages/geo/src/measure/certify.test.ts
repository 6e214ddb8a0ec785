import { expect, test } from 'vitest'
import { metricLayer, metricPolygons, rectangle, square } from '../testing/metric-layer.ts'
import { certify, type Question } from './certify.ts'
import type { MeasureInput } from './measure-input.ts'
import { measure } from './measure.ts'
import { areaShare, everywhere } from './measurement.ts'

// 40 discs that touch nothing: their share of the zone is known exactly.
const points = metricLayer(
  'point',
  Array.from({ length: 40 }, (_, i) => [
    [[[100 + 200 * (i % 5) + 3.7 * i, 120 + 230 * Math.floor(i / 5) + 2.3 * i]]],
  ]),
)
const input: MeasureInput = {
  boundary: metricPolygons(rectangle(0, 0, 2500, 2500)),
  zones: metricPolygons(square(0, 0, 2400), rectangle(2400, 0, 100, 2500)),
  areas: [{ name: 'discs', layer: points, reachMetres: 40 }],
  rowMetres: 4,
}
const share = (40 * Math.PI * 40 ** 2) / 2400 ** 2

function answer(threshold: number, finestMetres?: number) {
  const measured = measure(input)
  if (!measured.ok) throw new Error(measured.refusal.code)
  const question: Question = {
    zone: 0,
    threshold,
    figure: (m, zone) => areaShare(m, zone, (covers) => covers('discs'), everywhere),
  }
  const result = certify(input, measured.value, question, finestMetres)
  if (result?.ok !== true) throw new Error('refused')
  return result.value
}

test('a threshold far away is settled by the first measurement', () => {
  expect(answer(0.9 * share)).toMatchObject({ verdict: 'above', rowMetres: 4 })
  expect(answer(1.1 * share)).toMatchObject({ verdict: 'below', rowMetres: 4 })
})

test('a threshold within the error is settled by rows closer together', () => {
  const above = answer(share * (1 - 2e-4), 0.01)
  const below = answer(share * (1 + 2e-4), 0.01)
  expect([above.verdict, below.verdict]).toEqual(['above', 'below'])
  expect(above.rowMetres).toBeLessThan(4)
})

test('a threshold that nothing can tell from the figure stays undecided', () => {
  expect(answer(share, 0.2).verdict).toBe('undecided')
})

test('nothing of nothing has no verdict', () => {
  const measured = measure(input)
  if (!measured.ok) throw new Error(measured.refusal.code)
  const question: Question = {
    zone: 1,
    threshold: 0.5,
    figure: (m, zone) => areaShare(m, zone, everywhere, (covers) => covers('discs')),
  }
  expect(certify(input, measured.value, question)).toBeUndefined()
})
