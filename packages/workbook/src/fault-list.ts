import { cellFaultText } from './fault-text.ts'
import type { Definitions, SheetReading, WorkbookReading } from './read-workbook.ts'
import { markRow, returnMarked } from './return-marked.ts'

/** Something wrong with a workbook, as the caller or the reading found it. */
export interface FoundFault<SheetKey> {
  readonly sheet: SheetKey
  /** 0 where the workbook has no such row: said in the list, marked nowhere. */
  readonly rowNumber: number
  readonly id: string
  readonly column: string | undefined
  readonly reason: string
}

/** A fault in the words of the workbook: names of its sheet and column. */
export interface ListedFault {
  readonly sheet: string
  readonly row: number
  readonly id: string
  readonly field: string
  readonly reason: string
}

/** Everything wrong with a workbook: a list for the screen, and red rows in the workbook that goes back. */
export class FaultList<D extends Definitions> {
  readonly #definitions: Definitions
  readonly #sheets: Readonly<Record<string, SheetReading<unknown> | undefined>>
  readonly #found: FoundFault<string>[]

  /** Begins with the cells that could not be read. */
  constructor(definitions: D, reading: WorkbookReading<D>) {
    this.#definitions = definitions
    this.#sheets = reading.sheets
    this.#found = Object.keys(definitions).flatMap((key) => unreadable(key, this.#sheets[key]))
  }

  isEmpty(): boolean {
    return this.#found.length === 0
  }

  add(found: FoundFault<keyof D & string>): void {
    this.#found.push(found)
  }

  /** The list, and the same workbook with its wrong rows in red; null where it cannot be written. */
  async returned(bytes: Uint8Array): Promise<{ faults: ListedFault[]; marked: Uint8Array | null }> {
    const rows = Map.groupBy(
      this.#found.filter(({ rowNumber }) => rowNumber > 0),
      ({ sheet, rowNumber }) => `${sheet} ${String(rowNumber)}`,
    )
    const marks = [...rows.values()].flatMap((faults) => {
      const [first] = faults
      const sheet = first === undefined ? undefined : this.#sheets[first.sheet]
      return first === undefined || sheet === undefined ? [] : [markRow(sheet, first.rowNumber, faults)]
    })
    const marked = await returnMarked(bytes, marks)
    return {
      faults: this.#found.map((found) => this.#listed(found)),
      marked: marked.ok ? marked.value : null,
    }
  }

  #listed({ sheet, rowNumber, id, column, reason }: FoundFault<string>): ListedFault {
    const definition = this.#definitions[sheet]
    const heading = definition?.columns.find(({ key }) => key === column)?.heading
    return { sheet: definition?.name ?? '', row: rowNumber, id, field: heading ?? '', reason }
  }
}

function unreadable(key: string, sheet: SheetReading<unknown> | undefined): FoundFault<string>[] {
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
