import { parseDay, type Day } from '@chuangyuan/domain/day'
import { tightText, type RawCell } from './cell-text.ts'

const dayMs = 86_400_000
/** Excel's day 0 as the Unix day, with its belief that 1900 was a leap year (ECMA-376 part 1, 18.17.4.1). */
const serialOfUnixEpoch = 25_569
/** 1950 to 2100: a year such as 2026 or a quantity is no date serial. */
const serialRange = [18_264, 73_050] as const

/** 2026-3-5, 2026/3/5, 2026.3.5, 2026年3月5日, 20260305, a date cell or its bare serial number. */
export function parseDayCell(cell: RawCell): Day | undefined {
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime()) ? undefined : parseDay(cell.toISOString().slice(0, 10))
  if (typeof cell === 'number') return daySerial(cell) ?? dayText(String(cell))
  return typeof cell === 'string' ? dayText(cell) : undefined
}

function daySerial(serial: number): Day | undefined {
  if (serial < serialRange[0] || serial > serialRange[1]) return undefined
  return parseDay(new Date((Math.floor(serial) - serialOfUnixEpoch) * dayMs).toISOString().slice(0, 10))
}

function dayText(text: string): Day | undefined {
  const plain = tightText(text)
  const parts =
    /^(\d{4})[-./年。、](\d{1,2})[-./月。、](\d{1,2})[日号]?(?:T?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/.exec(
      plain,
    ) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  if (parts !== null) {
    const [, year = '', month = '', date = ''] = parts
    return parseDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
  }
  return /^\d{5}$/.test(plain) ? daySerial(Number(plain)) : undefined
}
