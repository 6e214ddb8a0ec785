import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lossOf, shapleyOf, type CostGroup } from './capped-game.ts'
import { shareOut, sumOf } from './micro.ts'

/** Straight from the definition: every order of all findings, each finding paid what it adds. */
function shapleyByOrders(groups: readonly CostGroup[], cap: number): number[] {
  const players = groups.flatMap(({ findings }, group) => Array.from({ length: findings }, () => group))
  const worth = (members: number) =>
    lossOf(
      groups.map((each, group) => ({
        ...each,
        findings: players.filter((of, player) => of === group && (members >> player) % 2 === 1).length,
      })),
      cap,
    )
  const factorial = (count: number): number => (count < 2 ? 1 : count * factorial(count - 1))
  const sums = players.map((_, player) => {
    let value = 0
    for (let members = 0; members < 2 ** players.length; members += 1) {
      if ((members >> player) % 2 === 1) continue
      const size = members.toString(2).replaceAll('0', '').length
      const orders = factorial(size) * factorial(players.length - size - 1)
      value += (orders * (worth(members | (1 << player)) - worth(members))) / factorial(players.length)
    }
    return value
  })
  return groups.map((_, group) => sums[players.indexOf(group)] ?? 0)
}

const group = fc.record({
  findings: fc.integer({ min: 0, max: 4 }),
  each: fc.integer({ min: 1, max: 6 }),
  atMost: fc.integer({ min: 1, max: 12 }),
})
const game = fc.record({
  groups: fc
    .array(group, { minLength: 1, maxLength: 4 })
    .filter((groups) => groups.reduce((sum, { findings }) => sum + findings, 0) <= 8),
  cap: fc.integer({ min: 1, max: 20 }),
})

describe('the Shapley value of a capped row', () => {
  it('is the one of the definition, for up to eight findings', () => {
    fc.assert(
      fc.property(game, ({ groups, cap }) => {
        const [found, defined] = [shapleyOf(groups, cap), shapleyByOrders(groups, cap)]
        for (const [index, value] of found.entries())
          if ((groups[index]?.findings ?? 0) > 0) expect(value).toBeCloseTo(defined[index] ?? NaN, 9)
      }),
    )
  })

  it('adds up to the loss, for hundreds of findings too', () => {
    const many = fc.array(
      fc.record({
        findings: fc.integer({ min: 0, max: 300 }),
        each: fc.integer({ min: 1, max: 9 }),
        atMost: fc.integer({ min: 1, max: 200 }),
      }),
      { minLength: 1, maxLength: 3 },
    )
    fc.assert(
      fc.property(many, fc.integer({ min: 1, max: 150 }), (groups, cap) => {
        const values = shapleyOf(groups, cap)
        const sum = groups.reduce((total, { findings }, index) => total + findings * (values[index] ?? 0), 0)
        expect(sum).toBeCloseTo(lossOf(groups, cap), 7)
      }),
      { numRuns: 40 },
    )
  })

  it('is never more than the finding costs alone, and grows with the cap', () => {
    fc.assert(
      fc.property(game, ({ groups, cap }) => {
        const [tight, loose] = [shapleyOf(groups, cap), shapleyOf(groups, cap + 1)]
        for (const [index, { findings, each, atMost }] of groups.entries()) {
          if (findings === 0) continue
          expect(tight[index]).toBeLessThanOrEqual(Math.min(each, atMost, cap) + 1e-9)
          expect(loose[index]).toBeGreaterThanOrEqual((tight[index] ?? 0) - 1e-9)
        }
      }),
    )
  })

  it('is the same for groups that cost the same, and nothing for one that is not there', () => {
    const alike = { findings: 3, each: 2, atMost: 5 }
    const [one, other, absent] = shapleyOf([alike, alike, { ...alike, findings: 0 }], 7)
    expect(one).toBeCloseTo(other ?? NaN, 12)
    expect(absent).toBe(0)
  })

  it('gives each of k findings that lose one clause a k-th of it', () => {
    expect(shapleyOf([{ findings: 8, each: 1_000_000, atMost: 1_000_000 }], 1_000_000)).toEqual([125_000])
  })
})

describe('sharing out', () => {
  it('loses nothing, gives nothing away and keeps to the weights', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 50 })
    fc.assert(
      fc.property(fc.nat({ max: 30_000_000 }), weights, (whole, parts) => {
        const total = sumOf(parts)
        fc.pre(total > 0)
        const shares = shareOut(whole, parts)
        expect(sumOf(shares)).toBe(whole)
        for (const [index, weight] of parts.entries()) {
          expect(Math.abs((shares[index] ?? NaN) - (whole * weight) / total)).toBeLessThan(1)
          if (weight === 0) expect(shares[index]).toBe(0)
        }
      }),
    )
  })
})
