import * as contract from '@chuangyuan/contract/intake'
import { CallRefused } from '@chuangyuan/contract/call'
import { listSites } from '@chuangyuan/contract/site'
import { getTask, type Task } from '@chuangyuan/contract/task'
import { districtWorkbook } from '@chuangyuan/workbook/district-workbook'
import { writeWorkbook, type WritableRow } from '@chuangyuan/workbook/write-workbook'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testApp, type Caller, type TestApp, type TestDistrict } from '../../testing/test-app.ts'

let app: TestApp
let district: TestDistrict
let prefix: string

beforeAll(async () => {
  app = await testApp()
})
beforeEach(async () => {
  district = await app.aDistrict()
  prefix = String(await codeOf(district))
})
afterAll(() => app.close())

async function codeOf({ id }: TestDistrict): Promise<string> {
  const row = await app.deps.db.read({ districtId: id }, ({ query }) =>
    query.selectFrom('districts').select('code').where('id', '=', id).executeTakeFirstOrThrow(),
  )
  return row.code
}

async function finished(call: Caller, taskId: string): Promise<Task> {
  for (;;) {
    const task = await call(getTask, { params: { taskId } })
    if (task.state !== 'running') return task
    await pause(20)
  }
}

type Rows = Partial<Record<contract.IntakeSheet, readonly WritableRow[]>>

async function workbookOf(rows: Rows): Promise<Uint8Array> {
  return writeWorkbook({
    title: '基础数据',
    sheets: contract.intakeSheets.flatMap((sheet) => {
      const given = rows[sheet]
      return given === undefined ? [] : [{ definition: districtWorkbook[sheet], rows: given }]
    }),
  })
}

async function previewed(call: Caller, bytes: Uint8Array, fileName = '基础数据.xlsx') {
  const { taskId } = await call(contract.uploadImport, {
    query: { fileName },
    file: new Blob([new Uint8Array(bytes)]),
  })
  const task = await finished(call, taskId)
  if (task.state !== 'done') throw new Error(JSON.stringify(task))
  const importId = String(task.outcome['importId'])
  const found = await call(contract.getImport, { params: { importId } })
  const counts = Object.fromEntries(found.summary.sheets.map((sheet) => [sheet.sheet, sheet.counts]))
  return { importId, counts, found }
}

async function applied(call: Caller, rows: Rows) {
  const { importId, counts } = await previewed(call, await workbookOf(rows))
  const { taskId } = await call(contract.applyImport, { params: { importId } })
  const task = await finished(call, taskId)
  return { importId, counts, task }
}

function base(): Rows {
  return {
    streets: [
      { code: `${prefix}001`, name: '甲一街道', shortName: '甲一', kind: 'street', area: 820, people: 5000 },
      { code: `${prefix}002`, name: '甲二街道' },
    ],
    communities: [{ code: `${prefix}001001`, name: '甲一社区', street: '甲一', phone: '13800000001' }],
    units: [
      { name: '区园林局', shortName: '园林局', kind: 'landscape' },
      { name: '甲一街道办事处', kind: 'street', street: '甲一街道', parent: '区园林局' },
    ],
    peoplePosts: [
      { name: '演示甲一', unit: '园林局', post: '局长', mobile: '13800000002' },
      { name: '演示乙一', unit: '甲一街道办事处', post: '主任' },
    ],
    sites: [
      {
        code: 'A-001',
        name: '槐荫公园',
        kind: 'park',
        street: '甲一街道',
        community: '甲一社区',
        owner: '园林局',
        responsibleUnit: '区园林局',
        firstResponsible: '演示甲一',
        contact: '演示乙一',
        memberUnits: ['园林局', '甲一街道办事处'],
        lon: 118.1,
        lat: 36.1,
        coordinateSystem: 'gcj-02',
        area: 3200,
        onRoute: true,
      },
    ],
  }
}

describe('an import', () => {
  it('writes nothing before it is agreed to, then everything, and nothing the second time', async () => {
    const { office } = district.as
    const first = await previewed(office, await workbookOf(base()))
    expect(first.counts['sites']).toEqual({ new: 1, changed: 0, unchanged: 0, wrong: 0 })
    expect((await office(listSites, {})).total).toBe(0)
    const { taskId } = await office(contract.applyImport, { params: { importId: first.importId } })
    expect(await finished(office, taskId)).toMatchObject({ state: 'done' })
    const { rows } = await office(listSites, {})
    expect(rows[0]).toMatchObject({ code: 'A-001', street: { name: '甲一街道' }, onRoute: true })
    expect(rows[0]?.holders).toHaveLength(5)
    const again = await previewed(office, await workbookOf(base()))
    for (const counts of Object.values(again.counts))
      expect(counts).toMatchObject({ new: 0, changed: 0, wrong: 0 })
  })
})
void CallRefused
void applied
