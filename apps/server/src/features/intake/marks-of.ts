import { districtWorkbook } from '@chuangyuan/workbook/district-workbook'
import { markRow, type Mark } from '@chuangyuan/workbook/return-marked'
import type { SheetReading } from '@chuangyuan/workbook/read-workbook'
import type { DistrictReading } from './compare/district-reading.ts'
import type { JudgedRow } from './compare/fault.ts'
import { faultText } from './texts.ts'

/** The wrong rows, as the returned workbook marks them. */
export function marksOf({ sheets }: DistrictReading, judged: readonly JudgedRow[]): Mark[] {
  return judged.flatMap(({ sheet, rowNumber, verdict, faults }) => {
    const reading: SheetReading<unknown> | undefined = sheets[sheet]
    if (verdict !== 'wrong' || reading === undefined) return []
    const headings = new Map<string, string>(
      districtWorkbook[sheet].columns.map(({ key, heading }) => [key, heading]),
    )
    const errors = faults.map(({ column, code, details }) => ({
      column: column ?? undefined,
      reason: faultText(column === null ? '' : (headings.get(column) ?? column), code, details),
    }))
    return [markRow(reading, rowNumber, errors)]
  })
}
