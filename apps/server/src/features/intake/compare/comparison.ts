import type { IntakeSheet } from '@chuangyuan/contract/intake'
import type { Day } from '@chuangyuan/domain/day'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import { districtWorkbook } from '@chuangyuan/workbook/district-workbook'
import type { RowReading, SheetReading } from '@chuangyuan/workbook/read-workbook'
import type { RowValues } from '@chuangyuan/workbook/sheet-definition'
import type { WritableRow } from '@chuangyuan/workbook/write-workbook'
import type { Draft } from './draft.ts'
import type { Extent } from './extent.ts'
import { Faults, type JudgedRow } from './fault.ts'
import { labelOf, namesOf } from './identifying-cells.ts'
import type { Names } from './names.ts'
import type { PhoneBook } from './phone-book.ts'
import { shownFields } from './shown-fields.ts'

/** Everything a row of the file is held against. */
export interface Comparison {
  readonly draft: Draft
  readonly names: Names
  readonly phones: PhoneBook
  readonly district: { readonly id: string; readonly code: string; readonly name: string }
  /** The pack of the current campaign: duties and figures name its rows. */
  readonly pack: Pack | undefined
  readonly extent: Extent | undefined
  readonly today: Day
  readonly by: { readonly accountId: string; readonly at: Date }
  /** Called after every row: tells how far it is, lets others have the thread, ends the work when nobody wants it. */
  readonly breathe: () => Promise<void> | undefined
}

type Definitions = typeof districtWorkbook
export type SheetValues<Sheet extends IntakeSheet> = RowValues<Definitions[Sheet]>
export type Reading<Sheet extends IntakeSheet> = SheetReading<SheetValues<Sheet>>

/** What a right row makes of the lists. */
export interface Outcome {
  readonly isNew: boolean
  readonly isChanged: boolean
  readonly before: WritableRow | undefined
  readonly after: WritableRow
}

/** Judges the rows of a sheet one by one; a row with a fault leaves no trace in the draft. */
export async function judgeRows<Sheet extends IntakeSheet>(
  { names, breathe }: Comparison,
  sheet: Sheet,
  reading: Reading<Sheet>,
  judge: (values: SheetValues<Sheet>, faults: Faults, rowNumber: number) => Outcome | undefined,
): Promise<JudgedRow[]> {
  const judged: JudgedRow[] = []
  for (const row of reading.rows) {
    const faults = new Faults()
    const outcome = row.ok ? judge(row.values, faults, row.rowNumber) : undefined
    if (!row.ok)
      for (const { column, fault } of withoutSwap(row.errors)) faults.add(column ?? null, cellFault(fault))
    if (outcome === undefined || !faults.none()) {
      judged.push(wrongRow(sheet, row, faults))
      names.addWrong(sheet, row.rowNumber, namesOf(sheet, row))
    } else {
      judged.push({
        sheet,
        rowNumber: row.rowNumber,
        verdict: outcome.isNew ? 'new' : outcome.isChanged ? 'changed' : 'unchanged',
        label: labelOf(sheet, row),
        fields:
          outcome.isNew || outcome.isChanged
            ? shownFields(districtWorkbook[sheet], outcome.before, outcome.after)
            : [],
        faults: [],
      })
    }
    const pause = breathe()
    if (pause !== undefined) await pause
  }
  return judged
}

/** Refuses the second row that comes to the same thing under another spelling. */
export function onlyOnce() {
  const first = new Map<string, number>()
  return (identity: string, column: string, faults: Faults, rowNumber: number): void => {
    const firstRow = first.get(identity)
    if (firstRow === undefined) first.set(identity, rowNumber)
    else faults.add(column, { code: 'row.repeated', details: { firstRow } })
  }
}

/** The value of the file where it has the column (empty clears), what stands today where it has not. */
export function taken<Sheet extends IntakeSheet>(reading: Reading<Sheet>) {
  return <Value>(column: string, given: Value | undefined, before: Value | null | undefined): Value | null =>
    reading.columns.has(column) ? (given ?? null) : (before ?? null)
}

export function wrongRow(
  sheet: IntakeSheet,
  row: RowReading<unknown>,
  { list }: Pick<Faults, 'list'>,
): JudgedRow {
  return {
    sheet,
    rowNumber: row.rowNumber,
    verdict: 'wrong',
    label: labelOf(sheet, row),
    fields: [],
    faults: list,
  }
}

type CellErrors = Extract<RowReading<unknown>, { ok: false }>['errors']
type SpokenErrors = readonly {
  readonly column: string | undefined
  readonly fault: CellErrors[number]['fault'] | { readonly code: 'coordinates.swapped' }
}[]

/** A longitude too small beside a latitude too large is one mistake and not two. */
function withoutSwap(errors: CellErrors): SpokenErrors {
  const has = (column: string, code: string) =>
    errors.some((error) => error.column === column && error.fault.code === code)
  if (!has('lon', 'cell.too-small') || !has('lat', 'cell.too-large')) return errors
  return [
    ...errors.filter(({ column }) => column !== 'lon' && column !== 'lat'),
    { column: 'lon', fault: { code: 'coordinates.swapped' } },
  ]
}

function cellFault({ code, ...details }: { code: JudgedRow['faults'][number]['code'] }) {
  return { code, details }
}
