import type { Day } from '../day.ts'
import { accept, refuse, type Result } from '../result.ts'
import type { ZoneId } from '../standard/applicant.ts'
import type { Evaluate, Formula } from '../standard/formula.ts'
import { quantityOf, type Pack, type Quantity } from '../standard/pack.ts'
import type { QuantityId } from '../standard/requirement.ts'
import { convert, type Unit } from '../standard/unit.ts'
import type { Reason } from './code.ts'
import type { Facts, Figure, InputFigure } from './facts.ts'

/** A figure as it is compared: in the quantity's unit, with the interval in which the true value lies. */
export interface Reading {
  readonly quantity: QuantityId
  readonly zone?: ZoneId
  readonly value: number
  readonly low: number
  readonly high: number
  readonly unit: Unit
  readonly asOf?: Day
  readonly source?: string
  readonly origin: 'computed' | 'reported' | 'formula'
  readonly inputs: readonly InputFigure[]
  /** Another figure of the same thing that disagrees, beyond the error of both. */
  readonly contradictedBy?: Figure
}

export interface Ground {
  readonly pack: Pack
  readonly facts: Facts
  /** The figures of the facts by what they are of: a city has tens of thousands. */
  readonly figures: ReadonlyMap<QuantityId, readonly Figure[]>
  readonly evaluate: Evaluate
  readonly today: Day
}

/**
 * The figure of a quantity: the computed one before the reported one, the latest before the older,
 * and where there is none, the quantity's formula. Figures dated after today do not exist yet.
 */
export function read(ground: Ground, id: QuantityId, zone?: ZoneId, year?: number): Result<Reading, Reason> {
  return readOnce(ground, id, zone, year, [])
}

function readOnce(
  ground: Ground,
  id: QuantityId,
  zone: ZoneId | undefined,
  year: number | undefined,
  above: readonly QuantityId[],
): Result<Reading, Reason> {
  const quantity = quantityOf(ground.pack, id)
  if (quantity === undefined) return refuse({ code: 'quantity.unknown', quantity: id })
  if (above.includes(id)) return refuse({ code: 'quantity.circular', quantity: id })
  const figures = figuresOf(ground, id, zone, year)
  const [best] = figures
  if (best !== undefined) return fromFigure(quantity, best, figures)
  if (quantity.formula === undefined) return refuse({ code: 'figure.missing', quantity: id })
  return fromFormula(ground, quantity, quantity.formula, zone, year, [...above, id])
}

function figuresOf(
  { figures, today }: Ground,
  id: QuantityId,
  zone: ZoneId | undefined,
  year: number | undefined,
): readonly Figure[] {
  return (figures.get(id) ?? [])
    .filter((figure) => figure.zone === zone)
    .filter((figure) => figure.asOf === undefined || figure.asOf <= today)
    .filter((figure) => year === undefined || yearOf(figure.asOf) === year)
    .toSorted(
      (a, b) =>
        Number(b.origin === 'computed') - Number(a.origin === 'computed') ||
        (b.asOf ?? '').localeCompare(a.asOf ?? ''),
    )
}

export function yearOf(day: Day | undefined): number | undefined {
  return day === undefined ? undefined : Number(day.slice(0, 4))
}

function fromFigure(quantity: Quantity, figure: Figure, all: readonly Figure[]): Result<Reading, Reason> {
  if (![figure.value, figure.error ?? 0].every(Number.isFinite))
    return refuse({ code: 'figure.not-finite', quantity: quantity.id })
  const value = convert(figure.value, figure.unit, quantity.unit)
  const error = convert(Math.abs(figure.error ?? 0), figure.unit, quantity.unit)
  if (!value.ok || !error.ok) return refuse({ code: 'unit.mismatch', quantity: quantity.id })
  const other = all.find(({ origin }) => origin !== figure.origin)
  const contradictedBy = other !== undefined && contradicts(figure, other) ? other : undefined
  return accept({
    quantity: quantity.id,
    ...(figure.zone === undefined ? {} : { zone: figure.zone }),
    ...bounded(quantity, value.value, error.value),
    unit: quantity.unit,
    ...(figure.asOf === undefined ? {} : { asOf: figure.asOf }),
    source: figure.source,
    origin: figure.origin,
    inputs: figure.inputs ?? [],
    ...(contradictedBy === undefined ? {} : { contradictedBy }),
  })
}

/**
 * Measured and reported, of the same time, and too far apart for their errors (账实不符). A yearbook speaks of
 * the year before, so figures of neighbouring years are held against each other.
 */
function contradicts(a: Figure, b: Figure): boolean {
  const years = Math.abs((yearOf(a.asOf) ?? 0) - (yearOf(b.asOf) ?? 0))
  if (a.asOf !== undefined && b.asOf !== undefined && years > 1) return false
  const value = convert(b.value, b.unit, a.unit)
  const uncertainty = convert(uncertaintyOf(b), b.unit, a.unit)
  if (!value.ok || !uncertainty.ok) return true
  return Math.abs(a.value - value.value) > uncertaintyOf(a) + uncertainty.value
}

/** A reported 31.2 says no more than 31.15 to 31.25, whatever error stands beside it. */
function uncertaintyOf({ value, error = 0 }: Figure): number {
  const decimals = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0
  return Math.max(Math.abs(error), 10 ** -decimals / 2)
}

function fromFormula(
  ground: Ground,
  quantity: Quantity,
  formula: Formula,
  zone: ZoneId | undefined,
  year: number | undefined,
  above: readonly QuantityId[],
): Result<Reading, Reason> {
  const values: Record<string, number> = {}
  const errors: Record<string, number> = {}
  const inputs: InputFigure[] = []
  for (const input of formula.inputs) {
    const reading = readOnce(ground, input.quantity, zone, year, above)
    if (!reading.ok) {
      return refuse(
        reading.refusal.code === 'figure.missing'
          ? { code: 'formula.input-missing', quantity: quantity.id, input: input.quantity }
          : reading.refusal,
      )
    }
    const { value, low, high, unit, asOf, source } = reading.value
    const inUnit = convert(value, unit, input.unit)
    const error = convert(Math.max(value - low, high - value), unit, input.unit)
    if (!inUnit.ok || !error.ok) return refuse({ code: 'unit.mismatch', quantity: input.quantity })
    values[input.name] = inUnit.value
    errors[input.name] = error.value
    inputs.push({
      quantity: input.quantity,
      value: inUnit.value,
      unit: input.unit,
      ...(asOf === undefined ? {} : { asOf }),
      ...(source === undefined ? {} : { source }),
    })
  }
  const result = ground.evaluate(formula.expression, values)
  if (!result.ok) return refuse(formulaReason(quantity.id, result.refusal))
  let error = 0
  for (const [name, bound] of Object.entries(errors)) {
    if (bound === 0) continue
    const moved = deviation(ground.evaluate, formula.expression, values, name, bound, result.value)
    if (moved === undefined)
      return refuse({ code: 'figure.within-error', quantity: quantity.id, input: name })
    error += moved
  }
  const days = inputs.flatMap(({ asOf }) => (asOf === undefined ? [] : [asOf])).toSorted()
  // A ratio is as old as its oldest part; with one part undated the whole has no base date.
  const asOf = days.length === inputs.length ? days[0] : undefined
  return accept({
    quantity: quantity.id,
    ...(zone === undefined ? {} : { zone }),
    ...bounded(quantity, result.value, error),
    unit: quantity.unit,
    ...(asOf === undefined ? {} : { asOf }),
    origin: 'formula',
    inputs,
  })
}

/** First-order error: how far the result moves when one input moves to either end of its interval. */
function deviation(
  evaluate: Evaluate,
  expression: string,
  values: Readonly<Record<string, number>>,
  name: string,
  bound: number,
  result: number,
): number | undefined {
  const at = values[name] ?? 0
  const down = evaluate(expression, { ...values, [name]: at - bound })
  const up = evaluate(expression, { ...values, [name]: at + bound })
  return down.ok && up.ok ? Math.max(Math.abs(down.value - result), Math.abs(up.value - result)) : undefined
}

function formulaReason(
  quantity: QuantityId,
  { code, input }: { code: Reason['code']; input?: string },
): Reason {
  return { code, quantity, ...(input === undefined ? {} : { input }) }
}

/**
 * Rounding comes before comparing only where the pack says so. Otherwise twelve digits are kept, so that
 * 0.31 × 100 is 31 and not 31.000000000000004.
 */
function rounded({ decimals }: Quantity, value: number): number {
  if (decimals === undefined) return Number(value.toPrecision(12))
  const shift = 10 ** decimals
  return Math.round(Number((value * shift).toPrecision(12))) / shift
}

function bounded(quantity: Quantity, value: number, error: number) {
  return {
    value: rounded(quantity, value),
    low: rounded(quantity, value - error),
    high: rounded(quantity, value + error),
  }
}
