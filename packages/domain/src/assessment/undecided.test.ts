import { expect, test } from 'vitest'
import { aFigure, aRow, assessedItem, atLeast } from './bench.testing.ts'
import { hangsOnError } from './undecided.ts'

test('a verdict hangs on the error only where the threshold lies within it', () => {
  const hangs = (value: number, error: number) =>
    hangsOnError({
      rows: [assessedItem(aRow(atLeast(31)), { facts: { figures: [aFigure(value, { error })] } })],
      zones: [],
    })
  expect(hangs(31.2, 0.3)).toBe(true)
  expect(hangs(31.2, 0.1)).toBe(false)
  expect(hangs(30.8, 0.1)).toBe(false)
})

test('a missing figure is no reason to measure more finely', () => {
  expect(hangsOnError({ rows: [assessedItem(aRow(atLeast(31)))], zones: [] })).toBe(false)
})
