import { expect, it } from 'vitest'
import type { Instant } from '../day.ts'
import { clockOffMs, trueTime } from './phone-clock.ts'

const now = Date.parse('2026-03-05T09:00:00+08:00') as Instant
const minutes = (count: number) => count * 60_000
const at = (offMs: number) => (now + offMs) as Instant

it('a clock within two minutes is taken as right', () => {
  expect([-2, -1, 0, 1, 2].map((off) => clockOffMs(at(minutes(off)), now))).toEqual([0, 0, 0, 0, 0])
})

it('a clock that is off is off by as much as it said at sending', () => {
  expect(clockOffMs(at(minutes(90)), now)).toBe(minutes(90))
  expect(clockOffMs(at(-minutes(3)), now)).toBe(-minutes(3))
})

it('what a fast phone saw an hour before sending was an hour before it arrived', () => {
  expect(trueTime(at(minutes(30)), minutes(90), now)).toBe(at(-minutes(60)))
})

it('nothing is seen after it arrived', () => {
  expect(trueTime(at(minutes(1)), 0, now)).toBe(now)
})
