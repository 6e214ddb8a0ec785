import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, parseDay, type Day } from '../day.ts'
import { judgeGarden, type GardenThreshold } from './garden-rule.ts'
import { amountOf, milliOf, mostMilli, parseMilli, sumOf } from './milli.ts'
import { reportProgress, type ProgressEntry } from './report-progress.ts'
import { scheduleOf } from './schedule.ts'
import { breakdownOf, builtOf, streetsOf, visibleOf, type Part } from './target.ts'

const start = parseDay('2026-03-01') as Day
const day = fc.integer({ min: 0, max: 800 }).map((days) => addDays(start, days))
const milli = fc.integer({ min: 0, max: mostMilli })
const streets = ['east', 'west', 'north'] as const

const part: fc.Arbitrary<Part> = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom('street', 'project'),
  streetId: fc.constantFrom(...streets, null),
  planned: milli,
  built: milli,
  seen: fc.option(fc.record({ amount: milli, on: day })),
  build: fc.constantFrom('new', 'existing', 'renewed', null),
  greenRate: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
})

describe('amounts', () => {
  it('come back from text and from cells as they were', () => {
    fc.assert(
      fc.property(fc.integer({ min: -mostMilli, max: mostMilli }), (amount) => {
        expect(parseMilli(amountOf(amount).toFixed(3))).toBe(amount)
        expect(milliOf(amountOf(amount))).toBe(amount)
      }),
    )
  })

  it('are refused rather than rounded', () => {
    expect(['1.2345', '', '1e3', 'NaN', '--1', '1.'].map(parseMilli)).toEqual(Array(6).fill(undefined))
    expect([0.0004, Number.NaN, Infinity, 1e10].map(milliOf)).toEqual(Array(4).fill(undefined))
    expect(milliOf(0.1 + 0.2)).toBe(300)
  })
})

describe('a breakdown', () => {
  it('shows what it differs by and changes no share', () => {
    const parts = [400, 500, 50].map((planned, at): Part => ({
      ...{ id: String(at), kind: at === 2 ? 'project' : 'street', streetId: streets[at] ?? null },
      ...{ planned, built: 0, seen: null, build: null, greenRate: null },
    }))
    const target = { amount: 1_000, startsOn: start, dueOn: start }
    expect(breakdownOf(target, parts, 'street')).toEqual({ parts: 2, sum: 900, difference: -100 })
    expect(breakdownOf(target, parts, 'project')).toEqual({ parts: 1, sum: 50, difference: -950 })
  })

  it('adds up: streets and the district itself have all that was built and seen, once', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const rows = streetsOf(parts, streets)
        expect(sumOf(rows.map(({ figures }) => figures.built))).toBe(builtOf(parts))
        const seen = rows.map(({ figures }) => figures.visible?.amount ?? 0)
        expect(sumOf(seen)).toBe(visibleOf(parts)?.amount ?? 0)
        expect(rows.every(({ figures }) => Number.isSafeInteger(figures.planned))).toBe(true)
      }),
    )
  })

  it('counts a project in a street once, inside its share', () => {
    const base = { seen: null, build: null, greenRate: null, streetId: 'east' } as const
    const share: Part = { ...base, id: '1', kind: 'street', planned: 100, built: 10 }
    const project: Part = { ...base, id: '2', kind: 'project', planned: 60, built: 20 }
    expect(streetsOf([share, project], streets)[0]?.figures).toMatchObject({ planned: 100, built: 30 })
    expect(streetsOf([project], streets)[0]?.figures).toMatchObject({ planned: 60, built: 20 })
  })

  it('does not take an image that nobody looked at for one that shows nothing', () => {
    expect(visibleOf([])).toBeNull()
  })
})

describe('the schedule', () => {
  const term = { startsOn: start, dueOn: addDays(start, 99) }

  it('is even from the first morning to the last evening', () => {
    const at = (days: number, built = 0) => scheduleOf(1_000, built, term, addDays(start, days))
    expect([at(-5), at(0), at(50), at(99), at(100), at(300)].map(({ expected }) => expected)).toEqual([
      ...[0, 0, 500, 990, 1_000, 1_000],
    ])
    expect([at(0), at(99), at(100)].map(({ daysLeft }) => daysLeft)).toEqual([100, 1, 0])
    expect([at(50, 499).behind, at(50, 500).behind]).toEqual([true, false])
    expect([at(99, 400).pace, at(100, 400).pace, at(100, 1_000).pace]).toEqual([600, null, 0])
    expect(scheduleOf(10_000, 9_999, term, start).percent).toBe(99.9)
  })

  it('is met by whoever keeps its pace, and is never NaN', () => {
    fc.assert(
      fc.property(
        milli,
        milli,
        day,
        fc.integer({ min: 0, max: 3_650 }),
        day,
        (planned, built, from, n, on) => {
          const to = addDays(from, n)
          const schedule = scheduleOf(planned, built, { startsOn: from, dueOn: to }, on)
          for (const each of [schedule.expected, schedule.daysLeft, schedule.pace ?? 0])
            expect(Number.isSafeInteger(each)).toBe(true)
          expect(schedule.percent === null || Number.isFinite(schedule.percent)).toBe(true)
          expect(schedule.expected).toBeLessThanOrEqual(planned)
          if (schedule.pace !== null && schedule.daysLeft > 0)
            expect(built + schedule.pace * schedule.daysLeft >= planned).toBe(true)
          expect((schedule.percent ?? 0) >= 100).toBe(planned > 0 && built >= planned)
        },
      ),
    )
  })
})

const thresholds: readonly GardenThreshold[] = [
  { of: 'unit', build: 'new', greenRate: 35, clause: '甲', status: 'unverified' },
  { of: 'unit', build: 'renewed', greenRate: 25, clause: '乙', status: 'unverified' },
]

describe('a garden-style unit', () => {
  it('is held against the threshold of how it was built', () => {
    const judged = (build: 'new' | 'renewed' | 'existing' | null, greenRate: number | null) => {
      const verdict = judgeGarden(thresholds, 'unit', { build, greenRate })
      return verdict.code === 'unknown' ? verdict.missing : verdict.code
    }
    expect([judged('new', 30), judged('renewed', 30), judged('new', 35)]).toEqual(['short', 'meets', 'meets'])
    expect([judged('existing', 90), judged(null, 90), judged('new', null)]).toEqual([
      ...['threshold', 'build', 'green-rate'],
    ])
  })
})

describe('progress', () => {
  const project: Part = {
    ...{ id: '1', kind: 'project', streetId: null, planned: 1_000, built: 500, seen: null },
    ...{ build: 'new', greenRate: 30 },
  }
  const entry: ProgressEntry = { figure: 'built', on: start, amount: 1, words: '验收单', photos: [] }
  const code = (given: Partial<ProgressEntry>, of: Part = project, garden: 'unit' | null = null) => {
    const decided = reportProgress(of, { ...entry, ...given }, garden, thresholds, start)
    return decided.ok ? undefined : decided.refusal.code
  }

  it('needs evidence and a day that has come', () => {
    expect(code({})).toBeUndefined()
    expect(code({ words: '  ' })).toBe('target.no-evidence')
    expect(code({ words: '', photos: ['p'] })).toBeUndefined()
    expect(code({ on: addDays(start, 1) })).toBe('target.day-in-future')
  })

  it('is taken back down to nothing and no further', () => {
    expect([code({ amount: -500 }), code({ amount: -501 })]).toEqual([undefined, 'target.below-zero'])
    expect(code({ figure: 'visible', amount: -1 })).toBe('target.below-zero')
  })

  it('counts a garden-style place only where it is named and reaches its threshold', () => {
    expect(code({}, project, 'unit')).toBe('target.not-chosen')
    expect(code({}, { ...project, greenRate: 36 }, 'unit')).toBeUndefined()
    expect(code({}, { ...project, greenRate: 36, kind: 'street' }, 'unit')).toBe('target.not-chosen')
    expect(code({ amount: -1 }, project, 'unit')).toBeUndefined()
  })
})
