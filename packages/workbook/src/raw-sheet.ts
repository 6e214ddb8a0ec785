import type { RawCell } from './cell-text.ts'

/** Rows and columns from 0, both ends included. */
export interface Merge {
  readonly startRow: number
  readonly startCol: number
  readonly endRow: number
  readonly endCol: number
}

/** A sheet as any of the file formats gives it, before anybody asks what it means. */
export interface RawSheet {
  readonly name: string
  readonly hidden: boolean
  readonly rows: readonly (readonly RawCell[])[]
  readonly merges: readonly Merge[]
  readonly hiddenRows: ReadonlySet<number>
  /** Whether the cell's number is shown as a percentage. */
  isPercent(row: number, column: number): boolean
  /** Whether the cell is a formula that the writing program never calculated. */
  isUncalculated(row: number, column: number): boolean
}

export type TableFormat = 'xlsx' | 'xls' | 'csv'

export interface RawWorkbook {
  readonly format: TableFormat
  readonly sheets: readonly RawSheet[]
  /** For CSV, where the text's encoding had to be told from its bytes. */
  readonly encoding: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be' | undefined
}

/** Why a file is not taken at all. */
export type WorkbookRefusal =
  | { readonly code: 'workbook.empty' }
  | { readonly code: 'workbook.format-unknown' }
  | { readonly code: 'workbook.encrypted' }
  | { readonly code: 'workbook.damaged' }
  | { readonly code: 'workbook.too-large'; readonly bytes: number; readonly limit: number }
  | { readonly code: 'workbook.too-many-cells'; readonly limit: number }
  | { readonly code: 'workbook.no-known-sheet'; readonly sheets: readonly string[] }

export interface WorkbookLimits {
  readonly maxBytes: number
  /** Of everything packed inside an .xlsx. */
  readonly maxUnpackedBytes: number
  readonly maxCells: number
}

/** Ten times the largest list of a district (20,000 rows of 20 columns). */
export const defaultWorkbookLimits: WorkbookLimits = {
  maxBytes: 50 * 2 ** 20,
  maxUnpackedBytes: 400 * 2 ** 20,
  maxCells: 4_000_000,
}
