import type { importPack } from '@chuangyuan/contract/pack'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import type { PackProblem } from '@chuangyuan/domain/standard/pack-problem'
import type { SheetReading, WorkbookReading } from '@chuangyuan/workbook/read-workbook'
import { markRow, returnMarked } from '@chuangyuan/workbook/return-marked'
import { spotOf, type Spot } from './spot-of.ts'
import { cellFaultText, problemText } from './texts.ts'
import { packSheets } from './workbook-sheets.ts'

export type Reading = WorkbookReading<typeof packSheets>
type Reply = ReplyOf<typeof importPack>
type SheetKey = keyof typeof packSheets

interface Found {
  readonly sheet: SheetKey
  /** 0 where the workbook has no such row: said on the screen, marked nowhere. */
  readonly rowNumber: number
  readonly id: string
  readonly column: string | undefined
  readonly reason: string
}

export function rowsIn<Values>(sheet: SheetReading<Values> | undefined) {
  return (sheet?.rows ?? []).flatMap((row) => (row.ok ? [row] : []))
}

/** What is wrong with a workbook: a list for the screen, and red rows in the workbook that goes back. */
export class WorkbookFaults {
  readonly #reading: Reading
  readonly #found: Found[]

  constructor(reading: Reading) {
    this.#reading = reading
    this.#found = sheetKeys.flatMap((key) => unreadable(key, reading.sheets[key]))
  }

  isEmpty(): boolean {
    return this.#found.length === 0
  }

  add(found: Found): void {
    this.#found.push(found)
  }

  addProblem(problem: PackProblem, before: Pack): void {
    const spot = spotOf(problem, before)
    const { sheet, id, column } = spot
    this.add({ sheet, id, column, rowNumber: this.#rowOf(spot), reason: problemText(problem) })
  }

  #rowOf(spot: Spot): number {
    const { sheets } = this.#reading
    if (spot.sheet !== 'lines') {
      const rows = spot.sheet === 'quantities' ? rowsIn(sheets.quantities) : rowsIn(sheets.sources)
      return rows.find(({ values }) => values.id === spot.id)?.rowNumber ?? 0
    }
    const own = rowsIn(sheets.lines).filter(({ values }) => values.id === spot.id)
    const exact = own.find(({ values }) => values.line === spot.line && values.part === spot.part)
    return (exact ?? own.find(({ values }) => values.line === spot.line) ?? own[0])?.rowNumber ?? 0
  }

  /** The list, and the same workbook with its wrong rows in red. */
  async returned(bytes: Uint8Array): Promise<Pick<Reply, 'faults' | 'marked'>> {
    const rows = Map.groupBy(
      this.#found.filter(({ rowNumber }) => rowNumber > 0),
      ({ sheet, rowNumber }) => `${sheet} ${String(rowNumber)}`,
    )
    const marks = [...rows.values()].flatMap((faults) => {
      const [first] = faults
      const sheet = first === undefined ? undefined : this.#reading.sheets[first.sheet]
      return first === undefined || sheet === undefined ? [] : [markRow(sheet, first.rowNumber, faults)]
    })
    const marked = await returnMarked(bytes, marks)
    return {
      faults: this.#found.map(({ sheet, rowNumber, id, column, reason }) => ({
        sheet: packSheets[sheet].name,
        row: rowNumber,
        id,
        field: packSheets[sheet].columns.find(({ key }) => key === column)?.heading ?? '',
        reason,
      })),
      marked: marked.ok ? Buffer.from(marked.value).toString('base64') : null,
    }
  }
}

const sheetKeys = ['lines', 'quantities', 'sources', 'pack'] as const

function unreadable(key: SheetKey, sheet: Reading['sheets'][SheetKey]): Found[] {
  return (sheet?.rows ?? []).flatMap((row) =>
    row.ok
      ? []
      : row.errors.map(({ column, fault }) => ({
          sheet: key,
          rowNumber: row.rowNumber,
          id: row.cells['id'] ?? '',
          column,
          reason: cellFaultText(fault),
        })),
  )
}
