import { expect, it } from 'vitest'
import { pathOf, sheetOf } from './outline.ts'

const sheet = sheetOf([117, 36, 117.2, 36.1])

it('keeps north up, west left, and a margin on every side', () => {
  const [left, top] = sheet.at(117, 36.1)
  const [right, bottom] = sheet.at(117.2, 36)
  expect([left > 0, top > 0, right < 1, bottom < 1]).toEqual([true, true, true, true])
  expect([left < right, top < bottom]).toEqual([true, true])
  expect(left).toBeCloseTo(1 - right)
  expect(top).toBeCloseTo(1 - bottom)
})

it('draws a degree of longitude shorter than one of latitude, as it is on the ground', () => {
  const [x, y] = sheet.at(117.1, 36.1)
  const [further] = sheet.at(117.11, 36.1)
  const [, lower] = sheet.at(117.1, 36.09)
  const onScreen = ((further - x) * sheet.ratio) / (lower - y)
  expect(onScreen).toBeCloseTo(Math.cos((36.05 * Math.PI) / 180), 3)
})

it('draws every ring of every polygon, and nothing of a point', () => {
  const ring = [
    [117, 36],
    [117.2, 36],
    [117.2, 36.1],
    [117, 36],
  ]
  const path = pathOf({ type: 'MultiPolygon', coordinates: [[ring], [ring, ring]] }, sheet)
  expect([...path.matchAll(/M/g)]).toHaveLength(3)
  expect(pathOf({ type: 'Point', coordinates: [117, 36] }, sheet)).toBe('')
})
