import { CallRefused } from '@chuangyuan/contract/call'
import * as contract from '@chuangyuan/contract/field'
import { firstHead, linkText, receiptText, type FieldRecord, type Receipt } from '@chuangyuan/contract/field'
import { getFinding, listFindings, type ReportInput } from '@chuangyuan/contract/finding'
import { createPlan, createTeam, listVisits } from '@chuangyuan/contract/supervision'
import { changeSite } from '@chuangyuan/contract/site'
import fc from 'fast-check'
import { createHash, verify } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../app.ts'
import { canonicalJson } from '../../db/canonical-json.ts'
import { newId } from '../../db/id.ts'
import { verifyJournal } from '../../db/journal.ts'
import type { Deps } from '../../deps.ts'
import { settle } from '../../testing/small-town.ts'
import { testApp, testNow, type Caller, type TestApp, type TestDistrict } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

async function aTown() {
  const district = await app.aDistrict()
  const ids = await settle(app, district)
  const site = (code: string) => ids.sites.get(code) ?? ''
  const unit = (code: string) => ids.units.get(code) ?? ''
  return { district, ids, site, unit, supervisor: district.as.supervisor }
}

function aReport(siteId: string, over: Partial<ReportInput> = {}): ReportInput {
  return {
    id: newId(),
    kind: 'dead-plant',
    severity: null,
    siteId,
    streetId: null,
    place: { lon: 117.02, lat: 36.67, accuracy: 8, system: 'WGS-84', how: 'device' },
    address: '',
    words: '枯死乔木两株',
    entries: [],
    photos: [newId()],
    channel: 'phone',
    foundAt: testNow - 60_000,
    onBehalfOf: null,
    visitId: null,
    ...over,
  }
}

function reporting(seq: number, report: ReportInput): FieldRecord {
  return { what: 'report', id: newId(), seq, madeAt: testNow - 60_000, report }
}

function acting(
  seq: number,
  findingId: string,
  act: Extract<FieldRecord, { what: 'act' }>['act'],
): FieldRecord {
  return { what: 'act', id: newId(), seq, madeAt: testNow - 60_000, findingId, onBehalfOf: null, act }
}

function send(call: Caller, deviceId: string, records: readonly FieldRecord[], sentAt: number = testNow) {
  return call(contract.sendRecords, { body: { deviceId, sentAt, records: [...records] } })
}

/** What the phone reckons itself. */
function headOver(records: readonly FieldRecord[]): string {
  const sorted = records.toSorted((left, right) => left.seq - right.seq)
  return sorted.reduce((head, record) => {
    const contentHash = createHash('sha256').update(canonicalJson(record)).digest('hex')
    return createHash('sha256')
      .update(Buffer.from(head, 'hex'))
      .update(linkText(record.seq, record.id, contentHash))
      .digest('hex')
  }, firstHead)
}

async function isTrue(receipt: Receipt): Promise<boolean> {
  const { key } = await app.callerWith()(contract.receiptKey, {})
  return verify(null, Buffer.from(receiptText(receipt)), key, Buffer.from(receipt.signature, 'base64'))
}

const outcomesOf = ({ outcomes }: Awaited<ReturnType<typeof send>>) =>
  outcomes.map(({ seq, outcome, refusal }) => [seq, outcome, refusal?.code ?? null])

async function countOf(district: TestDistrict): Promise<number> {
  return (await district.as.office(listFindings, {})).total
}

async function refusalOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'nothing',
    (fault: unknown) => (fault instanceof CallRefused ? fault.problem.code : 'a fault'),
  )
}

describe('a record is written once', () => {
  it('whatever is sent again, in whatever order, through however many processes', async () => {
    const { district, site, supervisor } = await aTown()
    const second = await anotherProcess(app.deps)
    const other = second.as(district.cookies.supervisor)
    const deviceId = newId()
    const records = Array.from({ length: 12 }, (_, index) => reporting(index + 1, aReport(site('G-1'))))
    const [batches = []] = fc.sample(
      fc.array(fc.tuple(fc.boolean(), fc.shuffledSubarray(records, { minLength: 1 })), {
        minLength: 8,
        maxLength: 8,
      }),
      1,
    )
    await Promise.all(
      [...batches, [true, records] as const].map(([first, batch]) =>
        send(first ? supervisor : other, deviceId, batch),
      ),
    )
    const { outcomes, receipt } = await send(supervisor, deviceId, records)
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(records.map(() => 'already'))
    expect(receipt).toMatchObject({ records: 12, refused: 0, upTo: 12, head: headOver(records) })
    expect(await isTrue(receipt)).toBe(true)
    expect(await countOf(district)).toBe(12)
    await second.close()
  })

  it('also when a crash comes before the commit, or between the commit and the answer', async () => {
    const { district, site, supervisor } = await aTown()
    for (const when of ['before', 'after'] as const) {
      const dead = await anotherProcess(dying(app.deps, when))
      const deviceId = newId()
      const before = await countOf(district)
      const records = [reporting(1, aReport(site('G-1'))), reporting(2, aReport(newId()))]
      expect(await refusalOf(send(dead.as(district.cookies.supervisor), deviceId, records))).toBe(
        'server.fault',
      )
      const again = await send(supervisor, deviceId, records)
      const told = when === 'before' ? 'stored' : 'already'
      expect(outcomesOf(again)).toEqual([
        [1, told, null],
        [2, 'refused', 'request.unknown-reference'],
      ])
      expect(again.receipt).toMatchObject({ records: 2, refused: 1, upTo: 2, head: headOver(records) })
      expect((await countOf(district)) - before).toBe(1)
      await dead.close()
    }
  })

  it('also when a phone that lost its device id sends all again as another', async () => {
    const { district, site, supervisor } = await aTown()
    const records = [reporting(1, aReport(site('G-1'))), reporting(2, aReport(newId()))]
    await send(supervisor, newId(), records)
    const again = await send(supervisor, newId(), records)
    expect(outcomesOf(again)).toEqual([
      [1, 'already', null],
      [2, 'refused', 'request.unknown-reference'],
    ])
    expect(again.receipt).toMatchObject({ records: 2, refused: 1, upTo: 2, head: headOver(records) })
    expect(await countOf(district)).toBe(1)
  })

  it('also when two phones send the same id at once', async () => {
    const { district, site, supervisor } = await aTown()
    const record = reporting(1, aReport(site('G-1')))
    const both = await Promise.all([newId(), newId()].map((deviceId) => send(supervisor, deviceId, [record])))
    expect(both.flatMap(({ outcomes }) => outcomes.map(({ outcome }) => outcome)).toSorted()).toEqual([
      'already',
      'stored',
    ])
    expect(await countOf(district)).toBe(1)
  })
})

describe('a refusal', () => {
  it('is kept with its reason and does not stop the next record', async () => {
    const { district, site, supervisor } = await aTown()
    const deviceId = newId()
    const records = [
      reporting(1, aReport(site('G-1'), { photos: [] })),
      reporting(2, aReport(site('G-1'))),
      acting(3, (await aFinding(supervisor, site('G-1'))).id, { action: 'file' }),
    ]
    const answered = await send(supervisor, deviceId, records)
    expect(outcomesOf(answered)).toEqual([
      [1, 'refused', 'finding.photo-missing'],
      [2, 'stored', null],
      [3, 'refused', 'identity.verb-not-granted'],
    ])
    expect(answered.receipt).toMatchObject({ records: 3, refused: 2, upTo: 3, head: headOver(records) })
    expect(await countOf(district)).toBe(2)
    expect(outcomesOf(await send(supervisor, deviceId, records))).toEqual([
      [1, 'refused', 'finding.photo-missing'],
      [2, 'already', null],
      [3, 'refused', 'identity.verb-not-granted'],
    ])
  })

  it('takes back everything that the record had begun', async () => {
    const { district, site } = await aTown()
    const { office } = district.as
    const [one, other] = [await aFinding(office, site('G-1')), await aFinding(office, site('G-1'))]
    await send(office, newId(), [acting(1, other.id, { action: 'void', reason: '误报' })])
    const answered = await send(office, newId(), [
      acting(1, one.id, { action: 'merge', into: other.id }),
      acting(2, one.id, { action: 'file' }),
    ])
    expect(answered.outcomes.map(({ outcome }) => outcome)).toEqual(['refused', 'stored'])
    const page = await office(getFinding, { params: { findingId: one.id } })
    expect(page.history.map(({ verb }) => verb)).toEqual(['finding.reported', 'finding.file'])
    expect(page.number).toBe(1)
  })

  it('for a finding that is still on another phone is not kept, and ends when that arrives', async () => {
    const { site, supervisor, district } = await aTown()
    const { office } = district.as
    const report = aReport(site('G-1'))
    const deviceId = newId()
    const records = [acting(1, report.id, { action: 'file' }), reporting(2, aReport(site('G-1')))]
    const first = await send(office, deviceId, records)
    expect(outcomesOf(first)).toEqual([
      [1, 'refused', 'field.not-yet'],
      [2, 'stored', null],
    ])
    expect(first.receipt).toMatchObject({ records: 1, refused: 0, upTo: 0, head: firstHead })
    await send(supervisor, newId(), [reporting(1, report)])
    const second = await send(office, deviceId, records)
    expect(outcomesOf(second)).toEqual([
      [1, 'stored', null],
      [2, 'already', null],
    ])
    expect(second.receipt).toMatchObject({ records: 2, upTo: 2, head: headOver(records) })
  })

  it('for a finding that never comes is final after thirty days', async () => {
    const { district } = await aTown()
    const record = { ...acting(1, newId(), { action: 'file' }), madeAt: testNow - 31 * 86_400_000 }
    const answered = await send(district.as.office, newId(), [record])
    expect(outcomesOf(answered)).toEqual([[1, 'refused', 'request.not-found']])
    expect(answered.receipt.upTo).toBe(1)
  })

  it('for a finding out of sight is final', async () => {
    const { district, site, unit, supervisor } = await aTown()
    const { id } = await aFinding(supervisor, site('G-1'))
    const roads = await district.signedInWith([
      { role: 'unit', scope: { kind: 'unit', unitId: unit('roads') } },
    ])
    const answered = await send(roads.call, newId(), [acting(1, id, { action: 'resume' })])
    expect(outcomesOf(answered)).toEqual([[1, 'refused', 'request.not-found']])
  })

  it('of a record that breaks the server is told for that record alone', async () => {
    const { district, site } = await aTown()
    const records = [1, 2, 3].map((seq) => reporting(seq, aReport(site('G-1'))))
    const breaking = records[1]?.what === 'report' ? records[1].report.id : ''
    const { db } = app.deps
    const transact: typeof db.transact = (scope, work) =>
      db.transact(scope, (tx) => {
        const record: typeof tx.journal.record = (line) => {
          if (line.what === breaking) throw new Error('broken')
          tx.journal.record(line)
        }
        return work({ ...tx, journal: { record } })
      })
    const other = await anotherProcess({ ...app.deps, db: { ...db, transact } })
    const answered = await send(other.as(district.cookies.supervisor), newId(), records)
    expect(outcomesOf(answered)).toEqual([
      [1, 'stored', null],
      [2, 'refused', 'server.fault'],
      [3, 'stored', null],
    ])
    expect(await countOf(district)).toBe(2)
    await other.close()
  })

  it('for text that no database holds is told for that record alone', async () => {
    const { site, supervisor } = await aTown()
    const records = [
      reporting(1, aReport(site('G-1'), { words: '\u0000' })),
      reporting(2, aReport(site('G-1'))),
    ]
    expect(outcomesOf(await send(supervisor, newId(), records))).toEqual([
      [1, 'refused', 'request.invalid'],
      [2, 'stored', null],
    ])
  })
})

it('a visit is written once, with its times put right', async () => {
  const { site, supervisor } = await aTown()
  const ahead = 3_600_000
  const visit = {
    ...{ id: newId(), siteId: site('G-1'), checklistId: 'park', teamId: null, place: null, entries: [] },
    ...{
      startedAt: testNow + ahead - 900_000,
      endedAt: testNow + ahead - 600_000,
      words: '',
      onBehalfOf: null,
    },
  }
  const record: FieldRecord = { what: 'visit', id: newId(), seq: 1, madeAt: testNow + ahead, visit }
  const deviceId = newId()
  expect(outcomesOf(await send(supervisor, deviceId, [record], testNow + ahead))).toEqual([
    [1, 'stored', null],
  ])
  expect(outcomesOf(await send(supervisor, deviceId, [record]))).toEqual([[1, 'already', null]])
  const { rows } = await supervisor(listVisits, { query: { site: site('G-1') } })
  expect(rows.map(({ id, endedAt }) => [id, endedAt])).toEqual([[visit.id, testNow - 600_000]])
})

describe('another record', () => {
  it('under the same id is kept beside the first and shown to a person', async () => {
    const { district, site, supervisor } = await aTown()
    const deviceId = newId()
    const first = reporting(1, aReport(site('G-1')))
    const changed: FieldRecord = { ...reporting(2, aReport(site('G-1'))), id: first.id }
    await send(supervisor, deviceId, [first])
    const answered = await send(supervisor, deviceId, [changed])
    expect(outcomesOf(answered)).toEqual([[2, 'differs', 'field.differs']])
    expect(outcomesOf(await send(supervisor, deviceId, [changed]))).toEqual([[2, 'differs', 'field.differs']])
    expect(answered.receipt).toMatchObject({ records: 2, refused: 1, upTo: 2 })
    expect(await countOf(district)).toBe(1)
  })

  it('under the same number is kept beside the first, whose number it stays', async () => {
    const { district, site, supervisor } = await aTown()
    const deviceId = newId()
    const first = reporting(1, aReport(site('G-1')))
    await send(supervisor, deviceId, [first])
    const answered = await send(supervisor, deviceId, [reporting(1, aReport(site('G-1')))])
    expect(outcomesOf(answered)).toEqual([[1, 'differs', 'field.seq-taken']])
    expect(answered.receipt).toMatchObject({ records: 1, refused: 0, upTo: 1, head: headOver([first]) })
    expect(await countOf(district)).toBe(1)
  })
})

describe('a wrong clock', () => {
  it('of more than two minutes moves what the phone says it saw, and the phone’s own time is kept', async () => {
    const { site, supervisor } = await aTown()
    const ahead = 3_600_000
    const report = aReport(site('G-1'), { foundAt: testNow + ahead - 600_000 })
    await send(supervisor, newId(), [reporting(1, report)], testNow + ahead)
    const page = await supervisor(getFinding, { params: { findingId: report.id } })
    expect(page.foundAt).toBe(testNow - 600_000)
  })

  it('of less is left alone', async () => {
    const { site, supervisor } = await aTown()
    const report = aReport(site('G-1'), { foundAt: testNow - 600_000 })
    await send(supervisor, newId(), [reporting(1, report)], testNow - 100_000)
    const page = await supervisor(getFinding, { params: { findingId: report.id } })
    expect(page.foundAt).toBe(testNow - 600_000)
  })
})

describe('a receipt', () => {
  it('is the device’s: of others only the office may read it', async () => {
    const { district, site, supervisor } = await aTown()
    const deviceId = newId()
    await send(supervisor, deviceId, [reporting(1, aReport(site('G-1')))])
    const read = (call: Caller) => call(contract.getReceipt, { params: { deviceId } })
    expect(await isTrue(await read(supervisor))).toBe(true)
    expect((await read(district.as.office)).records).toBe(1)
    expect(await refusalOf(read(district.as.leader))).toBe('request.not-found')
    expect(await refusalOf(read((await app.aDistrict()).as.office))).toBe('request.not-found')
  })

  it('grows over a gap once the gap is filled', async () => {
    const { site, supervisor } = await aTown()
    const deviceId = newId()
    const records = [1, 2, 3, 4].map((seq) => reporting(seq, aReport(site('G-1'))))
    const late = await send(supervisor, deviceId, records.slice(1))
    expect(late.receipt).toMatchObject({ records: 3, upTo: 0, head: firstHead })
    const whole = await send(supervisor, deviceId, records.slice(0, 1))
    expect(whole.receipt).toMatchObject({ records: 4, upTo: 4, head: headOver(records) })
  })

  it('is signed with the same key by every process, which stands encrypted in the database', async () => {
    const second = await anotherProcess(app.deps)
    const keys = await Promise.all(
      [app.callerWith(), second.as('')].map((call) => call(contract.receiptKey, {})),
    )
    expect(keys[0]).toEqual(keys[1])
    const rows = await app.deps.db.identify(({ query }) =>
      query.selectFrom('installation').selectAll().execute(),
    )
    expect(JSON.stringify(rows)).not.toContain('PRIVATE KEY')
    await second.close()
  })
})

describe('the package for work without signal', () => {
  const packed = async (call: Caller, known?: string) => {
    const reply = await call(contract.getFieldPackage, { query: known === undefined ? {} : { known } })
    if (reply.unchanged) throw new Error('unchanged')
    return reply.package
  }

  it('holds the sites within the account’s scope, with the unit that keeps each in order', async () => {
    const { district, unit, supervisor } = await aTown()
    const parks = await district.signedInWith([
      { role: 'unit', scope: { kind: 'unit', unitId: unit('parks') } },
    ])
    const whole = await packed(supervisor)
    expect(whole.sites.map(({ code }) => code)).toEqual(['G-1', 'G-2', 'G-3', 'G-4', 'G-5'])
    expect(whole.sites[0]).toMatchObject({ name: '泉水公园', responsible: '区园林中心', lon: 117.02 })
    expect(whole.sites[1]?.responsible).toBeNull()
    expect(whole.units.length).toBe(3)
    expect((await packed(parks.call)).sites.map(({ code }) => code)).toEqual(['G-1', 'G-3', 'G-4', 'G-5'])
  })

  it('holds the zone of the team whose member the account is, whatever its scope', async () => {
    const { district, ids, site, supervisor } = await aTown()
    const { office } = district.as
    const [personId, postId] = [ids.people.get('qian') ?? '', ids.posts.get('parks-clerk') ?? '']
    await app.deps.db.transact({ districtId: district.id }, ({ query }) =>
      query
        .updateTable('accounts')
        .set({ person_id: personId })
        .where('id', '=', district.accountIds.supervisor)
        .execute(),
    )
    const period = { from: '2026-03-01', until: '2026-03-31' }
    const team = await office(createTeam, {
      body: { name: '一组', leaderPostId: postId, memberPostIds: [postId], order: 1, ...period },
    })
    const zone = {
      id: newId(),
      name: '一片',
      teamId: team.id,
      streetIds: [],
      ring: null,
      siteIds: [site('G-2')],
    }
    await office(createPlan, { body: { name: '春查', sitesPerDay: 10, zones: [zone], ...period } })
    expect((await packed(supervisor)).sites.map(({ code }) => code)).toEqual(['G-2'])
    expect((await packed(office)).sites.length).toBe(5)
  })

  it('holds the findings that wait for the account, and no others', async () => {
    const { district, site, unit, supervisor } = await aTown()
    const { office } = district.as
    const parks = await district.signedInWith([
      { role: 'unit', scope: { kind: 'unit', unitId: unit('parks') } },
    ])
    const roads = await district.signedInWith([
      { role: 'unit', scope: { kind: 'unit', unitId: unit('roads') } },
    ])
    const { id } = await aFinding(supervisor, site('G-1'))
    const waiting = async (call: Caller) => (await packed(call)).findings.map((each) => each.id)
    expect(await waiting(parks.call)).toEqual([])
    await send(office, newId(), [
      acting(1, id, { action: 'file' }),
      acting(2, id, { action: 'dispatch', unitId: unit('parks'), postId: null, assisting: [] }),
    ])
    expect(await waiting(parks.call)).toEqual([id])
    expect(await waiting(roads.call)).toEqual([])
    expect(await waiting(supervisor)).toEqual([])
    expect(await waiting(district.as.leader)).toEqual([id])
    expect(await waiting(office)).toEqual([id])
    await send(parks.call, newId(), [
      acting(1, id, { action: 'plan', words: '补植', responsible: '李四', finishOn: '2026-03-07' as never }),
      acting(2, id, { action: 'file-measures', words: '已补植', photos: [newId()] }),
    ])
    expect(await waiting(parks.call)).toEqual([])
    expect(await waiting(supervisor)).toEqual([id])
    const [page] = (await packed(supervisor)).findings
    expect(page).toEqual(await supervisor(getFinding, { params: { findingId: id } }))
  })

  it('is not sent again while nothing in it has changed, whatever the clock says', async () => {
    const { district, site, supervisor } = await aTown()
    const { version } = await packed(supervisor)
    const again = () => supervisor(contract.getFieldPackage, { query: { known: version } })
    expect(await again()).toEqual({ unchanged: true })
    await aFinding(supervisor, site('G-1'))
    expect(await again()).toEqual({ unchanged: true })
    await district.as.office(changeSite, {
      params: { siteId: site('G-2') },
      body: {
        ...{ code: 'G-2', name: '新名', kind: 'pocket-park', communityId: null, territoryUnitId: null },
        ...{ streetId: (await packed(supervisor)).streets[0]?.id ?? '', ownerUnitId: null, address: null },
        ...{ lon: null, lat: null, area: null, length: null, onRoute: false, remark: null, holders: [] },
      },
    })
    expect((await packed(supervisor, version)).version).not.toBe(version)
  })
})

it('the journal stays whole under phones that send at once', async () => {
  const { district, site, supervisor } = await aTown()
  await Promise.all(
    Array.from({ length: 8 }, () =>
      send(
        supervisor,
        newId(),
        [1, 2, 3].map((seq) => reporting(seq, aReport(site('G-1')))),
      ),
    ),
  )
  const verdict = await app.deps.db.read({ districtId: district.id }, ({ query }) =>
    verifyJournal(query, district.id),
  )
  expect(verdict).toMatchObject({ whole: true, lines: 24 })
})

async function aFinding(call: Caller, siteId: string): Promise<ReportInput> {
  const report = aReport(siteId)
  await send(call, newId(), [reporting(1, report)])
  return report
}

/** A second process of the same installation. */
async function anotherProcess(deps: Deps) {
  const { http } = await buildApp(deps)
  await http.ready()
  return {
    as: (cookie: string) => app.callerOf(http, cookie),
    close: () => http.close(),
  }
}

/** A process that dies while it writes records, and does nothing any more. */
function dying(deps: Deps, when: 'before' | 'after'): Deps {
  let isDead = false
  const die = () => {
    isDead = true
    throw new Error('killed')
  }
  return {
    ...deps,
    db: {
      ...deps.db,
      async transact(scope, work) {
        if (isDead) die()
        // The session is read in a transaction of its own; only what writes records has a journal line.
        let wrote = false
        const value = await deps.db.transact(scope, async (tx) => {
          const record: typeof tx.journal.record = (line) => {
            wrote = true
            tx.journal.record(line)
          }
          const done = await work({ ...tx, journal: { record } })
          if (wrote && when === 'before') die()
          return done
        })
        if (wrote) die()
        return value
      },
    },
  }
}
