import type { FieldPackage } from '@chuangyuan/contract/field'
import type { FindingPage } from '@chuangyuan/contract/finding'
import { addDays, dayOf, type Instant } from '@chuangyuan/domain/day'
import type { Verb } from '@chuangyuan/domain/identity/role'
import { describe, expect, it } from 'vitest'
import { refusalOfAct, type FieldAct } from './decide-act.ts'
import { refusalOfReport, reportOf } from './decide-report.ts'
import { unitsToAssist } from './duty-desk.ts'
import { blankReport } from './start-report.ts'

const now = Date.parse('2026-03-05T09:00:00+08:00')
const today = dayOf(now as Instant)
const hour = 3_600_000

const limit = { amount: 5, unit: 'working-days' }
const handbook = {
  kinds: [
    {
      id: 'bare-soil',
      name: '黄土裸露',
      stream: 'greening',
      severity: 'minor',
      limit,
      urgentLimit: limit,
      items: {},
      siteKinds: [],
    },
  ],
  checklists: [
    {
      id: 'park',
      name: '公园',
      siteKinds: ['park'],
      entries: [{ id: 'park-soil', text: '无黄土裸露', kind: 'bare-soil' }],
    },
  ],
  hours: [
    { from: 510, to: 720 },
    { from: 840, to: 1050 },
  ],
}
const content = {
  me: { accountId: 'me', name: '督查', unitIds: ['team'] },
  handbook,
  sites: [{ id: 'willow-park', kind: 'park', streetId: 'east', ownerUnitId: null }],
} as unknown as FieldPackage

function aFinding(over: Partial<FindingPage> = {}): FindingPage {
  const by = { name: '张三', onBehalfOf: null, at: now - hour }
  const every = ['plan', 'file-measures', 'ask', 'check-measures', 'check-result'] as const
  return {
    ...{ id: 'f', number: 1, kind: 'bare-soil', stream: 'greening', severity: 'minor', urgent: false },
    ...{
      stage: 'dispatched',
      holder: 'unit',
      site: null,
      street: { id: 'east', name: '东街' },
      ownerUnit: null,
    },
    ...{
      place: null,
      address: '',
      words: '',
      photos: [],
      items: [],
      foundAt: now - hour,
      request: null,
      plan: null,
    },
    ...{
      done: null,
      measures: null,
      promise: null,
      counts: {},
      entries: [{ id: 'park-soil', text: '无黄土裸露' }],
    },
    duty: { unit: { id: 'parks', name: '园林' }, post: null, assisting: [] },
    clock: {
      allowedMs: 35 * hour,
      counts: 'working',
      because: 'standard',
      spans: [{ from: now - hour, to: null }],
    },
    actions: every.map((action) => ({ action, refusal: null })),
    ...(over.stage === 'measures-passed'
      ? { done: { words: '', by, photos: [] }, measures: { passed: true, words: '', by, photos: [] } }
      : {}),
    ...over,
  } as unknown as FindingPage
}

function code(finding: FindingPage, act: FieldAct): string | undefined {
  return refusalOfAct(finding, act, content, now)?.code
}

describe('a report on the phone', () => {
  const draft = blankReport(now, { siteId: 'willow-park', kind: 'bare-soil', entries: ['park-soil'] })

  it('is taken with a photo and a site', () => {
    expect(refusalOfReport(reportOf('id', draft, ['photo']), content, now)).toBeUndefined()
  })

  it('is refused without a photo, without any place, and for what the checklist does not have', () => {
    const nowhere = { ...draft, siteId: null, entries: [] }
    const strange = { ...draft, entries: ['lamp'] }
    expect(refusalOfReport(reportOf('id', draft, []), content, now)?.code).toBe('finding.photo-missing')
    expect(refusalOfReport(reportOf('id', nowhere, ['photo']), content, now)?.code).toBe(
      'finding.place-missing',
    )
    expect(refusalOfReport(reportOf('id', strange, ['photo']), content, now)?.code).toBe(
      'finding.entry-unknown',
    )
  })
})

describe('the duty desk on the phone', () => {
  it('reports what somebody told it, under that name and without a photo', () => {
    const told = { ...blankReport(now, { siteId: 'willow-park', kind: 'bare-soil' }), onBehalfOf: ' 王秀英 ' }
    const said = reportOf('id', told, [])
    expect(said).toMatchObject({ channel: 'desk', onBehalfOf: '王秀英' })
    expect(refusalOfReport(said, content, now)).toBeUndefined()
  })

  it('answers for any assisting unit that is not done, a unit for itself alone', () => {
    const unit = (id: string, doneAt: number | null) => ({ unit: { id, name: id }, doneAt })
    const assisting = [unit('roads', null), unit('water', null), unit('streets', now)]
    const { duty } = aFinding({ duty: { unit: { id: 'parks', name: '' }, post: null, assisting } })
    const ids = (unitIds: string[], verbs: Verb[]) =>
      unitsToAssist({ duty }, unitIds, { verbs }).map(({ id }) => id)
    expect(ids([], ['finding.manage'])).toEqual(['roads', 'water'])
    expect(ids(['water', 'streets'], ['finding.answer'])).toEqual(['water'])
  })
})

describe('what a unit does on the phone', () => {
  const plan = { action: 'plan', words: '补植', responsible: '张三', finishOn: addDays(today, 2) } as const

  it('is taken, or refused for the reason that the server would give', () => {
    expect(code(aFinding(), plan)).toBeUndefined()
    expect(code(aFinding(), { ...plan, finishOn: addDays(today, -1) })).toBe('finding.day-in-past')
    expect(code(aFinding(), { action: 'file-measures', words: '已补植', photos: [] })).toBe(
      'finding.not-planned',
    )
  })

  it('cannot ask for less time than there is', () => {
    const until = (day: number): FieldAct => ({
      action: 'ask',
      wish: { kind: 'extension', until: addDays(today, day) },
      reason: '待苗',
    })
    expect(code(aFinding(), until(3))).toBe('finding.extension-shorter')
    expect(code(aFinding(), until(20))).toBeUndefined()
  })

  it('waits for the assisting unit, which says when its part is done', () => {
    const open = [{ unit: { id: 'roads', name: '' }, doneAt: null }]
    const by = { name: '张三', onBehalfOf: null, at: now - hour }
    const plan = { words: '补植', responsible: '张三', finishOn: today, by }
    const duty = { unit: { id: 'parks', name: '' }, post: null, assisting: open }
    const actions: FindingPage['actions'] = [
      { action: 'file-measures', refusal: null },
      { action: 'assist', refusal: null },
    ]
    const finding = aFinding({ stage: 'planned', plan, duty, actions })
    expect(code(finding, { action: 'file-measures', words: '已补植', photos: [] })).toBe(
      'finding.assisting-open',
    )
    expect(code(finding, { action: 'assist', unitId: 'roads' })).toBeUndefined()
    expect(code(finding, { action: 'assist', unitId: 'water' })).toBe('finding.not-assisting')
  })

  it('is refused for what the server said with the package', () => {
    const refusal = { code: 'identity.outside-scope', details: {} } as const
    expect(code(aFinding({ actions: [{ action: 'plan', refusal }] }), plan)).toBe('identity.outside-scope')
  })
})

describe('the result gate on the phone', () => {
  const answer: FieldAct = {
    action: 'check-result',
    ...{ passed: true, photos: ['after'], place: null, words: '' },
    entries: [{ entryId: 'park-soil', passed: true, words: '' }],
  }
  const finding = aFinding({ stage: 'measures-passed' })

  it('is taken from somebody outside the unit who answers every entry with a photo', () => {
    expect(code(finding, answer)).toBeUndefined()
    expect(code(finding, { ...answer, photos: [] })).toBe('finding.photo-missing')
    expect(code(finding, { ...answer, entries: [] })).toBe('finding.entries-differ')
  })

  it('is closed to the unit’s own people', () => {
    const own = aFinding({
      stage: 'measures-passed',
      duty: { unit: { id: 'team', name: '' }, post: null, assisting: [] },
    })
    expect(code(own, answer)).toBe('finding.not-independent')
  })
})
