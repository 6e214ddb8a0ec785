import type { CellContent, Column, SheetDefinition } from '@chuangyuan/workbook/sheet-definition'
import type { WritableRow } from '@chuangyuan/workbook/write-workbook'
import { parseDay, officialDay } from '@chuangyuan/domain/day'
import type { ShownField } from './fault.ts'

/** The columns in which two states of a row differ, as a clerk reads them. */
export function shownFields(
  { columns }: SheetDefinition,
  before: WritableRow | undefined,
  after: WritableRow,
): ShownField[] {
  return columns.flatMap((column) => {
    const field = {
      column: column.key,
      before: shownCell(column, before?.[column.key]),
      after: shownCell(column, after[column.key]),
    }
    return field.before === field.after ? [] : [field]
  })
}

function shownCell(column: Column, value: CellContent | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'object') return value.join('、')
  if (column.kind === 'one-of') return column.choices.find((choice) => choice.value === value)?.label ?? value
  if (column.kind !== 'day') return value
  const day = parseDay(value)
  return day === undefined ? value : officialDay(day)
}
