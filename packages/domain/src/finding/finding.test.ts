import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WorkCalendar } from '../calendar/work-calendar.ts'
import type { Day, Instant } from '../day.ts'
import type { Handbook } from '../handbook/handbook.ts'
import { openActions, type FindingAction } from './action.ts'
import { dueAt, usedMs } from './clock.ts'
import { findingDueAt } from './due.ts'
import { dispatch, markUrgent, urge } from './dispatch.ts'
import { holderOf, isHandled, type AtUnit, type Finding, type Wish } from './finding.ts'
import { checkMeasures, checkResult, reopen } from './gate.ts'
import { indices, isRanked } from './indices.ts'
import type { Party } from './party.ts'
import { assist, fileMeasures, plan } from './rectify.ts'
import { discard, file, merge } from './register.ts'
import { report, type Report } from './report.ts'
import { ask, decide, resume } from './request.ts'
import type { Result } from '../result.ts'

const at = (text: string) => Date.parse(`${text}+08:00`) as Instant
const hour = 3_600_000

/** Eight hours a day; Monday to Friday but for the seven days of National Day. */
const calendar: WorkCalendar = {
  hours: [
    { from: 9 * 60, to: 12 * 60 },
    { from: 13 * 60, to: 18 * 60 },
  ],
  isWorkday(day) {
    const weekday = new Date(day).getUTCDay()
    return weekday >= 1 && weekday <= 5 && !(day >= '2026-10-01' && day <= '2026-10-07')
  },
}

const sourced = { source: '本项目拟定', status: 'unverified' } as const
const kind = {
  ...sourced,
  severity: 'ordinary',
  urgentLimit: { amount: 2, unit: 'clock-hours' },
  items: { 'garden-2000-2005': ['greening-roads'] },
  siteKinds: [],
} as const
const handbook: Handbook = {
  kinds: [
    {
      ...kind,
      id: 'litter',
      name: '绿地保洁',
      stream: 'clean-up',
      limit: { amount: 4, unit: 'working-hours' },
    },
    {
      ...kind,
      id: 'dead-tree',
      name: '死株',
      stream: 'greening',
      limit: { amount: 5, unit: 'working-days' },
      season: {
        months: [3, 4, 10, 11],
        interim: '清除枯死株，覆盖树穴',
        interimLimit: { amount: 2, unit: 'working-days' },
      },
    },
  ],
  checklists: [
    {
      id: 'road',
      name: '道路',
      siteKinds: ['road'],
      entries: [
        { ...sourced, id: 'road-clean', text: '路面整洁', kind: 'litter' },
        { ...sourced, id: 'road-trees', text: '行道树无死株', kind: 'dead-tree' },
      ],
    },
  ],
  hours: calendar.hours,
  ladder: [
    { level: 'unit', after: { amount: 0, unit: 'working-hours' } },
    { level: 'first-responsible', after: { amount: 8, unit: 'working-hours' } },
  ],
  duplicateMetres: 50,
  cycleDays: [],
  denominators: { rework: 'due-to-close', deferred: 'subtracted' },
  recheck: { afterDays: 7 },
  basis: {
    hours: sourced,
    ladder: sourced,
    duplicateMetres: sourced,
    denominators: sourced,
    recheck: sourced,
  },
}

function aParty(name: string, unitIds: readonly string[] = []): Party {
  return { accountId: name, personId: `p-${name}`, unitIds, onBehalfOf: null }
}
const office = aParty('office')
const finder = aParty('finder')
const parks = aParty('parks', ['parks'])
const watcher = aParty('watcher')
const judge = aParty('judge')

function valueOf<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}

function aReport(over: Partial<Report> = {}): Report {
  return {
    id: 'f1',
    kind: 'dead-tree',
    severity: null,
    siteId: 's1',
    streetId: 'st1',
    ownerUnitId: null,
    siteKind: 'road',
    place: null,
    address: '',
    words: '死株',
    entries: [],
    photos: ['a'],
    channel: 'phone',
    foundAt: at('2026-03-05T09:00'),
    ...over,
  }
}

/** Thursday 2026-03-05, nine in the morning, at the unit. */
function aDispatched(over: Partial<Report> = {}, when = at('2026-03-05T09:00')): AtUnit {
  const reported = valueOf(report(handbook, aReport(over), finder, when))
  const filed = valueOf(file(reported, 1, when))
  return valueOf(dispatch(filed, { unitId: 'parks', postId: null, assisting: [] }, handbook, calendar, when))
}

const finishOn = '2026-12-31' as Day
const answers = (passed: boolean) => ({
  entries: [{ entryId: 'road-trees', passed, words: '' }],
  passed,
  photos: ['after'],
  place: null,
  words: '',
})

function aMeasured(when: Instant, from: AtUnit = aDispatched()) {
  const planned = valueOf(plan(from, { words: '补植', responsible: '钱二', finishOn }, parks, when))
  return valueOf(fileMeasures(planned, { words: '已补', photos: [] }, parks, when))
}

describe('a report', () => {
  it('brings the entries of the checklist that its kind fails, unless the visit says which', () => {
    expect(valueOf(report(handbook, aReport(), finder, at('2026-03-05T09:00'))).entries).toEqual([
      'road-trees',
    ])
    expect(report(handbook, aReport({ entries: ['nowhere'] }), finder, at('2026-03-05T09:00'))).toMatchObject(
      {
        refusal: { code: 'finding.entry-unknown', entryId: 'nowhere' },
      },
    )
  })
  it('cannot have been seen after it arrived, whatever the clock of the phone says', () => {
    const now = at('2026-03-05T09:00')
    const early = valueOf(report(handbook, aReport({ foundAt: (now + hour) as Instant }), finder, now))
    expect(early.reporters[0].foundAt).toBe(now)
  })
})

describe("the unit's clock", () => {
  it('gives five working days, over the weekend', () => {
    expect(dueAt(aDispatched().clock, calendar)).toBe(at('2026-03-11T18:00'))
  })
  it('stands still over a holiday of seven days', () => {
    const litter = aDispatched({ kind: 'litter' }, at('2026-09-30T16:00'))
    expect(dueAt(litter.clock, calendar)).toBe(at('2026-10-08T11:00'))
  })
  it('outside the planting season has the time of the interim measure', () => {
    const july = aDispatched({}, at('2026-07-06T09:00'))
    expect(july.clock.because).toBe('off-season')
    expect(dueAt(july.clock, calendar)).toBe(at('2026-07-07T18:00'))
  })
  it('stands while the office decides and while the supervising side looks', () => {
    const asked = valueOf(
      ask(aDispatched(), { kind: 'return' }, '不是我们的', parks, calendar, at('2026-03-05T11:00')),
    )
    expect(usedMs(asked.clock, calendar, at('2026-03-20T11:00'))).toBe(2 * hour)
    const kept = valueOf(decide(asked, false, office, handbook, calendar, at('2026-03-06T11:00')))
    // Two hours used on Thursday; it goes on on Friday at eleven.
    expect(dueAt((kept as AtUnit).clock, calendar)).toBe(at('2026-03-12T18:00'))
  })
  it('is not started anew by poor work: what was left is left', () => {
    const measured = aMeasured(at('2026-03-06T18:00'))
    const back = valueOf(
      checkMeasures(measured, { passed: false, words: '没动' }, watcher, at('2026-03-10T09:00')),
    )
    // Two of five days were used; three are left from Tuesday on.
    expect(dueAt(back.clock, calendar)).toBe(at('2026-03-12T18:00'))
    expect(back).toMatchObject({ stage: 'planned', counts: { rework: 1 } })
    expect('done' in back).toBe(false)
  })
  it('of an urgent finding is that of its mark, from when the unit got it', () => {
    const urgent = valueOf(markUrgent(aDispatched(), true, handbook, calendar))
    expect(findingDueAt(urgent, calendar)).toBe(at('2026-03-05T11:00'))
  })
  it('of an extension ends with the day that was granted', () => {
    const wish: Wish = { kind: 'extension', until: '2026-03-20' as Day }
    const asked = valueOf(ask(aDispatched(), wish, '等苗', parks, calendar, at('2026-03-06T10:00')))
    const granted = valueOf(decide(asked, true, office, handbook, calendar, at('2026-03-09T10:00')))
    expect(findingDueAt(granted, calendar)).toBe(at('2026-03-20T18:00'))
    expect(
      ask(
        aDispatched(),
        { kind: 'extension', until: '2026-03-09' as Day },
        '',
        parks,
        calendar,
        at('2026-03-06T10:00'),
      ),
    ).toMatchObject({ refusal: { code: 'finding.extension-shorter', dueOn: '2026-03-11' } })
  })
  it('of a suspended finding is the promised day, and goes on from what was left', () => {
    const wish: Wish = { kind: 'suspension', until: '2026-04-10' as Day, promise: '春季补植' }
    const asked = valueOf(ask(aDispatched(), wish, '季节', parks, calendar, at('2026-03-05T18:00')))
    const suspended = valueOf(decide(asked, true, office, handbook, calendar, at('2026-03-06T09:00')))
    expect(findingDueAt(suspended, calendar)).toBe(at('2026-04-11T00:00'))
    const early = valueOf(resume(suspended, calendar, at('2026-04-01T09:00')))
    expect(dueAt(early.clock, calendar)).toBe(at('2026-04-10T18:00'))
  })
})

describe('the gates', () => {
  const measured = aMeasured(at('2026-03-06T10:00'))
  const passed = valueOf(
    checkMeasures(measured, { passed: true, words: '' }, watcher, at('2026-03-06T11:00')),
  )
  it('are closed to the unit, to an assisting unit and to whoever filed, also under a second account', () => {
    const unit = aParty('colleague', ['parks'])
    const second: Party = { accountId: 'second', personId: 'p-parks', unitIds: [], onBehalfOf: null }
    for (const [by, because] of [
      [unit, 'of-the-unit'],
      [parks, 'of-the-unit'],
      [second, 'planned-it'],
    ] as const) {
      expect(checkMeasures(measured, { passed: true, words: '' }, by, at('2026-03-06T11:00'))).toMatchObject({
        refusal: { code: 'finding.not-independent', because },
      })
    }
  })
  it('are not both passed by one person', () => {
    if (passed.stage !== 'measures-passed') throw new Error(passed.stage)
    expect(checkResult(passed, answers(true), watcher, at('2026-03-06T12:00'))).toMatchObject({
      refusal: { because: 'passed-measures' },
    })
    expect(valueOf(checkResult(passed, answers(true), judge, at('2026-03-06T12:00'))).stage).toBe('closed')
  })
  it('ask the same entries again, all of them and no others, with a photo', () => {
    const bare = checkResult(passed, { ...answers(true), entries: [] }, judge, at('2026-03-06T12:00'))
    expect(bare).toMatchObject({ refusal: { code: 'finding.entries-differ', wanted: ['road-trees'] } })
    const unseen = checkResult(passed, { ...answers(true), photos: [] }, judge, at('2026-03-06T12:00'))
    expect(unseen).toMatchObject({ refusal: { code: 'finding.photo-missing' } })
  })
  it('undone by a later look, leave the closing in the history and the unit its time', () => {
    const closed = valueOf(checkResult(passed, answers(true), judge, at('2026-03-06T12:00')))
    const again = valueOf(reopen(closed, { photos: ['b'], words: '又死' }, watcher, at('2026-03-20T09:00')))
    expect(again).toMatchObject({
      stage: 'dispatched',
      counts: { reopened: 1 },
      undone: [{ result: { by: judge } }],
    })
    expect(dueAt(again.clock, calendar)).toBe(at('2026-03-26T18:00'))
    expect(reopen(closed, { photos: ['b'], words: '' }, parks, at('2026-03-20T09:00'))).toMatchObject({
      refusal: { because: 'of-the-unit' },
    })
  })
})

/** Everything that anybody might try, sensibly or not. */
function attempt(
  finding: Finding,
  action: FindingAction,
  by: Party,
  now: Instant,
  luck: number,
): Result<Finding, unknown> {
  switch (action) {
    case 'file':
      return file(finding, 1, now)
    case 'merge':
      return { ok: false, refusal: undefined }
    case 'void':
      return discard(finding, '误报', now)
    case 'dispatch':
      return dispatch(
        finding,
        { unitId: 'parks', postId: null, assisting: ['roads'] },
        handbook,
        calendar,
        now,
      )
    case 'mark-urgent':
      return markUrgent(finding, !finding.urgent, handbook, calendar)
    case 'urge':
      return urge(finding)
    case 'plan':
      return plan(finding, { words: '补植', responsible: '钱二', finishOn: '2027-12-31' as Day }, by, now)
    case 'assist':
      return assist(finding, 'roads', now)
    case 'file-measures':
      return fileMeasures(finding, { words: '已补', photos: [] }, by, now)
    case 'ask': {
      const wishes: Wish[] = [
        { kind: 'return' },
        { kind: 'hand-over', unitId: 'water' },
        { kind: 'extension', until: '2027-06-30' as Day },
        { kind: 'suspension', until: '2027-06-30' as Day, promise: '春季' },
        { kind: 'split', unitIds: ['water'] },
      ]
      return ask(finding, wishes[luck % wishes.length] ?? { kind: 'return' }, '理由', by, calendar, now)
    }
    case 'decide':
      return decide(finding, luck % 2 === 0, by, handbook, calendar, now)
    case 'resume':
      return resume(finding, calendar, now)
    case 'check-measures':
      return checkMeasures(finding, { passed: luck % 3 !== 0, words: '' }, by, now)
    case 'check-result':
      return checkResult(finding, answers(luck % 3 !== 0), by, now)
    case 'reopen':
      return reopen(finding, { photos: ['b'], words: '' }, by, now)
  }
}

const people = [office, finder, parks, watcher, judge, aParty('roads', ['roads']), aParty('water', ['water'])]
const step = fc.record({
  choice: fc.nat(),
  anything: fc.nat({ max: 9 }).map((among) => among === 0),
  by: fc.constantFrom(...people),
  minutes: fc.integer({ min: 1, max: 3_000 }),
  luck: fc.nat(),
})
const allActions: readonly FindingAction[] = [
  'file',
  'void',
  'dispatch',
  'mark-urgent',
  'urge',
  'plan',
  'assist',
  'file-measures',
  'ask',
  'decide',
  'resume',
  'check-measures',
  'check-result',
  'reopen',
]

/** Walks through a life: mostly what is open, now and then anything at all. */
function walk(
  steps: readonly {
    choice: number
    anything: boolean
    by: Party
    minutes: number
    luck: number
  }[],
  look: (before: Finding, after: Finding, now: Instant) => void,
): void {
  let now = at('2026-03-05T09:00')
  let finding: Finding = valueOf(report(handbook, aReport(), finder, now))
  for (const { choice, anything, by, minutes, luck } of steps) {
    now = (now + minutes * 60_000) as Instant
    const open = openActions(finding).filter((action) => action !== 'void' && action !== 'merge')
    const among = anything || open.length === 0 ? allActions : open
    const action = among[choice % among.length] ?? 'urge'
    const untouched = JSON.stringify(finding)
    const result = attempt(finding, action, by, now, luck)
    expect(JSON.stringify(finding)).toBe(untouched)
    if (!result.ok) continue
    look(finding, result.value, now)
    finding = result.value
  }
}

describe('whatever is done in whatever order', () => {
  it('nothing is closed without two people who are neither of the unit nor each other', () => {
    let closed = 0
    fc.assert(
      fc.property(fc.array(step, { minLength: 30, maxLength: 80 }), (steps) => {
        walk(steps, (_before, after) => {
          if (after.stage !== 'closed') return
          closed += 1
          const [first, second] = [after.measures.by, after.result.by]
          expect(first.personId).not.toBe(second.personId)
          for (const by of [first, second]) {
            expect(by.unitIds.some((unitId) => unitId === after.duty.unitId)).toBe(false)
            expect(by.personId).not.toBe(after.done.by.personId)
          }
          expect(after.result.photos.length).toBeGreaterThan(0)
          expect(after.result.entries.every((entry) => entry.passed)).toBe(true)
        })
      }),
      { numRuns: 300 },
    )
    // The walk is worth something only if lives do come to their end.
    expect(closed).toBeGreaterThan(10)
  })

  it("the unit's used time does not grow while somebody else holds it, and a gate never gives it more", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 60 }), (steps) => {
        walk(steps, (before, after, now) => {
          if (!isHandled(before) || !isHandled(after)) return
          if (holderOf(before) !== 'unit' || before.stage === 'suspended') {
            const earlier = usedMs(before.clock, calendar, before.dispatchedAt)
            expect(usedMs(before.clock, calendar, now)).toBe(earlier)
          }
          const isGate = before.stage === 'measures-filed' || before.stage === 'measures-passed'
          if (isGate && after.stage !== 'closed') expect(after.clock.allowedMs).toBe(before.clock.allowedMs)
        })
      }),
      { numRuns: 150 },
    )
  })

  it('counts never become fewer, and only one clock span is open, while the unit holds it', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 60 }), (steps) => {
        walk(steps, (before, after) => {
          if ('counts' in before && 'counts' in after) {
            for (const key of Object.keys(before.counts) as (keyof typeof before.counts)[])
              expect(after.counts[key]).toBeGreaterThanOrEqual(before.counts[key])
          }
          if (!isHandled(after)) return
          const open = after.clock.spans.filter(({ to }) => to === null).length
          expect(open).toBe(holderOf(after) === 'unit' && after.stage !== 'suspended' ? 1 : 0)
        })
      }),
      { numRuns: 150 },
    )
  })
})

describe('side ways', () => {
  it('are not granted by who asked', () => {
    const asked = valueOf(
      ask(aDispatched(), { kind: 'void' }, '误报', parks, calendar, at('2026-03-05T10:00')),
    )
    expect(decide(asked, true, parks, handbook, calendar, at('2026-03-05T11:00'))).toMatchObject({
      refusal: { code: 'finding.own-request' },
    })
    expect(valueOf(decide(asked, true, office, handbook, calendar, at('2026-03-05T11:00')))).toMatchObject({
      stage: 'void',
      reason: '误报',
      number: 1,
    })
  })
  it('to another unit give that unit its own full time', () => {
    const wish: Wish = { kind: 'hand-over', unitId: 'roads' }
    const asked = valueOf(ask(aDispatched(), wish, '权属不在我', parks, calendar, at('2026-03-10T18:00')))
    const handed = valueOf(decide(asked, true, office, handbook, calendar, at('2026-03-12T09:00')))
    expect(handed).toMatchObject({ duty: { unitId: 'roads' }, counts: { handedOver: 1 } })
    expect(findingDueAt(handed, calendar)).toBe(at('2026-03-18T18:00'))
  })
  it('of duplicates keep both reports, and nothing is merged into what is off the books', () => {
    const now = at('2026-03-05T10:00')
    const other = valueOf(report(handbook, aReport({ id: 'f2', photos: ['b'] }), judge, now))
    const { duplicate, master } = valueOf(merge(other, aDispatched(), now))
    expect(duplicate).toMatchObject({ stage: 'merged', into: 'f1' })
    expect(master.photos).toEqual(['a', 'b'])
    expect(master.reporters.map(({ by }) => by.accountId)).toEqual(['finder', 'judge'])
    const ended = valueOf(discard(aDispatched(), '误报', now))
    expect(merge(other, ended, now)).toMatchObject({ refusal: { code: 'finding.wrong-stage' } })
  })
})

describe('indices', () => {
  const counts = {
    ...{ reported: 12, filed: 10, dispatched: 10, rightlyDispatched: 9, dueToHandle: 8, handled: 6 },
    ...{
      handledInTime: 5,
      overdue: 2,
      dueToClose: 8,
      dueToCloseAtWork: 6,
      closed: 4,
      closedInTime: 3,
      reworked: 2,
    },
    ...{ extended: 1, lookedAtAgain: 0, undone: 0 },
  }
  it('divide by what the place divides by', () => {
    const rework = (denominators: Handbook['denominators']) =>
      indices(counts, denominators).find(({ id }) => id === 'rework')
    expect(rework({ rework: 'due-to-close', deferred: 'counted' })).toMatchObject({
      numerator: 2,
      denominator: 8,
    })
    expect(rework({ rework: 'due-to-close', deferred: 'subtracted' })).toMatchObject({ denominator: 6 })
    expect(rework({ rework: 'handled', deferred: 'counted' })).toMatchObject({ denominator: 6 })
  })
  it('have no share where there was nothing to count, and such a unit is not ranked', () => {
    const none = Object.fromEntries(Object.keys(counts).map((key) => [key, 0])) as typeof counts
    expect(indices(none, handbook.denominators).every(({ share }) => share === undefined)).toBe(true)
    expect(isRanked(none)).toBe(false)
  })
})
