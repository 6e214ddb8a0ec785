import { expect, it } from 'vitest'
import { formulaWords } from './formula-words.ts'

it('a formula reads with names for letters and printed signs, and no name is replaced within another', () => {
  const inputs = [
    { name: 'area', quantity: 'green-area', unit: 'm2' },
    { name: 'a', quantity: 'built-up', unit: 'm2' },
  ] as const
  const expression = '100.0 * area / a'
  expect(formulaWords({ expression, inputs }, (id) => `〔${id}〕`)).toBe(
    '100 × 〔green-area〕 ÷ 〔built-up〕',
  )
})
