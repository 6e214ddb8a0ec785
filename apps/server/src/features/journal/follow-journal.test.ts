import * as contract from '@chuangyuan/contract/field'
import { setAccountDisabled, signOut } from '@chuangyuan/contract/identity'
import type { ReportInput } from '@chuangyuan/contract/finding'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { buildApp } from '../../app.ts'
import { newId } from '../../db/id.ts'
import { settle } from '../../testing/small-town.ts'
import { testApp, testNow, type Caller, type TestApp, type TestDistrict } from '../../testing/test-app.ts'

let app: TestApp
let address: string
beforeAll(async () => {
  app = await testApp()
  address = await app.http.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => app.close())

async function aTown() {
  const district = await app.aDistrict()
  const ids = await settle(app, district)
  return { district, siteId: ids.sites.get('G-1') ?? '', supervisor: district.as.supervisor }
}

async function reports(call: Caller, siteId: string, count: number): Promise<void> {
  const report = (): ReportInput => ({
    ...{ id: newId(), kind: 'dead-plant', severity: null, siteId, streetId: null, place: null, address: '' },
    ...{ words: '枯死', entries: [], photos: [newId()], channel: 'phone', foundAt: testNow },
    ...{ onBehalfOf: null, visitId: null },
  })
  const records = Array.from({ length: count }, (_, index) => ({
    ...{ what: 'report', id: newId(), seq: index + 1, madeAt: testNow, report: report() },
  })) as contract.FieldRecord[]
  await call(contract.sendRecords, { body: { deviceId: newId(), sentAt: testNow, records } })
}

/** Opens the stream as a browser does, over a line that can break. */
async function watch(cookie: string, { at = address, seen }: { at?: string; seen?: number } = {}) {
  const headers = { cookie, ...(seen === undefined ? {} : { 'last-event-id': String(seen) }) }
  const line = get(`${at}/api/findings/changes`, { headers, agent: false })
  const [answer] = (await once(line, 'response')) as [IncomingMessage]
  let text = ''
  answer.setEncoding('utf8').on('data', (piece: string) => (text += piece))
  answer.on('error', () => undefined)
  const seqs = () => [...text.matchAll(/^data: \{"seq":(\d+)\}$/gm)].map(([, seq]) => Number(seq))
  const told = (count: number) =>
    vi.waitFor(() => expect(seqs().length).toBeGreaterThanOrEqual(count), { timeout: 20_000 })
  return {
    status: answer.statusCode,
    type: answer.headers['content-type'],
    seqs,
    told,
    ended: new Promise((resolve) => answer.once('close', resolve)),
    close: () => line.destroy(),
  }
}

async function seqsOf({ id }: TestDistrict): Promise<number[]> {
  const rows = await app.deps.db.read({ districtId: id }, ({ query }) =>
    query
      .selectFrom('journal')
      .select('seq')
      .where('district_id', '=', id)
      .where('verb', 'like', 'finding.%')
      .orderBy('seq')
      .execute(),
  )
  return rows.map(({ seq }) => seq)
}

it('every change of findings is told once and in order, to watchers of its district alone', async () => {
  const { district, siteId, supervisor } = await aTown()
  const other = await watch((await aTown()).district.cookies.office)
  const watcher = await watch(district.cookies.office)
  expect([watcher.status, watcher.type]).toEqual([200, 'text/event-stream'])
  await Promise.all([reports(supervisor, siteId, 5), reports(supervisor, siteId, 5)])
  await watcher.told(10)
  expect(watcher.seqs()).toEqual(await seqsOf(district))
  expect(other.seqs()).toEqual([])
  watcher.close()
  other.close()
})

it('who comes back with the last number gets no gap and no repeat, through another process and while work goes on', async () => {
  const { district, siteId, supervisor } = await aTown()
  const { http } = await buildApp(app.deps)
  const elsewhere = await http.listen({ host: '127.0.0.1', port: 0 })
  const first = await watch(district.cookies.office)
  await reports(supervisor, siteId, 4)
  await first.told(4)
  first.close()
  const seen = first.seqs()
  await reports(supervisor, siteId, 3)
  const [second] = await Promise.all([
    watch(district.cookies.office, { at: elsewhere, seen: seen.at(-1) ?? 0 }),
    ...Array.from({ length: 4 }, () => reports(supervisor, siteId, 2)),
  ])
  await second.told(11)
  expect([...seen, ...second.seqs()]).toEqual(await seqsOf(district))
  second.close()
  await http.close()
})

it('a number from before the database was put back makes the watcher read again', async () => {
  const { district, siteId, supervisor } = await aTown()
  await reports(supervisor, siteId, 1)
  const watcher = await watch(district.cookies.office, { seen: 10_000 })
  await watcher.told(1)
  await reports(supervisor, siteId, 1)
  await watcher.told(2)
  expect(watcher.seqs()).toEqual(await seqsOf(district))
  watcher.close()
})

it('a stream ends with its session: signed out, disabled, or idle although the page is open', async () => {
  const { district } = await aTown()
  const { leader } = district.as
  const watchers = await Promise.all(
    (['leader', 'unit', 'street'] as const).map((role) => watch(district.cookies[role])),
  )
  await leader(signOut, {})
  await watchers[0]?.ended
  await district.as['system-admin'](setAccountDisabled, {
    params: { accountId: district.accountIds.unit },
    body: { disabled: true },
  })
  await watchers[1]?.ended
  app.pass(31 * 60_000)
  await watchers[2]?.ended
})

it('who joins while it is asked whose sessions still stand is not let go', async () => {
  const { district, siteId, supervisor } = await aTown()
  const [asked, joined] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  const { db } = app.deps
  const read: typeof db.read = async (scope, work) => {
    const value = await db.read(scope, work)
    // The answer to that question; it arrives after the second watcher.
    if (value instanceof Set) {
      asked.resolve(undefined)
      await joined.promise
    }
    return value
  }
  const { http } = await buildApp({ ...app.deps, db: { ...db, read } })
  const at = await http.listen({ host: '127.0.0.1', port: 0 })
  const first = await watch(district.cookies.office, { at })
  await asked.promise
  const second = await watch(district.cookies.leader, { at })
  joined.resolve(undefined)
  await reports(supervisor, siteId, 1)
  await Promise.all([first.told(1), second.told(1)])
  expect(second.seqs()).toEqual(first.seqs())
  first.close()
  second.close()
  await http.close()
})

it('an account has so many streams and no more', async () => {
  const { district } = await aTown()
  const open = await Promise.all(Array.from({ length: 20 }, () => watch(district.cookies.office)))
  expect(open.map(({ status }) => status)).toEqual(open.map(() => 200))
  expect((await watch(district.cookies.office)).status).toBe(429)
  const [first] = open
  first?.close()
  await vi.waitFor(async () => {
    const again = await watch(district.cookies.office)
    expect(again.status).toBe(200)
    again.close()
  })
  for (const each of open) each.close()
})
