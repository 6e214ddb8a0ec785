import { openXlsx, saveXlsx, writeXlsx, type Cell, type CellValue } from 'hucre/xlsx'
import { accept, refuse, type Result } from '@chuangyuan/domain/result'
import { displayText, headingKey } from './cell-text.ts'
import { checkTableFile, openTableFile } from './open-table-file.ts'
import type { CellFault } from './parse-cell.ts'
import { defaultWorkbookLimits, type WorkbookLimits, type WorkbookRefusal } from './raw-sheet.ts'
import { reasonHeading, type Definitions, type SheetReading, type WorkbookReading } from './read-workbook.ts'
import { headStyle, isWrongFill, reasonStyle, wrongStyle } from './sheet-look.ts'

/** One wrong row of a file that was read. */
export interface Mark {
  readonly sheetIndex: number
  /** Header row and row as the spreadsheet program counts, from 1. */
  readonly headerRow: number
  readonly rowNumber: number
  /** Columns of the file, from 0, that turn red. */
  readonly columns: readonly number[]
  readonly reason: string
}

/** Says in Chinese what is wrong with a cell under this heading. */
export type Explain = (fault: CellFault, heading: string) => string

/** The marks for everything the reading itself found wrong; the caller adds what only the register knows. */
export function marksOf<D extends Definitions>(
  reading: WorkbookReading<D>,
  definitions: D,
  explain: Explain,
): readonly Mark[] {
  return Object.keys(definitions).flatMap((key) => {
    const sheet = reading.sheets[key]
    const definition = definitions[key]
    if (sheet === undefined || definition === undefined) return []
    const headings = new Map(definition.columns.map((column) => [column.key, column.heading]))
    return sheet.rows.flatMap((row) =>
      row.ok
        ? []
        : [
            markRow(
              sheet,
              row.rowNumber,
              row.errors.map(({ column, fault }) => ({
                column,
                reason: explain(fault, column === undefined ? '' : (headings.get(column) ?? column)),
              })),
            ),
          ],
    )
  })
}

/** A mark for a row of a sheet that was read. */
export function markRow(
  sheet: Pick<SheetReading<unknown>, 'sheetIndex' | 'headerRow' | 'columns'>,
  rowNumber: number,
  errors: readonly { readonly column: string | undefined; readonly reason: string }[],
): Mark {
  return {
    sheetIndex: sheet.sheetIndex,
    headerRow: sheet.headerRow,
    rowNumber,
    columns: errors.flatMap(({ column }) => {
      const at = column === undefined ? undefined : sheet.columns.get(column)
      return at === undefined ? [] : [at]
    }),
    reason: errors.map(({ reason }) => reason).join('；'),
  }
}

/**
 * The same workbook with its wrong rows marked: red cells and a last column 错误原因. Everything else stays
 * as the clerk left it; marks of an earlier return are taken away first. What came as .xls or CSV goes
 * back as .xlsx.
 */
export async function returnMarked(
  bytes: Uint8Array,
  marks: readonly Mark[],
  limits: WorkbookLimits = defaultWorkbookLimits,
): Promise<Result<Uint8Array, WorkbookRefusal>> {
  const checked = checkTableFile(bytes, limits)
  if (!checked.ok) return checked
  try {
    if (checked.value !== 'xlsx') {
      const opened = await openTableFile(bytes, limits)
      if (!opened.ok) return opened
      return accept(
        await writeXlsx({
          sheets: opened.value.sheets.map((sheet, index) => {
            const rows = sheet.rows.map((row) => [...row])
            const cells = new Map<string, Cell>()
            const name = sheet.name === '' ? '表1' : sheet.name
            markSheet(
              { rows, cells },
              marks.filter(({ sheetIndex }) => sheetIndex === index),
            )
            return { name, rows, cells, merges: [...sheet.merges], hidden: sheet.hidden }
          }),
        }),
      )
    }
    const workbook = await openXlsx(bytes, { readStyles: true })
    for (const [index, sheet] of workbook.sheets.entries()) {
      const cells = (sheet.cells ??= new Map<string, Cell>())
      markSheet(
        { rows: sheet.rows, cells },
        marks.filter(({ sheetIndex }) => sheetIndex === index),
      )
    }
    return accept(await saveXlsx(workbook))
  } catch {
    return refuse({ code: 'workbook.damaged' })
  }
}

interface Markable {
  readonly rows: CellValue[][]
  readonly cells: Map<string, Cell>
}

function markSheet({ rows, cells }: Markable, marks: readonly Mark[]): void {
  const at = (row: number, column: number) => `${String(row)},${String(column)}`
  for (const [place, cell] of cells) {
    if (!isWrongFill(cell.style)) continue
    const { fill: _, ...style } = cell.style ?? {}
    cells.set(place, { ...cell, style })
  }
  const headerRow = (marks[0]?.headerRow ?? 0) - 1
  const reasonColumn = reasonColumnOf(rows, headerRow)
  if (reasonColumn === undefined) return
  const put = (row: number, value: string | null, style: Cell['style']) => {
    const line = (rows[row] ??= [])
    while (line.length < reasonColumn) line.push(null)
    line[reasonColumn] = value
    if (style === undefined) cells.delete(at(row, reasonColumn))
    else cells.set(at(row, reasonColumn), { value, type: 'string', style })
  }
  for (let row = Math.max(0, headerRow) + 1; row < rows.length; row++) {
    if ((rows[row]?.[reasonColumn] ?? null) !== null) put(row, null, undefined)
  }
  if (marks.length === 0) return
  put(headerRow, reasonHeading, headStyle)
  const reasons = new Map<number, readonly string[]>()
  for (const { rowNumber, columns, reason } of marks) {
    const row = rowNumber - 1
    reasons.set(row, [...(reasons.get(row) ?? []), reason])
    for (const column of columns) {
      const value = rows[row]?.[column] ?? null
      const cell = cells.get(at(row, column)) ?? {
        value,
        type: typeof value === 'number' ? 'number' : 'string',
      }
      cells.set(at(row, column), { ...cell, style: wrongStyle(cell.style) })
    }
  }
  for (const [row, all] of reasons) put(row, all.join('；'), reasonStyle)
}

/** The column an earlier return left, else the first one to the right of everything. */
function reasonColumnOf(rows: readonly (readonly CellValue[])[], headerRow: number): number | undefined {
  for (const row of rows.slice(0, 30)) {
    const old = row.findIndex((cell) => headingKey(displayText(cell)) === reasonHeading)
    if (old >= 0) return old
  }
  if (headerRow < 0) return undefined
  return rows.reduce((widest, row) => Math.max(widest, row.length), 0)
}
