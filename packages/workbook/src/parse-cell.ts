import { assertNever } from '@chuangyuan/domain/result'
import type { Unit } from '@chuangyuan/domain/standard/unit'
import { cleanText, displayText, headingKey, tightText, type RawCell } from './cell-text.ts'
import { parseDayCell } from './day-text.ts'
import { parseNumberText } from './number-text.ts'
import { parsePhone } from './phone-text.ts'
import type { CellContent, Choice, Column, NumberColumn, OneOfColumn } from './sheet-definition.ts'

/** What is wrong with a cell. The caller has the Chinese sentences. */
export type CellFault =
  | { readonly code: 'cell.required' }
  | { readonly code: 'cell.not-a-number' }
  | { readonly code: 'cell.wrong-unit'; readonly unit: string; readonly expected: Unit | undefined }
  | { readonly code: 'cell.not-an-integer' }
  | { readonly code: 'cell.too-small'; readonly min: number }
  | { readonly code: 'cell.too-large'; readonly max: number }
  | { readonly code: 'cell.not-a-day' }
  | { readonly code: 'cell.not-yes-no' }
  | { readonly code: 'cell.not-a-choice'; readonly choices: readonly string[] }
  | { readonly code: 'cell.not-a-phone' }
  | { readonly code: 'cell.not-a-code' }
  | { readonly code: 'cell.too-long'; readonly limit: number }
  | { readonly code: 'cell.formula-failed'; readonly shown: string }
  | { readonly code: 'cell.formula-not-calculated' }
  | { readonly code: 'row.repeated'; readonly firstRow: number }

export type CellFaultCode = CellFault['code']

export type ParsedCell =
  | { readonly ok: true; readonly value: CellContent | undefined }
  | { readonly ok: false; readonly fault: CellFault }

/** Longer text in a cell is a document in the wrong place. */
const defaultMaxLength = 2_000

const formulaError = /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|GETTING_DATA|SPILL!)$/

/** How clerks say "none" in a column of numbers, phones and days. */
const noneWords = new Set(['-', '--', '—', '——', '/', '\\', '无', '暂无', '空', 'null', 'none'])

/** One cell against its column. `percent` tells that Excel shows the number times a hundred. */
export function parseCell(column: Column, cell: RawCell, percent: boolean): ParsedCell {
  const shown = displayText(cell)
  const plain = tightText(shown)
  if (formulaError.test(plain)) return wrong({ code: 'cell.formula-failed', shown: plain })
  const none =
    column.kind !== 'text' &&
    column.kind !== 'yes-no' &&
    noneWords.has(plain.toLowerCase()) &&
    !choiceNamed(column, plain)
  if (plain === '' || none) {
    return column.required === true ? wrong({ code: 'cell.required' }) : { ok: true, value: undefined }
  }
  switch (column.kind) {
    case 'text': {
      const value = cleanText(shown)
      const limit = column.maxLength ?? defaultMaxLength
      return value.length > limit ? wrong({ code: 'cell.too-long', limit }) : right(value)
    }
    case 'code': {
      const value = plain.toUpperCase()
      return column.pattern?.test(value) === false ? wrong({ code: 'cell.not-a-code' }) : right(value)
    }
    case 'number':
      return parseNumber(column, cell, shown, percent)
    case 'day': {
      const day = parseDayCell(cell)
      return day === undefined ? wrong({ code: 'cell.not-a-day' }) : right(day)
    }
    case 'yes-no': {
      const yes = yesNo(cell, plain)
      return yes === undefined ? wrong({ code: 'cell.not-yes-no' }) : right(yes)
    }
    case 'one-of': {
      const choice = choiceNamed(column, plain)
      return choice === undefined
        ? wrong({ code: 'cell.not-a-choice', choices: column.choices.map(({ label }) => label) })
        : right(choice.value)
    }
    case 'list': {
      const items = shown.split(/[、，,；;/\n\r]+/).map(cleanText)
      return right([...new Set(items.filter((item) => item !== ''))])
    }
    case 'phone': {
      const phone = parsePhone(shown)
      return phone === undefined ? wrong({ code: 'cell.not-a-phone' }) : right(phone)
    }
    default:
      return assertNever(column)
  }
}

function right(value: CellContent): ParsedCell {
  return { ok: true, value }
}

function wrong(fault: CellFault): ParsedCell {
  return { ok: false, fault }
}

function parseNumber(column: NumberColumn, cell: RawCell, shown: string, percent: boolean): ParsedCell {
  let value: number
  if (typeof cell === 'number') {
    value = percent ? Number((cell * 100).toPrecision(12)) : cell
  } else {
    const parsed = parseNumberText(shown, column.unit)
    if (!parsed.ok && parsed.code === 'cell.wrong-unit') {
      return wrong({ code: 'cell.wrong-unit', unit: parsed.unit, expected: column.unit })
    }
    if (!parsed.ok) return wrong({ code: 'cell.not-a-number' })
    value = parsed.value
  }
  if (column.integer === true && !Number.isInteger(value)) return wrong({ code: 'cell.not-an-integer' })
  if (column.min !== undefined && value < column.min)
    return wrong({ code: 'cell.too-small', min: column.min })
  if (column.max !== undefined && value > column.max)
    return wrong({ code: 'cell.too-large', max: column.max })
  return right(value)
}

function yesNo(cell: RawCell, plain: string): boolean | undefined {
  if (typeof cell === 'boolean') return cell
  if (/^(是|有|√|✓|✔|对|y|yes|true|1)$/i.test(plain)) return true
  return /^(否|不是|没有|无|×|✕|✗|x|n|no|false|0)$/i.test(plain) ? false : undefined
}

const choiceNames = new WeakMap<OneOfColumn, ReadonlyMap<string, Choice>>()

function choiceNamed(column: Column, plain: string): Choice | undefined {
  if (column.kind !== 'one-of') return undefined
  let names = choiceNames.get(column)
  if (names === undefined) choiceNames.set(column, (names = namesOf(column)))
  return names.get(headingKey(plain)) ?? names.get(headingKey(plain, true))
}

/** Labels before values before aliases, where two choices share a word. */
function namesOf({ choices }: OneOfColumn): ReadonlyMap<string, Choice> {
  const names = new Map<string, Choice>()
  const add = (name: string, choice: Choice) => {
    if (!names.has(headingKey(name))) names.set(headingKey(name), choice)
  }
  for (const choice of choices) add(choice.label, choice)
  for (const choice of choices) add(choice.value, choice)
  for (const choice of choices) for (const alias of choice.aliases ?? []) add(alias, choice)
  return names
}
