import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digitsOf, errorDigits, missingDigits, shortDigits, statedDigits } from './amount.ts'

describe('digits of a figure', () => {
  it.each([
    [7.35381578721, 'm2-per-person', undefined, '7.35'],
    [31.797, 'percent', undefined, '31.80'],
    [4_559_301.4, 'm2', undefined, '4559301'],
    [9.0674, 'ha', undefined, '9.07'],
    [620_000, 'person', undefined, '620000'],
  ] as const)('%d %s (against %s) is written %s', (value, unit, against, digits) => {
    expect(digitsOf(value, unit, against)).toBe(digits)
  })

  it('gain places until a reader sees on which side of the threshold they lie', () => {
    expect(digitsOf(7.4996, 'm2-per-person', 7.5)).toBe('7.4996')
    expect(digitsOf(31.0004, 'percent', 31)).toBe('31.0004')
    expect(digitsOf(31, 'percent', 31)).toBe('31.00')
  })

  it('never claim the other side of the threshold', () => {
    const amount = fc.double({ min: 0, max: 200, noNaN: true })
    fc.assert(
      fc.property(amount, amount, (value, against) => {
        const shown = Number(digitsOf(value, 'percent', against))
        expect(Math.sign(shown - against)).toBe(Math.sign(value - against))
      }),
    )
  })
})

it('a stated number keeps its own digits, without the noise of binary fractions', () => {
  expect(statedDigits(30.7)).toBe('30.7')
  expect(statedDigits(0.1 + 0.2)).toBe('0.3')
  expect(shortDigits(30.7, 'percent')).toBe('30.7')
  expect(shortDigits(31.797891947, 'percent')).toBe('31.80')
})

it('an error is shown only where the printed digits would change by it', () => {
  expect(errorDigits({ low: 7.38, high: 7.4, unit: 'm2-per-person' })).toBe('0.01')
  expect(errorDigits({ low: 7.3499, high: 7.3501, unit: 'm2-per-person' })).toBeUndefined()
})

it('what is missing is never rounded down to nothing', () => {
  expect(missingDigits(0.0004, 'percent')).toBe('0.0004')
  expect(missingDigits(9.0674, 'ha')).toBe('9.07')
})
