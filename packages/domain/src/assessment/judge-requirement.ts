import { assertNever } from '../result.ts'
import type { Applicant, SizedProfile, Zone, ZoneId, ZoneKind } from '../standard/applicant.ts'
import { tierChain } from '../standard/pack.ts'
import type {
  AllOfRequirement,
  AnyOfRequirement,
  BenchmarkRequirement,
  Comparator,
  GapRequirement,
  LevelRequirement,
  QuantityId,
  Requirement,
  TierId,
  TrendRequirement,
} from '../standard/requirement.ts'
import type { Unit } from '../standard/unit.ts'
import type { Reason } from './code.ts'
import { compare, shortBy, type Comparison } from './compare.ts'
import type { Figure } from './facts.ts'
import { read, yearOf, type Ground, type Reading } from './reading.ts'
import { shortageOf, type Shortage } from './shortage.ts'
import { chooseThreshold, type ChosenThreshold } from './threshold.ts'

/** `open`: nobody can say yet, and `reason` tells why. */
export const outcomes = ['met', 'short', 'open', 'not-demanded'] as const
export type Outcome = (typeof outcomes)[number]

/** A requirement with its verdict and everything the verdict rests on. */
export interface Judged {
  readonly kind: Requirement['kind']
  readonly outcome: Outcome
  readonly reason?: Reason
  readonly quantity?: QuantityId
  readonly comparator?: Comparator
  readonly unit?: Unit
  /** What was compared: the figure itself, or for a gap highest − lowest, for a trend the least yearly change. */
  readonly value?: number
  readonly figure?: Reading
  readonly threshold?: ChosenThreshold
  readonly shortage?: Shortage
  /** By zone, where the zones decide. */
  readonly zones?: readonly JudgedZone[]
  /** The yearly figures of a trend, oldest first. */
  readonly series?: readonly Reading[]
  /** The other quantity of a benchmark. */
  readonly against?: Reading
  readonly options?: readonly Judged[]
}

export interface JudgedZone {
  readonly zone: ZoneId
  readonly outcome: Outcome
  readonly reason?: Reason
  readonly figure?: Reading
  readonly shortage?: Shortage
}

/** What the judgement stands on. */
export interface Bench extends Ground {
  readonly applicant: Applicant
  readonly profile: SizedProfile
  readonly tier: TierId | undefined
  /** Trends and yearly marks count back from this year. */
  readonly applicationYear: number
}

export function judgeRequirement(bench: Bench, requirement: Requirement): Judged {
  switch (requirement.kind) {
    case 'level':
      return judgeLevel(bench, requirement)
    case 'gap':
      return judgeGap(bench, requirement)
    case 'trend':
      return judgeTrend(bench, requirement)
    case 'benchmark':
      return judgeBenchmark(bench, requirement)
    case 'any-of':
      return judgeAnyOf(bench, requirement)
    case 'all-of':
      return judgeAllOf(bench, requirement)
    default:
      return assertNever(requirement)
  }
}

function judgeLevel(bench: Bench, level: LevelRequirement): Judged {
  const { quantity, comparator } = level
  const scope = level.scope ?? { of: 'whole' }
  const start = { kind: 'level', quantity, comparator } as const
  const choice = chooseThreshold(
    bench.pack,
    level.thresholds,
    level.allowances ?? [],
    bench.profile,
    bench.tier,
  )
  switch (choice.kind) {
    case 'not-demanded':
      return { ...start, outcome: 'not-demanded', reason: { code: 'tier.not-demanded' } }
    case 'none-fits':
      return { ...start, outcome: 'open', reason: { code: 'threshold.none-fits', quantity } }
    case 'unknown': {
      const figure = read(bench, quantity)
      const reason: Reason = { code: 'profile.missing', quantity, fields: choice.missing }
      return { ...start, outcome: 'open', reason, ...(figure.ok ? { figure: figure.value } : {}) }
    }
    case 'chosen': {
      const { threshold } = choice
      const zones = scope.of === 'whole' ? 'itself' : zonesUnder(bench.applicant, scope.zones)
      if (scope.of === 'whole' || zones === 'itself') {
        return { ...start, ...judgeFigure(bench, level, threshold), threshold }
      }
      const judged = zones.map((zone) => ({
        zone: zone.id,
        ...judgeFigure(bench, level, threshold, zone.id),
      }))
      const needed =
        scope.of === 'every-zone'
          ? judged.length
          : Math.ceil((judged.length * scope.share.parts) / scope.share.outOf)
      return { ...start, ...byZones(quantity, judged, needed), threshold }
    }
    default:
      return assertNever(choice)
  }
}

/**
 * The zones a rule about 城区 or 街道 speaks of. A district that prepares as a part of its city is
 * itself the zone such a rule means, unless its sister districts are known as well.
 */
function zonesUnder(applicant: Applicant, kind: ZoneKind): readonly Zone[] | 'itself' {
  const zones = applicant.zones.filter((zone) => zone.kind === kind)
  return zones.length === 0 && (applicant.part ?? applicant.kind) === kind ? 'itself' : zones
}

type JudgedFigure = Omit<JudgedZone, 'zone'> & { readonly value?: number; readonly unit?: Unit }

/** One figure against the chosen threshold, of the whole or of a zone. */
export function judgeFigure(
  bench: Bench,
  { quantity, comparator }: Pick<LevelRequirement, 'quantity' | 'comparator'>,
  threshold: ChosenThreshold,
  zone?: ZoneId,
): JudgedFigure {
  const reading = read(bench, quantity, zone)
  if (!reading.ok) return { outcome: 'open', reason: reading.refusal }
  const figure = reading.value
  const { value, upper = value } = threshold
  const base = { figure, value: figure.value, unit: figure.unit }
  const comparison = compare(figure, comparator, value, upper)
  if (comparison === 'met') return { ...base, outcome: 'met' }
  const relief = threshold.openAllowances.reduce((sum, { allowance }) => sum + allowance.change, 0)
  const relieved = compare(figure, comparator, value + relief, upper + relief)
  const missing = threshold.openAllowances.flatMap((each) => each.missing)
  if (relief !== 0 && relieved !== comparison) {
    return { ...base, outcome: 'open', reason: { code: 'profile.missing', quantity, fields: missing } }
  }
  if (comparison === 'within-error') {
    return { ...base, outcome: 'open', reason: { code: 'figure.within-error', quantity } }
  }
  const by = shortBy(figure.value, comparator, value, upper)
  return { ...base, outcome: 'short', shortage: shortageOf(bench, figure, by, comparator) }
}

/** Enough zones meet it; or so many are short that enough can no longer; or figures are missing. */
function byZones(
  quantity: QuantityId,
  zones: readonly JudgedZone[],
  needed: number,
): Pick<Judged, 'outcome' | 'zones' | 'reason' | 'shortage'> {
  if (zones.length === 0) return { outcome: 'open', zones, reason: { code: 'zones.none', quantity } }
  const met = zones.filter(({ outcome }) => outcome === 'met').length
  const short = zones.filter(({ outcome }) => outcome === 'short')
  if (met >= needed) return { outcome: 'met', zones }
  if (zones.length - short.length < needed) {
    const worst = short
      .flatMap(({ shortage }) => (shortage === undefined ? [] : [shortage]))
      .toSorted((a, b) => b.by - a.by)[0]
    return { outcome: 'short', zones, ...(worst === undefined ? {} : { shortage: worst }) }
  }
  const open = zones.filter(({ outcome }) => outcome === 'open')
  const code = open.some(({ figure }) => figure === undefined)
    ? 'zones.figures-missing'
    : 'figure.within-error'
  return { outcome: 'open', zones, reason: { code, quantity, zones: open.map(({ zone }) => zone) } }
}

function judgeGap(bench: Bench, gap: GapRequirement): Judged {
  const { quantity } = gap
  const start = { kind: 'gap', quantity, comparator: 'at-most' } as const
  const choice = chooseThreshold(bench.pack, gap.thresholds, [], bench.profile, bench.tier)
  if (choice.kind === 'not-demanded') {
    return { ...start, outcome: 'not-demanded', reason: { code: 'tier.not-demanded' } }
  }
  if (choice.kind === 'none-fits') {
    return { ...start, outcome: 'open', reason: { code: 'threshold.none-fits', quantity } }
  }
  if (choice.kind === 'unknown') {
    return {
      ...start,
      outcome: 'open',
      reason: { code: 'profile.missing', quantity, fields: choice.missing },
    }
  }
  const { threshold } = choice
  const zones = zonesUnder(bench.applicant, gap.zones)
  // A gap lies between zones: a single district has none with itself.
  if (zones === 'itself' || zones.length < 2) {
    return { ...start, outcome: 'open', threshold, reason: { code: 'zones.none', quantity } }
  }
  const read_ = zones.map((zone) => ({ zone: zone.id, reading: read(bench, quantity, zone.id) }))
  const judged = read_.map(({ zone, reading }): JudgedZone => {
    return reading.ok
      ? { zone, outcome: 'met', figure: reading.value }
      : { zone, outcome: 'open', reason: reading.refusal }
  })
  const figures = read_.flatMap(({ reading }) => (reading.ok ? [reading.value] : []))
  const missing = read_.flatMap(({ zone, reading }) => (reading.ok ? [] : [zone]))
  const value =
    Math.max(...figures.map((each) => each.value)) - Math.min(...figures.map((each) => each.value))
  const spread = {
    low: Math.max(...figures.map(({ low }) => low)) - Math.min(...figures.map(({ high }) => high)),
    high: Math.max(...figures.map(({ high }) => high)) - Math.min(...figures.map(({ low }) => low)),
  }
  const [first] = figures
  if (first === undefined) {
    return { ...start, outcome: 'open', threshold, zones: judged, reason: zonesMissing(quantity, missing) }
  }
  const base = { ...start, threshold, zones: judged, value, unit: first.unit }
  const comparison = compare(spread, 'at-most', threshold.value)
  // Figures still to come can only widen the gap.
  if (comparison === 'short') {
    const by = shortBy(value, 'at-most', threshold.value)
    return { ...base, outcome: 'short', shortage: { quantity, by, unit: first.unit, direction: 'over' } }
  }
  if (missing.length > 0) return { ...base, outcome: 'open', reason: zonesMissing(quantity, missing) }
  return comparison === 'met'
    ? { ...base, outcome: 'met' }
    : { ...base, outcome: 'open', reason: { code: 'figure.within-error', quantity } }
}

function zonesMissing(quantity: QuantityId, zones: readonly ZoneId[]): Reason {
  return { code: 'zones.figures-missing', quantity, zones }
}

/**
 * One source at a time: a reported year beside a measured one shows how the two ways of counting differ, not
 * what grew. Measured years count before reported ones, and those before what a formula gives, but only where
 * they are enough to decide.
 */
function judgeTrend(bench: Bench, trend: TrendRequirement): Judged {
  const { quantity, tier } = trend
  if (!demandedAt(bench, tier)) {
    return { kind: 'trend', quantity, outcome: 'not-demanded', reason: { code: 'tier.not-demanded' } }
  }
  const grounds = (['computed', 'reported'] as const).map((origin) => ({
    origin,
    figures: ofOneOrigin(bench.figures, origin),
  }))
  const judged = [
    ...grounds.map(({ origin, figures }) => judgeSeries(bench, trend, { ...bench, figures }, origin)),
    ...grounds.map(({ figures }) => {
      const inputs = new Map([...figures].filter(([id]) => id !== quantity))
      return judgeSeries(bench, trend, { ...bench, figures: inputs }, 'formula')
    }),
  ]
  return judged.reduce((best, next) =>
    lacksYears(best) && (!lacksYears(next) || lengthOf(next) > lengthOf(best)) ? next : best,
  )
}

const lengthOf = ({ series = [] }: Judged) => series.length

function lacksYears({ reason }: Judged): boolean {
  return reason?.code === 'trend.years-missing' || reason?.code === 'trend.sources-differ'
}

/** Figures of the whole, from one origin; a quantity that the other alone knows keeps those, so that formulas still work. */
function ofOneOrigin(figures: Bench['figures'], origin: Figure['origin']): Bench['figures'] {
  return new Map(
    [...figures].map(([quantity, all]) => {
      const ofWhole = all.filter(({ zone }) => zone === undefined)
      const own = ofWhole.filter((figure) => figure.origin === origin)
      return [quantity, own.length > 0 ? own : ofWhole]
    }),
  )
}

/** The trend by what one source says; `bench` tells whether a missing year is known from elsewhere. */
function judgeSeries(
  bench: Bench,
  { quantity, direction, years }: TrendRequirement,
  source: Bench,
  origin: Reading['origin'],
): Judged {
  const figureOf = (year: number): Reading | undefined => {
    const reading = read(source, quantity, undefined, year)
    return reading.ok && reading.value.origin === origin ? reading.value : undefined
  }
  // The year of application may still be running: a series that ends the year before it is complete, and no later one is asked for.
  const { applicationYear } = bench
  const end = figureOf(applicationYear) === undefined ? applicationYear - 1 : applicationYear
  const wanted = Array.from({ length: years + 1 }, (_, index) => end - years + index)
  const readings = wanted.map((year) => ({ year, reading: figureOf(year) }))
  const series = readings.flatMap(({ reading }) => reading ?? [])
  const steps = series.flatMap((to, index): { comparison: Comparison; change: number }[] => {
    const from = series[index - 1]
    if (from === undefined || yearOf(to.asOf) !== (yearOf(from.asOf) ?? 0) + 1) return []
    return [
      {
        comparison: compare(
          { low: to.low - from.high, high: to.high - from.low },
          direction === 'rising' ? 'more-than' : 'less-than',
          0,
        ),
        change: to.value - from.value,
      },
    ]
  })
  const changes = steps.map(({ change }) => change)
  const base = {
    kind: 'trend',
    quantity,
    series,
    ...(series[0] === undefined ? {} : { unit: series[0].unit }),
    ...(changes.length === 0
      ? {}
      : { value: direction === 'rising' ? Math.min(...changes) : Math.max(...changes) }),
  } as const
  if (steps.some(({ comparison }) => comparison === 'short')) return { ...base, outcome: 'short' }
  const missing = readings.flatMap(({ year, reading }) => (reading === undefined ? [year] : []))
  if (missing.length > 0) {
    const areKnown = missing.every((year) => read(bench, quantity, undefined, year).ok)
    const code = areKnown ? 'trend.sources-differ' : 'trend.years-missing'
    return { ...base, outcome: 'open', reason: { code, quantity, years: missing } }
  }
  return steps.every(({ comparison }) => comparison === 'met')
    ? { ...base, outcome: 'met' }
    : { ...base, outcome: 'open', reason: { code: 'figure.within-error', quantity } }
}

function judgeBenchmark(bench: Bench, { quantity, comparator, against, tier }: BenchmarkRequirement): Judged {
  const start = { kind: 'benchmark', quantity, comparator } as const
  if (!demandedAt(bench, tier)) {
    return { ...start, outcome: 'not-demanded', reason: { code: 'tier.not-demanded' } }
  }
  const own = read(bench, quantity)
  const other = read(bench, against)
  if (!own.ok) return { ...start, outcome: 'open', reason: own.refusal }
  const figure = own.value
  const base = { ...start, figure, value: figure.value, unit: figure.unit }
  if (!other.ok) return { ...base, outcome: 'open', reason: other.refusal }
  const limit = other.value
  if (limit.unit !== figure.unit)
    return { ...base, outcome: 'open', reason: { code: 'unit.mismatch', quantity } }
  const difference = { low: figure.low - limit.high, high: figure.high - limit.low }
  const comparison = compare(difference, comparator, 0)
  if (comparison === 'within-error') {
    return { ...base, against: limit, outcome: 'open', reason: { code: 'figure.within-error', quantity } }
  }
  if (comparison === 'met') return { ...base, against: limit, outcome: 'met' }
  const by = shortBy(figure.value, comparator, limit.value)
  return { ...base, against: limit, outcome: 'short', shortage: shortageOf(bench, figure, by, comparator) }
}

function demandedAt({ pack, tier }: Bench, at: TierId | undefined): boolean {
  return at === undefined || tierChain(pack, tier).includes(at)
}

function judgeAnyOf(bench: Bench, { options }: AnyOfRequirement): Judged {
  const judged = options.map((option) => judgeRequirement(bench, option))
  const demanded = judged.filter(({ outcome }) => outcome !== 'not-demanded')
  const base = { kind: 'any-of', options: judged } as const
  if (demanded.length === 0)
    return { ...base, outcome: 'not-demanded', reason: { code: 'tier.not-demanded' } }
  if (demanded.some(({ outcome }) => outcome === 'met')) return { ...base, outcome: 'met' }
  const open = demanded.find(({ outcome }) => outcome === 'open')
  if (open !== undefined) return { ...base, outcome: 'open', ...reasonOf(open) }
  return { ...base, outcome: 'short', ...shortageFrom(demanded) }
}

function judgeAllOf(bench: Bench, { options }: AllOfRequirement): Judged {
  const judged = options.map((option) => judgeRequirement(bench, option))
  const demanded = judged.filter(({ outcome }) => outcome !== 'not-demanded')
  const base = { kind: 'all-of', options: judged } as const
  if (demanded.length === 0)
    return { ...base, outcome: 'not-demanded', reason: { code: 'tier.not-demanded' } }
  const short = demanded.filter(({ outcome }) => outcome === 'short')
  if (short.length > 0) return { ...base, outcome: 'short', ...shortageFrom(short) }
  const open = demanded.find(({ outcome }) => outcome === 'open')
  if (open !== undefined) return { ...base, outcome: 'open', ...reasonOf(open) }
  return { ...base, outcome: 'met' }
}

function reasonOf({ reason }: Judged): { readonly reason?: Reason } {
  return reason === undefined ? {} : { reason }
}

function shortageFrom(judged: readonly Judged[]): { readonly shortage?: Shortage } {
  const shortage = judged.find((each) => each.shortage !== undefined)?.shortage
  return shortage === undefined ? {} : { shortage }
}

/** Every figure a verdict rests on. */
export function readingsOf({ figure, zones, series, against, options }: Judged): readonly Reading[] {
  return [
    ...(figure === undefined ? [] : [figure]),
    ...(against === undefined ? [] : [against]),
    ...(series ?? []),
    ...(zones ?? []).flatMap((zone) => (zone.figure === undefined ? [] : [zone.figure])),
    ...(options ?? []).flatMap(readingsOf),
  ]
}

/** What each unmet part of a requirement misses. */
export function shortagesOf({ outcome, shortage, options, zones }: Judged): readonly Shortage[] {
  if (outcome !== 'short') return []
  if (options !== undefined) return options.flatMap(shortagesOf)
  const byZone = (zones ?? []).flatMap((zone) => (zone.shortage === undefined ? [] : [zone.shortage]))
  if (byZone.length > 0) return byZone
  return shortage === undefined ? [] : [shortage]
}
