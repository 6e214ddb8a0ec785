import { expect, it } from 'vitest'
import { sumOf } from './score-part.ts'

it('the four parts add up without the dust of binary fractions', () => {
  expect(sumOf({ earned: 0.1, lost: 0.2, notAssessed: 0, notApplicable: 0 })).toBe(0.3)
})

it('what does not apply is part of the whole', () => {
  expect(sumOf({ earned: 60, lost: 12, notAssessed: 22, notApplicable: 6 })).toBe(100)
})
