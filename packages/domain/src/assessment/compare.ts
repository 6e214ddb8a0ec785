import type { Comparator } from '../standard/requirement.ts'

/** `within-error`: the true value may lie on either side, so nobody can say. */
export type Comparison = 'met' | 'short' | 'within-error'

/** Compares all values an interval allows: the verdict is given only where they all agree. */
export function compare(
  { low, high }: { readonly low: number; readonly high: number },
  comparator: Comparator,
  limit: number,
  upper: number = limit,
): Comparison {
  const atLow = holds(low, comparator, limit, upper)
  const atHigh = holds(high, comparator, limit, upper)
  if (atLow && atHigh) return 'met'
  if (atLow !== atHigh) return 'within-error'
  // Both ends fail; for a two-sided demand the interval may still contain values that hold.
  const twoSided = comparator === 'equal' || comparator === 'between'
  return twoSided && low < limit && high > upper ? 'within-error' : 'short'
}

function holds(value: number, comparator: Comparator, limit: number, upper: number): boolean {
  switch (comparator) {
    case 'at-least':
      return value >= limit
    case 'at-most':
      return value <= limit
    case 'more-than':
      return value > limit
    case 'less-than':
      return value < limit
    case 'equal':
      return value === limit
    case 'between':
      return value >= limit && value <= upper
  }
}

/** How far a value is from holding, never negative. */
export function shortBy(value: number, comparator: Comparator, limit: number, upper: number = limit): number {
  switch (comparator) {
    case 'at-least':
    case 'more-than':
      return Math.max(0, limit - value)
    case 'at-most':
    case 'less-than':
      return Math.max(0, value - limit)
    case 'equal':
    case 'between':
      return Math.max(0, limit - value, value - upper)
  }
}
