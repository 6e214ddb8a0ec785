import type { Check } from './check.ts'

/** Who applies for the title. A district of its own was 国家园林城区 under the older editions. */
export const applicantKinds = ['city', 'district', 'county', 'town'] as const
export type ApplicantKind = (typeof applicantKinds)[number]

/** Side of the line of 秦岭 and 淮河. */
export const regions = ['north', 'south'] as const
export type Region = (typeof regions)[number]

export const zoneKinds = ['district', 'street'] as const
export type ZoneKind = (typeof zoneKinds)[number]

export type ZoneId = string

/** A part of the applicant for which the figures are also taken: 城区 of a city, 街道 of a district. */
export interface Zone {
  readonly id: ZoneId
  readonly name: string
  readonly kind: ZoneKind
}

export const buildKinds = ['new', 'rebuilt', 'existing'] as const
export type BuildKind = (typeof buildKinds)[number]

/**
 * What decides which variant of a threshold applies. A fact that is absent is not known:
 * a variant that needs it stays open instead of falling back to another one.
 */
export interface Profile {
  readonly kind: ApplicantKind
  /** Urban population of the built-up area, persons. */
  readonly population?: number
  readonly region?: Region
  /** Construction land per head, m². */
  readonly landPerHead?: number
  /** Mean annual rainfall, mm. */
  readonly rainfall?: number
  /** Share of the built-up area that is historic quarters (历史文化街区), percent. */
  readonly historicShare?: number
  /** For one unit or estate: built new, rebuilt, or existing, and when (`YYYY-MM-DD`). */
  readonly build?: BuildKind
  readonly builtOn?: string
}

export interface Applicant extends Profile {
  readonly name: string
  /**
   * The figures are of this part of the applicant: a district that prepares its share of the city's title.
   * Kind, population and region are then the city's, for they choose the thresholds.
   */
  readonly part?: ZoneKind
  readonly zones: readonly Zone[]
}

export interface Range {
  readonly atLeast?: number
  readonly moreThan?: number
  readonly atMost?: number
  readonly lessThan?: number
}

/** All stated parts must hold. `size` names one of the pack's size classes. */
export interface Condition {
  readonly kind?: readonly ApplicantKind[]
  readonly size?: string
  readonly region?: Region
  readonly landPerHead?: Range
  readonly rainfall?: Range
  readonly historicShare?: Range
  readonly build?: readonly BuildKind[]
  readonly builtBefore?: string
  readonly builtFrom?: string
}

/** A class of applicants by population (大 / 中 / 小城市), as the edition draws the line. */
export interface SizeClass {
  readonly id: string
  readonly name: string
  readonly population: Range
  readonly check: Check
}

export type Fit =
  | { readonly fits: 'yes' }
  | { readonly fits: 'no' }
  | { readonly fits: 'unknown'; readonly missing: readonly ProfileField[] }

export const profileFields = [
  'population',
  'region',
  'landPerHead',
  'rainfall',
  'historicShare',
  'build',
  'builtOn',
] as const
export type ProfileField = (typeof profileFields)[number]

export function isProfileField(text: string): text is ProfileField {
  return profileFields.some((field) => field === text)
}

export function within(value: number, range: Range): boolean {
  return (
    (range.atLeast === undefined || value >= range.atLeast) &&
    (range.moreThan === undefined || value > range.moreThan) &&
    (range.atMost === undefined || value <= range.atMost) &&
    (range.lessThan === undefined || value < range.lessThan)
  )
}

/** A profile whose size class has been settled by the pack's own rule. */
export interface SizedProfile extends Profile {
  readonly size?: string
}

/** Whether a condition holds. One part that fails settles it, whatever else is not known. */
export function fit(condition: Condition, profile: SizedProfile): Fit {
  const missing: ProfileField[] = []
  const parts: (boolean | ProfileField)[] = [
    condition.kind === undefined || condition.kind.includes(profile.kind),
    part(condition.size, profile.size, 'population', (wanted, size) => wanted === size),
    part(condition.region, profile.region, 'region', (wanted, region) => wanted === region),
    part(condition.landPerHead, profile.landPerHead, 'landPerHead', inRange),
    part(condition.rainfall, profile.rainfall, 'rainfall', inRange),
    part(condition.historicShare, profile.historicShare, 'historicShare', inRange),
    part(condition.build, profile.build, 'build', (wanted, build) => wanted.includes(build)),
    part(condition.builtBefore, profile.builtOn, 'builtOn', (day, builtOn) => builtOn < day),
    part(condition.builtFrom, profile.builtOn, 'builtOn', (day, builtOn) => builtOn >= day),
  ]
  for (const result of parts) {
    if (result === false) return { fits: 'no' }
    if (result !== true) missing.push(result)
  }
  return missing.length === 0 ? { fits: 'yes' } : { fits: 'unknown', missing }
}

function inRange(range: Range, value: number): boolean {
  return within(value, range)
}

function part<Wanted, Known>(
  wanted: Wanted | undefined,
  known: Known | undefined,
  field: ProfileField,
  holds: (wanted: Wanted, known: Known) => boolean,
): boolean | ProfileField {
  if (wanted === undefined) return true
  return known === undefined ? field : holds(wanted, known)
}
