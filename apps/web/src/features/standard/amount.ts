import type { Reading } from '@chuangyuan/domain/assessment/reading'
import { units, type Unit } from '@chuangyuan/domain/standard/unit'

/** Decimal places a measured figure is printed with, by what it measures. */
const places: Partial<Record<(typeof units)[Unit]['dimension'], number>> = {
  share: 2,
  'area-per-head': 2,
  'count-per-10k': 2,
  'vehicles-per-10k': 2,
  area: 0,
  length: 0,
  people: 0,
  count: 0,
  days: 0,
}

const placesOfUnit: Partial<Record<Unit, number>> = { ha: 2, km2: 2, km: 2, '10k-person': 2, ratio: 4 }

/** A figure measured to many digits is cut to what its unit bears; one that somebody stated keeps its own. */
export function placesOf(unit: Unit): number {
  return placesOfUnit[unit] ?? places[units[unit].dimension] ?? 2
}

/**
 * The digits of a figure. Where rounding would carry it onto or over the number it is held against, digits are
 * added until a reader sees on which side it lies: 7.4996 is not the 7.50 that was asked.
 */
export function digitsOf(value: number, unit: Unit, against?: number): string {
  const most = 8
  for (let decimals = placesOf(unit); decimals < most; decimals++) {
    const text = value.toFixed(decimals)
    if (against === undefined) return text
    if (Math.sign(Number(text) - against) === Math.sign(value - against)) return text
  }
  return String(value)
}

/** A number of a text or a report: as it was stated, without noise of the binary fraction. */
export function statedDigits(value: number): string {
  return String(Number(value.toPrecision(12)))
}

export function readingDigits({ origin, value, unit }: Reading, against?: number): string {
  return origin === 'reported' ? statedDigits(value) : digitsOf(value, unit, against)
}

/** Half the interval of a figure, where it is wide enough to be seen in the digits that are printed. */
export function errorDigits({ low, high, unit }: Pick<Reading, 'low' | 'high' | 'unit'>): string | undefined {
  const error = (high - low) / 2
  const seen = 10 ** -placesOf(unit) / 2
  return error < seen ? undefined : error.toFixed(placesOf(unit))
}

/** How much is missing; never rounded down to nothing. */
export function missingDigits(by: number, unit: Unit): string {
  const fixed = Number(by.toFixed(Math.max(placesOf(unit), 2)))
  return String(fixed === 0 ? Number(by.toPrecision(1)) : fixed)
}

/** A figure of which it is not known who stated it: cut only where it is longer than its unit bears. */
export function shortDigits(value: number, unit: Unit): string {
  const fixed = value.toFixed(placesOf(unit))
  return Number(fixed) === value ? statedDigits(value) : fixed
}
