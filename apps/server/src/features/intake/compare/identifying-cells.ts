import { intakeSheets, type IntakeSheet } from '@chuangyuan/contract/intake'
import type { RowReading } from '@chuangyuan/workbook/read-workbook'
import type { DistrictReading } from './district-reading.ts'

/** The cells by which a clerk recognises a row. */
const labelColumns: Readonly<Record<IntakeSheet, readonly string[]>> = {
  streets: ['code', 'name', 'shortName'],
  communities: ['code', 'name'],
  units: ['code', 'name', 'shortName'],
  peoplePosts: ['name', 'unit', 'post'],
  sites: ['code', 'name'],
  duties: ['item', 'itemName', 'leadUnit'],
  figures: ['input', 'inputName', 'zone', 'on'],
}

/** What else is asked of a row that could not be read: whether anybody has begun to fill it in. */
const otherColumns: Readonly<Partial<Record<IntakeSheet, readonly string[]>>> = {
  figures: ['value', 'source'],
}

export function labelOf(sheet: IntakeSheet, { cells }: RowReading<unknown>): string {
  return labelColumns[sheet]
    .flatMap((column) => (column === 'shortName' ? [] : (cells[column]?.trim() ?? [])))
    .filter((text) => text !== '')
    .join(' ')
}

/** The names under which other rows would speak of this one. */
export function namesOf(sheet: IntakeSheet, { cells }: RowReading<unknown>): readonly string[] {
  return sheet === 'sites' || sheet === 'duties' || sheet === 'figures'
    ? []
    : ['code', 'name', 'shortName'].flatMap((column) => cells[column] ?? [])
}

/** A reading on its way out of its process: the cells as text are most of its weight, and few are asked for again. */
export function withoutSpareCells(reading: DistrictReading): DistrictReading {
  const sheets: Partial<Record<IntakeSheet, unknown>> = {}
  for (const sheet of intakeSheets) {
    const read = reading.sheets[sheet]
    if (read === undefined) continue
    const rows = read.rows.map((row) => ({
      ...row,
      cells: Object.fromEntries(
        [...labelColumns[sheet], ...(otherColumns[sheet] ?? [])].map((column) => [
          column,
          row.cells[column] ?? '',
        ]),
      ),
    }))
    sheets[sheet] = { ...read, rows }
  }
  // Row by row the same values under the same keys.
  return { ...reading, sheets: sheets as DistrictReading['sheets'] }
}
