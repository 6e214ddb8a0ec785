import { expect, it } from 'vitest'
import { digestTimes } from './digest-times.ts'

it('hours are read as people type them', () => {
  expect(digestTimes('08:30, 14:30')).toEqual(['08:30', '14:30'])
  expect(digestTimes('８：３０、14:30；20:00')).toEqual(['08:30', '14:30', '20:00'])
  expect(digestTimes('')).toEqual([])
})

it.each(['25:00', '8点半', '08:30 08', '1:00 2:00 3:00 4:00 5:00 6:00 7:00'])(
  '%s is not hours of a digest',
  (text) => {
    expect(digestTimes(text)).toBeUndefined()
  },
)
