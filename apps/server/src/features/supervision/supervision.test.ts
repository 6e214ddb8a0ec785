import { addressOf, CallRefused, type CallInput } from '@chuangyuan/contract/call'
import type { BodyOf } from '@chuangyuan/contract/operation'
import { readJournal } from '@chuangyuan/contract/identity'
import * as contract from '@chuangyuan/contract/supervision'
import { addDays, dayOf } from '@chuangyuan/domain/day'
import { checklistOf } from '@chuangyuan/domain/handbook/handbook'
import { shippedHandbook } from '@chuangyuan/standards-data/shipped-handbook'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { settle } from '../../testing/small-town.ts'
import { testApp, testNow, type Caller, type TestApp } from '../../testing/test-app.ts'
import { nightlyPatrols } from '../../jobs/nightly-patrols.ts'
import { recordMissed } from './public.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const today = dayOf(testNow)

async function aTown() {
  const district = await app.aDistrict()
  const ids = await settle(app, district)
  const one = (of: 'posts' | 'sites' | 'streets' | 'units', code: string) => ids[of].get(code) ?? ''
  return { district, one, ...district.as }
}
type Town = Awaited<ReturnType<typeof aTown>>

async function refusalOf(attempt: Promise<unknown>) {
  const refused = await attempt.then(
    () => undefined,
    (fault: unknown) => fault,
  )
  return refused instanceof CallRefused ? refused.problem : refused
}

function aTeam({ one }: Town, over: Partial<BodyOf<typeof contract.createTeam>> = {}) {
  return {
    name: '督查一组',
    leaderPostId: one('posts', 'street-head'),
    memberPostIds: [one('posts', 'parks-clerk'), one('posts', 'street-head'), one('posts', 'roads-head')],
    from: today,
    until: addDays(today, 30),
    order: 1,
    ...over,
  }
}

function aZone(over: Partial<contract.ZoneInput>): contract.ZoneInput {
  return { id: newId(), name: '一片', teamId: null, streetIds: [], ring: null, siteIds: [], ...over }
}

function aPlan(zones: readonly contract.ZoneInput[], over: Partial<contract.PlanInput> = {}) {
  return {
    name: '三月巡查',
    from: addDays(today, -10),
    until: addDays(today, 20),
    sitesPerDay: 3,
    zones: [...zones],
    ...over,
  }
}

const entriesOf = (kind: 'park' | 'road') => checklistOf(shippedHandbook, kind)?.entries ?? []

function aVisit(siteId: string, over: Partial<contract.VisitInput> = {}): contract.VisitInput {
  return {
    id: newId(),
    siteId,
    checklistId: 'park',
    teamId: null,
    startedAt: testNow - 1_200_000,
    endedAt: testNow - 600_000,
    place: null,
    entries: [],
    words: '',
    onBehalfOf: null,
    ...over,
  }
}

function record(call: Caller, visit: contract.VisitInput) {
  return call(contract.recordVisit, { body: visit })
}

/** A plan over both streets, with a team on the first. */
async function patrolled(town: Town) {
  const team = await town.office(contract.createTeam, { body: aTeam(town) })
  const plan = await town.office(contract.createPlan, {
    body: aPlan([
      aZone({ name: '东片', teamId: team.id, streetIds: [town.one('streets', '370102002')] }),
      aZone({ name: '西片', streetIds: [town.one('streets', '370102001')] }),
    ]),
  })
  return { team, plan }
}

describe('a team', () => {
  it('lists its people in protocol order, drawn from several units', async () => {
    const town = await aTown()
    const { id } = await town.office(contract.createTeam, { body: aTeam(town) })
    const [team] = await town.supervisor(contract.listTeams, {})
    expect(team).toMatchObject({ id, leader: { title: '主任', person: { name: '孙三' } } })
    expect(team?.members.map(({ unit, person }) => [unit.name, person?.name])).toEqual([
      ['泉城路街道办事处', '孙三'],
      ['区园林中心', '钱二'],
      ['区城管局', undefined],
    ])
  })

  it('is led by one of its members, for a time that ends after it begins', async () => {
    const town = await aTown()
    const create = (over: Parameters<typeof aTeam>[1]) =>
      refusalOf(town.office(contract.createTeam, { body: aTeam(town, over) }))
    expect(await create({ leaderPostId: town.one('posts', 'parks-head') })).toMatchObject({
      code: 'supervision.leader-not-member',
    })
    expect(await create({ until: addDays(today, -1) })).toMatchObject({
      code: 'supervision.period-reversed',
    })
    const stranger = newId()
    expect(await create({ leaderPostId: stranger, memberPostIds: [stranger] })).toMatchObject({
      code: 'request.unknown-reference',
    })
  })

  it('changes its people, and the journal keeps what it was', async () => {
    const town = await aTown()
    const { id } = await town.office(contract.createTeam, { body: aTeam(town) })
    const only = town.one('posts', 'parks-head')
    await town.office(contract.changeTeam, {
      params: { teamId: id },
      body: aTeam(town, { leaderPostId: only, memberPostIds: [only] }),
    })
    const [team] = await town.leader(contract.listTeams, {})
    expect(team?.members.map(({ postId }) => postId)).toEqual([only])
    const { rows } = await town['audit-admin'](readJournal, { query: { what: id } })
    expect(rows.map(({ verb }) => verb)).toEqual(['supervision.team-changed', 'supervision.team-created'])
  })
})

describe('zones', () => {
  it('show the sites that nobody and that two of them claim', async () => {
    const town = await aTown()
    const north = town.one('streets', '370102002')
    const plan = await town.office(contract.createPlan, {
      body: aPlan([
        aZone({ name: '一片', streetIds: [north] }),
        aZone({
          name: '二片',
          // Round G-1 at 117.02, 36.67, which lies in the street of the first zone.
          ring: [
            [117.01, 36.665],
            [117.025, 36.665],
            [117.025, 36.68],
            [117.01, 36.68],
          ],
          siteIds: [town.one('sites', 'G-5')],
        }),
      ]),
    })
    const zonesOf = Object.fromEntries(plan.sites.map(({ code, zoneIds }) => [code, zoneIds.length]))
    expect(zonesOf).toEqual({ 'G-1': 2, 'G-2': 1, 'G-3': 1, 'G-4': 0, 'G-5': 1 })
    expect(plan).toMatchObject({ gaps: 1, overlaps: 1, isCurrent: true })
    expect(plan.zones.map(({ name, sites }) => [name, sites])).toEqual([
      ['一片', 3],
      ['二片', 2],
    ])
  })

  it('proposed for a number of teams cover every site once', async () => {
    const town = await aTown()
    const proposal = await town.office(contract.proposeZones, { query: { count: '2' } })
    const plan = await town.office(contract.createPlan, {
      body: aPlan(proposal.zones.map(({ siteIds }) => aZone({ siteIds }))),
    })
    expect(plan).toMatchObject({ gaps: 0, overlaps: 0 })
    expect(plan.zones.map(({ sites }) => sites).sort((one, other) => one - other)).toEqual([2, 3])
  })

  it('are written as one set: what is left out is gone', async () => {
    const town = await aTown()
    const { plan } = await patrolled(town)
    const [first] = plan.zones
    const changed = await town.office(contract.changePlan, {
      params: { planId: plan.id },
      body: aPlan(first === undefined ? [] : [first]),
    })
    expect(changed.zones.map(({ id }) => id)).toEqual([first?.id])
    expect(changed.gaps).toBe(2)
  })

  it('name only streets and teams of the district', async () => {
    const town = await aTown()
    const create = (zone: Partial<contract.ZoneInput>) =>
      refusalOf(town.office(contract.createPlan, { body: aPlan([aZone(zone)]) }))
    expect(await create({ teamId: newId() })).toMatchObject({ details: { what: 'team' } })
    expect(await create({ streetIds: [newId()] })).toMatchObject({ details: { what: 'street' } })
  })
})

describe("a team's day", () => {
  it('holds the sites of its zones, the most overdue among them, with the reasons', async () => {
    const town = await aTown()
    const { team } = await patrolled(town)
    // The road has a cycle of 7 days and the plan is 10 days old; the parks have 14 days.
    const day = await town.supervisor(contract.patrolToday, { query: { team: team.id } })
    expect(day.teams).toHaveLength(1)
    const stops = day.teams[0]?.stops ?? []
    expect(stops.map(({ site }) => site.code).sort()).toEqual(['G-1', 'G-2', 'G-3'])
    const road = stops.find(({ site }) => site.code === 'G-3')
    expect(road).toMatchObject({ daysOverdue: 4, reasons: ['cycle-over', 'never-seen'] })
    expect(stops[0]?.site.code).toBe('G-3')
    expect(day.teams[0]).toMatchObject({ sites: 3, due: 1 })
    expect(day.unassigned).toBe(2)
  })

  it('loses a site that was seen today', async () => {
    const town = await aTown()
    await patrolled(town)
    await record(town.supervisor, aVisit(town.one('sites', 'G-1')))
    const day = await town.supervisor(contract.patrolToday, {})
    expect(day.teams[0]?.stops.map(({ site }) => site.code).sort()).toEqual(['G-2', 'G-3'])
  })

  it('belongs to nobody while the team of the zone is not there', async () => {
    const town = await aTown()
    const { team } = await patrolled(town)
    const over = { from: addDays(today, -9), until: addDays(today, -1) }
    await town.office(contract.changeTeam, { params: { teamId: team.id }, body: aTeam(town, over) })
    const day = await town.supervisor(contract.patrolToday, {})
    expect(day).toMatchObject({ teams: [], unassigned: 5 })
  })

  it('is empty where no plan holds', async () => {
    const town = await aTown()
    const day = await town.supervisor(contract.patrolToday, {})
    expect(day).toMatchObject({ plan: null, teams: [], unassigned: 5 })
  })
})

describe('the sites behind a number', () => {
  it('are as many as it says: of every kind and state, and of every team', async () => {
    const town = await aTown()
    await patrolled(town)
    await record(town.supervisor, aVisit(town.one('sites', 'G-3'), { checklistId: 'road' }))
    const total = async (query: NonNullable<CallInput<typeof contract.patrolSites>['query']>) =>
      (await town.office(contract.patrolSites, { query })).total
    for (const { kind, ...line } of await town.office(contract.patrolCycle, {})) {
      const { sites, within, overdue, neverSeen } = line
      const listed = [
        await total({ kind }),
        await total({ kind, state: 'within' }),
        await total({ kind, state: 'overdue' }),
        await total({ kind, state: 'never-seen' }),
      ]
      expect([kind, ...listed]).toEqual([kind, sites, within, overdue, neverSeen])
    }
    expect([
      await total({}),
      await total({ state: 'overdue' }),
      await total({ state: 'never-seen' }),
    ]).toEqual([5, 1, 4])
    const { teams } = await town.office(contract.patrolToday, {})
    expect(teams.length).toBeGreaterThan(0)
    for (const { team, sites, due } of teams)
      expect([await total({ team: team.id }), await total({ team: team.id, state: 'due' })]).toEqual([
        sites,
        due,
      ])
  })

  it('are told by kind among visits and missed visits too', async () => {
    const town = await aTown()
    await patrolled(town)
    await app.deps.db.transact({ districtId: town.district.id }, (tx) => recordMissed(tx, testNow))
    await record(town.supervisor, aVisit(town.one('sites', 'G-3'), { checklistId: 'road' }))
    const of = async (kind: 'road' | 'square') => [
      (await town.office(contract.listVisits, { query: { kind } })).total,
      (await town.office(contract.listMissed, { query: { kind } })).total,
    ]
    expect([await of('road'), await of('square')]).toEqual([
      [1, 1],
      [0, 1],
    ])
  })
})

describe('a key site', () => {
  it('has a watcher and is due by its own cycle', async () => {
    const town = await aTown()
    await patrolled(town)
    const siteId = town.one('sites', 'G-1')
    const postId = town.one('posts', 'parks-head')
    const set = await town.office(contract.setKeySite, {
      params: { siteId },
      body: { postId, everyDays: 2, words: '东门草坪' },
    })
    expect(set).toMatchObject({ watcher: { person: { name: '赵一' } }, daysOverdue: 9 })
    const day = await town.supervisor(contract.patrolToday, {})
    expect(day.teams[0]?.stops[0]).toMatchObject({
      site: { code: 'G-1' },
      reasons: ['cycle-over', 'never-seen', 'key-site'],
    })
    await town.office(contract.dropKeySite, { params: { siteId } })
    expect(await town.office(contract.listKeySites, {})).toEqual([])
    expect(await refusalOf(town.office(contract.dropKeySite, { params: { siteId } }))).toMatchObject({
      code: 'request.not-found',
    })
  })
})

describe('missed visits', () => {
  const recordNow = (town: Town) =>
    app.deps.db.transact({ districtId: town.district.id }, (tx) => recordMissed(tx, testNow))

  it('are recorded once, under no name, and show when the site was seen after all', async () => {
    const town = await aTown()
    await patrolled(town)
    // The road and the square have seven days; everything else has two weeks.
    expect(await recordNow(town)).toBe(2)
    expect(await recordNow(town)).toBe(0)
    const missed = await town.office(contract.listMissed, {})
    const due = { dueOn: addDays(today, -4), cycleDays: 7, seenOn: null }
    expect(missed.rows).toMatchObject([
      { site: { code: 'G-3' }, ...due },
      { site: { code: 'G-4' }, ...due },
    ])
    await record(town.supervisor, aVisit(town.one('sites', 'G-3'), { checklistId: 'road' }))
    const after = await town.office(contract.listMissed, { query: { seenSince: 'true' } })
    expect(after.rows).toMatchObject([{ site: { code: 'G-3' }, seenOn: today }])
    const { rows } = await town['audit-admin'](readJournal, {
      query: { verb: 'supervision.missed-recorded' },
    })
    expect(rows).toHaveLength(1)
    expect(rows[0]?.who).toBeNull()
  })

  it('were none where a visit in time comes in late', async () => {
    const town = await aTown()
    await patrolled(town)
    await recordNow(town)
    const fiveDaysAgo = testNow - 5 * 86_400_000
    const inTime = { checklistId: 'road', startedAt: fiveDaysAgo, endedAt: fiveDaysAgo }
    await record(town.supervisor, aVisit(town.one('sites', 'G-3'), inTime))
    const { rows } = await town.office(contract.listMissed, {})
    expect(rows.map(({ site }) => site.code)).toEqual(['G-4'])
  })

  it('are looked for once a day by the clock, in every district', async () => {
    const town = await aTown()
    await patrolled(town)
    const patrols = nightlyPatrols(app.deps)
    expect(await patrols.look()).toBeGreaterThanOrEqual(2)
    expect(await patrols.look()).toBeUndefined()
    expect((await town.office(contract.listMissed, {})).total).toBe(2)
  })

  it('do not exist without a plan', async () => {
    const town = await aTown()
    expect(await recordNow(town)).toBe(0)
  })
})

describe('a visit', () => {
  it('sent again is harmless; another one under its id is refused', async () => {
    const town = await aTown()
    const visit = aVisit(town.one('sites', 'G-1'), { words: '干净' })
    expect(await record(town.supervisor, visit)).toEqual({ id: visit.id, outcome: 'stored' })
    expect(await record(town.supervisor, visit)).toEqual({ id: visit.id, outcome: 'already' })
    expect(await refusalOf(record(town.supervisor, { ...visit, words: '不干净' }))).toMatchObject({
      code: 'visit.differs',
    })
    expect((await town.supervisor(contract.listVisits, {})).rows).toMatchObject([{ words: '干净' }])
  })

  it("answers its site's checklist, and the site's page shows entry by entry what was seen", async () => {
    const town = await aTown()
    const [first, second] = entriesOf('park').map(({ id }) => id)
    const siteId = town.one('sites', 'G-1')
    const early = { startedAt: testNow - 200_000_000, endedAt: testNow - 190_000_000 }
    await record(town.office, aVisit(siteId, { ...early, onBehalfOf: '社区李师傅' }))
    await record(
      town.supervisor,
      aVisit(siteId, {
        entries: [
          { entryId: first ?? '', verdict: 'passed', words: '' },
          { entryId: second ?? '', verdict: 'failed', words: '斑秃' },
        ],
      }),
    )
    const page = await town.unit(contract.visitsOfSite, { params: { siteId } })
    expect(page).toMatchObject({ cycleDays: 14, dueOn: addDays(today, 14) })
    expect(page.visits).toMatchObject([
      { passed: 1, failed: 1, recordedBy: 'supervisor' },
      { passed: 0, failed: 0, onBehalfOf: '社区李师傅', recordedBy: 'office' },
    ])
    expect(page.entries.slice(0, 3).map(({ answers }) => answers)).toEqual([
      [{ verdict: 'passed', words: '' }, null],
      [{ verdict: 'failed', words: '斑秃' }, null],
      [null, null],
    ])
    const failed = await town.office(contract.listVisits, { query: { failed: 'true' } })
    expect(failed.total).toBe(1)
  })

  it('that answers another checklist is refused', async () => {
    const town = await aTown()
    const siteId = town.one('sites', 'G-1')
    expect(await refusalOf(record(town.supervisor, aVisit(siteId, { checklistId: 'road' })))).toMatchObject({
      code: 'visit.checklist-unfit',
    })
    const strange = { entryId: 'nothing', verdict: 'passed', words: '' } as const
    expect(await refusalOf(record(town.supervisor, aVisit(siteId, { entries: [strange] })))).toMatchObject({
      code: 'visit.entry-unknown',
    })
    expect(await refusalOf(record(town.supervisor, aVisit(newId())))).toMatchObject({
      code: 'request.unknown-reference',
    })
  })

  it('belongs to supervision and the office, each within its streets', async () => {
    const town = await aTown()
    const visit = aVisit(town.one('sites', 'G-1'))
    expect(await refusalOf(record(town.unit, visit))).toMatchObject({ code: 'identity.verb-not-granted' })
    const elsewhere = await town.district.signedInWith([
      { role: 'supervisor', scope: { kind: 'street', streetId: town.one('streets', '370102001') } },
    ])
    expect(await refusalOf(record(elsewhere.call, visit))).toMatchObject({ code: 'identity.outside-scope' })
  })

  it('of a phone whose clock runs ahead is of today', async () => {
    const town = await aTown()
    const ahead = { startedAt: testNow, endedAt: testNow + 400_000_000 }
    await record(town.supervisor, aVisit(town.one('sites', 'G-1'), ahead))
    expect((await town.supervisor(contract.listVisits, {})).rows[0]?.seenOn).toBe(today)
  })

  it('is placed in degrees, whatever the phone gave', async () => {
    const town = await aTown()
    const place = { lon: 117.02, lat: 36.67, accuracy: 5, system: 'GCJ-02', how: 'device' } as const
    const visit = aVisit(town.one('sites', 'G-1'), { place })
    await record(town.supervisor, visit)
    const { said } = await app.deps.db.read({ districtId: town.district.id }, ({ query }) =>
      query.selectFrom('visits').select('said').where('id', '=', visit.id).executeTakeFirstOrThrow(),
    )
    expect(said).toMatchObject({ place: { system: 'CGCS2000' } })
    expect((said as { place: { lon: number } }).place.lon).toBeCloseTo(117.014, 2)
  })
})

it('every list goes out as a workbook', async () => {
  const town = await aTown()
  const { plan } = await patrolled(town)
  const urls = [
    addressOf(contract.exportTeams, {}),
    addressOf(contract.exportZones, { params: { planId: plan.id } }),
    addressOf(contract.exportToday, {}),
    addressOf(contract.exportKeySites, {}),
    addressOf(contract.exportMissed, {}),
    addressOf(contract.exportVisits, {}),
  ]
  for (const url of urls) {
    const response = await app.http.inject({ url, headers: { cookie: town.district.cookies.office } })
    expect([url, response.statusCode, response.rawPayload.subarray(0, 2).toString()]).toEqual([
      url,
      200,
      'PK',
    ])
  }
})

it('the cycle of each kind of site is told with its source and how many keep it', async () => {
  const town = await aTown()
  await patrolled(town)
  const cycle = await town.leader(contract.patrolCycle, {})
  expect(cycle.find(({ kind }) => kind === 'road')).toMatchObject({
    days: 7,
    status: 'unverified',
    sites: 1,
    overdue: 1,
    neverSeen: 1,
  })
})
