import { expect, test } from 'vitest'

import { checkFormula, evaluateFormula } from './formula.ts'

test('a formula computes in doubles', () => {
  expect(evaluateFormula('100.0 * part / whole', { part: 29, whole: 100 })).toEqual({ ok: true, value: 29 })
})

test.each([
  ['a / b', { a: 1, b: 0 }],
  ['a / b', { a: 0, b: 0 }],
  ['1.0 / (a / (b - b))', { a: 1, b: 2 }],
  ['-(a / b) + 1.0', { a: 1, b: 0 }],
])('division by zero is refused and never becomes a number: %s', (expression, inputs) => {
  expect(evaluateFormula(expression, inputs)).toEqual({
    ok: false,
    refusal: { code: 'formula.division-by-zero', expression },
  })
})

test('a guarded division is carried out only where its guard lets it', () => {
  expect(evaluateFormula('b == 0.0 ? 0.0 : a / b', { a: 1, b: 0 })).toEqual({ ok: true, value: 0 })
})

test('a missing input is named', () => {
  expect(evaluateFormula('a / b', { a: 1 })).toMatchObject({
    refusal: { code: 'formula.input-missing', input: 'b' },
  })
})

test('an input that is not a number is refused before it can spread', () => {
  expect(evaluateFormula('a + 1.0', { a: NaN })).toMatchObject({
    refusal: { code: 'formula.input-not-finite', input: 'a' },
  })
})

test('a text that is no expression, and a result that is no number, are refused', () => {
  expect(evaluateFormula('a +', { a: 1 })).toMatchObject({ refusal: { code: 'formula.unreadable' } })
  expect(evaluateFormula('a > 1.0', { a: 2 })).toMatchObject({ refusal: { code: 'formula.not-a-number' } })
})

test('an unreadable formula is found before any figure exists', () => {
  const inputs = [{ name: 'a', quantity: 'green-area', unit: 'm2' }] as const
  expect(checkFormula({ expression: '100.0 * a', inputs })).toEqual({ ok: true, value: null })
  expect(checkFormula({ expression: '100 * a', inputs })).toMatchObject({ ok: false })
  expect(checkFormula({ expression: 'a / b', inputs })).toMatchObject({ ok: false })
  expect(checkFormula({ expression: 'a > 1.0', inputs })).toMatchObject({
    refusal: { code: 'formula.not-a-number' },
  })
})
