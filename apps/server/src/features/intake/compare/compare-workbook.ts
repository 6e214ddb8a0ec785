import type { DistrictReading } from './district-reading.ts'
import { intakeSheets, type IntakeSheet, type SheetSummary } from '@chuangyuan/contract/intake'
import type { SheetReading } from '@chuangyuan/workbook/read-workbook'
import { compareCommunities } from './compare-communities.ts'
import { compareDuties } from './compare-duties.ts'
import { compareFigures } from './compare-figures.ts'
import { compareSites } from './compare-sites.ts'
import { compareStaff } from './compare-staff.ts'
import { compareStreets } from './compare-streets.ts'
import { compareUnits } from './compare-units.ts'
import type { Comparison } from './comparison.ts'
import type { JudgedRow } from './fault.ts'

/** Sheet by sheet, in the order they lean on each other: what a sheet adds is known to the next. */
export async function compareWorkbook(c: Comparison, { sheets }: DistrictReading): Promise<JudgedRow[]> {
  const none = Promise.resolve<JudgedRow[]>([])
  const judged: JudgedRow[] = []
  const steps: readonly (() => Promise<JudgedRow[]>)[] = [
    () => (sheets.streets === undefined ? none : compareStreets(c, sheets.streets)),
    () => (sheets.communities === undefined ? none : compareCommunities(c, sheets.communities)),
    () => (sheets.units === undefined ? none : compareUnits(c, sheets.units)),
    () => (sheets.peoplePosts === undefined ? none : compareStaff(c, sheets.peoplePosts)),
    () => (sheets.sites === undefined ? none : compareSites(c, sheets.sites)),
    () => (sheets.duties === undefined ? none : compareDuties(c, sheets.duties)),
    () => (sheets.figures === undefined ? none : compareFigures(c, sheets.figures)),
  ]
  for (const step of steps) for (const row of await step()) judged.push(row)
  return judged
}

export function summaryOf({ sheets }: DistrictReading, judged: readonly JudgedRow[]): SheetSummary[] {
  const summaries = new Map<IntakeSheet, SheetSummary>()
  for (const sheet of intakeSheets) {
    const reading: SheetReading<unknown> | undefined = sheets[sheet]
    if (reading === undefined) continue
    summaries.set(sheet, {
      sheet,
      sheetName: reading.sheetName,
      counts: { new: 0, changed: 0, unchanged: 0, wrong: 0 },
      ignored: reading.ignoredRows.length,
      unknownColumns: [...reading.unknownColumns],
      missingColumns: [...reading.missingColumns],
    })
  }
  for (const { sheet, verdict } of judged) {
    const summary = summaries.get(sheet)
    if (summary !== undefined) summary.counts[verdict] += 1
  }
  return [...summaries.values()]
}
