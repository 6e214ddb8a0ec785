import type { IntakeFault, IntakeFaultCode, IntakeSheet, RowVerdict } from '@chuangyuan/contract/intake'

/** What is wrong, before it is known in which column. */
export interface Fault {
  readonly code: IntakeFaultCode
  readonly details: Readonly<Record<string, unknown>>
}

/** A field of a row as the file knows it: column, what stands there, what will stand there. */
export interface ShownField {
  readonly column: string
  readonly before: string
  readonly after: string
}

/** What came of one row of the file. */
export interface JudgedRow {
  readonly sheet: IntakeSheet
  readonly rowNumber: number
  readonly verdict: RowVerdict
  readonly label: string
  readonly fields: readonly ShownField[]
  readonly faults: readonly IntakeFault[]
}

/** Gathers the faults of one row; a column that has one is not looked at twice. */
export class Faults {
  readonly list: IntakeFault[] = []

  add(column: string | null, { code, details }: Fault): void {
    this.list.push({ column, code, details: { ...details } })
  }

  none(): boolean {
    return this.list.length === 0
  }
}
