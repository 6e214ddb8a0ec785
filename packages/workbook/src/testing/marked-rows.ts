import { readXlsx, type CellValue } from 'hucre/xlsx'
import { reasonHeading } from '../read-workbook.ts'
import { isWrongFill } from '../sheet-look.ts'

/** A row that was returned as wrong. */
export interface MarkedRow {
  readonly cells: readonly CellValue[]
  readonly reason: string
  /** Indices of its red cells. */
  readonly red: readonly number[]
}

/** The wrong rows of a returned sheet, as a spreadsheet program shows them. */
export async function markedRows(workbook: Uint8Array, sheetName: string): Promise<readonly MarkedRow[]> {
  const { sheets } = await readXlsx(workbook, { readStyles: true })
  const sheet = sheets.find(({ name }) => name === sheetName)
  const headingRow = sheet?.rows.findIndex((row) => row.includes(reasonHeading)) ?? -1
  const reasonAt = sheet?.rows[headingRow]?.indexOf(reasonHeading) ?? -1
  return (sheet?.rows ?? []).flatMap((cells, row): MarkedRow[] => {
    const reason = cells[reasonAt]
    if (row <= headingRow || typeof reason !== 'string') return []
    const isRed = (column: number) =>
      isWrongFill(sheet?.cells?.get(`${String(row)},${String(column)}`)?.style)
    return [{ cells, reason, red: cells.map((_, column) => column).filter(isRed) }]
  })
}
