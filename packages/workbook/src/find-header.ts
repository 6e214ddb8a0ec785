import { displayText, headingKey, type RawCell } from './cell-text.ts'
import type { RawSheet } from './raw-sheet.ts'
import type { SheetDefinition } from './sheet-definition.ts'

/** Titles, units and dates stand above the heads; deeper than this nobody puts them. */
const deepestHeader = 20

export interface Header {
  /** The last row of the header, from 0; data begin below. */
  readonly row: number
  /** Column of the file, from 0, for each key found. */
  readonly columns: ReadonlyMap<string, number>
  /** Key of every heading the definition accepts; the column's own name comes first, then what else it is called. */
  readonly names: ReadonlyMap<string, { readonly key: string; readonly rank: number }>
  /** Headings no definition knows, as the file has them. */
  readonly unknown: readonly { readonly column: number; readonly heading: string }[]
}

/**
 * Finds the row that holds the most known headings. Heads of two lines (联系人 over 姓名 and 电话) are
 * read as the upper line spread over its merged cells and joined with the lower one.
 */
export function findHeader(sheet: RawSheet, definition: SheetDefinition): Header | undefined {
  const lines = headLines(sheet)
  const names = headingNames(definition)
  let best: Header | undefined
  for (let row = 0; row < lines.length; row++) {
    const header = headerAt(lines, row, names)
    // With a heading merged over two lines both lines match; the lower one is where the data begin.
    const same = best !== undefined && best.row === row - 1 && header.columns.size === best.columns.size
    const merged = same && sheet.merges.some(({ startRow, endRow }) => startRow <= row - 1 && endRow >= row)
    if (best === undefined || header.columns.size > best.columns.size || merged) best = header
  }
  return best === undefined || best.columns.size === 0 ? undefined : best
}

function headerAt(lines: readonly (readonly string[])[], row: number, names: Header['names']): Header {
  const columns = new Map<string, number>()
  const ranks = new Map<string, number>()
  const unknown: { column: number; heading: string }[] = []
  const line = lines[row] ?? []
  for (const [column, text] of line.entries()) {
    if (text === '') continue
    const above = row > 0 ? (lines[row - 1]?.[column] ?? '') : ''
    const name = [above + text, text]
      .flatMap((text) => [headingKey(text), headingKey(text, true)])
      .map((each) => names.get(each))
      .find((found) => found !== undefined)
    const rank = name === undefined ? undefined : ranks.get(name.key)
    // Of 项目 and 项目内容, 序号 and 指标编号, the one that says it better, wherever it stands.
    if (name !== undefined && (rank === undefined || name.rank < rank)) {
      columns.set(name.key, column)
      ranks.set(name.key, name.rank)
    } else if (name === undefined || name.rank === rank) unknown.push({ column, heading: text })
  }
  return { row, columns, names, unknown }
}

function headingNames(definition: SheetDefinition): Header['names'] {
  const names = new Map<string, { readonly key: string; readonly rank: number }>()
  const add = (heading: string, key: string, rank: number) => {
    if (!names.has(headingKey(heading))) names.set(headingKey(heading), { key, rank })
  }
  for (const { heading, key } of definition.columns) add(heading, key, 0)
  for (const { aliases = [], key } of definition.columns) {
    for (const [at, alias] of aliases.entries()) add(alias, key, at + 1)
  }
  return names
}

/** The first rows as text, merged heads spread over all their cells. */
function headLines(sheet: RawSheet): readonly (readonly string[])[] {
  const rows = sheet.rows.slice(0, deepestHeader)
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0)
  const lines = rows.map((row) =>
    Array.from({ length: width }, (_, column) => displayText(row[column] ?? null).trim()),
  )
  for (const { startRow, startCol, endRow, endCol } of sheet.merges) {
    const text = lines[startRow]?.[startCol] ?? ''
    for (let row = startRow; row <= Math.min(endRow, lines.length - 1); row++) {
      const line = lines[row]
      if (line !== undefined)
        for (let column = startCol; column <= Math.min(endCol, width - 1); column++) line[column] = text
    }
  }
  return lines
}

/** A header printed again further down, as lists that were pasted together have it. */
export function repeatsHeader(row: readonly RawCell[], header: Header): boolean {
  let same = 0
  let seen = 0
  for (const [key, column] of header.columns) {
    const cell = row[column] ?? null
    seen++
    if (typeof cell === 'string') {
      const known = header.names.get(headingKey(cell)) ?? header.names.get(headingKey(cell, true))
      if (known?.key === key) same++
    }
    // Asked for every row of the file, and almost never true: three strangers settle it.
    if (seen - same >= 3 && same === 0) return false
  }
  return same >= 2 && same * 2 >= header.columns.size
}
