import * as contract from '@chuangyuan/contract/intake'
import { parseDay, type Day } from '@chuangyuan/domain/day'
import { changeSite, listPosts, listSites } from '@chuangyuan/contract/site'
import { cancelTask, getTask, type Task } from '@chuangyuan/contract/task'
import { districtWorkbook } from '@chuangyuan/workbook/district-workbook'
import { writeWorkbook, type WritableRow } from '@chuangyuan/workbook/write-workbook'
import { gbkBytes } from '@chuangyuan/testkit/gbk'
import { openTableFile } from '@chuangyuan/workbook/open-table-file'
import { oddXls, oddXlsx } from '@chuangyuan/workbook/testing/odd-file'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addCampaign } from '../campaign/public.ts'
import { testApp, testNow, type Caller, type TestApp, type TestDistrict } from '../../testing/test-app.ts'

let app: TestApp
let district: TestDistrict
let prefix: string

beforeAll(async () => {
  app = await testApp()
})
beforeEach(async () => {
  district = await app.aDistrict()
  prefix = await codeOf(district)
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

async function undone(call: Caller, importId: string, overwriteChanged = false): Promise<Task> {
  const { taskId } = await call(contract.undoImport, { params: { importId }, body: { overwriteChanged } })
  return finished(call, taskId)
}

async function faultsOf(call: Caller, importId: string) {
  const { rows } = await call(contract.listImportRows, {
    params: { importId },
    query: { verdict: 'wrong', limit: 100 },
  })
  return rows.flatMap(({ sheet, rowNumber, faults }) =>
    faults.map(({ column, code }) => `${sheet} ${String(rowNumber)} ${column ?? ''} ${code}`),
  )
}

async function withCampaign({ id }: TestDistrict): Promise<void> {
  await app.deps.db.transact({ districtId: id }, (tx) =>
    addCampaign(
      tx,
      {
        name: '创园',
        packKey: 'garden-2000-2005',
        packVersion: 0,
        tier: null,
        profile: { kind: 'district' },
        inspectionOn: null,
        isCurrent: true,
      },
      { at: testNow, by: null },
    ),
  )
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

  it('moves coordinates of web maps to the national system', async () => {
    const { office } = district.as
    await applied(office, base())
    const [site] = (await office(listSites, {})).rows
    expect(site?.lon).toBeLessThan(118.1)
    expect(Math.abs((site?.lon ?? 0) - 118.1)).toBeGreaterThan(0.003)
  })

  it('gives the whole district back as a workbook in which nothing is new', async () => {
    const { office } = district.as
    await withCampaign(district)
    await applied(office, { ...base(), ...standing() })
    const file = await download(district, '/api/intake/template?data=true')
    const { counts } = await previewed(office, file)
    expect(Object.keys(counts)).toEqual([...contract.intakeSheets])
    for (const sheet of contract.intakeSheets) {
      expect({ sheet, ...counts[sheet] }).toMatchObject({ sheet, new: 0, changed: 0, wrong: 0 })
    }
  })

  it('shows field by field what a changed row changes, telephone numbers by their last digits', async () => {
    const { office } = district.as
    await applied(office, base())
    const { importId, counts } = await previewed(
      office,
      await workbookOf({
        peoplePosts: [
          { name: '演示甲一', unit: '区园林局', post: '局长', mobile: '13900009999' },
          { name: '演示乙一', unit: '甲一街道办事处', post: '主任' },
        ],
      }),
    )
    expect(counts['peoplePosts']).toEqual({ new: 0, changed: 1, unchanged: 1, wrong: 0 })
    const { rows } = await office(contract.listImportRows, { params: { importId } })
    expect(rows[0]?.fields).toEqual([
      { column: 'mobile', heading: '手机', before: '****0002', after: '****9999' },
    ])
  })

  it('keeps telephone numbers readable nowhere but under the key', async () => {
    const { office } = district.as
    await applied(office, base())
    const stored = await app.deps.db.read({ districtId: district.id }, async ({ query }) =>
      JSON.stringify([
        await query.selectFrom('import_changes').selectAll().execute(),
        await query.selectFrom('import_rows').selectAll().execute(),
        await query.selectFrom('people').selectAll().execute(),
        await query.selectFrom('communities').selectAll().execute(),
        await query.selectFrom('journal').selectAll().execute(),
      ]),
    )
    expect(stored).toContain('0002')
    expect(stored).not.toContain('13800000002')
    expect(stored).not.toContain('13800000001')
  })

  it('keeps the responsibilities with the post when another person takes it over', async () => {
    const { office } = district.as
    await applied(office, base())
    const { counts } = await applied(office, {
      peoplePosts: [{ name: '演示丙一', unit: '园林局', post: '局长' }],
    })
    expect(counts['peoplePosts']).toMatchObject({ changed: 1, new: 0 })
    expect((await office(listPosts, {})).total).toBe(2)
    const [site] = (await office(listSites, {})).rows
    expect(site?.holders.find(({ role }) => role === 'first-responsible')?.person?.name).toBe('演示丙一')
  })

  it('replaces the duties of the items it names and leaves the others alone', async () => {
    const { office } = district.as
    await withCampaign(district)
    await applied(office, { ...base(), ...standing() })
    const { counts } = await applied(office, {
      duties: [{ item: 'base-green-rate', leadUnit: '甲一街道办事处', assistingUnits: [] }],
    })
    expect(counts['duties']).toMatchObject({ changed: 1 })
    const duties = await app.deps.db.read({ districtId: district.id }, ({ query }) =>
      query.selectFrom('duties').select(['item_id', 'part']).orderBy('item_id').execute(),
    )
    expect(duties).toEqual([
      { item_id: 'base-green-coverage', part: 'lead' },
      { item_id: 'base-green-rate', part: 'lead' },
    ])
  })
})

describe('wrong rows', () => {
  it('are named with sheet, row, field and reason while the right ones can be written', async () => {
    const { office } = district.as
    await withCampaign(district)
    const rows = base()
    const { importId } = await previewed(
      office,
      await workbookOf({
        ...rows,
        streets: [...(rows.streets ?? []), { code: '880001001', name: '外街道' }],
        communities: [{ code: `${prefix}002001`, name: '错社区', street: '甲一街道' }],
        units: [...(rows.units ?? []), { name: '孤单位', kind: 'unit-kind', parent: '没有的局' }],
        peoplePosts: [...(rows.peoplePosts ?? []), { name: '演示丁一', unit: '没有的局', post: '科长' }],
        sites: [
          { code: 'B-1', name: '一', kind: 'park', street: '外街道', lon: 118, lat: 36 },
          { code: 'B-2', name: '二', kind: 'park', street: '甲二街道', contact: '演示无名' },
          { code: 'B-3', name: '三', kind: 'no-kind', street: '甲二街道' },
          { code: 'B-4', name: '四', kind: 'park', street: '甲二街道' },
          { code: 'B-5', name: '五', kind: 'park', street: '甲二街道', lon: 36, lat: 118 },
        ],
        duties: [{ item: '99.9', leadUnit: '区园林局' }],
        figures: [
          { input: 'nothing-known', value: 1, on: day('2025-12-31'), source: '年报' },
          { input: 'gas-coverage', value: 1, unit: '公顷', on: day('2025-12-31'), source: '年报' },
          { input: 'gas-coverage', value: 99, unit: '%', on: day('2027-12-31'), source: '年报' },
        ],
      }),
    )
    expect(await faultsOf(office, importId)).toEqual([
      'streets 4 code street.code-foreign',
      'communities 2 code community.code-foreign',
      'units 4 kind cell.not-a-choice',
      'peoplePosts 4 unit unit.unknown',
      'sites 2 street street.unknown',
      'sites 2 coordinateSystem coordinates.system-missing',
      'sites 3 contact person.unknown',
      'sites 4 kind cell.not-a-choice',
      'sites 6 lon coordinates.swapped',
      'duties 2 item item.unknown',
      'figures 2 input quantity.unknown',
      'figures 3 unit figure.unit-mismatch',
      'figures 4 on figure.day-in-future',
    ])
    const { taskId } = await office(contract.applyImport, { params: { importId } })
    expect(await finished(office, taskId)).toMatchObject({ state: 'done' })
    expect((await office(listSites, {})).rows.map(({ code }) => code)).toEqual(['B-4'])
  })

  it('come back in the same workbook with the reason, and say which row must be mended first', async () => {
    const { office } = district.as
    const { importId, found } = await previewed(
      office,
      await workbookOf({
        streets: [{ code: '880001001', name: '外街道' }],
        sites: [{ code: 'B-1', name: '一', kind: 'park', street: '外街道' }],
      }),
    )
    expect(found.hasMarked).toBe(true)
    const marked = await download(district, `/api/imports/${importId}/marked`)
    const text = JSON.stringify(await rawRows(marked))
    expect(text).toContain('街道代码：不是本区的街道代码，应以')
    expect(text).toContain('没有街道“外街道”：本文件“街道”表第2行有误，请先改好')
    // The reasons are no part of the list when the file comes again.
    expect((await previewed(office, marked)).counts['sites']?.wrong).toBe(1)
  })

  it('ask for the unit where two people have one name', async () => {
    const { office } = district.as
    const people = [
      { name: '演示甲一', unit: '园林局', post: '局长', mobile: '13800000002' },
      { name: '演示甲一', unit: '甲一街道办事处', post: '主任', mobile: '13800000003' },
    ]
    const site = { code: 'A-1', name: '园', kind: 'park', street: '甲二街道' }
    const rows = { ...base(), peoplePosts: people }
    const vague = await previewed(
      office,
      await workbookOf({ ...rows, sites: [{ ...site, contact: '演示甲一' }] }),
    )
    expect(await faultsOf(office, vague.importId)).toEqual(['sites 2 contact person.ambiguous'])
    for (const clear of [
      { contact: '演示甲一（甲一街道办事处）' },
      { contact: '演示甲一', responsibleUnit: '甲一街道办事处' },
      { contact: '演示甲一', contactPhone: '13800000003' },
    ]) {
      const { counts } = await previewed(
        office,
        await workbookOf({ ...rows, sites: [{ ...site, ...clear }] }),
      )
      expect(counts['sites']?.wrong).toBe(0)
    }
  })

  it('include the second of two rows that mean the same under different spellings', async () => {
    const { office } = district.as
    const { importId } = await previewed(
      office,
      await workbookOf({
        units: base().units ?? [],
        streets: base().streets ?? [],
        peoplePosts: [
          { name: '演示甲一', unit: '园林局', post: '局长' },
          { name: '演示甲一', unit: '区园林局', post: '局长' },
        ],
      }),
    )
    expect(await faultsOf(office, importId)).toEqual(['peoplePosts 3 name row.repeated'])
  })
})

describe('writing', () => {
  it('is refused when somebody changed a row since the preview', async () => {
    const { office } = district.as
    await applied(office, base())
    const changed = { ...base(), sites: (base().sites ?? []).map((site) => ({ ...site, name: '新名' })) }
    const { importId } = await previewed(office, await workbookOf(changed))
    await renameSite(office, '别人改的名')
    const { taskId } = await office(contract.applyImport, { params: { importId } })
    expect(await finished(office, taskId)).toMatchObject({
      state: 'failed',
      outcome: { code: 'request.stale' },
    })
    expect((await office(listSites, {})).rows[0]?.name).toBe('别人改的名')
  })

  it('happens once, even where the same new file was previewed twice', async () => {
    const { office } = district.as
    const bytes = await workbookOf({ ...base(), sites: [] })
    const [first, second] = [await previewed(office, bytes), await previewed(office, bytes)]
    const tasks = await Promise.all(
      [first, second].map(async ({ importId }) => {
        const { taskId } = await office(contract.applyImport, { params: { importId } })
        return finished(office, taskId)
      }),
    )
    expect(tasks.map(({ state }) => state).toSorted()).toEqual(['done', 'failed'])
    expect((await office(listPosts, {})).total).toBe(2)
  })

  it('leaves nothing behind when it is cancelled', async () => {
    const { office } = district.as
    const { importId } = await previewed(office, await workbookOf(base()))
    const { taskId } = await office(contract.applyImport, { params: { importId } })
    await office(cancelTask, { params: { taskId } }).catch(() => undefined)
    const task = await finished(office, taskId)
    const { state } = await office(contract.getImport, { params: { importId } })
    expect([task.state, state, (await office(listSites, {})).total]).toEqual(
      task.state === 'cancelled' ? ['cancelled', 'previewed', 0] : ['done', 'applied', 1],
    )
  })

  it('leaves one line in the journal', async () => {
    const { office } = district.as
    await applied(office, base())
    const lines = await app.deps.db.read({ districtId: district.id }, ({ query }) =>
      query.selectFrom('journal').select('verb').where('verb', 'like', 'import.%').orderBy('seq').execute(),
    )
    expect(lines.map(({ verb }) => verb)).toEqual(['import.previewed', 'import.applied'])
  })
})

describe('undoing an import', () => {
  it('takes back what it added and what it changed', async () => {
    const { office } = district.as
    await applied(office, base())
    const { importId } = await applied(office, {
      streets: [{ code: `${prefix}003`, name: '甲三街道' }],
      sites: [
        ...(base().sites ?? []).map((site) => ({ ...site, name: '新名', contact: '演示甲一' })),
        { code: 'A-2', name: '另一园', kind: 'park', street: '甲三街道' },
      ],
    })
    expect((await office(listSites, {})).total).toBe(2)
    expect(await undone(office, importId)).toMatchObject({ state: 'done' })
    const again = await previewed(office, await workbookOf(base()))
    for (const counts of Object.values(again.counts)) expect(counts).toMatchObject({ new: 0, changed: 0 })
    expect((await office(listSites, {})).total).toBe(1)
    await expect(undone(office, importId)).rejects.toMatchObject({ message: 'intake.not-applied' })
  })

  it('names the rows that somebody changed since, and overwrites them only on demand', async () => {
    const { office } = district.as
    const { importId } = await applied(office, base())
    await renameSite(office, '别人改的名')
    expect(await undone(office, importId)).toMatchObject({
      state: 'failed',
      outcome: {
        code: 'intake.changed-since',
        details: { total: 1, rows: [{ sheet: 'sites', label: 'A-001 别人改的名' }] },
      },
    })
    expect(await undone(office, importId, true)).toMatchObject({ state: 'done' })
    expect((await office(listSites, {})).total).toBe(0)
  })

  it('is refused while rows of others lean on what it added', async () => {
    const { office } = district.as
    const { importId } = await applied(office, { ...base(), sites: [] })
    await applied(office, { sites: base().sites ?? [] })
    expect(await undone(office, importId, true)).toMatchObject({
      state: 'failed',
      outcome: { code: 'intake.in-use', details: { rows: [{ sheet: 'sites' }] } },
    })
  })
})

describe('a clerk file', () => {
  it.each([
    ['an Excel file', oddXlsx],
    ['an Excel 97 file', oddXls],
  ])('may be %s with a title, merged cells, full-width digits and stray spaces', async (_, write) => {
    const { office } = district.as
    await applied(office, base())
    const bytes = await write({
      name: '点位清单',
      rows: [
        ['甲区点位清单'],
        ['序号', '编号', '点位名称', '类型', '所属街道', '面积'],
        [1, 'Ａ－００２', ' 口袋 公园 ', '游园', '甲一', '１，２００平方米'],
        [2, 'A-003', '小游园', '游园', null, '0.5公顷'],
        ['合计', null, null, null, null, 6200],
      ],
      merges: [
        { startRow: 0, startCol: 0, endRow: 0, endCol: 5 },
        { startRow: 2, startCol: 4, endRow: 3, endCol: 4 },
      ],
    })
    const { importId, counts } = await previewed(office, bytes)
    expect(counts['sites']).toEqual({ new: 2, changed: 0, unchanged: 0, wrong: 0 })
    const { rows } = await office(contract.listImportRows, { params: { importId } })
    expect(rows[0]?.label).toContain('Ａ－００２')
    expect(rows[1]?.fields).toContainEqual({
      column: 'area',
      heading: '面积（平方米）',
      before: '',
      after: '5000',
    })
    expect(rows[1]?.fields).toContainEqual({
      column: 'street',
      heading: '所属街道',
      before: '',
      after: '甲一街道',
    })
  })

  it('may be a CSV file in GBK', async () => {
    const { office } = district.as
    const csv = `街道代码,街道名称,常住人口\r\n${prefix}001,甲一街道,5000\r\n${prefix}002,甲二街道,6000\r\n`
    const { counts, found } = await previewed(office, gbkBytes(csv), '街道.csv')
    expect(counts).toEqual({ streets: { new: 2, changed: 0, unchanged: 0, wrong: 0 } })
    expect(found.summary).toMatchObject({ format: 'csv', encoding: 'gb18030' })
  })

  it('is refused with the reason where it is no list at all', async () => {
    const { office } = district.as
    const { taskId } = await office(contract.uploadImport, {
      query: { fileName: '照片.xlsx' },
      file: new Blob([new Uint8Array([1, 0, 2, 0, 3])]),
    })
    expect(await finished(office, taskId)).toMatchObject({
      state: 'failed',
      outcome: { code: 'intake.file-unreadable', details: { reason: 'workbook.format-unknown' } },
    })
  })
})

describe('another district', () => {
  it('neither sees an import nor lends it a name', async () => {
    const { importId } = await applied(district.as.office, base())
    const other = await app.aDistrict('乙区')
    await expect(other.as.office(contract.getImport, { params: { importId } })).rejects.toMatchObject({
      message: 'request.not-found',
    })
    const { importId: theirs } = await previewed(
      other.as.office,
      await workbookOf({ sites: [{ code: 'A-9', name: '园', kind: 'park', street: '甲一街道' }] }),
    )
    expect(await faultsOf(other.as.office, theirs)).toEqual(['sites 2 street street.unknown'])
  })
})

async function renameSite(call: Caller, name: string): Promise<void> {
  const [site] = (await call(listSites, {})).rows
  if (site === undefined) throw new Error('no site')
  await call(changeSite, {
    params: { siteId: site.id },
    body: {
      code: site.code,
      name,
      kind: site.kind,
      streetId: site.street.id,
      communityId: site.community?.id ?? null,
      territoryUnitId: site.territoryUnit?.id ?? null,
      ownerUnitId: site.owner?.id ?? null,
      address: site.address,
      lon: site.lon,
      lat: site.lat,
      area: site.area,
      length: site.length,
      onRoute: site.onRoute,
      remark: site.remark,
      holders: site.holders.map(({ role, unit, post }) => ({
        role,
        unitId: post === null ? (unit?.id ?? null) : null,
        postId: post?.id ?? null,
      })),
    },
  })
}

async function download({ cookies }: TestDistrict, url: string): Promise<Uint8Array> {
  const response = await app.http.inject({ url, headers: { cookie: cookies.office } })
  expect(response.statusCode).toBe(200)
  return new Uint8Array(response.rawPayload)
}

async function rawRows(bytes: Uint8Array) {
  const opened = await openTableFile(bytes)
  return opened.ok ? opened.value.sheets.map(({ rows }) => rows) : []
}

function standing(): Rows {
  return {
    duties: [
      {
        item: 'base-green-rate',
        leadUnit: '区园林局',
        assistingUnits: ['甲一街道办事处'],
        person: '演示甲一',
        dueOn: day('2026-09-30'),
      },
      { item: 'base-green-coverage', leadUnit: '区园林局', post: '局长' },
    ],
    figures: [
      { input: 'gas-coverage', value: 0.992, unit: 'ratio', on: day('2025-12-31'), source: '年报' },
      { input: 'non-farming-population', value: 51.2, unit: '万人', on: day('2025-12-31'), source: '年报' },
    ],
  }
}

function day(text: string): Day {
  const parsed = parseDay(text)
  if (parsed === undefined) throw new Error(text)
  return parsed
}
