import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaQuantile } from './beta-quantile.ts'
import { allocate, drawSample, inclusionProbability, mayLook, type FrameRow } from './draw.ts'
import { estimateShare, type StratumResult } from './estimate.ts'
import { wholeBelow, type DrawSeed } from './xoshiro.ts'

function aFrame(sizes: Readonly<Record<string, number>>): FrameRow[] {
  return Object.entries(sizes).flatMap(([stratum, size]) =>
    Array.from({ length: size }, (_, index) => ({
      id: `${stratum}${String(index).padStart(3, '0')}`,
      stratum,
    })),
  )
}

function strataOf(frame: readonly FrameRow[], sample: number) {
  const result = allocate(frame, sample)
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}

/** Bits as a hash gives them: neighbouring numbers give seeds that have nothing in common. */
function seedOf(n: number): DrawSeed {
  let state = Math.imul(n + 1, 0x9e3779b9)
  const word = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  return [word(), word(), word(), word()]
}

const someFrame = fc
  .array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 })
  .map((sizes) => aFrame(Object.fromEntries(sizes.map((size, index) => [`s${String(index)}`, size]))))

describe('the generator', () => {
  it('is xoshiro128** 1.1', () => {
    // First numbers of the reference implementation for the state 1, 2, 3, 4.
    const below = wholeBelow([1, 2, 3, 4])
    expect([below(2 ** 32), below(2 ** 32), below(2 ** 32)]).toEqual([11520, 0, 5927040])
  })
})

describe('a sample', () => {
  it('is shared out by size, at least one to each stratum, never more than there is', () => {
    expect(strataOf(aFrame({ a: 80, b: 15, c: 5 }), 20).map(({ sample }) => sample)).toEqual([15, 3, 2])
    fc.assert(
      fc.property(someFrame, fc.integer({ min: 6, max: 200 }), (frame, size) => {
        const strata = strataOf(frame, size)
        expect(strata.reduce((sum, { sample }) => sum + sample, 0)).toBe(Math.min(size, frame.length))
        expect(strata.every(({ sample, size: all }) => sample >= 1 && sample <= all)).toBe(true)
      }),
    )
  })

  it('too small for its strata is refused, and so is an empty frame', () => {
    expect(allocate(aFrame({ a: 3, b: 3 }), 1)).toMatchObject({
      refusal: { code: 'draw.sample-too-small', atLeast: 2 },
    })
    expect(allocate([], 5)).toMatchObject({ refusal: { code: 'draw.frame-empty' } })
  })

  it('is the same for the same frame and seed, whatever the order of the frame', () => {
    fc.assert(
      fc.property(someFrame, fc.nat(), (frame, n) => {
        const strata = strataOf(frame, 12)
        const drawn = drawSample(frame, strata, seedOf(n))
        expect(drawSample(frame.toReversed(), strata.toReversed(), seedOf(n))).toEqual(drawn)
        expect(new Set(drawn).size).toBe(drawn.length)
        const stratumOf = new Map(frame.map(({ id, stratum }) => [id, stratum]))
        for (const { stratum, sample } of strata)
          expect(drawn.filter((id) => stratumOf.get(id) === stratum)).toHaveLength(sample)
      }),
    )
  })

  it('holds every row as often as its inclusion probability says', () => {
    const frame = aFrame({ a: 12, b: 5, c: 3 })
    const strata = strataOf(frame, 8)
    const times = new Map(frame.map(({ id }) => [id, 0]))
    const draws = 20_000
    for (let n = 0; n < draws; n += 1)
      for (const id of drawSample(frame, strata, seedOf(n))) times.set(id, (times.get(id) ?? 0) + 1)
    for (const stratum of strata) {
      const expected = inclusionProbability(stratum)
      const fiveSigma = 5 * Math.sqrt((expected * (1 - expected)) / draws)
      for (const { id } of frame.filter((row) => row.stratum === stratum.stratum))
        expect(Math.abs((times.get(id) ?? 0) / draws - expected)).toBeLessThan(fiveSigma + 1e-9)
    }
  })

  it('holds every pair of a stratum equally often', () => {
    const frame = aFrame({ a: 5 })
    const strata = strataOf(frame, 2)
    const pairs = new Map<string, number>()
    const draws = 20_000
    for (let n = 0; n < draws; n += 1) {
      const pair = drawSample(frame, strata, seedOf(n)).toSorted().join()
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
    }
    expect(pairs.size).toBe(10)
    for (const count of pairs.values()) expect(Math.abs(count / draws - 0.1)).toBeLessThan(0.011)
  })
})

describe('the second look', () => {
  it('is not taken by anybody of the unit that put it right', () => {
    expect(mayLook({ unitIds: ['parks', 'office'] }, { dutyUnitIds: ['parks'] })).toMatchObject({
      refusal: { code: 'draw.not-independent', unitIds: ['parks'] },
    })
    expect(mayLook({ unitIds: ['office'] }, { dutyUnitIds: ['parks'] }).ok).toBe(true)
  })
})

describe('the quantile of the beta distribution', () => {
  it('gives the limits printed in tables of Clopper and Pearson', () => {
    // 8 of 20 at 95 %: 0.1912 and 0.6395.
    expect(betaQuantile(0.025, 8, 13)).toBeCloseTo(0.191, 3)
    expect(betaQuantile(0.975, 9, 12)).toBeCloseTo(0.6395, 4)
    // 0 of 10: 1 - 0.025^(1/10).
    expect(betaQuantile(0.975, 1, 10)).toBeCloseTo(1 - 0.025 ** 0.1, 10)
  })
})

describe('the estimate of the share that passes', () => {
  it('weights each stratum by its size', () => {
    const { share } = estimateShare(
      [
        { size: 90, sample: 3, passed: 3 },
        { size: 10, sample: 2, passed: 0 },
      ],
      0.95,
    )
    expect(share).toBeCloseTo(0.9, 12)
  })

  it('of a census has no doubt left', () => {
    const census = [
      { size: 4, sample: 4, passed: 3 },
      { size: 1, sample: 1, passed: 0 },
    ]
    const { share, low, high } = estimateShare(census, 0.95)
    expect(share).toBeCloseTo(0.6, 12)
    expect([low, high]).toEqual([share, share])
  })

  it('stays in doubt where everything passed', () => {
    const { share, low, high } = estimateShare([{ size: 100, sample: 10, passed: 10 }], 0.95)
    expect([share, high]).toEqual([1, 1])
    expect(low).toBeGreaterThan(0.65)
    expect(low).toBeLessThan(0.75)
  })

  /** How often the bounds hold the truth, over all the samples that the draw may give. */
  function coverage(truth: readonly { size: number; passing: number }[], sample: number, seed: number) {
    const frame = aFrame(Object.fromEntries(truth.map(({ size }, index) => [`s${String(index)}`, size])))
    const strata = strataOf(frame, sample)
    const passes = new Set(
      truth.flatMap(({ passing }, index) =>
        frame
          .filter(({ stratum }) => stratum === `s${String(index)}`)
          .slice(0, passing)
          .map(({ id }) => id),
      ),
    )
    const share = passes.size / frame.length
    const stratumOf = new Map(frame.map(({ id, stratum }) => [id, stratum]))
    const draws = 3_000
    let held = 0
    for (let n = 0; n < draws; n += 1) {
      const drawn = drawSample(frame, strata, seedOf(seed + n))
      const results = strata.map((stratum): StratumResult => ({
        ...stratum,
        passed: drawn.filter((id) => stratumOf.get(id) === stratum.stratum && passes.has(id)).length,
      }))
      const { low, high } = estimateShare(results, 0.95)
      if (low - 1e-12 <= share && share <= high + 1e-12) held += 1
    }
    return held / draws
  }

  it.each([
    ['one large stratum', [{ size: 400, passing: 340 }], 40],
    ['one small stratum', [{ size: 20, passing: 13 }], 6],
    ['streets of like size', [90, 80, 70, 60, 50, 50].map((size) => ({ size, passing: size - 12 })), 40],
    [
      'streets that differ much',
      [
        { size: 120, passing: 118 },
        { size: 80, passing: 40 },
        { size: 40, passing: 39 },
        { size: 10, passing: 2 },
        { size: 4, passing: 0 },
        { size: 2, passing: 2 },
      ],
      30,
    ],
    ['hardly any failures', [60, 50, 40, 30].map((size) => ({ size, passing: size - 1 })), 24],
    ['hardly any passes', [60, 50, 40, 30].map((size) => ({ size, passing: 2 })), 24],
    ['a sample of half of the frame', [30, 20, 10].map((size) => ({ size, passing: size / 2 })), 30],
    ['two looks in each of many units', [...Array(12).keys()].map((k) => ({ size: 8, passing: k % 9 })), 24],
  ])('holds the truth at least as often as it says: %s', (_, truth, sample) => {
    expect(coverage(truth, sample, 7)).toBeGreaterThanOrEqual(0.945)
  })
})
