import { CallRefused } from '@chuangyuan/contract/call'
import { createCampaign } from '@chuangyuan/contract/campaign'
import { actOnFinding, reportFinding } from '@chuangyuan/contract/finding'
import { readJournal } from '@chuangyuan/contract/identity'
import * as contract from '@chuangyuan/contract/ledger'
import { listDone, listTodos } from '@chuangyuan/contract/matter'
import { addDays, dayOf } from '@chuangyuan/domain/day'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { nightlyLedger } from '../../jobs/nightly-ledger.ts'
import { exportedFile } from '../../testing/exported-file.ts'
import { settle } from '../../testing/small-town.ts'
import { testApp, testNow, type Caller, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const [park, square] = ['G-1', 'G-4']
const dayMs = 86_400_000

/** A town in the campaign of 2005, whose pack takes 0.1 points for every dead tree. */
async function aTown(packKey = 'garden-2000-2005', tier: string | null = null) {
  const district = await app.aDistrict()
  const ids = await settle(app, district)
  const one = (of: 'sites' | 'streets' | 'units', code: string) => ids[of].get(code) ?? ''
  await district.as.office(createCampaign, {
    body: {
      ...{ name: '创建', tier, inspectionOn: addDays(dayOf(testNow), 200), packKey, packVersion: 0 },
      ...{ profile: { kind: 'district', population: 620_000, region: 'north' }, isCurrent: true },
    },
  })
  const unit = (code: string) =>
    district.signedInWith([{ role: 'unit', scope: { kind: 'unit', unitId: one('units', code) } }])
  const [parks, roads] = [(await unit('parks')).call, (await unit('roads')).call]
  return { district, one, parks, roads, ...district.as }
}
type Town = Awaited<ReturnType<typeof aTown>>

async function reported(call: Caller, siteId: string, kind = 'dead-plant'): Promise<string> {
  const { id } = await call(reportFinding, {
    body: {
      ...{ id: newId(), kind, severity: null, siteId, streetId: null, place: null, address: '' },
      ...{ words: '枯死', entries: [], photos: [newId()], channel: 'phone', foundAt: testNow },
      ...{ onBehalfOf: null, visitId: null },
    },
  })
  return id
}

async function refusalOf(attempt: Promise<unknown>) {
  const fault: unknown = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return fault instanceof CallRefused ? fault.problem.code : fault
}

const entriesOf = (call: Caller, query: object = {}) => call(contract.listLedgerEntries, { query })
const sum = (micros: readonly { readonly micro: number }[]) =>
  micros.reduce((total, { micro }) => total + micro, 0)

describe('the ledger', () => {
  it('is reckoned from open findings: two dead trees cost two tenths, owner and street share them', async () => {
    const { office, supervisor, one } = await aTown()
    await reported(supervisor, one('sites', park))
    await reported(supervisor, one('sites', square))
    const ledger = await office(contract.readLedger, {})
    expect(ledger.total).toMatchObject({ points: 200_000, items: 0, entries: 2, findings: 2, lost: 0 })
    expect(ledger.byUnit.map(({ of, points }) => [of?.name, points])).toEqual([
      ['区园林中心', 70_000],
      ['区城管局', 70_000],
    ])
    expect(ledger.byStreet.map(({ points }) => points)).toEqual([30_000, 30_000])
    expect(ledger.bySponsor.map(({ of, points }) => [of?.name ?? null, points])).toEqual([
      [null, 100_000],
      ['区城管局局长', 100_000],
    ])
  })

  it('opens the list behind every number, and the list adds up to it', async () => {
    const { office, supervisor, one } = await aTown()
    for (const kind of ['dead-plant', 'weeds', 'lamp-out', 'green-occupied', 'dossier-missing'])
      await reported(supervisor, one('sites', park), kind)
    const ledger = await office(contract.readLedger, {})
    const lists = [
      ...ledger.byUnit.map((group) => ({ group, query: { unit: group.of?.id } })),
      ...ledger.byStreet.map((group) => ({ group, query: { street: group.of?.id } })),
      ...ledger.bySite.map((group) => ({ group, query: { site: group.of?.id ?? 'none' } })),
      ...ledger.byStream.map((group) => ({ group, query: { stream: group.of?.id } })),
      ...ledger.bySponsor.map((group) => ({ group, query: { sponsor: group.of?.id ?? 'none' } })),
    ]
    expect(lists.length).toBeGreaterThan(6)
    for (const { group, query } of lists) {
      const { sums, total } = await entriesOf(office, query)
      const { points, items, vetoes, entries } = group
      expect([sums, total]).toEqual([{ points, items, vetoes }, entries])
    }
    for (const only of ['unverified', 'assumed', 'lost'] as const) {
      const { sums } = await entriesOf(office, { only, currency: 'points' })
      expect(sums.points).toBe(ledger.total[only])
    }
    expect(ledger.total.assumed).toBeGreaterThan(0)
    for (const { micro, charges, answers } of (await entriesOf(office)).rows)
      expect([sum(charges), sum(answers)]).toEqual([micro, micro])
  })

  it('counts items and no points where the edition has none', async () => {
    const { office, supervisor, one } = await aTown('garden-2010', 'basic')
    await reported(supervisor, one('sites', park), 'weeds')
    await reported(supervisor, one('sites', park), 'green-occupied')
    const { total } = await office(contract.readLedger, {})
    expect(total).toMatchObject({ points: 0, items: 1_000_000, vetoes: 2_000_000 })
  })

  it('holds nothing before the first campaign', async () => {
    const district = await app.aDistrict()
    await settle(app, district)
    const ledger = await district.as.office(contract.readLedger, {})
    expect([ledger.pack, ledger.total.entries]).toEqual([null, 0])
  })

  it('shows a unit what it is charged with and nothing else', async () => {
    const { supervisor, parks, one } = await aTown()
    const own = await reported(supervisor, one('sites', park))
    await reported(supervisor, one('sites', square))
    const { rows } = await entriesOf(parks)
    expect(rows.map(({ finding }) => finding.id)).toEqual([own])
    expect((await parks(contract.morningList, { query: {} })).total).toBe(1)
  })

  it('calls lost what the inspection has passed by', async () => {
    const { district, supervisor, one } = await aTown()
    await reported(supervisor, one('sites', park))
    app.pass(201 * dayMs)
    try {
      const later = await district.signedInWith([{ role: 'office', scope: { kind: 'district' } }])
      const { total } = await later.call(contract.readLedger, {})
      expect(total).toMatchObject({ points: 100_000, lost: 100_000 })
    } finally {
      app.pass(-201 * dayMs)
    }
  })

  it('is taken away as a workbook whose amounts add up', async () => {
    const { district, supervisor, one } = await aTown()
    for (let count = 0; count < 3; count += 1) await reported(supervisor, one('sites', park), 'weeds')
    const rows = (await exportedFile(app, district.cookies.office, '/api/ledger/export')).get('分录') ?? []
    const column = rows.flatMap((row) => row.indexOf('危及')).find((index) => index >= 0) ?? 0
    const amounts = rows.map((row) => Number(row[column])).filter((amount) => amount > 0)
    const ledger = await district.as.office(contract.readLedger, {})
    expect(amounts).toHaveLength(6)
    const micros = amounts.map((amount) => ({ micro: Math.round(amount * 1_000_000) }))
    expect(sum(micros)).toBe(ledger.total.points)
  })
})

it('what is first today goes out in the order of the screen', async () => {
  const { district, supervisor, one } = await aTown()
  await reported(supervisor, one('sites', park), 'weeds')
  await reported(supervisor, one('sites', square), 'dead-plant')
  const { rows } = await district.as.office(contract.morningList, { query: {} })
  const file = await exportedFile(app, district.cookies.office, '/api/ledger/morning/export')
  const lines = (file.get('今日先办') ?? []).filter(([place]) => /^\d+$/.test(place ?? ''))
  expect(lines.map((cells) => Number(cells[8]))).toEqual(rows.map(({ points }) => points / 1_000_000))
  expect(lines.map((cells) => cells[5])).toEqual(rows.map(({ site }) => site?.name))
})

describe('an appeal', () => {
  async function appealed(town: Town) {
    const findingId = await reported(town.supervisor, town.one('sites', park))
    const by = { kind: 'unit', id: town.one('units', 'parks') } as const
    const body = { findingId, row: 'greening', by, reason: '该树归城管局管养' }
    return { findingId, by, body, appeal: await town.parks(contract.makeAppeal, { body }) }
  }

  it('that is upheld moves the charge; both entries stand and the sum is the same', async () => {
    const town = await aTown()
    const { appeal, findingId } = await appealed(town)
    const before = (await town.office(contract.readLedger, {})).total.points
    const to = { kind: 'unit', id: town.one('units', 'roads') } as const
    await town.office(contract.decideAppeal, {
      params: { appealId: appeal.id },
      body: { words: '权属已查明', correction: { to, percent: 100 } },
    })
    const [entry] = (await entriesOf(town.office, { finding: findingId })).rows
    expect(entry?.charges.map(({ to: who, micro }) => [who.name, micro])).toEqual([
      ['区园林中心', 70_000],
      ['泉城路街道', 30_000],
    ])
    expect(entry?.corrections).toMatchObject([
      { micro: 70_000, words: '权属已查明', from: { name: '区园林中心' }, to: { name: '区城管局' } },
    ])
    expect(entry?.answers.map(({ who, micro }) => [who.name, micro])).toEqual([
      ['区园林中心', 0],
      ['泉城路街道', 30_000],
      ['区城管局', 70_000],
    ])
    expect((await town.office(contract.readLedger, {})).total.points).toBe(before)
    const { rows } = await town.office(contract.listAppeals, { query: { state: 'decided' } })
    expect(rows).toMatchObject([
      { microThen: 70_000, decision: { upheld: true, to: { name: '区城管局' }, percent: 100 } },
    ])
    const journal = await town.district.as['audit-admin'](readJournal, { query: {} })
    const verbs = journal.rows.map(({ verb }) => verb)
    expect(verbs).toEqual(expect.arrayContaining(['ledger.appealed', 'ledger.appeal-decided']))
  })

  it('that is turned down leaves the charge, and is decided once', async () => {
    const town = await aTown()
    const { appeal, findingId } = await appealed(town)
    const decision = { params: { appealId: appeal.id }, body: { words: '资料显示归园林', correction: null } }
    await town.office(contract.decideAppeal, decision)
    expect((await entriesOf(town.office, { finding: findingId })).rows[0]?.corrections).toEqual([])
    expect(await refusalOf(town.office(contract.decideAppeal, decision))).toBe('ledger.appeal-decided')
  })

  it('is made once at a time, and only against what one is charged with', async () => {
    const town = await aTown()
    const { body, appeal, by } = await appealed(town)
    expect(await refusalOf(town.parks(contract.makeAppeal, { body }))).toBe('ledger.appeal-pending')
    expect(await refusalOf(town.roads(contract.makeAppeal, { body }))).toBe('identity.outside-scope')
    const roads = { ...by, id: town.one('units', 'roads') }
    expect(await refusalOf(town.roads(contract.makeAppeal, { body: { ...body, by: roads } }))).toBe(
      'request.not-found',
    )
    const decide = (to: { kind: 'unit'; id: string }) =>
      town.office(contract.decideAppeal, {
        params: { appealId: appeal.id },
        body: { words: '改', correction: { to, percent: 100 } },
      })
    expect(await refusalOf(decide(by))).toBe('ledger.correction-to-itself')
    expect(await refusalOf(decide({ kind: 'unit', id: newId() }))).toBe('request.unknown-reference')
  })

  it('waits for who decides, and is found again by who made it, and by both among what they did', async () => {
    const town = await aTown()
    const { appeal } = await appealed(town)
    const todos = async (call: Caller, part: 'waiting' | 'started') =>
      (await call(listTodos, { query: { part } })).items
        .filter(({ what }) => what === 'appeal')
        .map(({ id, title }) => [id, title])
    const done = async (call: Caller) =>
      (await call(listDone, { query: {} })).items
        .filter(({ what }) => what === 'appeal')
        .map(({ id, verb }) => [id, verb])
    const expected = [[appeal.id, `区园林中心 · ${appeal.row.name}`]]
    expect(await todos(town.office, 'waiting')).toEqual(expected)
    expect(await todos(town.parks, 'waiting')).toEqual([])
    expect(await todos(town.parks, 'started')).toEqual(expected)
    expect(await todos(town.roads, 'started')).toEqual([])
    const only = await town.office(contract.listAppeals, { query: { appeal: appeal.id } })
    expect(only.rows).toEqual([appeal])

    const body = { words: '资料显示归园林', correction: null }
    await town.office(contract.decideAppeal, { params: { appealId: appeal.id }, body })
    expect(await todos(town.office, 'waiting')).toEqual([])
    expect(await todos(town.parks, 'started')).toEqual([])
    expect(await done(town.office)).toEqual([[appeal.id, 'ledger.appeal-decided']])
    expect(await done(town.parks)).toEqual([[appeal.id, 'ledger.appealed']])
  })

  it('goes out in a workbook with what was decided', async () => {
    const town = await aTown()
    const { appeal } = await appealed(town)
    const to = { kind: 'unit', id: town.one('units', 'roads') } as const
    const body = { words: '权属已查明', correction: { to, percent: 50 } }
    await town.office(contract.decideAppeal, { params: { appealId: appeal.id }, body })
    const file = await exportedFile(app, town.district.cookies.office, '/api/ledger/appeals/export')
    const rows = [...file.values()].flat().map((cells) => cells.join('|'))
    expect(rows.filter((row) => row.includes('权属已查明'))).toHaveLength(1)
    expect(rows.find((row) => row.includes('权属已查明'))).toMatch(
      /区园林中心\|0\.07\|分\|该树归城管局管养.*更正\|区城管局\|50%/,
    )
  })

  it('is offered to the unit that is charged, until it has made it', async () => {
    const town = await aTown()
    const findingId = await reported(town.supervisor, town.one('sites', park))
    const offered = async () =>
      (await entriesOf(town.parks, { finding: findingId })).rows[0]?.answers.map((each) => each.mayAppeal)
    expect(await offered()).toEqual([true, false])
    const by = { kind: 'unit', id: town.one('units', 'parks') } as const
    await town.parks(contract.makeAppeal, { body: { findingId, row: 'greening', by, reason: '不归我' } })
    expect(await offered()).toEqual([false, false])
  })
})

describe('what moved', () => {
  it('since the ledger was frozen at midnight adds up to the difference', async () => {
    const town = await aTown()
    const { office, supervisor, one } = town
    const gone = await reported(supervisor, one('sites', park), 'weeds')
    await reported(supervisor, one('sites', park), 'weeds')
    const job = nightlyLedger(app.deps)
    expect(await job.look()).toBeGreaterThan(0)
    expect(await nightlyLedger(app.deps).look()).toBe(0)
    await office(actOnFinding, {
      params: { findingId: gone },
      body: { onBehalfOf: null, act: { action: 'void', reason: '已不存在' } },
    })
    await reported(supervisor, one('sites', park), 'lamp-out')
    const { before, after, moves, since } = await office(contract.ledgerMoves, { query: {} })
    expect(since).toBe(addDays(dayOf(testNow), -1))
    expect(moves.map(({ why }) => why).toSorted()).toEqual(['company', 'gone', 'new'])
    expect(sum(moves.map((move) => ({ micro: move.after - move.before })))).toBe(after.points - before.points)
    expect(after.points).not.toBe(before.points)
  })
})

describe('the rule of charging', () => {
  it("is the office's to change, as a new version upon the latest, and holds at once", async () => {
    const { office, supervisor, one } = await aTown()
    await reported(supervisor, one('sites', park))
    const { version, content } = await office(contract.readLedgerRules, {})
    const changed = { ...content, ownerPercent: { ...content.ownerPercent, unit: 100 } }
    const body = { basedOn: version, note: '权属单位全责', content: changed }
    expect(await office(contract.changeLedgerRules, { body })).toEqual({ version: 1 })
    expect((await office(contract.readLedger, {})).byStreet).toEqual([])
    expect(await refusalOf(office(contract.changeLedgerRules, { body }))).toBe('request.stale')
    const { versions } = await office(contract.readLedgerRules, {})
    expect(versions).toMatchObject([{ version: 1, note: '权属单位全责', changedBy: 'office' }])
  })
})

describe('in the morning', () => {
  it('what can cost the title is first, then what is most in danger for its work and time', async () => {
    const { office, supervisor, one } = await aTown()
    const tree = await reported(supervisor, one('sites', park))
    const veto = await reported(supervisor, one('sites', park), 'green-destroyed')
    await reported(supervisor, one('sites', park), 'cover-missing')
    const { rows, total } = await office(contract.morningList, { query: {} })
    expect(rows.map(({ finding }) => finding.id)).toEqual([veto, tree])
    expect(total).toBe(2)
    expect(rows[1]).toMatchObject({ points: 100_000, until: 'inspection' })
    expect(rows[1]?.effortHours).toBeGreaterThan(0)
    expect((await office(contract.readLedger, {})).endangerNothing).toEqual([
      { kind: 'cover-missing', findings: 1 },
    ])
  })
})
