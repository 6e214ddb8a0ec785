import { correctPack, diffPacks, exportPack, getPack, importPack } from '@chuangyuan/contract/pack'
import { addressOf, CallRefused } from '@chuangyuan/contract/call'
import { findRow } from '@chuangyuan/domain/standard/pack'
import { readWorkbook } from '@chuangyuan/workbook/read-workbook'
import { writeWorkbook } from '@chuangyuan/workbook/write-workbook'
import { shippedPack, shippedPacks } from '@chuangyuan/standards-data/shipped-packs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testApp, type TestApp, type TestDistrict } from '../../testing/test-app.ts'
import { workbookOf } from './export-pack.ts'
import { packSheets, type LineValues } from './workbook-sheets.ts'

const packKey = 'garden-2000-2005'
let app: TestApp
let district: TestDistrict
beforeAll(async () => {
  app = await testApp()
}, 60_000)
beforeEach(async () => {
  district = await app.aDistrict()
})
afterAll(() => app.close())

async function exported(version = 0, key = packKey): Promise<Uint8Array> {
  const response = await app.http.inject({
    url: addressOf(exportPack, { params: { packKey: key, version } }),
    headers: { cookie: district.cookies.leader },
  })
  expect(response.statusCode).toBe(200)
  return new Uint8Array(response.rawPayload)
}

type Line = Partial<LineValues> & Pick<LineValues, 'id' | 'line'>

/** What a clerk does in Excel: some cells of some lines, and new lines at the end. */
async function edited(
  bytes: Uint8Array,
  change: (line: LineValues) => Partial<LineValues> | undefined,
  added: readonly Line[] = [],
): Promise<Uint8Array> {
  const reading = await readWorkbook(bytes, 'x.xlsx', packSheets)
  if (!reading.ok) throw new Error(reading.refusal.code)
  const values = <Values>(
    sheet: { rows: readonly ({ ok: true; values: Values } | { ok: false })[] } | undefined,
  ) => (sheet?.rows ?? []).flatMap((row) => (row.ok ? [row.values] : []))
  const { lines, quantities, sources, pack } = reading.value.sheets
  const rows = values(lines).map((line) => ({ ...line, ...change(line) }))
  return writeWorkbook({
    title: '改过的标准包',
    sheets: [
      { definition: packSheets.lines, rows: [...rows, ...added] },
      { definition: packSheets.quantities, rows: values(quantities) },
      { definition: packSheets.sources, rows: values(sources) },
      { definition: packSheets.pack, rows: values(pack) },
    ],
  })
}

function imported(bytes: Uint8Array, note?: string, version = 0, key = packKey) {
  return district.as.office(importPack, {
    params: { packKey: key, version },
    query: { fileName: '标准包.xlsx', ...(note === undefined ? {} : { note }) },
    file: new Blob([new Uint8Array(bytes)]),
  })
}

async function codeOf(call: Promise<unknown>) {
  const refused = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  return refused instanceof CallRefused ? refused.problem.code : refused
}

test.each(shippedPacks.map(({ id }) => id))('%s read back as it was exported changes nothing', async (id) => {
  const pack = shippedPack(id)
  if (pack === undefined) throw new Error('no pack')
  const reply = await imported(await workbookOf(pack, 0), undefined, 0, id)
  expect(reply).toEqual({ version: null, changes: [], faults: [], marked: null })
  expect(await codeOf(imported(await workbookOf(pack, 0), '没有改动', 0, id))).toBe('pack.unchanged')
})

test('what is changed in Excel, and nothing else, is the next version', async () => {
  const bytes = await edited(await exported(), (line) => {
    if (line.id === 'base-green-rate' && line.part === 'requirement.thresholds.0.value') {
      return { value: 33.5, status: 'verified', sources: ['fsou-2005-p5'], by: '张某' }
    }
    if (line.id === 'management-law' && line.line === 'clause') return { name: '执行《城市绿化条例》' }
    if (line.id === 'management-law' && line.line === 'row') return { place: '一（一）', document: '某文件' }
    return undefined
  })
  const preview = await imported(bytes)
  expect(preview.version).toBeNull()
  expect(preview.faults).toEqual([])
  const saved = await imported(bytes, '按原件更正')
  expect(saved.version).toBe(1)
  const changes = await district.as.leader(diffPacks, { params: { packKey, version: 1 }, query: { from: 0 } })
  expect(changes).toEqual(preview.changes)
  expect(changes.map(({ id, fields }) => [id, fields.map(({ field, after }) => [field, after])])).toEqual([
    ['management-law', expect.arrayContaining([['clauses.1.text', '执行《城市绿化条例》']])],
    [
      'base-green-rate',
      [
        ['requirement.thresholds.0.value', 33.5],
        ['requirement.thresholds.0.check', { status: 'verified', sources: ['fsou-2005-p5'], by: '张某' }],
      ],
    ],
  ])
})

test('a row that nobody had read becomes a row with clauses, and new rows stand below their heading', async () => {
  const bytes = await edited(
    await exported(),
    (line) =>
      line.id === 'landscape-rest'
        ? { kind: 'qualitative', name: '山体保护', excluded: ['城区'] }
        : undefined,
    [
      { id: 'landscape-rest', line: 'clause', part: '1', name: '山体绿化得到保护' },
      {
        id: 'landscape-hills',
        line: 'row',
        name: '山体覆绿率',
        kind: 'numeric',
        parent: 'landscape',
        status: 'unverified',
        confidence: 'low',
      },
      {
        id: 'landscape-hills',
        line: 'threshold',
        part: '新1',
        quantity: 'green-rate',
        comparator: 'at-least',
        value: 80,
      },
    ],
  )
  const { faults, version } = await imported(bytes, '补录')
  expect(faults).toEqual([])
  const { content } = await district.as.leader(getPack, { params: { packKey, version: version ?? -1 } })
  expect(findRow(content, 'landscape-rest')).toMatchObject({
    kind: 'qualitative',
    clauses: [{ id: '1', text: '山体绿化得到保护' }],
  })
  expect(findRow(content, 'landscape-hills')).toMatchObject({
    requirement: { kind: 'level', quantity: 'green-rate', thresholds: [{ value: 80 }] },
  })
  expect(content.applicants[0]?.excludes).toContain('landscape-rest')
})

test('a threshold and a row can be taken away', async () => {
  const bytes = await edited(await exported(), ({ id, part, line }) =>
    (id === 'base-green-rate' && part === 'requirement.thresholds.1.value') ||
    (id === 'parks-rest' && line === 'row')
      ? { remove: true }
      : undefined,
  )
  const { version } = await imported(bytes, '删去')
  const { content } = await district.as.leader(getPack, { params: { packKey, version: version ?? -1 } })
  const before = shippedPack(packKey)
  const thresholds = (pack: typeof before) => {
    const row = pack === undefined ? undefined : findRow(pack, 'base-green-rate')
    return row?.kind === 'numeric' && row.requirement.kind === 'level' ? row.requirement.thresholds : []
  }
  expect(thresholds(content)).toEqual(thresholds(before).filter((_, at) => at !== 1))
  expect(findRow(content, 'parks-rest')).toBeUndefined()
})

describe('a workbook with something wrong', () => {
  test('comes back with the row in red and the reason, and nothing is saved', async () => {
    const bytes = await edited(
      await exported(),
      ({ id, part, line }) => {
        if (id === 'base-green-rate' && part === 'requirement.thresholds.0.value')
          return { sources: ['nobody'], status: 'verified' }
        if (id === 'management-law' && line === 'row') return { kind: 'document' }
        return undefined
      },
      [{ id: 'nowhere', line: 'clause', part: '1', name: '无主条款' }],
    )
    const reply = await imported(bytes, '更正')
    expect(reply.version).toBeNull()
    expect(reply.faults.map(({ sheet, id, field }) => [sheet, id, field])).toEqual([
      ['条目', 'management-law', '类型'],
      ['条目', 'nowhere', '标识'],
    ])
    const marked = await readWorkbook(Buffer.from(reply.marked ?? '', 'base64'), 'x.xlsx', {
      lines: {
        ...packSheets.lines,
        columns: [
          ...packSheets.lines.columns,
          { kind: 'text', key: 'why', heading: '错误原因', example: '' },
        ],
      },
    })
    const wrong = marked.ok
      ? (marked.value.sheets.lines?.rows ?? []).flatMap((row) => (row.cells['why'] ? [row.cells['id']] : []))
      : []
    expect(wrong).toEqual(['management-law', 'nowhere'])
    expect(await codeOf(district.as.leader(getPack, { params: { packKey, version: 1 } }))).toBe(
      'request.not-found',
    )
  })

  test('a name that leads nowhere is told at the cell where it was written', async () => {
    const bytes = await edited(await exported(), ({ id, part }) =>
      id === 'base-green-rate' && part === 'requirement.thresholds.0.value'
        ? { sources: ['nobody'], status: 'verified' }
        : undefined,
    )
    const { faults } = await imported(bytes)
    expect(faults).toMatchObject([{ sheet: '条目', id: 'base-green-rate', field: '来源' }])
    expect(faults[0]?.reason).toContain('nobody')
  })

  test('of another pack, of an old version, or no workbook at all is refused', async () => {
    const other = shippedPack('garden-2010')
    if (other === undefined) throw new Error('no pack')
    expect(await codeOf(imported(await workbookOf(other, 0)))).toBe('pack.workbook-foreign')
    expect(await codeOf(imported(new TextEncoder().encode('hello')))).toBe('pack.workbook-unreadable')
    const { content } = await district.as.office(getPack, { params: { packKey, version: 0 } })
    const row = findRow(content, 'management-law')
    if (row === undefined) throw new Error('no row')
    const old = await exported()
    await district.as.office(correctPack, {
      params: { packKey },
      body: { basedOn: 0, note: '改名', correction: { changed: [{ ...row, name: '新名' }] } },
    })
    expect(await codeOf(imported(old, '更正', 1))).toBe('request.stale')
    expect(await codeOf(imported(old, '更正', 0))).toBe('request.stale')
  })
})
