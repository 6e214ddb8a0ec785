import { parseDay } from '@chuangyuan/domain/day'
import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { findingLedger, ledgerTitle } from './finding-ledger.ts'
import { readWorkbook } from './read-workbook.ts'
import { writeLongList } from './write-long-list.ts'
import { writeWorkbook, type WritableRow } from './write-workbook.ts'

function aRow(number: number): WritableRow {
  return {
    number,
    stage: 'measures-passed',
    kind: '苗木枯死缺株',
    stream: 'clean-up',
    severity: 'major',
    siteCode: '007',
    words:
      `行道树 < 3 株 & “枯死”\n第${String(number)}处，${'沿线多处裸土、杂草，'.repeat(number % 3)}`.trim(),
    foundOn: parseDay('2026-03-05'),
    assisting: ['区城管局', '区住建局'],
    overdue: number % 2 === 0,
    rework: 0,
  }
}

async function* inPages(rows: readonly WritableRow[], size: number) {
  for (let start = 0; start < rows.length; start += size)
    yield await Promise.resolve(rows.slice(start, start + size))
}

function written(rows: readonly WritableRow[]) {
  const pages = inPages(rows, 7)
  return writeLongList({ title: ledgerTitle, definition: findingLedger, rowCount: rows.length, pages })
}

test('a long list reads back as it was written, whatever the pages it came in', async () => {
  const rows = Array.from({ length: 30 }, (_, at) => aRow(at + 1))
  const read = await readWorkbook(await written(rows), '问题台账.xlsx', { ledger: findingLedger })
  expect(read).toMatchObject({ ok: true, value: { unknownSheets: [] } })
  if (!read.ok) return
  expect(read.value.sheets.ledger?.rows.map((row) => row.ok && row.values)).toMatchObject(rows)
})

test('a long list looks as a short one does', async () => {
  const rows = Array.from({ length: 3 }, (_, at) => aRow(at + 1))
  const short = await writeWorkbook({ title: ledgerTitle, sheets: [{ definition: findingLedger, rows }] })
  const looks = async (bytes: Uint8Array) => {
    const { sheets } = await readXlsx(bytes, { readStyles: true })
    const [sheet] = sheets
    const places = rows.flatMap((_, row) =>
      findingLedger.columns.map((__, at) => `${String(row)},${String(at)}`),
    )
    return {
      cells: places.map((place) => [sheet?.cells?.get(place)?.value, sheet?.cells?.get(place)?.style]),
      heights: rows.map((_, row) => sheet?.rowDefs?.get(row)?.height),
      filter: sheet?.autoFilter?.range,
      page: sheet?.pageSetup,
    }
  }
  const long = await looks(await written(rows))
  expect(long).toEqual(await looks(short))
  expect(long.filter).toBe('A1:V4')
})

test('an empty list has its head, and control characters that XML cannot hold are dropped', async () => {
  expect((await readXlsx(await written([]))).sheets[0]?.rows.length).toBe(1)
  const read = await readXlsx(await written([{ words: 'a\u0001b' }]))
  expect(read.sheets[0]?.rows[1]?.[9]).toBe('ab')
})
