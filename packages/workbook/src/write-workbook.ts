import {
  colToLetter,
  writeXlsx,
  type Cell,
  type CellStyle,
  type CellValue,
  type DataValidation,
  type WriteSheet,
} from 'hucre/xlsx'
import { choiceSheetName, exampleMark, instructionSheetName, reasonHeading } from './read-workbook.ts'
import {
  bodyStyle,
  dayFormat,
  exampleStyle,
  headStyle,
  landscapePage,
  pageHeader,
  proseStyle,
  reasonStyle,
  requiredHeadStyle,
  textFormat,
  titleStyle,
  wrongStyle,
} from './sheet-look.ts'
import { rowHeight } from './row-height.ts'
import type { CellContent, Column, SheetDefinition } from './sheet-definition.ts'

export type WritableRow = Readonly<Record<string, CellContent | undefined>>

/** A row that is wrong: its cells turn red, the reason stands in the last column. */
export interface RowMark {
  /** Index into the rows given. */
  readonly row: number
  readonly columns: readonly string[]
  readonly reason: string
}

export interface SheetToWrite {
  readonly definition: SheetDefinition
  readonly rows: readonly WritableRow[]
  readonly marks?: readonly RowMark[]
  /** How many rows the list has in the end, where those given only stand for them: filter and rules reach over all. */
  readonly rowCount?: number
}

export interface WorkbookToWrite {
  /** Printed above every page and on the first sheet. */
  readonly title: string
  readonly sheets: readonly SheetToWrite[]
  /**
   * Adds the sheet 填表说明 and an example row to every list. Without it the file is a plain export; both
   * are read back by the same definitions.
   */
  readonly template?: { readonly notes: readonly string[] }
}

/** Rows below the last one that still get drop-downs and hints. */
const spareRows = 2_000
/** Rows that are formatted cell by cell, without rules, so that they do not print. */
const formattedSpareRows = 500
/** Excel refuses longer lists inside a validation rule. */
const inlineListLimit = 250

export function writeWorkbook(workbook: WorkbookToWrite): Promise<Uint8Array> {
  const choices = new ChoiceSheet()
  const lists = workbook.sheets.map((sheet) => listSheet(sheet, workbook, choices))
  const sheets = [
    ...(workbook.template === undefined ? [] : [instructionSheet(workbook, workbook.template.notes)]),
    ...lists,
    ...choices.sheets(),
  ]
  return writeXlsx({
    sheets,
    defaultFont: { name: '宋体', size: 10.5 },
    properties: { title: workbook.title },
  })
}

function listSheet(
  { definition, rows, marks = [], rowCount }: SheetToWrite,
  workbook: WorkbookToWrite,
  choices: ChoiceSheet,
): WriteSheet {
  const { columns } = definition
  const marked = marks.length > 0
  const styles = columns.map(columnStyle)
  const spareStyles = styles.map(({ numFmt }) => (numFmt === undefined ? undefined : { numFmt }))
  const cells = new Map<string, Partial<Cell>>()
  const table: CellValue[][] = []
  const put = (row: number, column: number, value: CellValue, style: Cell['style']) => {
    ;(table[row] ??= [])[column] = value
    if (style !== undefined) cells.set(`${String(row)},${String(column)}`, { value, style })
  }

  for (const [at, column] of columns.entries()) {
    const isRequired = column.required === true
    put(0, at, isRequired ? `${column.heading}*` : column.heading, isRequired ? requiredHeadStyle : headStyle)
  }
  if (marked) put(0, columns.length, reasonHeading, headStyle)

  let row = 1
  if (workbook.template !== undefined) {
    for (const [at, column] of columns.entries()) {
      put(row, at, at === 0 ? `${exampleMark}：${column.example}` : column.example, exampleStyle)
    }
    row++
  }
  const firstRow = row
  for (const values of rows) {
    for (const [at, column] of columns.entries()) put(row, at, cellOf(column, values[column.key]), styles[at])
    row++
  }
  // A code typed into an unformatted cell loses its zeros, and Excel knows formats of cells only.
  const end = rowCount === undefined ? row : firstRow + rowCount
  for (let spare = row; rowCount === undefined && spare < row + formattedSpareRows; spare++) {
    for (const [at, style] of spareStyles.entries()) {
      if (style !== undefined) cells.set(`${String(spare)},${String(at)}`, { value: null, style })
    }
  }
  for (const mark of marks) {
    const line = firstRow + mark.row
    for (const key of mark.columns) {
      const at = columns.findIndex((column) => column.key === key)
      const column = columns[at]
      if (column !== undefined) put(line, at, table[line]?.[at] ?? null, wrongStyle(columnStyle(column)))
    }
    put(line, columns.length, mark.reason, reasonStyle)
  }

  const widths = [...columns.map((column) => column.width ?? defaultWidth(column)), ...(marked ? [40] : [])]
  return {
    name: definition.name,
    columns: widths.map((width) => ({ width })),
    rows: table,
    cells,
    rowDefs: heights(table, widths, 30),
    freezePane: { rows: 1, columns: 1 },
    autoFilter: { range: `A1:${colToLetter(columns.length - (marked ? 0 : 1))}${String(Math.max(end, 2))}` },
    dataValidations: validations(columns, firstRow, end + spareRows, choices),
    pageSetup: landscapePage('$1:$1'),
    headerFooter: pageHeader(
      workbook.title.includes(definition.name) ? workbook.title : `${workbook.title} ${definition.name}`,
    ),
  }
}

function heights(table: readonly (readonly CellValue[])[], widths: readonly number[], head: number) {
  const defs = new Map([[0, { height: head }]])
  for (const [at, row] of table.entries()) {
    const height = at === 0 ? undefined : rowHeight(row, widths)
    if (height !== undefined) defs.set(at, { height })
  }
  return defs
}

export function cellOf(column: Column, value: CellContent | undefined): CellValue {
  if (value === undefined) return null
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'object') return value.join('、')
  if (column.kind === 'day' && typeof value === 'string') return new Date(`${value}T00:00:00Z`)
  if (column.kind === 'one-of') return column.choices.find((choice) => choice.value === value)?.label ?? value
  return value
}

function columnStyle(column: Column): CellStyle {
  switch (column.kind) {
    case 'day':
      return { ...bodyStyle, numFmt: dayFormat }
    case 'number':
      return bodyStyle
    default:
      // As text, so that 003 stays 003 and a telephone number keeps its zero.
      return { ...bodyStyle, numFmt: textFormat }
  }
}

export function defaultWidth(column: Column): number {
  switch (column.kind) {
    case 'number':
    case 'yes-no':
      return 11
    case 'day':
    case 'phone':
    case 'one-of':
      return 15
    default:
      return 18
  }
}

function validations(
  columns: readonly Column[],
  firstRow: number,
  lastRow: number,
  choices: ChoiceSheet,
): DataValidation[] {
  return columns.flatMap((column, at): DataValidation[] => {
    const letter = colToLetter(at)
    const base = {
      range: `${letter}${String(firstRow + 1)}:${letter}${String(lastRow + 1)}`,
      allowBlank: true,
      ...(column.help === undefined
        ? {}
        : {
            showInputMessage: true,
            inputTitle: column.heading.slice(0, 32),
            inputMessage: column.help.slice(0, 255),
          }),
    }
    const offered =
      column.kind === 'yes-no'
        ? ['是', '否']
        : column.kind === 'one-of'
          ? column.choices.map(({ label }) => label)
          : undefined
    if (offered !== undefined) {
      const error = {
        showErrorMessage: true,
        errorTitle: column.heading.slice(0, 32),
        errorMessage: '请从下拉列表中选择。',
      }
      const fits =
        offered.join(',').length <= inlineListLimit && !offered.some((label) => label.includes(','))
      return [
        {
          type: 'list',
          ...base,
          ...error,
          ...(fits ? { values: offered } : { formula1: choices.rangeOf(column.key, offered) }),
        },
      ]
    }
    // A rule that accepts everything is Excel's only way to show a hint at the cell.
    return column.help === undefined ? [] : [{ type: 'custom', formula1: 'TRUE', ...base }]
  })
}

/** Lists too long for a validation rule stand in the columns of one hidden sheet. */
class ChoiceSheet {
  readonly #lists: { readonly heading: string; readonly labels: readonly string[] }[] = []

  rangeOf(heading: string, labels: readonly string[]): string {
    const same = this.#lists.findIndex((list) => list.labels.join('\n') === labels.join('\n'))
    const at = same >= 0 ? same : this.#lists.push({ heading, labels }) - 1
    const letter = colToLetter(at)
    return `${choiceSheetName}!$${letter}$2:$${letter}$${String(labels.length + 1)}`
  }

  sheets(): WriteSheet[] {
    if (this.#lists.length === 0) return []
    const longest = Math.max(...this.#lists.map(({ labels }) => labels.length))
    const rows = Array.from({ length: longest + 1 }, (_, row) =>
      this.#lists.map(({ heading, labels }) => (row === 0 ? heading : (labels[row - 1] ?? null))),
    )
    return [{ name: choiceSheetName, rows, hidden: true }]
  }
}

const kindHints: Readonly<Record<Column['kind'], string>> = {
  text: '文字',
  code: '代码，按文本填写',
  number: '数字',
  'one-of': '从下拉列表中选',
  day: '日期，如 2026年3月5日、2026-3-5',
  'yes-no': '是 / 否',
  list: '可填多个，用“、”分隔',
  phone: '手机或带区号的固定电话',
}

function instructionSheet({ title, sheets }: WorkbookToWrite, notes: readonly string[]): WriteSheet {
  const rows: CellValue[][] = [[title], ...notes.map((note, i) => [`${String(i + 1)}. ${note}`])]
  const cells = new Map<string, Partial<Cell>>([['0,0', { value: title, style: titleStyle }]])
  const merges = rows.map((_, row) => ({ startRow: row, startCol: 0, endRow: row, endCol: 5 }))
  for (let row = 1; row < rows.length; row++)
    cells.set(`${String(row)},0`, { value: rows[row]?.[0] ?? null, style: proseStyle })
  rows.push([])
  const put = (line: readonly string[], style: Cell['style']) => {
    const row = rows.push([...line]) - 1
    for (const [column, value] of line.entries()) {
      if (style !== undefined) cells.set(`${String(row)},${String(column)}`, { value, style })
    }
  }
  const headRow = rows.length + 1
  put(['表', '列', '必填', '填什么', '说明', '示例'], headStyle)
  for (const { definition } of sheets) {
    for (const [at, column] of definition.columns.entries()) {
      put(
        [
          at === 0 ? definition.name : '',
          column.heading,
          column.required === true ? '是' : '',
          kindHints[column.kind],
          at === 0
            ? [definition.purpose, column.help].filter((text) => text !== undefined).join('\n')
            : (column.help ?? ''),
          column.example,
        ],
        bodyStyle,
      )
    }
  }
  const widths = [14, 18, 6, 24, 60, 26]
  return {
    name: instructionSheetName,
    columns: widths.map((width) => ({ width })),
    rows,
    cells,
    merges,
    // The notes above the table run across all its columns.
    rowDefs: heights(
      rows.map((row, at) => (at < headRow - 1 ? [] : row)),
      widths,
      32,
    ),
    pageSetup: landscapePage(`$${String(headRow)}:$${String(headRow)}`),
    headerFooter: pageHeader(title),
  }
}
