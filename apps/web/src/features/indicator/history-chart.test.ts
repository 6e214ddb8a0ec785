import type { Figure } from '@chuangyuan/domain/assessment/facts'
import type { Day } from '@chuangyuan/domain/day'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { historyChart, niceTicks } from './history-chart.ts'

function aFigure(asOf: string, value: number, origin: Figure['origin'] = 'reported'): Figure {
  return { quantity: 'green-rate', value, unit: 'percent', asOf: asOf as Day, source: '年报', origin }
}

it('one day is no history', () => {
  expect(historyChart([], 31, 600, 200)).toBeUndefined()
  expect(historyChart([aFigure('2025-12-31', 30)], 31, 600, 200)).toBeUndefined()
})

it('measured and reported figures are two lines over the same days', () => {
  const chart = historyChart(
    [aFigure('2025-12-31', 30), aFigure('2021-12-31', 28), aFigure('2025-12-31', 31.8, 'computed')],
    31,
    600,
    200,
  )
  expect(chart?.lines.map(({ origin, points }) => [origin, points.map(({ x }) => x)])).toEqual([
    ['reported', [0, 600]],
    ['computed', [600]],
  ])
  expect(chart?.years).toEqual([
    { year: '2021', x: 0 },
    { year: '2025', x: 600 },
  ])
})

it('the scale holds every value and the threshold in few round steps', () => {
  const value = fc.double({ min: -1000, max: 1000, noNaN: true })
  fc.assert(
    fc.property(value, value, (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a]
      const ticks = niceTicks(low, high)
      const slack = 1e-9 * Math.max(1, Math.abs(low), Math.abs(high))
      expect(ticks.length).toBeGreaterThanOrEqual(2)
      expect(ticks.length).toBeLessThanOrEqual(7)
      expect(ticks[0]).toBeLessThanOrEqual(low + slack)
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(high - slack)
    }),
  )
})
