import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { parseDay } from '@chuangyuan/domain/day'
import { districtWorkbook, districtWorkbookNotes, districtWorkbookTitle } from './district-workbook.ts'
import { readWorkbook } from './read-workbook.ts'
import type { SheetDefinition } from './sheet-definition.ts'
import { writeWorkbook, type WritableRow } from './write-workbook.ts'

const { sites, figures } = districtWorkbook

const rows: readonly WritableRow[] = [
  {
    code: '007',
    name: '湖滨公园',
    kind: 'pocket-park',
    street: '云龙湖街道',
    memberUnits: ['区城管局', '区交运局'],
    lon: 117.184,
    lat: 34.261,
    coordinateSystem: 'gcj-02',
    area: 3_200,
    onRoute: true,
    contactPhone: '0516-83701234',
  },
]

function template() {
  return writeWorkbook({
    title: districtWorkbookTitle,
    template: { notes: districtWorkbookNotes },
    sheets: Object.values(districtWorkbook).map((definition) => ({ definition, rows: [] })),
  })
}

test('what is written is read back as it was', async () => {
  const on = parseDay('2025-12-31')
  const figure = { input: 'URBAN-POPULATION', value: 512_000, unit: '人', on, source: '统计公报' }
  const bytes = await writeWorkbook({
    title: '导出',
    sheets: [
      { definition: sites, rows },
      { definition: figures, rows: [figure] },
    ],
  })
  const read = await readWorkbook(bytes, '导出.xlsx', districtWorkbook)
  expect(read).toMatchObject({
    ok: true,
    value: {
      unknownSheets: [],
      sheets: {
        sites: { unknownColumns: [], rows: [{ ok: true, values: rows[0] }] },
        figures: { rows: [{ ok: true, values: figure }] },
      },
    },
  })
})

test('the empty template is accepted back and holds no row', async () => {
  const read = await readWorkbook(await template(), '模板.xlsx', districtWorkbook)
  if (!read.ok) throw new Error(read.refusal.code)
  expect(read.value.unknownSheets).toEqual([])
  for (const sheet of Object.values(read.value.sheets)) {
    expect(sheet).toMatchObject({
      rows: [],
      unknownColumns: [],
      missingColumns: [],
      ignoredRows: [{ rowNumber: 2, why: 'example' }],
    })
  }
})

test('every example of the template would pass its own column', async () => {
  const bytes = await writeXlsx({
    sheets: Object.values(districtWorkbook).map(({ name, columns }) => ({
      name,
      rows: [columns.map(({ heading }) => heading), columns.map(({ example }) => example)],
    })),
  })
  const read = await readWorkbook(bytes, 'x.xlsx', districtWorkbook)
  if (!read.ok) throw new Error(read.refusal.code)
  for (const sheet of Object.values(read.value.sheets)) expect(sheet).toMatchObject({ rows: [{ ok: true }] })
})

test('the template begins with 填表说明, has frozen heads, drop-downs and a page to print', async () => {
  const workbook = await readXlsx(await template(), { readStyles: true })
  expect(workbook.sheets[0]?.name).toBe('填表说明')
  const sheet = workbook.sheets.find(({ name }) => name === sites.name)
  expect(sheet).toMatchObject({
    freezePane: { rows: 1 },
    pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToWidth: 1, printTitlesRow: '$1:$1' },
  })
  const lists = sheet?.dataValidations?.filter(({ type }) => type === 'list') ?? []
  expect(lists.find(({ values }) => values?.join() === '是,否')).toBeDefined()
  expect(sheet?.cells?.get('0,0')?.style?.font?.name).toBe('黑体')
  expect(sheet?.rows[0]?.[0]).toBe('点位编码*')
})

test('a list too long for a validation rule stands on a hidden sheet', async () => {
  const choices = Array.from({ length: 80 }, (_, i) => ({ value: String(i), label: `第${String(i)}类点位` }))
  const definition: SheetDefinition = {
    name: '长表',
    purpose: '',
    columns: [{ key: 'kind', heading: '类型', kind: 'one-of', choices, example: '' }],
  }
  const workbook = await readXlsx(await writeWorkbook({ title: 'x', sheets: [{ definition, rows: [] }] }))
  expect(workbook.sheets[0]?.dataValidations?.[0]).toMatchObject({
    type: 'list',
    formula1: '选项!$A$2:$A$81',
  })
  expect(workbook.sheets[1]).toMatchObject({ name: '选项', hidden: true })
  expect(workbook.sheets[1]?.rows[80]).toEqual(['第79类点位'])
})

test('codes and telephone numbers are written as text', async () => {
  const workbook = await readXlsx(
    await writeWorkbook({ title: 'x', sheets: [{ definition: sites, rows }] }),
    { readStyles: true },
  )
  const sheet = workbook.sheets[0]
  expect(sheet?.rows[1]?.[0]).toBe('007')
  expect(sheet?.cells?.get('1,0')?.style?.numFmt).toBe('@')
  // So are those typed below the last row, later.
  expect(sheet?.cells?.get('2,0')?.style?.numFmt).toBe('@')
})

test('marked rows are red with the reason in the last column', async () => {
  const bytes = await writeWorkbook({
    title: 'x',
    sheets: [{ definition: sites, rows, marks: [{ row: 0, columns: ['street'], reason: '没有这个街道' }] }],
  })
  const sheet = (await readXlsx(bytes, { readStyles: true })).sheets[0]
  expect(sheet?.rows[0]?.at(-1)).toBe('错误原因')
  expect(sheet?.rows[1]?.at(-1)).toBe('没有这个街道')
  expect(sheet?.cells?.get('1,3')?.style?.fill).toMatchObject({ fgColor: { rgb: 'FFC9CC' } })
})
