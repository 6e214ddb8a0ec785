/**
 * A millionth of a point, or of an item where the edition gives no points. The ledger counts in whole ones, so that
 * what is shared out adds up to what was there, to the last of them.
 */
export type Micro = number

const microsPerPoint = 1_000_000

export function microOf(points: number): Micro {
  return Math.round(points * microsPerPoint)
}

export function pointsOf(micro: Micro): number {
  return micro / microsPerPoint
}

export function sumOf(micros: readonly Micro[]): Micro {
  return micros.reduce((sum, micro) => sum + micro, 0)
}

/**
 * Shares a whole out by weights (not negative, not all zero), exactly: each share is rounded down, and what is left
 * goes by one to the largest fractions, of equal ones to the first.
 */
export function shareOut(whole: Micro, weights: readonly number[]): Micro[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return weights.map(() => 0)
  const wanted = weights.map((weight) => (whole * weight) / total)
  const shares = wanted.map(Math.floor)
  const left = whole - sumOf(shares)
  const byFraction = wanted
    .map((want, index) => ({ index, fraction: want - Math.floor(want) }))
    .toSorted((one, other) => other.fraction - one.fraction || one.index - other.index)
  for (const { index } of byFraction.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1
  return shares
}
