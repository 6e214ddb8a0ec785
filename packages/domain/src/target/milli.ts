/** Thousandths of a target's unit: whole numbers, so that a breakdown adds up exactly. */
export type Milli = number

/** A billion of any unit. Times ten years of days it still fits a whole number. */
export const mostMilli = 1_000_000_000_000

/** What somebody typed, or undefined where it is no number of at most three decimals. */
export function parseMilli(text: string): Milli | undefined {
  const match = /^(-?)(\d{1,10})(?:\.(\d{1,3}))?$/.exec(text.replaceAll(',', '').trim())
  if (match === null) return undefined
  const [, sign, whole = '', decimals = ''] = match
  const milli = Number(whole) * 1_000 + Number(decimals.padEnd(3, '0'))
  if (milli > mostMilli) return undefined
  return sign === '-' && milli > 0 ? -milli : milli
}

/** The same for a cell of a workbook: a fourth decimal is refused rather than rounded away. */
export function milliOf(value: number): Milli | undefined {
  const milli = Math.round(value * 1_000)
  const isExact = Math.abs(value * 1_000 - milli) <= Math.abs(milli) * Number.EPSILON * 4
  return isExact && Math.abs(milli) <= mostMilli ? milli : undefined
}

/** As people read it. */
export function amountOf(milli: Milli): number {
  return milli / 1_000
}

export function sumOf(amounts: readonly Milli[]): Milli {
  return amounts.reduce((sum, each) => sum + each, 0)
}
