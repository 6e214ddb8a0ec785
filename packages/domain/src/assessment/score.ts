import { assertNever } from '../result.ts'
import type { Item, Heading, RowId } from '../standard/pack.ts'
import type { Deduction, Scoring } from '../standard/scoring.ts'
import type { Reason } from './code.ts'
import { add, allIn, exact, nothing, whole, type FourPart, type Verdict } from './four-part.ts'
import type { Bench, Outcome } from './judge-requirement.ts'
import type { JudgedItem } from './judge-item.ts'
import { read } from './reading.ts'

export interface TakenDeduction {
  readonly deduction: string
  readonly count: number
  /** Points taken, after the deduction's own cap; the row's floor may take less. */
  readonly points: number
}

export interface Bonus {
  readonly earned: number
  /** What could still be earned: nobody has looked yet. */
  readonly open: number
}

export interface Score {
  readonly points: FourPart
  readonly deductions: readonly TakenDeduction[]
  readonly reason?: Reason
}

export function verdictOf(outcome: Outcome): Verdict {
  switch (outcome) {
    case 'met':
      return 'earned'
    case 'short':
      return 'lost'
    case 'open':
      return 'not-assessed'
    case 'not-demanded':
      return 'not-applicable'
  }
}

/** The points of one item, or undefined where the edition gives it none. Bonus points are counted apart. */
export function scoreItem(bench: Bench, item: Item, judged: JudgedItem): Score | undefined {
  const { scoring } = item
  if (scoring === undefined || scoring.mode === 'bonus') return undefined
  const full = scoring.full.value
  if (judged.outcome === 'not-demanded') return plain('not-applicable', full)
  switch (scoring.mode) {
    case 'all-or-nothing':
      return plain(verdictOf(judged.outcome), full)
    case 'deduction':
      return scoreDeduction(bench, item.id, scoring, judged)
    case 'ratio':
      return scoreRatio(scoring, judged)
    case 'expert':
      return scoreMark(judged, full, scoring.scale.value)
    case 'year-series':
      return scoreSeries(bench, scoring, judged)
    default:
      return assertNever(scoring)
  }
}

function plain(verdict: Verdict, full: number): Score {
  return { points: allIn(verdict, full), deductions: [] }
}

type Mode<Name extends Scoring['mode']> = Extract<Scoring, { readonly mode: Name }>

function scoreDeduction(bench: Bench, row: RowId, scoring: Mode<'deduction'>, judged: JudgedItem): Score {
  const clauses = judged.clauses ?? []
  const unmet = clauses.filter(({ outcome }) => outcome === 'short').length
  const open = clauses.filter(({ outcome }) => outcome === 'open').length
  const byClause = scoring.deductions.find(({ cause }) => cause.kind === 'unmet-clause')
  const { points, deductions } = deduct(bench, row, scoring, unmet)
  if (byClause !== undefined) {
    // Each clause nobody has looked at may still cost its amount.
    const atRisk = Math.min(points.earned, exact(open * byClause.points.value))
    return { points: { ...points, earned: exact(points.earned - atRisk), notAssessed: atRisk }, deductions }
  }
  return { ...settle(points, judged.outcome), deductions }
}

/** Full points less what findings take. What is left is earned for the time being. */
export function deduct(
  { facts, today }: Bench,
  row: RowId,
  scoring: Mode<'deduction'>,
  unmetClauses: number,
): { readonly points: FourPart; readonly deductions: readonly TakenDeduction[] } {
  const full = scoring.full.value
  const most = full - (scoring.floor?.value ?? 0)
  const deductions = scoring.deductions.flatMap((deduction): TakenDeduction[] => {
    const count = countOf(deduction, unmetClauses, (finding) =>
      facts.findings
        .filter((each) => each.finding === finding && each.row === row && each.on <= today)
        .reduce((sum, each) => sum + each.count, 0),
    )
    const points = exact(Math.min(count * deduction.points.value, deduction.atMost?.value ?? Infinity))
    return count === 0 ? [] : [{ deduction: deduction.id, count, points }]
  })
  const lost = exact(
    Math.min(
      most,
      deductions.reduce((sum, { points }) => sum + points, 0),
    ),
  )
  return { points: { ...nothing, earned: exact(full - lost), lost }, deductions }
}

function countOf({ cause }: Deduction, unmetClauses: number, found: (finding: string) => number): number {
  return cause.kind === 'unmet-clause' ? unmetClauses : found(cause.finding)
}

/**
 * What findings have left of the points, once the demand itself is judged. A demand that is not met costs
 * an amount the edition does not state: those points are neither earned nor lost for certain.
 */
function settle(points: FourPart, outcome: Outcome): { readonly points: FourPart; readonly reason?: Reason } {
  if (outcome === 'met' || outcome === 'not-demanded') return { points }
  return {
    points: { ...points, earned: 0, notAssessed: exact(points.notAssessed + points.earned) },
    reason: { code: outcome === 'short' ? 'points.split-unknown' : 'parts.not-assessed' },
  }
}

function scoreRatio(scoring: Mode<'ratio'>, { outcome, requirement }: JudgedItem): Score {
  const full = scoring.full.value
  const value = requirement?.value
  const threshold = requirement?.threshold?.value
  if (outcome !== 'short' || value === undefined || threshold === undefined)
    return plain(verdictOf(outcome), full)
  const zero = scoring.zeroAt?.value ?? 0
  return proportion(full, threshold === zero ? 0 : (value - zero) / (threshold - zero))
}

function scoreMark({ requirement, outcome }: JudgedItem, full: number, scale: number): Score {
  const value = requirement?.value
  return value === undefined ? plain(verdictOf(outcome), full) : proportion(full, value / scale)
}

function proportion(full: number, share: number): Score {
  const earned = exact(full * Math.min(1, Math.max(0, share)))
  return { points: { ...nothing, earned, lost: exact(full - earned) }, deductions: [] }
}

function scoreSeries(bench: Bench, scoring: Mode<'year-series'>, { requirement }: JudgedItem): Score {
  const full = scoring.full.value
  const quantity = requirement?.quantity
  const weights = scoring.weights.value
  const total = weights.reduce((sum, { percent }) => sum + percent, 0)
  const missing: number[] = []
  let points = nothing
  for (const { yearsBack, percent } of weights) {
    const year = bench.applicationYear - yearsBack
    const reading = quantity === undefined ? undefined : read(bench, quantity, undefined, year)
    const part = exact((full * percent) / total)
    if (reading?.ok !== true) {
      missing.push(year)
      points = add(points, allIn('not-assessed', part))
    } else {
      points = add(points, proportion(part, reading.value.value / scoring.scale.value).points)
    }
  }
  // Rounding each year's share must not make the whole more or less than the full mark.
  const rest = exact(full - whole(points))
  points =
    points.notAssessed > 0
      ? { ...points, notAssessed: exact(points.notAssessed + rest) }
      : { ...points, lost: exact(points.lost + rest) }
  return missing.length === 0
    ? { points, deductions: [] }
    : { points, deductions: [], reason: { code: 'mark.years-missing', years: missing } }
}

/** Bonus of an item, capped by its own limit. */
export function bonusOf(item: Item, { outcome, requirement }: JudgedItem): Bonus | undefined {
  const { scoring } = item
  if (scoring?.mode !== 'bonus') return undefined
  const each = scoring.each.value
  const most = scoring.atMost?.value ?? Infinity
  const times = requirement?.value === undefined ? 1 : Math.max(0, Math.floor(requirement.value))
  if (outcome === 'met') return { earned: exact(Math.min(most, each * times)), open: 0 }
  return { earned: 0, open: outcome === 'open' ? each : 0 }
}

export interface Pooled {
  readonly row: RowId
  readonly verdict: Verdict
  readonly standsFor: number
}

/**
 * Points known for a heading only, and the items beneath that have none of their own.
 *
 * Judging starts full and takes away, so with nothing lost and nothing open the heading is earned, items
 * that do not apply included. Otherwise how much each item weighs is not known: the points stay not
 * assessed, unless the reader has asked for equal shares, which are then marked as an assumption.
 */
export function scoreHeading(
  bench: Bench,
  heading: Heading,
  own: number,
  pool: readonly Pooled[],
  split: 'unknown' | 'equal',
): Score & { readonly shares: readonly (Pooled & { readonly points: number })[] } {
  const scoring = heading.scoring
  const started =
    scoring?.mode === 'deduction'
      ? deduct(bench, heading.id, { ...scoring, full: { ...scoring.full, value: own } }, 0)
      : { points: allIn('earned', own), deductions: [] }
  const rest = started.points.earned
  const lost = { ...started.points, earned: 0 }
  const deductions = started.deductions
  const has = (verdict: Verdict) => pool.some((each) => each.verdict === verdict)
  if (pool.length > 0 && pool.every(({ verdict }) => verdict === 'not-applicable')) {
    return { points: add(lost, allIn('not-applicable', rest)), deductions, shares: [] }
  }
  if (pool.length > 0 && !has('lost') && !has('not-assessed')) {
    return { points: add(lost, allIn('earned', rest)), deductions, shares: [] }
  }
  if (split === 'unknown' || pool.length === 0) {
    const code = has('lost') ? 'points.split-unknown' : 'parts.not-assessed'
    return { points: add(lost, allIn('not-assessed', rest)), deductions, shares: [], reason: { code } }
  }
  const shares = equalShares(rest, pool)
  const points = shares.reduce((sum, share) => add(sum, allIn(share.verdict, share.points)), lost)
  return { points, deductions, shares }
}

/** Shares are differences of a running total, so that they add up exactly whatever the division leaves. */
function equalShares(
  points: number,
  pool: readonly Pooled[],
): readonly (Pooled & { readonly points: number })[] {
  const parts = pool.reduce((sum, { standsFor }) => sum + standsFor, 0)
  let givenParts = 0
  let given = 0
  return pool.map((each) => {
    givenParts += each.standsFor
    const upTo = exact((points * givenParts) / parts)
    const share = exact(upTo - given)
    given = upTo
    return { ...each, points: share }
  })
}
