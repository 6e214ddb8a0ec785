import {
  fit,
  within,
  type Applicant,
  type Condition,
  type ProfileField,
  type SizedProfile,
} from '../standard/applicant.ts'
import type { Check } from '../standard/check.ts'
import { tierChain, type Pack } from '../standard/pack.ts'
import type { Allowance, Threshold, TierId } from '../standard/requirement.ts'

/** The number that applies, and why this one. */
export interface ChosenThreshold {
  /** After the allowances that hold. */
  readonly value: number
  readonly upper?: number
  readonly stated: number
  readonly tier?: TierId
  readonly when?: Condition
  readonly allowances: readonly Allowance[]
  /** Allowances of which it is not known whether they hold, and the fact that would tell. */
  readonly openAllowances: readonly {
    readonly allowance: Allowance
    readonly missing: readonly ProfileField[]
  }[]
  readonly check?: Check
}

export type ThresholdChoice =
  | { readonly kind: 'chosen'; readonly threshold: ChosenThreshold }
  /** No number at this tier: the tier does not ask for it. */
  | { readonly kind: 'not-demanded' }
  | { readonly kind: 'none-fits' }
  | { readonly kind: 'unknown'; readonly missing: readonly ProfileField[] }

/** The applicant as the pack sees it: which size it is judged as. */
export function sized(pack: Pack, applicant: Applicant): SizedProfile {
  const rule = pack.applicants.find(({ kind }) => kind === applicant.kind)
  const { population } = applicant
  const byPopulation =
    population === undefined ? undefined : pack.sizes.find((size) => within(population, size.population))
  const size = rule?.size ?? byPopulation?.id
  return size === undefined ? applicant : { ...applicant, size }
}

/** The first threshold that fits, at the tier asked or, where that states none, the tier it stands on. */
export function chooseThreshold(
  pack: Pack,
  thresholds: readonly Threshold[],
  allowances: readonly Allowance[],
  profile: SizedProfile,
  tier: TierId | undefined,
): ThresholdChoice {
  for (const level of [...tierChain(pack, tier), undefined]) {
    const stated = thresholds.filter((threshold) => threshold.tier === level)
    if (stated.length > 0) return choose(stated, allowances, profile)
  }
  return { kind: 'not-demanded' }
}

function choose(
  thresholds: readonly Threshold[],
  allowances: readonly Allowance[],
  profile: SizedProfile,
): ThresholdChoice {
  for (const threshold of thresholds) {
    const { value, upper, tier, when, check } = threshold
    const fits = fit(when ?? {}, profile)
    if (fits.fits === 'unknown') return { kind: 'unknown', missing: fits.missing }
    if (fits.fits === 'no') continue
    const relief = allowances.map((allowance) => ({ allowance, fits: fit(allowance.when, profile) }))
    const held = relief.flatMap((each) => (each.fits.fits === 'yes' ? [each.allowance] : []))
    return {
      kind: 'chosen',
      threshold: {
        value: held.reduce((sum, { change }) => sum + change, value),
        ...(upper === undefined ? {} : { upper }),
        stated: value,
        ...(tier === undefined ? {} : { tier }),
        ...(when === undefined ? {} : { when }),
        allowances: held,
        openAllowances: relief.flatMap((each) =>
          each.fits.fits === 'unknown' ? [{ allowance: each.allowance, missing: each.fits.missing }] : [],
        ),
        ...(check === undefined ? {} : { check }),
      },
    }
  }
  return { kind: 'none-fits' }
}
