import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day, type Instant } from '../day.ts'
import { dayList, walkMetres, type Stop } from './day-list.ts'
import { byNeed, missedDays, needOf, type SiteStanding } from './need.ts'
import { checkVisit } from './visit.ts'

const today = '2026-03-05' as Day

function aSite(of: Partial<SiteStanding>): SiteStanding {
  return {
    siteId: 'site',
    cycleDays: 7,
    keyDays: undefined,
    lastSeenOn: today,
    planFrom: '2026-02-01' as Day,
    openFindings: 0,
    onRoute: false,
    ...of,
  }
}

describe('the need of a site', () => {
  it('is counted in days since its cycle ran out', () => {
    const need = needOf(aSite({ lastSeenOn: addDays(today, -10) }), today)
    expect(need).toMatchObject({ daysOverdue: 3, dueOn: '2026-03-02', reasons: ['cycle-over'] })
  })

  it('is not overdue on the last day of the cycle', () => {
    const need = needOf(aSite({ lastSeenOn: addDays(today, -7) }), today)
    expect(need).toMatchObject({ daysOverdue: 0, reasons: ['due-today'] })
  })

  it('of a site never seen counts from the beginning of the plan', () => {
    const need = needOf(aSite({ lastSeenOn: undefined, planFrom: today }), today)
    expect(need).toMatchObject({ dueOn: addDays(today, 6), reasons: ['never-seen'] })
  })

  it('of a key site follows the shorter of both cycles', () => {
    expect(needOf(aSite({ keyDays: 2 }), today).dueOn).toBe(addDays(today, 2))
    expect(needOf(aSite({ keyDays: 30 }), today).dueOn).toBe(addDays(today, 7))
  })

  it('always has a reason, and puts the longest overdue first', () => {
    const standing = fc.record({
      siteId: fc.uuid(),
      cycleDays: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
      keyDays: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
      lastSeenOn: fc.option(
        fc.integer({ min: 0, max: 90 }).map((days) => addDays(today, -days)),
        { nil: undefined },
      ),
      planFrom: fc.constant('2026-02-01' as Day),
      openFindings: fc.nat(3),
      onRoute: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(standing, { minLength: 2, maxLength: 20 }), (standings) => {
        const needs = standings.map((each) => needOf(each, today)).sort(byNeed)
        const overdue = needs.map(({ daysOverdue }) => daysOverdue ?? -Infinity)
        expect(overdue).toEqual(overdue.toSorted((one, other) => (one === other ? 0 : other - one)))
        expect(needs.every(({ reasons }) => reasons.length > 0)).toBe(true)
      }),
    )
  })
})

describe('missed visits', () => {
  it('are the days on which a cycle ran out unseen, one for each cycle', () => {
    const site = aSite({ lastSeenOn: addDays(today, -15) })
    expect(missedDays(site, today)).toEqual([addDays(today, -8), addDays(today, -1)])
  })

  it('do not count the day that is not over', () => {
    expect(missedDays(aSite({ lastSeenOn: addDays(today, -7) }), today)).toEqual([])
  })

  it('do not count what was before the plan', () => {
    const site = aSite({ lastSeenOn: addDays(today, -300), planFrom: addDays(today, -3) })
    expect(missedDays(site, today)).toEqual([])
  })
})

describe("a team's day", () => {
  const stops = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      at: fc.option(
        fc.tuple(
          fc.double({ min: 117, max: 117.2, noNaN: true }),
          fc.double({ min: 36, max: 36.2, noNaN: true }),
        ),
        { freq: 8 },
      ),
      seen: fc.nat(30),
    }),
    { maxLength: 25, selector: ({ id }) => id },
  )
  const asStops = (given: { id: string; at: [number, number] | null; seen: number }[]): Stop[] =>
    given.map(({ id, at, seen }) => ({
      need: needOf(aSite({ siteId: id, lastSeenOn: addDays(today, -seen) }), today),
      at,
    }))

  it('holds the neediest sites and no others, each once', () => {
    fc.assert(
      fc.property(stops, fc.integer({ min: 1, max: 10 }), (given, most) => {
        const all = asStops(given)
        const wanted = all
          .map(({ need }) => need)
          .sort(byNeed)
          .slice(0, most)
        const got = dayList(all, most).map(({ need }) => need)
        expect(got.toSorted(byNeed)).toEqual(wanted)
      }),
    )
  })

  it('begins at the neediest, and is the same from any order of input', () => {
    fc.assert(
      fc.property(stops, (given) => {
        const all = asStops(given).filter(({ at }) => at !== null)
        const walk = dayList(all, 12)
        const byNeedAlone = all.toSorted((one, other) => byNeed(one.need, other.need)).slice(0, 12)
        expect(walk[0]).toEqual(byNeedAlone[0])
        expect(dayList(all.toReversed(), 12)).toEqual(walk)
      }),
    )
  })

  it('gets no shorter by turning any stretch of it round', () => {
    fc.assert(
      fc.property(stops, (given) => {
        const walk = dayList(
          asStops(given).filter(({ at }) => at !== null),
          10,
        )
        for (let from = 1; from < walk.length - 1; from += 1)
          for (let to = from + 1; to < walk.length; to += 1) {
            const turned = [
              ...walk.slice(0, from),
              ...walk.slice(from, to + 1).reverse(),
              ...walk.slice(to + 1),
            ]
            expect(walkMetres(turned)).toBeGreaterThan(walkMetres(walk) - 0.01)
          }
      }),
    )
  })
})

describe('a visit', () => {
  const entry = (id: string) => ({
    id,
    text: id,
    kind: 'litter',
    source: '测试',
    status: 'unverified' as const,
  })
  const handbook = {
    checklists: [
      { id: 'park', name: '公园', siteKinds: ['park'], entries: [entry('lawn'), entry('trees')] },
      { id: 'road', name: '道路', siteKinds: ['road'], entries: [entry('pits')] },
    ],
  } as const
  const said = { checklistId: 'park', startedAt: 1 as Instant, endedAt: 2 as Instant, entries: [] }
  const lawn = { entryId: 'lawn', verdict: 'passed' } as const

  it('may leave entries open', () => {
    expect(checkVisit({ ...said, entries: [lawn] }, 'park', handbook).ok).toBe(true)
  })

  it("answers its site's checklist and no other", () => {
    expect(checkVisit(said, 'road', handbook)).toMatchObject({ refusal: { code: 'visit.checklist-unfit' } })
  })

  it('answers only what is asked, and each entry once', () => {
    const pits = { ...lawn, entryId: 'pits' }
    expect(checkVisit({ ...said, entries: [pits] }, 'park', handbook)).toMatchObject({
      refusal: { code: 'visit.entry-unknown', entryId: 'pits' },
    })
    expect(checkVisit({ ...said, entries: [lawn, lawn] }, 'park', handbook)).toMatchObject({
      refusal: { code: 'visit.entry-twice', entryId: 'lawn' },
    })
  })

  it('does not end before it begins', () => {
    expect(checkVisit({ ...said, startedAt: 3 as Instant }, 'park', handbook)).toMatchObject({
      refusal: { code: 'visit.ends-before-start' },
    })
  })
})
