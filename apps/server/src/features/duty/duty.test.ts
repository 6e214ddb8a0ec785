import { addressOf, CallRefused } from '@chuangyuan/contract/call'
import { createCampaign, previewSwitch, switchPack } from '@chuangyuan/contract/campaign'
import * as contract from '@chuangyuan/contract/duty'
import { reportFinding } from '@chuangyuan/contract/finding'
import { readJournal } from '@chuangyuan/contract/identity'
import { applyImport, getImport, listImportRows, undoImport, uploadImport } from '@chuangyuan/contract/intake'
import { listLedgerEntries } from '@chuangyuan/contract/ledger'
import { getPack } from '@chuangyuan/contract/pack'
import { getTask } from '@chuangyuan/contract/task'
import { parseDay } from '@chuangyuan/domain/day'
import { responsibilitySheet } from '@chuangyuan/workbook/responsibility-sheet'
import { writeWorkbook, type WritableRow } from '@chuangyuan/workbook/write-workbook'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../db/id.ts'
import { settle, smallTown } from '../../testing/small-town.ts'
import { testApp, testNow, type TestApp, type TestDistrict } from '../../testing/test-app.ts'
import type { DistrictIds } from '../intake/public.ts'

const packKey = 'garden-2000-2005'
const profile = { kind: 'district', population: 620_000, region: 'north' } as const
const town = {
  ...smallTown,
  units: [
    ...smallTown.units,
    { code: 'housing', name: '区住房和城乡建设局', kind: 'construction' },
    { code: 'water', name: '区水务局', kind: 'water' },
    { code: 'lake', name: '大明湖街道办事处', kind: 'street', street: '370102001' },
    { code: 'waterplan', name: '区水务规划局', kind: 'water' },
  ] as const,
}

let app: TestApp
let district: TestDistrict
let ids: DistrictIds
let campaignId: string
beforeAll(async () => {
  app = await testApp()
}, 60_000)
beforeEach(async () => {
  district = await app.aDistrict()
  ids = await settle(app, district, town)
  const body = {
    name: '创建',
    tier: null,
    profile,
    inspectionOn: null,
    packKey,
    packVersion: 0,
    isCurrent: true,
  }
  campaignId = (await district.as.office(createCampaign, { body })).id
})
afterAll(() => app.close())

const unit = (code: string) => ids.units.get(code) ?? ''

async function items() {
  return (await district.as.office(contract.listDuties, {})).items
}

async function item(row: string) {
  const found = (await items()).find(({ itemId }) => itemId === row)
  if (found === undefined) throw new Error(`no item ${row}`)
  return found
}

async function firstItems() {
  const [one, two, three] = await items()
  if (one === undefined || two === undefined || three === undefined) throw new Error('the pack is empty')
  return [one, two, three] as const
}

function lead(unitCode: string, postId: string | null = null, leaderPostId: string | null = null) {
  return { unitId: unit(unitCode), leaderPostId, postId, work: null, dueOn: null }
}

interface Change {
  readonly dutyId?: string
  readonly lead: ReturnType<typeof lead> | null
  readonly assisting?: string[]
}
function change(row: string, said: Change) {
  const body = { dutyId: null, assisting: [], ...said }
  return district.as.office(contract.changeDuty, { params: { row }, body })
}

async function codeOf(call: Promise<unknown>) {
  const refused = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  return refused instanceof CallRefused ? refused.problem.code : refused
}

async function finished(taskId: string) {
  for (;;) {
    const task = await district.as.office(getTask, { params: { taskId } })
    if (task.state !== 'running') return task
    await pause(20)
  }
}

async function preview(bytes: Uint8Array) {
  const { taskId } = await district.as.office(uploadImport, {
    query: { fileName: '责任分解表.xlsx' },
    file: new Blob([new Uint8Array(bytes)]),
  })
  const { outcome } = await finished(taskId)
  const params = { importId: String(outcome['importId']) }
  const { summary } = await district.as.office(getImport, { params })
  const { rows } = await district.as.office(listImportRows, { params })
  return { params, summary: summary.sheets[0], rows }
}

const table = (rows: readonly WritableRow[]) =>
  writeWorkbook({ title: '责任分解表', sheets: [{ definition: responsibilitySheet, rows }] })

test('every item stands in the order of the standard, led or not, with where it is and how it is judged', async () => {
  const all = await items()
  expect(all.length).toBeGreaterThan(20)
  expect(all.every(({ leads, assisting }) => leads.length === 0 && assisting.length === 0)).toBe(true)
  expect(all.every(({ verdict, heading }) => verdict !== null && heading !== null)).toBe(true)
})

test('an item says how many findings endanger it, and the ledger lists as many', async () => {
  const { call: supervisor } = await district.signedInWith([
    { role: 'supervisor', scope: { kind: 'district' } },
  ])
  for (const words of ['枯死两株', '枯死一株']) {
    await supervisor(reportFinding, {
      body: {
        ...{ id: newId(), kind: 'green-occupied', severity: null, siteId: ids.sites.get('G-1') ?? '', words },
        ...{ streetId: null, place: null, address: '', entries: [], photos: [newId()], channel: 'phone' },
        ...{ foundAt: testNow, onBehalfOf: null, visitId: null },
      },
    })
  }
  const told = (await items()).filter(({ endangeredBy }) => endangeredBy !== 0)
  expect(told.map(({ endangeredBy }) => endangeredBy)).toEqual(told.map(() => 2))
  expect(told.length).toBeGreaterThan(0)
  for (const { itemId, endangeredBy } of told) {
    const { total } = await district.as.office(listLedgerEntries, { query: { row: itemId } })
    expect(total).toBe(endangeredBy)
  }
})

test('a lead is set, changed and taken away, and the journal keeps what stood before', async () => {
  const [{ itemId }] = await firstItems()
  await change(itemId, { lead: lead('parks'), assisting: [unit('roads'), unit('street')] })
  const [set] = (await item(itemId)).leads
  expect(set?.unit.name).toBe('区园林中心')
  expect((await item(itemId)).assisting.map(({ name }) => name)).toHaveLength(2)

  const postId = ids.posts.get('parks-head') ?? ''
  const params = { row: itemId }
  const dueOn = parseDay('2026-09-30')
  await district.as.office(contract.changeDuty, {
    params,
    body: {
      dutyId: set?.dutyId ?? '',
      lead: { unitId: unit('parks'), leaderPostId: postId, postId, work: '增绿', dueOn: dueOn ?? null },
      assisting: [unit('street')],
    },
  })
  expect(await item(itemId)).toMatchObject({
    leads: [
      { dutyId: set?.dutyId, post: { person: '赵一', title: '主任' }, work: '增绿', dueOn: '2026-09-30' },
    ],
    assisting: [{ name: '泉城路街道办事处' }],
  })

  await change(itemId, { dutyId: set?.dutyId ?? '', lead: null })
  expect(await item(itemId)).toMatchObject({ leads: [], assisting: [] })
  const { rows } = await district.as['audit-admin'](readJournal, { query: { verb: 'duty.changed' } })
  expect(rows).toHaveLength(3)
  expect(JSON.stringify(rows[0]?.details)).toContain('增绿')
})

test('what cannot be is refused: an item or unit that is none, a duty that is gone, one unit leading twice', async () => {
  const [{ itemId, heading }] = await firstItems()
  expect(await codeOf(change('no-such-row', { lead: lead('parks') }))).toBe('request.not-found')
  expect(await codeOf(change(heading?.id ?? '', { lead: lead('parks') }))).toBe('request.not-found')
  expect(await codeOf(change(itemId, { lead: { ...lead('parks'), unitId: newId() } }))).toBe(
    'request.unknown-reference',
  )
  expect(await codeOf(change(itemId, { lead: lead('parks', newId()) }))).toBe('request.unknown-reference')
  expect(await codeOf(change(itemId, { dutyId: newId(), lead: lead('parks') }))).toBe('request.not-found')
  await change(itemId, { lead: lead('parks') })
  expect(await codeOf(change(itemId, { lead: lead('parks') }))).toBe('duty.lead-taken')
})

test('the exported table is the table that is imported: nothing changes, vacant posts included', async () => {
  const [{ itemId }, { itemId: second }] = await firstItems()
  const vacant = ids.posts.get('roads-head') ?? ''
  await change(second, { lead: lead('roads', vacant, vacant) })
  await change(itemId, { lead: lead('parks'), assisting: [unit('roads')] })
  const response = await app.http.inject({
    url: addressOf(contract.exportDuties, {}),
    headers: { cookie: district.cookies.office },
  })
  expect(response.statusCode).toBe(200)
  const { summary } = await preview(new Uint8Array(response.rawPayload))
  const all = (await items()).length
  expect(summary).toMatchObject({
    sheet: 'duties',
    counts: { new: 0, changed: 0, unchanged: all, wrong: 0 },
    unknownColumns: [],
    missingColumns: [],
  })
})

test('a table in the words of an office: short names where one unit can be meant, candidates where several', async () => {
  const [one, two, three] = await firstItems()
  const line = ({ name }: { name: string }, at: number, leadUnit: string, assistingUnits: string[] = []) => ({
    ...{ item: String(at), itemName: name, leadUnit, assistingUnits },
  })
  const bytes = await table([
    line(one, 1, '住建局', ['园林中心', '泉城路街道']),
    line(two, 2, '水局'),
    line(three, 3, '教育局'),
  ])
  const { params, summary, rows } = await preview(bytes)
  expect(summary?.counts).toEqual({ new: 1, changed: 0, unchanged: 0, wrong: 2 })
  expect(rows.flatMap(({ faults }) => faults.map(({ code, details }) => ({ code, ...details })))).toEqual([
    { code: 'unit.ambiguous', given: '水局', candidates: ['区水务局', '区水务规划局'] },
    { code: 'unit.unknown', given: '教育局' },
  ])
  const { taskId } = await district.as.office(applyImport, { params })
  expect(await finished(taskId)).toMatchObject({ state: 'done' })
  expect(await item(one.itemId)).toMatchObject({
    leads: [{ unit: { name: '区住房和城乡建设局' } }],
    assisting: [{ name: '区园林中心' }, { name: '泉城路街道办事处' }],
  })
  const undone = await district.as.office(undoImport, { params, body: {} })
  expect(await finished(undone.taskId)).toMatchObject({ state: 'done' })
  expect(await item(one.itemId)).toMatchObject({ leads: [], assisting: [] })
})

test('各街道 means the offices of all streets but the one that leads, and goes out as it came in', async () => {
  const [one, other] = await firstItems()
  const bytes = await table([
    { item: '1', itemName: one.name, leadUnit: '住建局', assistingUnits: ['园林中心', '各街道'] },
    { item: '2', itemName: other.name, leadUnit: '泉城路街道', assistingUnits: ['各街道办事处'] },
  ])
  const { params, summary, rows } = await preview(bytes)
  expect(summary?.counts).toMatchObject({ new: 2, wrong: 0 })
  const shown = rows.map(({ fields }) => fields.find(({ column }) => column === 'assistingUnits')?.after)
  expect(shown).toEqual(['区园林中心、各街道', '大明湖街道办事处'])
  await finished((await district.as.office(applyImport, { params })).taskId)
  expect((await item(one.itemId)).assisting.map(({ name }) => name).toSorted()).toEqual(
    ['区园林中心', '大明湖街道办事处', '泉城路街道办事处'].toSorted(),
  )
  expect((await item(other.itemId)).assisting).toMatchObject([{ name: '大明湖街道办事处' }])
  const { summary: again } = await preview(bytes)
  expect(again?.counts).toMatchObject({ new: 0, changed: 0, unchanged: 2, wrong: 0 })
})

test('after a change of standard every old duty is told: where it went, or that it has no heir', async () => {
  expect(await district.as.office(contract.switchedDuties, {})).toMatchObject({ change: null })
  for (const { itemId } of await items()) await change(itemId, { lead: lead('parks') })
  const led = (await items()).map(({ itemId }) => itemId)
  const target = { packKey: 'garden-2010', packVersion: 0 }
  const { content } = await district.as.office(getPack, { params: { packKey: 'garden-2010', version: 0 } })
  const params = { campaignId }
  const { questions } = await district.as.office(previewSwitch, {
    params,
    query: { packKey: target.packKey, packVersion: '0' },
  })
  const decisions = questions.map(({ about, choices }) => ({ about, decision: choices.at(-1) ?? 'discard' }))
  await district.as.office(switchPack, {
    params,
    body: { ...target, tier: content.tiers[0]?.id ?? null, decisions },
  })

  const { change: changed, moved, dropped } = await district.as.office(contract.switchedDuties, {})
  expect(changed).not.toBeNull()
  expect(moved.length).toBeGreaterThan(0)
  expect(dropped.length).toBeGreaterThan(0)
  expect([...moved, ...dropped].map(({ itemId }) => itemId).toSorted()).toEqual(led.toSorted())
  expect(dropped[0]).toMatchObject({ units: ['区园林中心'] })
  expect(dropped.every(({ name }) => name !== '')).toBe(true)
  const now = new Map((await items()).map((each) => [each.itemId, each]))
  for (const { to } of moved) {
    for (const { itemId } of to) expect(now.get(itemId)?.leads[0]?.unit.name).toBe('区园林中心')
  }
})
