import { betaQuantile } from './beta-quantile.ts'

/** What was found in one stratum of a draw. All of the sample was looked at. */
export interface StratumResult {
  readonly size: number
  readonly sample: number
  readonly passed: number
}

/** The share of the whole frame that would pass, and between what bounds. */
export interface ShareEstimate {
  readonly share: number
  readonly low: number
  readonly high: number
  readonly confidence: number
}

/**
 * Estimates from a stratified sample what share of the frame passes.
 *
 * The estimate weights each stratum by its size. The bounds are Clopper and
 * Pearson's for as many independent looks as the sample is worth, a number
 * worked out from the design alone: sizes, samples and the finite population
 * correction. No variance is estimated, since a stratum with two looks that
 * both passed would claim to have none. Bounds of a census are its result.
 * Assumption: each look finds the truth.
 */
export function estimateShare(strata: readonly StratumResult[], confidence: number): ShareEstimate {
  const whole = strata.reduce((sum, { size }) => sum + size, 0)
  const share = strata.reduce((sum, { size, sample, passed }) => sum + (size / whole) * (passed / sample), 0)
  const variancePerLook = strata.reduce(
    (sum, { size, sample }) => sum + ((size / whole) ** 2 * (1 - sample / size)) / sample,
    0,
  )
  if (variancePerLook === 0) return { share, low: share, high: share, confidence }
  const worth = 1 / variancePerLook
  const successes = share * worth
  const failures = worth - successes
  const tail = (1 - confidence) / 2
  return {
    share,
    low: successes <= 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    high: failures <= 0 ? 1 : betaQuantile(1 - tail, successes + 1, failures),
    confidence,
  }
}
