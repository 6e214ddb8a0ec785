import { gbkBytes } from '@chuangyuan/testkit/gbk'
import { readXlsx, writeXlsx, type CellValue } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { districtWorkbook } from './district-workbook.ts'
import { marksOf, markRow, returnMarked, type Explain } from './return-marked.ts'
import { readWorkbook } from './read-workbook.ts'

const explain: Explain = (fault, heading) => `${heading}：${fault.code}`

const head = ['街道代码', '街道名称', '常住人口', '我的备忘']
const table: CellValue[][] = [
  ['街道一览', null, null, null],
  head,
  ['320303001', '云龙湖街道', 56_000, '留着'],
  ['32030', '奎山街道', '五万', null],
]

async function file(rows: CellValue[][]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: [
      {
        name: '街道',
        rows,
        merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 3 }],
        columns: [{ width: 22 }, { width: 30 }],
        freezePane: { rows: 2 },
        cells: new Map([
          ['2,1', { value: '云龙湖街道', style: { font: { bold: true } } }],
          ['2,3', { value: '留着', comment: { text: '不要删' } }],
        ]),
      },
      { name: '别的', rows: [['原样', 1]] },
    ],
  })
}

async function readAgain(bytes: Uint8Array) {
  const read = await readWorkbook(bytes, '街道.xlsx', districtWorkbook)
  if (!read.ok) throw new Error(read.refusal.code)
  return read.value
}

async function marked(bytes: Uint8Array): Promise<Uint8Array> {
  const returned = await returnMarked(bytes, marksOf(await readAgain(bytes), districtWorkbook, explain))
  if (!returned.ok) throw new Error(returned.refusal.code)
  return returned.value
}

test('wrong cells are red, the reason stands in a new last column, everything else stays', async () => {
  const workbook = await readXlsx(await marked(await file(table)), { readStyles: true })
  const [sheet, other] = workbook.sheets
  expect(sheet?.rows).toEqual([
    ['街道一览', null, null, null, null],
    [...head, '错误原因'],
    ['320303001', '云龙湖街道', 56_000, '留着', null],
    ['32030', '奎山街道', '五万', null, '街道代码：cell.not-a-code；常住人口：cell.not-a-number'],
  ])
  const red = (at: string) => sheet?.cells?.get(at)?.style?.fill
  expect(red('3,0')).toMatchObject({ fgColor: { rgb: 'FFC9CC' } })
  expect(red('3,2')).toMatchObject({ fgColor: { rgb: 'FFC9CC' } })
  expect(red('3,1')).toBeUndefined()
  expect(sheet?.cells?.get('2,1')?.style?.font?.bold).toBe(true)
  expect(sheet?.cells?.get('2,3')?.comment?.text).toBe('不要删')
  expect(sheet?.merges).toEqual([{ startRow: 0, startCol: 0, endRow: 0, endCol: 3 }])
  expect(sheet?.freezePane).toMatchObject({ rows: 2 })
  expect(sheet?.columns?.[1]?.width).toBeCloseTo(30, 0)
  expect(other?.rows).toEqual([['原样', 1]])
})

test('the returned file, corrected, is accepted, and its old marks go at the next return', async () => {
  const returned = await marked(await file(table))
  const workbook = await readXlsx(returned, { readStyles: true })
  const sheet = workbook.sheets[0]
  if (sheet === undefined) throw new Error('no sheet')
  const fixed = sheet.rows.map((row, i) => (i === 3 ? ['320303002', ...row.slice(1)] : row))
  const cells = new Map(
    [...(sheet.cells ?? [])].map(([at, cell]) => [at, at === '3,0' ? { ...cell, value: '320303002' } : cell]),
  )
  const again = await writeXlsx({ sheets: [{ name: '街道', rows: fixed, cells }] })
  const reading = await readAgain(again)
  expect(reading.sheets.streets?.unknownColumns).toEqual(['我的备忘'])
  const second = await readXlsx(await marked(again), { readStyles: true })
  expect(second.sheets[0]?.rows[1]).toEqual([...head, '错误原因'])
  expect(second.sheets[0]?.rows[3]).toEqual([
    '320303002',
    '奎山街道',
    '五万',
    null,
    '常住人口：cell.not-a-number',
  ])
  expect(second.sheets[0]?.cells?.get('3,0')?.style?.fill).toBeUndefined()
  expect(second.sheets[0]?.cells?.get('3,2')?.style?.fill).toBeDefined()
})

test('the caller can mark what only the register knows', async () => {
  const bytes = await file(table)
  const streets = (await readAgain(bytes)).sheets.streets
  if (streets === undefined) throw new Error('no sheet')
  const returned = await returnMarked(bytes, [
    markRow(streets, 3, [{ column: 'name', reason: '与现有街道重名' }]),
    markRow(streets, 3, [{ column: undefined, reason: '本次未导入' }]),
  ])
  if (!returned.ok) throw new Error(returned.refusal.code)
  const sheet = (await readXlsx(returned.value, { readStyles: true })).sheets[0]
  expect(sheet?.rows[2]?.[4]).toBe('与现有街道重名；本次未导入')
  expect(sheet?.cells?.get('2,1')?.style).toMatchObject({
    font: { bold: true },
    fill: { fgColor: { rgb: 'FFC9CC' } },
  })
})

test('a GBK CSV comes back as a marked .xlsx', async () => {
  const csv = gbkBytes(
    table
      .slice(1)
      .map((row) => row.map((cell) => (typeof cell === 'object' ? '' : String(cell))).join(','))
      .join('\n'),
  )
  const sheet = (await readXlsx(await marked(csv), { readStyles: true })).sheets[0]
  expect(sheet?.rows[2]?.slice(0, 2)).toEqual(['32030', '奎山街道'])
  expect(sheet?.rows[2]?.[4]).toContain('cell.not-a-code')
})
