import type { HandbookList } from '@chuangyuan/domain/handbook/handbook-problem'
import type { handbookSheets } from './workbook-sheets.ts'

/** A row of the workbook that could be read. */
export interface GoodRow<Values> {
  readonly rowNumber: number
  readonly values: Values
}

/** Which row of the workbook a row of the handbook came from. */
export interface Origin {
  readonly list: HandbookList
  /** As a problem names it: the id, or `#2`. */
  readonly row: string
  readonly sheet: keyof typeof handbookSheets
  readonly rowNumber: number
}

/** Takes down what only the reading of the workbook can know is wrong. */
export type Fault = (
  sheet: Origin['sheet'],
  row: { readonly rowNumber: number; readonly id: string },
  column: string,
  reason: string,
) => void
