import type { Pack } from '@chuangyuan/domain/standard/pack'
import type { PackProblem } from '@chuangyuan/domain/standard/pack-problem'
import { FaultList } from '@chuangyuan/workbook/fault-list'
import { rowsIn, type WorkbookReading } from '@chuangyuan/workbook/read-workbook'
import { spotOf, type Spot } from './spot-of.ts'
import { problemText } from './texts.ts'
import { packSheets } from './workbook-sheets.ts'

export type Reading = WorkbookReading<typeof packSheets>

/** What is wrong with the workbook of a pack. */
export class WorkbookFaults extends FaultList<typeof packSheets> {
  readonly #sheets: Reading['sheets']

  constructor(reading: Reading) {
    super(packSheets, reading)
    this.#sheets = reading.sheets
  }

  addProblem(problem: PackProblem, before: Pack): void {
    const spot = spotOf(problem, before)
    const { sheet, id, column } = spot
    this.add({ sheet, id, column, rowNumber: this.#rowOf(spot), reason: problemText(problem) })
  }

  #rowOf(spot: Spot): number {
    const sheets = this.#sheets
    if (spot.sheet !== 'lines') {
      const rows = spot.sheet === 'quantities' ? rowsIn(sheets.quantities) : rowsIn(sheets.sources)
      return rows.find(({ values }) => values.id === spot.id)?.rowNumber ?? 0
    }
    const own = rowsIn(sheets.lines).filter(({ values }) => values.id === spot.id)
    const exact = own.find(({ values }) => values.line === spot.line && values.part === spot.part)
    return (exact ?? own.find(({ values }) => values.line === spot.line) ?? own[0])?.rowNumber ?? 0
  }
}
