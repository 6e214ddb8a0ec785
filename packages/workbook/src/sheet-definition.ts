import type { Day } from '@chuangyuan/domain/day'
import type { Unit } from '@chuangyuan/domain/standard/unit'

export interface Choice {
  /** What the system stores. */
  readonly value: string
  /** What the cell shows and the drop-down offers. */
  readonly label: string
  readonly aliases?: readonly string[]
}

interface ColumnBase {
  /** Name in the values. */
  readonly key: string
  /** Chinese heading as the template prints it. */
  readonly heading: string
  /** Other headings clerks use for the same thing. */
  readonly aliases?: readonly string[]
  readonly required?: boolean
  /** In characters of the default font. */
  readonly width?: number
  /** One sentence for the 填表说明 sheet and the heading's note. */
  readonly help?: string
  /** What the example row shows. */
  readonly example: string
}

export interface TextColumn extends ColumnBase {
  readonly kind: 'text'
  readonly maxLength?: number
}

export interface CodeColumn extends ColumnBase {
  readonly kind: 'code'
  /** Tested on the code in capital letters without spaces. */
  readonly pattern?: RegExp
}

export interface NumberColumn extends ColumnBase {
  readonly kind: 'number'
  readonly min?: number
  readonly max?: number
  readonly integer?: boolean
  /** A cell may name another unit of the same dimension; it is converted. */
  readonly unit?: Unit
}

export interface OneOfColumn extends ColumnBase {
  readonly kind: 'one-of'
  readonly choices: readonly Choice[]
}

export interface DayColumn extends ColumnBase {
  readonly kind: 'day'
}

export interface YesNoColumn extends ColumnBase {
  readonly kind: 'yes-no'
}

/** Several names in one cell, separated by 、 or ； or a new line. */
export interface ListColumn extends ColumnBase {
  readonly kind: 'list'
}

export interface PhoneColumn extends ColumnBase {
  readonly kind: 'phone'
}

export type Column =
  TextColumn | CodeColumn | NumberColumn | OneOfColumn | DayColumn | YesNoColumn | ListColumn | PhoneColumn

export type ColumnKind = Column['kind']

/** One list of the workbook: a sheet in the template, a table to the system. */
export interface SheetDefinition {
  /** The sheet's name in the file. */
  readonly name: string
  readonly aliases?: readonly string[]
  /** What the list is for, printed on the 填表说明 sheet. */
  readonly purpose: string
  readonly columns: readonly Column[]
  /** Columns that together name a row, so that a file read twice changes nothing. A repetition is an error. */
  readonly rowKey?: readonly string[]
}

interface ValueOfKind {
  readonly text: string
  readonly code: string
  readonly number: number
  readonly 'one-of': string
  readonly day: Day
  readonly 'yes-no': boolean
  readonly list: readonly string[]
  readonly phone: string
}

export type CellContent = ValueOfKind[ColumnKind]

type ContentOf<C extends Column> = C extends { readonly kind: infer K extends ColumnKind }
  ? ValueOfKind[K]
  : never

type ValueOf<C extends Column> = C extends { readonly required: true }
  ? ContentOf<C>
  : ContentOf<C> | undefined

/** The typed row of a definition written `as const satisfies SheetDefinition`. */
export type RowValues<D extends SheetDefinition> = {
  readonly [C in D['columns'][number] as C['key']]: ValueOf<C>
}
