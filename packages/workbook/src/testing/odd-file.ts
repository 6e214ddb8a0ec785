import { utils, write } from '@e965/xlsx'
import { writeXlsx, type CellValue } from 'hucre/xlsx'
import type { Merge } from '../raw-sheet.ts'

/** A file as a clerk leaves it, without any of the template's help. */
export interface OddSheet {
  readonly name: string
  readonly rows: readonly (readonly CellValue[])[]
  readonly merges?: readonly Merge[]
}

export function oddXlsx({ name, rows, merges = [] }: OddSheet): Promise<Uint8Array> {
  return writeXlsx({ sheets: [{ name, rows: rows.map((row) => [...row]), merges: [...merges] }] })
}

/** Excel 97-2003. */
export function oddXls({ name, rows, merges = [] }: OddSheet): Uint8Array {
  const sheet = utils.aoa_to_sheet(rows.map((row) => [...row]))
  sheet['!merges'] = merges.map(({ startRow, startCol, endRow, endCol }) => ({
    s: { r: startRow, c: startCol },
    e: { r: endRow, c: endCol },
  }))
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, name)
  const content: unknown = write(book, { type: 'buffer', bookType: 'biff8' })
  if (!(content instanceof Uint8Array)) throw new Error('no file was written')
  return content
}
