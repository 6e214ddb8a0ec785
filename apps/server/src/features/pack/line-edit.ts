import type { LineColumn, LineValues } from './workbook-sheets.ts'

/** A line of the workbook beside what was exported; a line without an exported one is new. */
export interface LineEdit {
  readonly now: LineValues
  readonly was: LineValues | undefined
  readonly changed: ReadonlySet<LineColumn>
  readonly rowNumber: number
}

/** Takes down what is wrong with a line. */
export type Fault = (edit: LineEdit, column: LineColumn, reason: string) => void

/** A part of a pack in the making; the check of the whole decides whether it is one. */
export type Draft = Record<string, unknown>

export const checkColumns = ['status', 'confidence', 'sources', 'by', 'on'] as const

export function touchesCheck({ changed }: LineEdit): boolean {
  return checkColumns.some((column) => changed.has(column))
}

/** The check as the cells say it; undefined where they say nothing. */
export function checkOf(values: Pick<LineValues, (typeof checkColumns)[number]>): Draft | undefined {
  const { status, confidence, sources, by, on } = values
  if (status === undefined) return undefined
  return status === 'verified' ? { status, sources: sources ?? [], by, on } : { status, confidence, sources }
}

/** Every changed column that this kind of line does not take. */
export function refuseOthers(
  edit: LineEdit,
  taken: readonly LineColumn[],
  readOnly: string,
  fault: Fault,
): void {
  for (const column of edit.changed) {
    if (column !== 'remove' && !taken.includes(column)) fault(edit, column, readOnly)
  }
}
