import type { ZoneId } from '../standard/applicant.ts'
import { quantityOf } from '../standard/pack.ts'
import type { Comparator, QuantityId } from '../standard/requirement.ts'
import { convert, units, type Unit } from '../standard/unit.ts'
import { read, type Ground, type Reading } from './reading.ts'

/** How much is missing, or too much: in the unit of the figure, and where possible in land, heads or length. */
export interface Shortage {
  readonly quantity: QuantityId
  readonly zone?: ZoneId
  readonly by: number
  readonly unit: Unit
  readonly direction: 'under' | 'over' | 'off'
  /** The same as an amount that can be built: 12.3 hectares of green. */
  readonly amount?: { readonly value: number; readonly unit: Unit }
}

/** Turns a missing percentage into hectares where the pack names what the figure is a share of. */
export function shortageOf(ground: Ground, figure: Reading, by: number, comparator: Comparator): Shortage {
  const amount = direction(comparator) === 'under' ? amountOf(ground, figure, by) : undefined
  return {
    quantity: figure.quantity,
    ...(figure.zone === undefined ? {} : { zone: figure.zone }),
    by: Number(by.toPrecision(12)),
    unit: figure.unit,
    direction: direction(comparator),
    ...(amount === undefined ? {} : { amount }),
  }
}

function direction(comparator: Comparator): Shortage['direction'] {
  switch (comparator) {
    case 'at-least':
    case 'more-than':
      return 'under'
    case 'at-most':
    case 'less-than':
      return 'over'
    case 'equal':
    case 'between':
      return 'off'
  }
}

function amountOf(ground: Ground, figure: Reading, by: number): Shortage['amount'] {
  const per = quantityOf(ground.pack, figure.quantity)?.per
  if (per === undefined) return undefined
  const base = baseOf(ground, figure, per.quantity)
  if (base === undefined) return undefined
  const amount = times(by, figure.unit, base)
  if (amount === undefined) return undefined
  const value = convert(amount.value, amount.unit, per.shortageUnit)
  return value.ok ? { value: value.value, unit: per.shortageUnit } : undefined
}

/** The denominator as the figure itself used it; only where it does not say, the district's own figure of it. */
function baseOf(
  ground: Ground,
  { inputs, zone }: Reading,
  quantity: QuantityId,
): { readonly value: number; readonly unit: Unit } | undefined {
  const used = inputs.find((input) => input.quantity === quantity)
  if (used !== undefined) return used
  const reading = read(ground, quantity, zone)
  return reading.ok ? reading.value : undefined
}

function times(
  by: number,
  unit: Unit,
  base: { readonly value: number; readonly unit: Unit },
): { readonly value: number; readonly unit: Unit } | undefined {
  if (units[unit].dimension === 'share') {
    const share = convert(by, unit, 'ratio')
    return share.ok ? { value: share.value * base.value, unit: base.unit } : undefined
  }
  const heads = convert(base.value, base.unit, 'person')
  if (!heads.ok) return undefined
  if (unit === 'm2-per-person') return { value: by * heads.value, unit: 'm2' }
  if (units[unit].dimension === 'count-per-10k') {
    const per10k = convert(by, unit, 'per-10k-person')
    const tens = convert(heads.value, 'person', '10k-person')
    return per10k.ok && tens.ok ? { value: per10k.value * tens.value, unit: 'count' } : undefined
  }
  return undefined
}

/** In words of the gap list: 缺 12.3 公顷（1.2 %）. Never rounded down to nothing. */
export function shortageInWords({ by, unit, direction, amount }: Shortage): string {
  const word = { under: '缺', over: '超', off: '差' }[direction]
  const own = `${printed(by)} ${unitWord(unit)}`.trim()
  return amount === undefined
    ? `${word} ${own}`
    : `${word} ${printed(amount.value)} ${units[amount.unit].symbol}（${own}）`
}

/** A missing percentage is counted in percentage points. */
function unitWord(unit: Unit): string {
  return unit === 'percent' ? '个百分点' : units[unit].symbol
}

function printed(value: number): string {
  const fixed = Number(value.toFixed(2))
  return String(fixed === 0 ? Number(value.toPrecision(1)) : fixed)
}
