import { accept, refuse, type Result } from '@chuangyuan/domain/result'
import { displayText, headingKey, isBlank, type RawCell } from './cell-text.ts'
import { findHeader, repeatsHeader, type Header } from './find-header.ts'
import { openTableFile } from './open-table-file.ts'
import { parseCell, type CellFault } from './parse-cell.ts'
import {
  defaultWorkbookLimits,
  type RawSheet,
  type RawWorkbook,
  type TableFormat,
  type WorkbookLimits,
  type WorkbookRefusal,
} from './raw-sheet.ts'
import type { CellContent, Column, RowValues, SheetDefinition } from './sheet-definition.ts'

/** A fault and where it is: the column's key, or undefined where the row as a whole is wrong. */
export interface CellError {
  readonly column: string | undefined
  readonly fault: CellFault
}

interface RowHead {
  /** As the spreadsheet program counts: from 1, title and header included. */
  readonly rowNumber: number
  /** The cells as they read in the file, by column key. */
  readonly cells: Readonly<Record<string, string>>
  /** The row was hidden or filtered away when the file was saved; it is read all the same. */
  readonly hidden: boolean
}

export type RowReading<Values> = RowHead &
  (
    | { readonly ok: true; readonly values: Values }
    | { readonly ok: false; readonly errors: readonly CellError[] }
  )

/** The rows of a sheet that could be read; of a sheet that is not there, none. */
export function rowsIn<Values>(sheet: SheetReading<Values> | undefined) {
  return (sheet?.rows ?? []).flatMap((row) => (row.ok ? [row] : []))
}

/** Why a row that holds something is no data. */
export type IgnoredWhy = 'example' | 'repeated-header' | 'total' | 'note'

export interface SheetReading<Values> {
  /** The sheet's name in this file; empty for CSV. */
  readonly sheetName: string
  readonly sheetIndex: number
  /** Header row as the program counts, from 1. */
  readonly headerRow: number
  /** The file's column, from 0, of every key found. */
  readonly columns: ReadonlyMap<string, number>
  readonly rows: readonly RowReading<Values>[]
  readonly ignoredRows: readonly { readonly rowNumber: number; readonly why: IgnoredWhy }[]
  readonly unknownColumns: readonly string[]
  /** Required columns the file does not have at all: every row is wrong, and one sentence is enough to say so. */
  readonly missingColumns: readonly string[]
}

export type Definitions = Readonly<Record<string, SheetDefinition>>

export interface WorkbookReading<D extends Definitions> {
  readonly format: TableFormat
  readonly encoding: RawWorkbook['encoding']
  readonly sheets: { readonly [K in keyof D]?: SheetReading<RowValues<D[K]>> }
  readonly unknownSheets: readonly string[]
}

export interface ReadWorkbookOptions {
  readonly limits?: WorkbookLimits
  readonly onProgress?: (rowsDone: number, rowsTotal: number) => void
}

/** The column that carries the reasons in a returned workbook; it is no column of anybody's list. */
export const reasonHeading = '错误原因'
/** Sheets of the template that hold no list. */
export const instructionSheetName = '填表说明'
export const choiceSheetName = '选项'
/** The first cell of an example row begins with this word and a colon, so that nobody has to delete the row. */
export const exampleMark = '示例'

const exampleRow = new RegExp(`^${exampleMark}[:：]`)
const totalRow = /^(合计|总计|小计|共计)[:：]?$/
const noteRow =
  /^(注|备注|说明|填表说明|填表人|制表人?|审核人?|填报单位|填报人|单位负责人|负责人签字|联系人及电话|填报时间|填报日期)[:：]/

/** Reads every sheet that a definition knows; the rest is named, not dropped in silence. */
export async function readWorkbook<const D extends Definitions>(
  bytes: Uint8Array,
  fileName: string,
  definitions: D,
  options: ReadWorkbookOptions = {},
): Promise<Result<WorkbookReading<D>, WorkbookRefusal>> {
  const opened = await openTableFile(bytes, options.limits ?? defaultWorkbookLimits)
  if (!opened.ok) return opened
  const matched = matchSheets(opened.value, fileName, definitions)
  const known = matched.filter(({ key }) => key !== undefined)
  if (known.length === 0) {
    return refuse({ code: 'workbook.no-known-sheet', sheets: opened.value.sheets.map(({ name }) => name) })
  }
  const rowsTotal = known.reduce((sum, { sheet }) => sum + sheet.rows.length, 0)
  let rowsDone = 0
  const readings: Record<string, SheetReading<Record<string, CellContent | undefined>>> = {}
  for (const { key, sheet, index, header } of known) {
    const definition = key === undefined ? undefined : definitions[key]
    if (key === undefined || definition === undefined || header === undefined) continue
    const reader = new SheetReader(sheet, definition, header)
    for (let row = header.row + 1; row < sheet.rows.length; row++) {
      if ((row & 0x3ff) === 0) {
        options.onProgress?.(rowsDone + row, rowsTotal)
        await new Promise((resolve) => setImmediate(resolve))
      }
      reader.take(row)
    }
    rowsDone += sheet.rows.length
    readings[key] = reader.reading(index)
  }
  options.onProgress?.(rowsTotal, rowsTotal)
  return accept({
    format: opened.value.format,
    encoding: opened.value.encoding,
    // The rows were parsed column by column with the kinds of these very definitions.
    sheets: readings as unknown as WorkbookReading<D>['sheets'],
    unknownSheets: matched.flatMap(({ key, sheet }) => (key === undefined ? [sheet.name] : [])),
  })
}

interface Matched {
  readonly key: string | undefined
  readonly sheet: RawSheet
  readonly index: number
  readonly header: Header | undefined
}

/** By sheet name; else, as with Sheet1 and CSV files, by the headings, or by the file's name where headings are shared. */
function matchSheets(workbook: RawWorkbook, fileName: string, definitions: Definitions): readonly Matched[] {
  const taken = new Set<string>()
  const matches = workbook.sheets.map((sheet, index): Matched => {
    const key = Object.keys(definitions).find((candidate) => {
      const definition = definitions[candidate]
      return definition !== undefined && !taken.has(candidate) && isNamed(definition, sheet.name)
    })
    const definition = key === undefined ? undefined : definitions[key]
    const header = definition === undefined ? undefined : findHeader(sheet, definition)
    if (key === undefined || header === undefined) return { key: undefined, sheet, index, header: undefined }
    taken.add(key)
    return { key, sheet, index, header }
  })
  return matches
    .map((match): Matched => {
      if (match.key !== undefined || isOwnSheet(match.sheet)) return match
      const found = bestByHeadings(match.sheet, fileName, definitions, taken)
      if (found === undefined) return match
      taken.add(found.key)
      return { ...match, ...found }
    })
    .filter(
      ({ key, sheet }) =>
        key !== undefined || !(isOwnSheet(sheet) || sheet.rows.every((row) => row.every(isBlank))),
    )
}

function isOwnSheet({ name }: RawSheet): boolean {
  return name === instructionSheetName || name === choiceSheetName
}

function isNamed({ name, aliases = [] }: SheetDefinition, sheetName: string): boolean {
  const plain = headingKey(sheetName, true)
  return plain !== '' && [name, ...aliases].some((candidate) => headingKey(candidate) === plain)
}

/** At least half of a list's columns must be there, or a stranger's sheet would pass for it. */
function bestByHeadings(
  sheet: RawSheet,
  fileName: string,
  definitions: Definitions,
  taken: ReadonlySet<string>,
): { readonly key: string; readonly header: Header } | undefined {
  let best: { key: string; header: Header; score: number } | undefined
  for (const [key, definition] of Object.entries(definitions)) {
    if (taken.has(key)) continue
    const header = findHeader(sheet, definition)
    if (header === undefined) continue
    const required = definition.columns.filter((column) => column.required === true)
    const hasRequired = required.every((column) => header.columns.has(column.key))
    const share = header.columns.size / definition.columns.length
    if (header.columns.size < 2 || (!hasRequired && share < 0.5)) continue
    const named = [definition.name, ...(definition.aliases ?? [])].some((name) => fileName.includes(name))
    const score = share + (hasRequired ? 1 : 0) + (named ? 2 : 0) - header.unknown.length / 100
    if (best === undefined || score > best.score) best = { key, header, score }
  }
  return best
}

class SheetReader {
  readonly #sheet: RawSheet
  readonly #definition: SheetDefinition
  readonly #header: Header
  readonly #columns: readonly { readonly column: Column; readonly at: number }[]
  readonly #spread: ReadonlyMap<number, ReadonlyMap<number, number>>
  readonly #rows: RowReading<Record<string, CellContent | undefined>>[] = []
  readonly #ignored: { rowNumber: number; why: IgnoredWhy }[] = []
  readonly #missing: readonly Column[]
  readonly #firstRowOf = new Map<string, number>()

  constructor(sheet: RawSheet, definition: SheetDefinition, header: Header) {
    this.#sheet = sheet
    this.#definition = definition
    this.#header = header
    this.#columns = definition.columns.flatMap((column) => {
      const at = header.columns.get(column.key)
      return at === undefined ? [] : [{ column, at }]
    })
    this.#missing = definition.columns.filter(
      ({ key, required }) => required === true && !header.columns.has(key),
    )
    this.#spread = verticalMerges(sheet)
  }

  take(row: number): void {
    const cells = this.#sheet.rows[row] ?? []
    if (this.#columns.every(({ at }) => isBlank(cells[at]) && !this.#sheet.isUncalculated(row, at))) return
    const why = this.#whyIgnored(cells)
    if (why === undefined) this.#rows.push(this.#read(row, cells))
    else this.#ignored.push({ rowNumber: row + 1, why })
  }

  #whyIgnored(cells: readonly RawCell[]): IgnoredWhy | undefined {
    const filled = cells.filter((cell) => !isBlank(cell))
    const first = displayText(filled[0] ?? null).trim()
    if (cells.some((cell) => typeof cell === 'string' && exampleRow.test(cell.trim()))) return 'example'
    if (totalRow.test(first)) return 'total'
    if (filled.length <= 2 && noteRow.test(first)) return 'note'
    return repeatsHeader(cells, this.#header) ? 'repeated-header' : undefined
  }

  #read(row: number, cells: readonly RawCell[]): RowReading<Record<string, CellContent | undefined>> {
    const values: Record<string, CellContent | undefined> = {}
    const texts: Record<string, string> = {}
    const errors: CellError[] = this.#missing.map(({ key }) => ({
      column: key,
      fault: { code: 'cell.required' },
    }))
    for (const { column, at } of this.#columns) {
      const from = this.#spread.get(row)?.get(at) ?? row
      const cell = (from === row ? cells : this.#sheet.rows[from])?.[at] ?? null
      const percent = typeof cell === 'number' && this.#sheet.isPercent(from, at)
      texts[column.key] = displayText(cell, percent)
      const parsed = this.#sheet.isUncalculated(from, at)
        ? { ok: false as const, fault: { code: 'cell.formula-not-calculated' } as const }
        : parseCell(column, cell, percent)
      if (parsed.ok) values[column.key] = parsed.value
      else errors.push({ column: column.key, fault: parsed.fault })
    }
    const head: RowHead = { rowNumber: row + 1, cells: texts, hidden: this.#sheet.hiddenRows.has(row) }
    const firstRow = errors.length === 0 ? this.#repeats(values, row + 1) : undefined
    if (firstRow !== undefined) {
      errors.push({ column: this.#definition.rowKey?.[0], fault: { code: 'row.repeated', firstRow } })
    }
    return errors.length > 0 ? { ...head, ok: false, errors } : { ...head, ok: true, values }
  }

  #repeats(values: Readonly<Record<string, CellContent | undefined>>, rowNumber: number): number | undefined {
    const { rowKey } = this.#definition
    if (rowKey === undefined) return undefined
    const name = JSON.stringify(rowKey.map((key) => values[key] ?? null))
    const first = this.#firstRowOf.get(name)
    if (first === undefined) this.#firstRowOf.set(name, rowNumber)
    return first
  }

  reading(sheetIndex: number): SheetReading<Record<string, CellContent | undefined>> {
    return {
      sheetName: this.#sheet.name,
      sheetIndex,
      headerRow: this.#header.row + 1,
      columns: this.#header.columns,
      rows: this.#rows,
      ignoredRows: this.#ignored,
      unknownColumns: this.#header.unknown
        .map(({ heading }) => heading)
        .filter((heading) => !isHouseColumn(heading)),
      missingColumns: this.#missing.map(({ key }) => key),
    }
  }
}

/** A running number and our own reasons are in many lists and in no definition. */
function isHouseColumn(heading: string): boolean {
  return [reasonHeading, '序号', '编号序号', 'no.'].includes(headingKey(heading))
}

/** For every cell below the top of a vertical merge, the row whose value it shows. */
function verticalMerges(sheet: RawSheet): ReadonlyMap<number, ReadonlyMap<number, number>> {
  const spread = new Map<number, Map<number, number>>()
  for (const { startRow, startCol, endRow } of sheet.merges) {
    for (let row = startRow + 1; row <= Math.min(endRow, sheet.rows.length - 1); row++) {
      const line = spread.get(row) ?? new Map<number, number>()
      line.set(startCol, startRow)
      spread.set(row, line)
    }
  }
  return spread
}
