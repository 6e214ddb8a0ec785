import { parseDay } from '@chuangyuan/domain/day'
import { isUnit, units } from '@chuangyuan/domain/standard/unit'
import { formatDay, formatNumber } from '../../shell/format.ts'

/** A value with its unit as it is printed: `99.2%`, `512,000 人`. */
export function amount(value: number, unit: string): string {
  const symbol = isUnit(unit) ? units[unit].symbol : unit
  return symbol === '%' ? `${formatNumber(value, 6)}%` : `${formatNumber(value, 6)} ${symbol}`.trim()
}

export function dayText(text: string): string {
  const day = parseDay(text)
  return day === undefined ? text : formatDay(day)
}
