import { addressOf, CallRefused, type CallInput } from '@chuangyuan/contract/call'
import * as contract from '@chuangyuan/contract/finding'
import { createAccount, listAccounts, listPeople, setAccountPerson } from '@chuangyuan/contract/identity'
import { findingImport } from '@chuangyuan/workbook/finding-import'
import type { CellContent } from '@chuangyuan/workbook/sheet-definition'
import { writeWorkbook } from '@chuangyuan/workbook/write-workbook'
import { openTableFile } from '@chuangyuan/workbook/open-table-file'
import { defaultWorkbookLimits } from '@chuangyuan/workbook/raw-sheet'
import { findingLedger } from '@chuangyuan/workbook/finding-ledger'
import { displayText } from '@chuangyuan/workbook/cell-text'
import { choiceSheetName, readWorkbook } from '@chuangyuan/workbook/read-workbook'
import { findingStages } from '@chuangyuan/domain/finding/finding'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { exportedFile } from '../../testing/exported-file.ts'
import { settle } from '../../testing/small-town.ts'
import type { Sight } from './filter-store.ts'
import { findingStore } from './store.ts'
import { testApp, testNow, type Caller, type TestApp, type TestDistrict } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

type Act = CallInput<typeof contract.actOnFinding>['body']['act']
type ResultCheck = Extract<Act, { action: 'check-result' }>

async function aTown() {
  const district = await app.aDistrict()
  const ids = await settle(app, district)
  const unit = (code: string) => ids.units.get(code) ?? ''
  const site = (code: string) => ids.sites.get(code) ?? ''
  const parks = await district.signedInWith([
    { role: 'unit', scope: { kind: 'unit', unitId: unit('parks') } },
  ])
  const roads = await district.signedInWith([
    { role: 'unit', scope: { kind: 'unit', unitId: unit('roads') } },
  ])
  const other = await district.signedInWith([{ role: 'supervisor', scope: { kind: 'district' } }])
  return {
    district,
    ids,
    unit,
    site,
    parks: parks.call,
    roads: roads.call,
    other: other.call,
    cookies: { parks: parks.cookie, roads: roads.cookie },
  }
}

function aReport(siteId: string, over: Partial<contract.ReportInput> = {}): contract.ReportInput {
  return {
    id: newId(),
    kind: 'dead-plant',
    severity: null,
    siteId,
    streetId: null,
    place: { lon: 117.02, lat: 36.67, accuracy: 8, system: 'WGS-84', how: 'device' },
    address: '东门内',
    words: '行道树枯死两株',
    entries: [],
    photos: [newId()],
    channel: 'phone',
    foundAt: testNow,
    onBehalfOf: null,
    visitId: null,
    ...over,
  }
}

async function reported(call: Caller, report: contract.ReportInput): Promise<string> {
  const { id } = await call(contract.reportFinding, { body: report })
  return id
}

function doing(call: Caller, findingId: string) {
  return (act: Act) => call(contract.actOnFinding, { params: { findingId }, body: { act, onBehalfOf: null } })
}

async function refusalOf(attempt: Promise<unknown>): Promise<{ code: string; details: object } | undefined> {
  try {
    await attempt
  } catch (fault) {
    if (fault instanceof CallRefused) return fault.problem
    throw fault
  }
  return undefined
}

async function dispatched(district: TestDistrict, siteId: string, unitId: string): Promise<string> {
  const { office, supervisor } = district.as
  const id = await reported(supervisor, aReport(siteId))
  await doing(office, id)({ action: 'file' })
  await doing(office, id)({ action: 'dispatch', unitId, postId: null, assisting: [] })
  return id
}

async function measuresFiled(town: Awaited<ReturnType<typeof aTown>>): Promise<string> {
  const id = await dispatched(town.district, town.site('G-1'), town.unit('parks'))
  const act = doing(town.parks, id)
  await act({ action: 'plan', words: '补植国槐两株', responsible: '钱二', finishOn: '2026-03-10' })
  await act({ action: 'file-measures', words: '已补植', photos: [] })
  return id
}

describe('a finding from the street to the end', () => {
  it('leaves the books only through both gates, and never by the hand of who put it right', async () => {
    const town = await aTown()
    const { district, parks, other } = town
    const { supervisor } = district.as
    const id = await measuresFiled(town)
    expect(
      await refusalOf(doing(parks, id)({ action: 'check-measures', passed: true, words: '' })),
    ).toMatchObject({
      code: 'identity.verb-not-granted',
    })
    const result: ResultCheck = {
      action: 'check-result',
      entries: [],
      passed: true,
      photos: [newId()],
      place: null,
      words: '成活',
    }
    expect(await refusalOf(doing(supervisor, id)(result))).toMatchObject({ code: 'finding.wrong-stage' })
    await doing(supervisor, id)({ action: 'check-measures', passed: true, words: '现场已补植' })
    const page = await supervisor(contract.getFinding, { params: { findingId: id } })
    const answers = page.entries.map((entry) => ({ entryId: entry.id, passed: true, words: '' }))
    expect(page.actions).toEqual([
      {
        action: 'check-result',
        refusal: { code: 'finding.not-independent', details: { because: 'passed-measures' } },
      },
    ])
    expect(await refusalOf(doing(supervisor, id)({ ...result, entries: answers }))).toMatchObject({
      code: 'finding.not-independent',
      details: { because: 'passed-measures' },
    })
    expect(await refusalOf(doing(other, id)({ ...result, entries: answers, photos: [] }))).toMatchObject({
      code: 'finding.photo-missing',
    })
    if (answers.length > 0)
      expect(await refusalOf(doing(other, id)(result))).toMatchObject({ code: 'finding.entries-differ' })
    const failed = await doing(
      other,
      id,
    )({
      ...result,
      entries: answers.map((each) => ({ ...each, passed: false })),
      passed: false,
    })
    expect(failed).toMatchObject({ stage: 'planned', holder: 'unit', counts: { rework: 1 } })
    await doing(parks, id)({ action: 'file-measures', words: '再次补植', photos: [newId()] })
    await doing(supervisor, id)({ action: 'check-measures', passed: true, words: '' })
    const closed = await doing(other, id)({ ...result, entries: answers })
    expect(closed).toMatchObject({ stage: 'closed', number: 1, holder: 'nobody' })
    expect(closed.history.map(({ verb }) => verb)).toEqual([
      'finding.reported',
      'finding.file',
      'finding.dispatch',
      'finding.plan',
      'finding.file-measures',
      'finding.check-measures',
      'finding.check-result',
      'finding.file-measures',
      'finding.check-measures',
      'finding.check-result',
    ])
    const again = await doing(other, id)({ action: 'reopen', photos: [newId()], words: '又枯死一株' })
    expect(again).toMatchObject({ stage: 'dispatched', counts: { reopened: 1, rework: 1 } })
  })

  it('numbers follow one another without a gap, also where a filing was refused', async () => {
    const { district, site } = await aTown()
    const { office, supervisor } = district.as
    const ids = []
    for (let at = 0; at < 3; at += 1) ids.push(await reported(supervisor, aReport(site('G-1'))))
    const numbers = await Promise.all(
      [...ids, ids[0] ?? ''].map(async (id) => {
        try {
          return (await doing(office, id)({ action: 'file' })).number
        } catch (fault) {
          return fault instanceof CallRefused ? fault.problem.code : String(fault)
        }
      }),
    )
    expect(numbers.map(String).toSorted()).toEqual(['1', '2', '3', 'finding.wrong-stage'])
  })
})

describe('whose account it is', () => {
  const judging = [{ role: 'supervisor', scope: { kind: 'district' } }] as const

  it('keeps one person with two accounts from both gates, and the people of a unit from its work', async () => {
    const town = await aTown()
    const { district } = town
    const administrator = district.as['system-admin']
    const accountOf = async (personId: string) => {
      const { call, accountId } = await district.signedInWith(judging)
      const account = await administrator(setAccountPerson, { params: { accountId }, body: { personId } })
      return { call, account }
    }
    const [sun] = await administrator(listPeople, { query: { search: '泉城路' } })
    const [zhao, ...others] = await administrator(listPeople, { query: { search: '赵' } })
    expect([sun, zhao, others]).toMatchObject([
      { name: '孙三', posts: ['泉城路街道办事处 主任'] },
      { name: '赵一', posts: ['区园林中心 主任'] },
      [],
    ])
    const [one, two] = [await accountOf(sun?.id ?? ''), await accountOf(sun?.id ?? '')]
    expect(one.account.person).toEqual({ id: sun?.id, name: '孙三' })
    const ofParks = await accountOf(zhao?.id ?? '')

    const id = await measuresFiled(town)
    const measures: Act = { action: 'check-measures', passed: true, words: '' }
    expect(await refusalOf(doing(ofParks.call, id)(measures))).toMatchObject({
      code: 'finding.not-independent',
      details: { because: 'of-the-unit' },
    })
    await doing(one.call, id)(measures)
    const { entries } = await two.call(contract.getFinding, { params: { findingId: id } })
    const result: ResultCheck = {
      ...{ action: 'check-result', passed: true, photos: [newId()], place: null, words: '' },
      entries: entries.map((entry) => ({ entryId: entry.id, passed: true, words: '' })),
    }
    expect(await refusalOf(doing(two.call, id)(result))).toMatchObject({
      code: 'finding.not-independent',
      details: { because: 'passed-measures' },
    })
    expect(await doing(district.as.supervisor, id)(result)).toMatchObject({ stage: 'closed' })
  })

  it('is a person who is known here, and nobody says so of themselves', async () => {
    const { district } = await aTown()
    const administrator = district.as['system-admin']
    const setting = (accountId: string, personId: string) =>
      refusalOf(administrator(setAccountPerson, { params: { accountId }, body: { personId } }))
    const [qian] = await administrator(listPeople, { query: { search: '钱' } })
    const { accountIds } = district
    expect(await setting(accountIds.supervisor, newId())).toMatchObject({ code: 'request.unknown-reference' })
    expect(await setting(accountIds['system-admin'], qian?.id ?? '')).toMatchObject({
      code: 'identity.own-account',
    })
    const given = { login: 'qian', name: '钱二', personId: qian?.id ?? '' }
    const { account } = await administrator(createAccount, { body: given })
    const { rows } = await administrator(listAccounts, { query: { search: 'qian' } })
    expect([account.person, rows[0]?.person]).toEqual(
      [qian, qian].map(() => ({ id: qian?.id, name: '钱二' })),
    )
  })
})

describe('a report', () => {
  it('sent again is the same one; another under its id is refused and overwrites nothing', async () => {
    const { district, site } = await aTown()
    const { supervisor } = district.as
    const report = aReport(site('G-1'))
    expect(await supervisor(contract.reportFinding, { body: report })).toEqual({
      id: report.id,
      outcome: 'stored',
    })
    expect(await supervisor(contract.reportFinding, { body: report })).toEqual({
      id: report.id,
      outcome: 'already',
    })
    expect(
      await refusalOf(supervisor(contract.reportFinding, { body: { ...report, words: '别的' } })),
    ).toMatchObject({ code: 'finding.differs' })
    const { words, history } = await supervisor(contract.getFinding, { params: { findingId: report.id } })
    expect([words, history.length]).toEqual([report.words, 1])
  })

  it('is asked for a photo on the spot, and not at the duty desk, which keeps who really said it', async () => {
    const { district, site } = await aTown()
    const bare = aReport(site('G-1'), { photos: [] })
    expect(await refusalOf(district.as.supervisor(contract.reportFinding, { body: bare }))).toMatchObject({
      code: 'finding.photo-missing',
    })
    const said = { ...bare, channel: 'desk', onBehalfOf: '环卫工李师傅' } as const
    const id = await reported(district.as.office, said)
    const page = await district.as.office(contract.getFinding, { params: { findingId: id } })
    expect(page.reporters).toMatchObject([{ channel: 'desk', by: { onBehalfOf: '环卫工李师傅' } }])
  })

  it('in the shifted coordinates of a web map lies where it was seen', async () => {
    const { district, site } = await aTown()
    const shifted = { lon: 117.026_1, lat: 36.670_4, accuracy: 5, system: 'GCJ-02', how: 'device' } as const
    const id = await reported(district.as.supervisor, aReport(site('G-1'), { place: shifted }))
    const { place } = await district.as.office(contract.getFinding, { params: { findingId: id } })
    expect(Math.abs((place?.lon ?? 0) - shifted.lon)).toBeGreaterThan(0.003)
    expect(place?.system).toBe('CGCS2000')
  })

  it('of the same kind nearby is offered as a duplicate, and merging keeps both reporters and photos', async () => {
    const { district, site } = await aTown()
    const { office, supervisor } = district.as
    const first = await reported(supervisor, aReport(site('G-1')))
    const second = await reported(office, aReport(site('G-1'), { channel: 'desk', onBehalfOf: '居民' }))
    const far = { lon: 117.08, lat: 36.67, accuracy: 8, system: 'WGS-84', how: 'device' } as const
    await reported(supervisor, aReport(site('G-3'), { place: far }))
    const offered = await office(contract.likelyDuplicates, { params: { findingId: second } })
    expect(offered.map(({ id }) => id)).toEqual([first])
    await doing(office, second)({ action: 'merge', into: first })
    const master = await office(contract.getFinding, { params: { findingId: first } })
    expect([master.reporters.length, master.photos.length]).toEqual([2, 2])
    const merged = await office(contract.getFinding, { params: { findingId: second } })
    expect(merged).toMatchObject({ stage: 'merged', ending: { into: first } })
  })
})

describe('a unit', () => {
  it('sends a wrong dispatch back, and from the asking on the clock runs against the office', async () => {
    const { district, site, unit, parks } = await aTown()
    const { office } = district.as
    const id = await dispatched(district, site('G-1'), unit('parks'))
    const asked = await doing(parks, id)({ action: 'ask', wish: { kind: 'return' }, reason: '不是我们管的' })
    expect(asked).toMatchObject({ holder: 'office', asked: 'return', clock: { running: false } })
    app.pass(20 * 60_000)
    const later = await office(contract.getFinding, { params: { findingId: id } })
    expect(later.clock?.usedMs).toBe(asked.clock?.usedMs)
    const back = await doing(office, id)({ action: 'decide', granted: true, words: '' })
    expect(back).toMatchObject({ stage: 'filed', duty: null })
    const ledger = await office(contract.listFindings, { query: { stage: 'filed' } })
    expect(ledger.rows.map((row) => row.id)).toContain(id)
  })

  it('sees what is its own and nothing else, and cannot answer for another', async () => {
    const { district, site, unit, parks, roads } = await aTown()
    const id = await dispatched(district, site('G-1'), unit('parks'))
    expect((await parks(contract.listFindings, {})).rows.map((row) => row.id)).toEqual([id])
    expect((await roads(contract.listFindings, {})).total).toBe(0)
    const plan = {
      action: 'plan',
      words: '补植',
      responsible: '钱二',
      finishOn: '2030-01-01',
    } as const
    expect(await refusalOf(doing(roads, id)(plan))).toMatchObject({ code: 'request.not-found' })
    expect((await doing(parks, id)(plan)).stage).toBe('planned')
  })

  it('that assists has to finish before the lead can say that it is done', async () => {
    const { district, site, unit, parks, roads } = await aTown()
    const { office, supervisor } = district.as
    const id = await reported(supervisor, aReport(site('G-1')))
    await doing(office, id)({ action: 'file' })
    await doing(
      office,
      id,
    )({
      action: 'dispatch',
      unitId: unit('parks'),
      postId: null,
      assisting: [unit('roads')],
    })
    await doing(parks, id)({ action: 'plan', words: '补', responsible: '钱二', finishOn: '2030-01-01' })
    const done: Act = { action: 'file-measures', words: '已补', photos: [] }
    expect(await refusalOf(doing(parks, id)(done))).toMatchObject({
      code: 'finding.assisting-open',
      details: { unitIds: [unit('roads')] },
    })
    const theirPart: Act = { action: 'assist', unitId: unit('roads') }
    expect(await refusalOf(doing(parks, id)(theirPart))).toMatchObject({ code: 'identity.outside-scope' })
    const { actions } = await parks(contract.getFinding, { params: { findingId: id } })
    expect(actions.find(({ action }) => action === 'assist')?.refusal?.code).toBe('identity.outside-scope')
    await doing(roads, id)(theirPart)
    expect((await doing(parks, id)(done)).stage).toBe('measures-filed')
  })
})

describe('the numbers', () => {
  it('of board, list, map and indices agree, to the last finding', async () => {
    const town = await aTown()
    const { district } = town
    const { office, supervisor } = district.as
    await measuresFiled(town)
    await dispatched(district, town.site('G-4'), town.unit('roads'))
    await reported(supervisor, aReport(town.site('G-3'), { kind: 'road-litter' }))
    const board = await office(contract.findingBoard, {})
    expect(board.total.open).toBe(3)
    expect(board.byStreet.map(({ open }) => open).reduce((a, b) => a + b, 0)).toBe(3)
    expect(board.byHolder).toMatchObject({ office: 1, unit: 1, supervision: 1 })
    const open = await office(contract.listFindings, { query: { open: 'true' } })
    expect(open.total).toBe(board.total.open)
    const box = { west: 116, south: 36, east: 118, north: 37.5 }
    const map = await office(contract.mapFindings, { query: box })
    expect(map.findings.length + map.unplaced).toBe(3)
    const unplaced = await office(contract.listFindings, { query: { placed: 'false' } })
    expect(unplaced.total).toBe(map.unplaced)
    const { rows } = await office(contract.findingIndices, {
      query: { by: 'unit', from: '2026-03-01', to: '2026-12-31' },
    })
    const parks = rows.find(({ of }) => of?.name === '区园林中心')
    expect(parks?.indices.find(({ id }) => id === 'handling')).toMatchObject({
      id: 'handling',
      numerator: 1,
      denominator: 1,
      share: 1,
    })
    const cookie = district.cookies.office
    const file = await exportedFile(
      app,
      cookie,
      '/api/findings/indices/export?by=unit&from=2026-03-01&to=2026-12-31',
    )
    const table = file.get('整改指数') ?? []
    const heads = table.find((row) => row.includes('处置率')) ?? []
    const line = table.find(([name]) => name === '区园林中心') ?? []
    expect([line[heads.indexOf('处置率 分子/分母')], line[heads.indexOf('处置率')]]).toEqual([
      '1/1',
      '100.0%',
    ])
  })

  it('text is found by two characters, and a filter that is not known is refused', async () => {
    const { district, site } = await aTown()
    const { supervisor } = district.as
    await reported(supervisor, aReport(site('G-1'), { words: '树池裸土未覆盖' }))
    await reported(supervisor, aReport(site('G-1'), { words: '果皮箱破损' }))
    expect((await supervisor(contract.listFindings, { query: { search: '裸土' } })).total).toBe(1)
    expect((await supervisor(contract.listFindings, { query: { search: '裸土破' } })).total).toBe(0)
    expect((await supervisor(contract.listFindings, { query: { search: '箱' } })).total).toBe(1)
  })
})

it('many are filed and dispatched at once; one that cannot be does not hold the others up', async () => {
  const { district, site, unit } = await aTown()
  const { office, supervisor } = district.as
  const ids = [
    await reported(supervisor, aReport(site('G-1'))),
    newId(),
    await reported(supervisor, aReport(site('G-4'))),
  ]
  const filed = await office(contract.actOnMany, { body: { ids, act: { action: 'file' } } })
  expect(filed.map(({ refusal }) => refusal?.code ?? 'done')).toEqual(['done', 'request.not-found', 'done'])
  const act: Act = { action: 'dispatch', unitId: unit('parks'), postId: null, assisting: [] }
  const sent = await office(contract.actOnMany, { body: { ids: [ids[0] ?? '', ids[2] ?? ''], act } })
  expect(sent.every(({ refusal }) => refusal === null)).toBe(true)
})

describe('the tallies', () => {
  it('are what a recount finds, after actions of many at once that succeed or are refused', async () => {
    const town = await aTown()
    const { district, parks, other } = town
    const { office, supervisor } = district.as
    const ids = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        reported(
          supervisor,
          aReport(town.site(at % 2 === 0 ? 'G-1' : 'G-4'), {
            kind: at % 3 === 0 ? 'road-litter' : 'dead-plant',
          }),
        ),
      ),
    )
    const acts: readonly (readonly [Caller, (of: string) => Act])[] = [
      [office, () => ({ action: 'file' })],
      [office, () => ({ action: 'dispatch', unitId: town.unit('parks'), postId: null, assisting: [] })],
      [parks, () => ({ action: 'plan', words: '补', responsible: '钱二', finishOn: '2030-01-01' })],
      [parks, () => ({ action: 'ask', wish: { kind: 'return' }, reason: '不归我们管' })],
      [office, () => ({ action: 'decide', granted: true, words: '' })],
      [parks, () => ({ action: 'file-measures', words: '已补', photos: [] })],
      [supervisor, () => ({ action: 'check-measures', passed: true, words: '' })],
      [
        other,
        () => ({
          action: 'check-result',
          entries: [],
          passed: true,
          photos: [newId()],
          place: null,
          words: '',
        }),
      ],
      [office, () => ({ action: 'void', reason: '不是问题' })],
      [office, (of) => ({ action: 'merge', into: ids.find((id) => id !== of) ?? of })],
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(ids.length - 1), fc.nat(acts.length - 1)), { minLength: 6, maxLength: 12 }),
        async (steps) => {
          await Promise.all(
            steps.map(async ([which, what]) => {
              const [call, act] = acts[what] ?? [office, () => ({ action: 'file' }) as const]
              const of = ids[which] ?? ''
              await refusalOf(doing(call, of)(act(of)))
            }),
          )
          const counted = (sight: Sight) =>
            app.deps.db.read({ districtId: district.id }, async ({ query }) =>
              (await findingStore(query, district.id).tally(sight, testNow))
                .map(({ street_id, stream, stage, holder, count, overdue }) =>
                  [street_id, stream, stage, holder, count, overdue].join(' '),
                )
                .toSorted(),
            )
          const everyStreet = { streetIds: [...town.ids.streets.values()], unitIds: [], accountId: newId() }
          expect(await counted('all')).toEqual(await counted(everyStreet))
        },
      ),
      { numRuns: 8, seed: 7 },
    )
    const { total } = await office(contract.findingBoard, {})
    for (const stage of findingStages)
      expect((await office(contract.listFindings, { query: { stage } })).total).toBe(total.byStage[stage])
    expect((await office(contract.listFindings, { query: { open: 'true' } })).total).toBe(total.open)
    expect((await office(contract.listFindings, { query: { offset: 500 } })).total).toBe(ids.length)
  })
})

describe('the exported ledger', () => {
  it('has the columns of the office in its own words, reads back, and holds what its reader sees', async () => {
    const town = await aTown()
    const { district, parks, cookies } = town
    const { office } = district.as
    const id = await dispatched(district, town.site('G-1'), town.unit('parks'))
    const said = { channel: 'desk' as const, onBehalfOf: '环卫工李师傅', photos: [], words: '裸土' }
    await reported(office, aReport(town.site('G-4'), { ...said, foundAt: testNow - 86_400_000 }))
    const plan = { action: 'plan', words: '补植', responsible: '钱二', finishOn: '2030-01-01' } as const
    await doing(parks, id)(plan)
    const rows = await ledgerOf(district.cookies.office)
    expect(rows).toMatchObject([
      {
        ...{ number: 1, stage: 'planned', stream: 'greening', siteCode: 'G-1', siteName: '泉水公园' },
        ...{ street: '泉城路街道', address: '东门内', words: '行道树枯死两株', foundOn: '2026-03-05' },
        ...{ finder: 'supervisor', unit: '区园林中心', responsible: '钱二', dispatchedOn: '2026-03-05' },
        ...{ overdue: false, rework: 0, extended: 0, photos: 1 },
      },
      { stage: 'reported', words: '裸土', foundOn: '2026-03-04', finder: '环卫工李师傅', photos: 0 },
    ])
    expect(rows[0]?.kind).not.toBe('dead-plant')
    expect(rows[0]?.dueOn).toMatch(/^2026-03-/)
    expect(await ledgerOf(district.cookies.office, { stage: 'planned' })).toHaveLength(1)
    expect(await ledgerOf(district.cookies.supervisor, { search: '裸土' })).toHaveLength(1)
    expect([await ledgerOf(cookies.parks), await ledgerOf(cookies.roads)]).toMatchObject([
      [{ number: 1 }],
      [],
    ])
  })

  it('holds every finding once, however many pages are read and though all were found at one moment', async () => {
    const { district } = await aTown()
    const numbers = Array.from({ length: 2_050 }, (_, at) => `N-${String(at + 1)}`)
    const rows = numbers.map((sourceNumber) => ({
      ...{ sourceNumber, kind: '乔灌木死株', siteCode: 'G-1', words: sourceNumber, foundOn: '2026-03-04' },
    }))
    const list = await writeWorkbook({ title: '问题', sheets: [{ definition: findingImport, rows }] })
    const query = { fileName: 'x.xlsx', newRows: rows.length }
    await district.as.office(contract.applyFindingImport, { query, file: new Blob([Buffer.from(list)]) })
    const ledger = await ledgerOf(district.cookies.office)
    expect(ledger.map((line) => line?.words ?? '').toSorted()).toEqual(numbers.toSorted())
  })

  it('says of what is promised for a day that it is due on that day', async () => {
    const { district, site, unit, parks } = await aTown()
    const { office } = district.as
    const id = await dispatched(district, site('G-1'), unit('parks'))
    const wish = { kind: 'suspension', until: '2026-04-30', promise: '春季补植' } as const
    await doing(parks, id)({ action: 'ask', wish, reason: '等苗木' })
    await doing(office, id)({ action: 'decide', granted: true, words: '' })
    expect(await ledgerOf(district.cookies.office)).toMatchObject([
      { stage: 'suspended', dueOn: '2026-04-30' },
    ])
  })
})

describe('an imported list', () => {
  type Row = Readonly<Record<string, CellContent>>
  const listed: Row = {
    sourceNumber: '市督-1',
    kind: '乔灌木死株',
    siteCode: 'G-1',
    words: '行道树枯死两株',
    foundOn: '2026-03-04',
    finder: '市督查组王五',
  }
  const atStreet: Row = {
    ...{ sourceNumber: '市督-2', kind: listed['kind'] ?? '', street: '大明湖街道', address: '河边' },
    ...{ words: '裸土', foundOn: '2026-03-05' },
  }

  async function fileOf(rows: readonly Row[]) {
    return new Blob([
      Buffer.from(await writeWorkbook({ title: '问题', sheets: [{ definition: findingImport, rows }] })),
    ])
  }
  const query = { fileName: '市督查问题.xlsx' }

  it('becomes reports with their true reporters, and coming again changes nothing', async () => {
    const { district } = await aTown()
    const { office } = district.as
    const file = await fileOf([listed, atStreet])
    const preview = await office(contract.previewFindingImport, { query, file })
    expect(preview).toMatchObject({ counts: { new: 2, already: 0, wrong: 0 }, wrong: [], marked: null })
    expect((await office(contract.listFindings, {})).total).toBe(0)
    const apply = (newRows: number) =>
      office(contract.applyFindingImport, { query: { ...query, newRows }, file })
    expect(await refusalOf(apply(1))).toMatchObject({ code: 'request.stale' })
    expect((await office(contract.listFindings, {})).total).toBe(0)
    expect(await apply(2)).toEqual({ written: 2, already: 0, wrong: 0 })
    const { rows } = await office(contract.listFindings, { query: { search: '枯死' } })
    const page = await office(contract.getFinding, { params: { findingId: rows[0]?.id ?? '' } })
    expect(page).toMatchObject({
      ...{ stage: 'reported', site: { name: '泉水公园' }, photos: [] },
      reporters: [{ channel: 'import', by: { onBehalfOf: '市督查组王五' } }],
      history: [{ verb: 'finding.reported' }],
    })
    expect(await apply(0)).toEqual({ written: 0, already: 2, wrong: 0 })
    expect((await office(contract.listFindings, {})).total).toBe(2)
  })

  it('gives its wrong rows back in red with the reason, and the right ones can go in', async () => {
    const { district } = await aTown()
    const { office } = district.as
    await office(contract.applyFindingImport, {
      query: { ...query, newRows: 1 },
      file: await fileOf([listed]),
    })
    const wrong: readonly (readonly [Row, string])[] = [
      [{ ...listed, words: '别的' }, 'row.differs'],
      [{ ...listed, sourceNumber: '3', kind: '外星人' }, 'kind.unknown'],
      [{ ...listed, sourceNumber: '4', siteCode: 'X-9' }, 'site.unknown'],
      [{ ...atStreet, sourceNumber: '5', street: '月亮街道' }, 'street.unknown'],
      [{ ...listed, sourceNumber: '6', street: '大明湖街道' }, 'street.differs'],
      [{ ...atStreet, sourceNumber: '7', address: '' }, 'place.missing'],
      [{ ...listed, sourceNumber: '10', foundOn: '2026-03-06' }, 'day.in-future'],
      [{ ...listed, sourceNumber: '8' }, 'none'],
      [{ ...listed, sourceNumber: '8' }, 'row.repeated'],
      [{ ...listed, sourceNumber: '9', words: '' }, 'cell.required'],
    ]
    const file = await fileOf(wrong.map(([row]) => row))
    const preview = await office(contract.previewFindingImport, { query, file })
    const codes = new Map(preview.wrong.map(({ rowNumber, faults }) => [rowNumber, faults[0]?.code]))
    expect(wrong.map((_, at) => codes.get(at + 2) ?? 'none')).toEqual(wrong.map(([, code]) => code))
    const cells = await textOf(Buffer.from(preview.marked ?? '', 'base64'), findingImport.name)
    const reasons = cells.slice(1).map((row) => row.at(-1))
    expect(reasons[1]).toBe('问题类型：督查手册里没有“外星人”，请按手册的名称填写')
    expect(reasons[8]).toContain('与第9行重复')
  })

  it('shows which open findings its rows may repeat, and merges none', async () => {
    const { district, site } = await aTown()
    const { office, supervisor } = district.as
    const known = await reported(supervisor, aReport(site('G-1')))
    const preview = await office(contract.previewFindingImport, {
      query,
      file: await fileOf([listed, atStreet]),
    })
    expect(preview.likely).toMatchObject([{ rowNumber: 2, label: '市督-1', findings: [{ id: known }] }])
  })

  it('is filled into a template that offers the kinds of problem, and that reads back empty', async () => {
    const { district } = await aTown()
    const url = addressOf(contract.findingImportTemplate, {})
    const { rawPayload } = await app.http.inject({ url, headers: { cookie: district.cookies.office } })
    const read = await readWorkbook(rawPayload, 'x.xlsx', { findings: findingImport })
    expect(read).toMatchObject({ ok: true, value: { sheets: { findings: { rows: [] } } } })
    const choices = await textOf(rawPayload, choiceSheetName)
    expect(choices.flat()).toContain(listed['kind'])
  })
})

async function textOf(bytes: Uint8Array, sheetName: string): Promise<string[][]> {
  const opened = await openTableFile(bytes, defaultWorkbookLimits)
  if (!opened.ok) throw new Error(opened.refusal.code)
  const sheet = opened.value.sheets.find(({ name }) => name === sheetName)
  return (sheet?.rows ?? []).map((row) => row.map((cell) => displayText(cell ?? null)))
}

async function ledgerOf(cookie: string, query: CallInput<typeof contract.exportFindings>['query'] = {}) {
  const url = addressOf(contract.exportFindings, { query })
  const { rawPayload } = await app.http.inject({ method: 'GET', url, headers: { cookie } })
  const read = await readWorkbook(rawPayload, '问题台账.xlsx', { ledger: findingLedger })
  if (!read.ok) throw new Error(read.refusal.code)
  return read.value.sheets.ledger?.rows.map((row) => (row.ok ? row.values : undefined)) ?? []
}
