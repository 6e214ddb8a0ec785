import { CallRefused } from '@chuangyuan/contract/call'
import { actOnFinding, reportFinding } from '@chuangyuan/contract/finding'
import * as contract from '@chuangyuan/contract/matter'
import { draftPapers, stepPapers } from '@chuangyuan/contract/paper'
import type { BodyOf } from '@chuangyuan/contract/operation'
import { listSites } from '@chuangyuan/contract/site'
import { addDays, dayOf } from '@chuangyuan/domain/day'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { exportedFile } from '../../testing/exported-file.ts'
import { settle } from '../../testing/small-town.ts'
import { testApp, testNow, type Caller, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const today = dayOf(testNow)

async function aTown() {
  const district = await app.aDistrict()
  const ids = await settle(app, district)
  const parks = ids.units.get('parks') ?? ''
  const { call: unit } = await district.signedInWith([
    { role: 'unit', scope: { kind: 'unit', unitId: parks } },
  ])
  const roads = ids.units.get('roads') ?? ''
  const { call: other } = await district.signedInWith([
    { role: 'unit', scope: { kind: 'unit', unitId: roads } },
  ])
  return { district, parks, roads, ...district.as, owing: unit, other }
}

async function codeOf(attempt: Promise<unknown>) {
  const fault = await attempt.then(
    () => undefined,
    (refused: unknown) => refused,
  )
  return fault instanceof CallRefused ? fault.problem.code : fault
}

const given = (unitId: string) => ({
  ...{ title: '三日内补植完毕', words: '', unitId, assisting: [] as string[], dueOn: addDays(today, 3) },
})

function step(
  call: Caller,
  matterId: string,
  action: 'note' | 'answer' | 'accept' | 'return',
  words = '说明',
) {
  return call(contract.moveMatter, { params: { matterId }, body: { action, words, until: null } })
}

describe('a meeting', () => {
  it('and its decisions go out as workbooks, each under the same conditions as its list', async () => {
    const { district, office, parks, roads } = await aTown()
    await office(contract.recordMeeting, {
      body: {
        ...{ title: '第三次调度会', heldOn: today, place: '区政府', attendees: '各单位' },
        ...{ agenda: ['进度', '困难'], words: '听取汇报。' },
        decisions: [
          { ...given(parks), assisting: [roads] },
          { ...given(roads), title: '修补铺装' },
        ],
      },
    })
    const meetings = await exportedFile(app, district.cookies.office, '/api/meetings/export')
    expect(meetings.get('会议台账')?.at(-1)).toMatchObject([
      '第三次调度会',
      ...Array.from({ length: 3 }, () => expect.any(String) as string),
      '进度；困难',
      '听取汇报。',
      '2',
      '2',
    ])
    const of = async (conditions: string) => {
      const file = await exportedFile(app, district.cookies.office, `/api/matters/export${conditions}`)
      return (file.get('交办台账') ?? []).filter((row) => row.includes('第三次调度会'))
    }
    expect((await of('')).map(([title, , , unit, assisting]) => [title, unit, assisting])).toEqual(
      expect.arrayContaining([
        ['三日内补植完毕', '区园林中心', '区城管局'],
        ['修补铺装', '区城管局', ''],
      ]),
    )
    expect(await of(`?unit=${roads}`)).toHaveLength(1)
    expect(await of('?stage=done')).toHaveLength(0)
  })

  it('leaves its decisions with their units, all or none', async () => {
    const { office, parks, roads, owing, other } = await aTown()
    const meeting = {
      ...{ title: '第三次调度会', heldOn: today, place: '区政府', attendees: '各单位' },
      ...{ agenda: ['进度', '困难'], words: '听取汇报。' },
    }
    const { id } = await office(contract.recordMeeting, {
      body: { ...meeting, decisions: [given(parks), { ...given(roads), title: '修补铺装' }] },
    })
    const strange = office(contract.recordMeeting, {
      body: { ...meeting, decisions: [given(parks), given(newId())] },
    })
    expect(await codeOf(strange)).toBe('request.unknown-reference')
    const { rows, total } = await office(contract.listMeetings, { query: {} })
    expect(total).toBe(1)
    expect(rows[0]).toMatchObject({ id, decisions: 2, openDecisions: 2, agenda: ['进度', '困难'] })
    const mine = await owing(contract.listMatters, { query: { meeting: id } })
    expect(mine.rows.map(({ title, kind }) => [title, kind])).toEqual([['三日内补植完毕', 'decision']])
    const counted = await owing(contract.listMeetings, { query: {} })
    expect(counted.rows.map(({ decisions, openDecisions }) => [decisions, openDecisions])).toEqual([[1, 1]])
    expect((await other(contract.listMatters, { query: {} })).rows.map(({ title }) => title)).toEqual([
      '修补铺装',
    ])
  })
})

describe('a matter', () => {
  it('goes from the office to the unit and back, and is settled by the office alone', async () => {
    const { office, parks, owing, other } = await aTown()
    const { id } = await office(contract.giveMatter, {
      body: { ...given(parks), kind: 'commitment', findingId: null },
    })
    expect(await codeOf(step(other, id, 'answer'))).toBe('request.not-found')
    expect(await codeOf(step(office, id, 'answer'))).toBe('identity.outside-scope')
    await step(owing, id, 'answer', '已补植')
    expect(await codeOf(step(owing, id, 'accept'))).toBe('identity.outside-scope')
    await step(office, id, 'return', '还差两株')
    await step(owing, id, 'answer', '补齐')
    await step(office, id, 'accept', '')
    const matter = await office(contract.showMatter, { params: { matterId: id } })
    expect(matter).toMatchObject({ stage: 'done', mayDo: [] })
    const settled = await office(contract.listMatters, { query: { open: 'false' } })
    const owed = await office(contract.listMatters, { query: { open: 'true' } })
    expect([settled.total, owed.total]).toEqual([1, 0])
    expect(matter.steps.map(({ action, words }) => [action, words])).toEqual([
      ...[
        ['give', ''],
        ['answer', '已补植'],
        ['return', '还差两株'],
        ['answer', '补齐'],
        ['accept', ''],
      ],
    ])
  })

  it('is found among the late ones from the day after', async () => {
    const { office, parks } = await aTown()
    await office(contract.giveMatter, {
      body: { ...given(parks), dueOn: addDays(today, -1), kind: 'order', findingId: null },
    })
    const late = await office(contract.listMatters, { query: { late: 'true' } })
    const rest = await office(contract.listMatters, { query: { late: 'false' } })
    expect([late.total, rest.total]).toEqual([1, 0])
    expect(late.rows[0]?.late).toBe(true)
  })
})

it('what waits for whom stands in one list', async () => {
  const { office, leader, parks, owing } = await aTown()
  const { id } = await office(contract.giveMatter, {
    body: { ...given(parks), kind: 'order', findingId: null },
  })
  const { ids } = await office(draftPapers, {
    body: { source: { kind: 'daily', on: today }, title: '', addressed: '', copies: '' },
  })
  const waiting = async (call: Caller, part: 'waiting' | 'started' = 'waiting') => {
    const { items } = await call(contract.listTodos, { query: { part } })
    return items.map(({ what, id: of, stage }) => [what, of, stage])
  }
  expect(await waiting(owing)).toEqual([['matter', id, 'open']])
  expect(await waiting(office)).toEqual([['paper', ids[0], 'drafted']])
  await office(stepPapers, { body: { ids, action: 'submit', words: '' } })
  expect(await waiting(leader)).toEqual([['paper', ids[0], 'in-review']])
  expect(await waiting(office)).toEqual([])
  expect(await waiting(office, 'started')).toEqual([
    ['matter', id, 'open'],
    ['paper', ids[0], 'in-review'],
  ])
  await step(owing, id, 'answer')
  expect(await waiting(office)).toEqual([['matter', id, 'answered']])
})

it('what somebody did stands newest first, page by page, and opens its thing', async () => {
  const { district, office, parks, owing, other } = await aTown()
  const siteId = (await office(listSites, { query: { limit: 1 } })).rows[0]?.id ?? ''
  const findingId = newId()
  await office(reportFinding, {
    body: {
      ...{ id: findingId, kind: 'dead-plant', severity: null, siteId, streetId: null, place: null },
      ...{ address: '', words: '枯死', entries: [], photos: [newId()], channel: 'desk', foundAt: testNow },
      ...{ onBehalfOf: null, visitId: null },
    },
  })
  const started = await office(contract.listTodos, { query: { part: 'started' } })
  expect(started.items.map(({ what, id }) => [what, id])).toEqual([['finding', findingId]])
  const params = { findingId }
  await office(actOnFinding, { params, body: { act: { action: 'file' }, onBehalfOf: null } })
  const { id } = await office(contract.giveMatter, {
    body: { ...given(parks), kind: 'order', findingId: null },
  })
  const { ids } = await office(draftPapers, {
    body: { source: { kind: 'daily', on: today }, title: '', addressed: '', copies: '' },
  })
  await step(owing, id, 'answer')
  await step(office, id, 'accept')

  const first = await office(contract.listDone, { query: { limit: 3 } })
  expect(first.items.map(({ verb, what, id: of }) => [verb, what, of])).toEqual([
    ['matter.accept', 'matter', id],
    ['paper.drafted', 'paper', ids[0]],
    ['matter.given', 'matter', id],
  ])
  expect(first.items[0]?.title).toBe('三日内补植完毕')
  const second = await office(contract.listDone, { query: { limit: 3, before: first.next ?? 0 } })
  expect(second.items.map(({ verb, id: of }) => [verb, of])).toEqual([
    ['finding.file', findingId],
    ['finding.reported', findingId],
  ])
  expect(second.next).toBeNull()
  const own = await owing(contract.listDone, { query: {} })
  expect(own.items.map(({ verb }) => verb)).toEqual(['matter.answer'])
  expect((await other(contract.listDone, { query: {} })).items).toEqual([])
  const closed = { act: { action: 'void', reason: '误报' }, onBehalfOf: null } as const
  await office(actOnFinding, { params, body: closed })
  const left = await district.as.office(contract.listTodos, { query: { part: 'started' } })
  expect(left.items.map(({ what }) => what)).not.toContain('finding')
})

it('what a unit asks for waits for whoever decides, and not for the unit', async () => {
  const { office, parks, owing } = await aTown()
  const siteId = (await office(listSites, { query: { limit: 1 } })).rows[0]?.id ?? ''
  const findingId = newId()
  await office(reportFinding, {
    body: {
      ...{ id: findingId, kind: 'dead-plant', severity: null, siteId, streetId: null, place: null },
      ...{ address: '', words: '枯死', entries: [], photos: [newId()], channel: 'desk', foundAt: testNow },
      ...{ onBehalfOf: null, visitId: null },
    },
  })
  const act = (call: Caller, body: BodyOf<typeof actOnFinding>['act']) =>
    call(actOnFinding, { params: { findingId }, body: { act: body, onBehalfOf: null } })
  await act(office, { action: 'file' })
  await act(office, { action: 'dispatch', unitId: parks, postId: null, assisting: [] })
  const until = addDays(today, 20)
  await act(owing, { action: 'ask', wish: { kind: 'extension', until }, reason: '苗木未到' })
  const waiting = async (call: Caller) => (await call(contract.listTodos, { query: {} })).items
  expect(await waiting(office)).toMatchObject([{ what: 'finding', id: findingId, stage: 'asked-extension' }])
  expect(await waiting(owing)).toEqual([])
  await act(office, { action: 'decide', granted: true, words: '' })
  expect(await waiting(office)).toEqual([])
  expect(await waiting(owing)).toMatchObject([{ id: findingId, stage: 'dispatched' }])
})
