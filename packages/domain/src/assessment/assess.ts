import type { Day } from '../day.ts'
import type { AssessedHeading, AssessedItem, Assessment, VetoState } from './assessment.ts'
import { weakest, type CheckStatus } from '../standard/check.ts'
import type { Applicant } from '../standard/applicant.ts'
import type { Evaluate } from '../standard/formula.ts'
import type { Heading, Item, Pack, Row } from '../standard/pack.ts'
import type { TierId } from '../standard/requirement.ts'
import type { Facts } from './facts.ts'
import { add, allIn, exact, nothing, whole, type FourPart, type Verdict } from './four-part.ts'
import { judgeItem, type JudgedClause } from './judge-item.ts'
import { shortagesOf, type Bench } from './judge-requirement.ts'
import { bonusOf, scoreHeading, scoreItem, verdictOf, type Pooled } from './score.ts'
import { standingOf } from './standing.ts'
import { sized } from './threshold.ts'
import { warningsOf } from './warning.ts'
import { zoneTable } from './zone-table.ts'

export interface AssessOptions {
  /** Figures, answers and findings of later days do not exist yet. */
  readonly today: Day
  /** The year of application; the year of `today` if absent. */
  readonly applicationYear?: number
  /** The level aimed at; the pack's first, that is its easiest, if absent. */
  readonly tier?: TierId
  /** How points known for a heading only are spread over its items; `equal` is an assumption and says so. */
  readonly split?: 'unknown' | 'equal'
  readonly evaluate: Evaluate
}

interface Sum {
  readonly items: FourPart
  readonly points: FourPart
  readonly hasPoints: boolean
  /** Items beneath that have no points of their own. */
  readonly pool: readonly Pooled[]
  readonly rows: readonly AssessedItem[]
  readonly headings: readonly AssessedHeading[]
  /** Points whose number, or whose item's, is still to be checked. */
  readonly unverifiedPoints: number
}

/** What the applicant would score today under this pack, item by item, and what it lacks. */
export function assess(pack: Pack, applicant: Applicant, facts: Facts, options: AssessOptions): Assessment {
  const { today, evaluate, split = 'unknown' } = options
  const tier = options.tier ?? pack.tiers[0]?.id
  const bench: Bench = {
    pack,
    facts,
    figures: Map.groupBy(facts.figures, ({ quantity }) => quantity),
    evaluate,
    today,
    applicant,
    profile: sized(pack, applicant),
    tier,
    applicationYear: options.applicationYear ?? Number(today.slice(0, 4)),
  }
  const sum = addAll(pack.rows.map((row) => assessRow(bench, row, [], split)))
  const entryGates = sum.rows.filter(({ entryGate }) => entryGate !== 'none')
  const vetoes = sum.rows.filter(({ veto }) => veto !== 'none')
  const bonus = sum.rows.reduce(
    (total, row) => ({
      earned: exact(total.earned + (row.bonus?.earned ?? 0)),
      open: exact(total.open + (row.bonus?.open ?? 0)),
    }),
    { earned: 0, open: 0 },
  )
  const unverified = sum.rows.filter(
    ({ check, verdict }) => check === 'unverified' && verdict !== 'not-applicable',
  )
  return {
    pack: pack.id,
    packVersion: pack.version,
    today,
    ...(tier === undefined ? {} : { tier }),
    entryGates,
    vetoes,
    standing: standingOf(pack, {
      entryGates,
      vetoes,
      items: sum.items,
      points: sum.points,
      bonus,
      rows: sum.rows,
    }),
    items: sum.items,
    ...(sum.hasPoints ? { points: sum.points } : {}),
    bonus,
    unverified: {
      items: unverified.reduce((count, { standsFor }) => count + standsFor, 0),
      points: sum.unverifiedPoints,
    },
    headings: sum.headings,
    rows: sum.rows,
    zones: zoneTable(bench),
    warnings: warningsOf(bench, sum.rows, split),
  }
}

function assessRow(bench: Bench, row: Row, under: readonly Heading[], split: 'unknown' | 'equal'): Sum {
  return row.kind === 'heading' ? assessHeading(bench, row, under, split) : assessItem(bench, row, under)
}

function assessItem(bench: Bench, item: Item, under: readonly Heading[]): Sum {
  const judged = judgeItem(bench, { row: item, under })
  const score = scoreItem(bench, item, judged)
  const bonus = bonusOf(item, judged)
  const verdict = verdictWith(verdictOf(judged.outcome), score?.points)
  const standsFor = item.kind === 'unknown' ? (item.standsFor ?? 1) : 1
  const reason = judged.reason ?? score?.reason
  const clauses = judged.clauses ?? []
  const assessed: AssessedItem = {
    row: item.id,
    ...(item.number === undefined ? {} : { number: item.number }),
    name: item.name,
    kind: item.kind,
    under: under.map(({ id }) => id),
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(judged.requirement === undefined ? {} : { requirement: judged.requirement }),
    ...(judged.clauses === undefined ? {} : { clauses: judged.clauses }),
    ...(judged.incidents === undefined ? {} : { incidents: judged.incidents }),
    ...(judged.requirement?.shortage === undefined ? {} : { shortage: judged.requirement.shortage }),
    shortages: judged.requirement === undefined ? [] : shortagesOf(judged.requirement),
    ...(score === undefined ? {} : { points: score.points, pointsBasis: 'stated' }),
    deductions: score?.deductions ?? [],
    ...(bonus === undefined ? {} : { bonus }),
    veto: vetoOf(item, verdictOf(judged.outcome), clauses),
    entryGate: item.entryGate === undefined ? 'none' : stateOf(verdictOf(judged.outcome)),
    check: weakest([judged.check, ...scoringChecks(item)]),
    standsFor,
  }
  // Bonus items stand beside the count as they stand beside the points.
  const counted = item.scoring?.mode !== 'bonus'
  return {
    items: counted ? allIn(verdict, standsFor) : nothing,
    points: score?.points ?? nothing,
    hasPoints: score !== undefined,
    pool: score === undefined && counted ? [{ row: item.id, verdict, standsFor }] : [],
    rows: [assessed],
    headings: [],
    unverifiedPoints: score !== undefined && assessed.check === 'unverified' ? whole(score.points) : 0,
  }
}

/** An item that met its demand and yet loses points to findings is not simply earned. */
function verdictWith(verdict: Verdict, points: FourPart | undefined): Verdict {
  return verdict === 'earned' && points !== undefined && points.lost > 0 ? 'lost' : verdict
}

function scoringChecks({ scoring }: Row): readonly CheckStatus[] {
  if (scoring === undefined) return []
  return [scoring.mode === 'bonus' ? scoring.each.check.status : scoring.full.check.status]
}

function stateOf(verdict: Verdict): VetoState {
  switch (verdict) {
    case 'earned':
      return 'clear'
    case 'lost':
      return 'triggered'
    case 'not-assessed':
      return 'open'
    case 'not-applicable':
      return 'none'
  }
}

/** A veto on a clause fires with that clause alone, a veto on the item with any part of it. */
function vetoOf(item: Item, verdict: Verdict, clauses: readonly JudgedClause[]): VetoState {
  if (item.veto !== undefined) return stateOf(verdict)
  if (verdict === 'not-applicable') return 'none'
  const states = clauses.filter(({ veto }) => veto).map(({ outcome }) => stateOf(verdictOf(outcome)))
  if (states.includes('triggered')) return 'triggered'
  if (states.includes('open')) return 'open'
  return states.includes('clear') ? 'clear' : 'none'
}

function assessHeading(
  bench: Bench,
  heading: Heading,
  under: readonly Heading[],
  split: 'unknown' | 'equal',
): Sum {
  const below = addAll(heading.rows.map((row) => assessRow(bench, row, [...under, heading], split)))
  const { scoring } = heading
  const full = scoring === undefined || scoring.mode === 'bonus' ? undefined : scoring.full.value
  // What the items' own points leave of the heading's belongs to the items that have none.
  const own = full === undefined ? 0 : Math.max(0, exact(full - whole(below.points)))
  const scored = own > 0 ? scoreHeading(bench, heading, own, below.pool, split) : undefined
  const points = scored === undefined ? below.points : add(below.points, scored.points)
  const hasPoints = below.hasPoints || scored !== undefined
  const shares = new Map(scored?.shares.map((share) => [share.row, allIn(share.verdict, share.points)]))
  const assessed: AssessedHeading = {
    row: heading.id,
    ...(heading.number === undefined ? {} : { number: heading.number }),
    name: heading.name,
    under: under.map(({ id }) => id),
    items: below.items,
    ...(hasPoints ? { points } : {}),
    deductions: scored?.deductions ?? [],
    ...(scored?.reason === undefined ? {} : { reason: scored.reason }),
    check: weakest([heading.check.status, ...scoringChecks(heading)]),
  }
  return {
    items: below.items,
    points,
    hasPoints,
    pool: scored === undefined ? below.pool : [],
    rows: below.rows.map((row) => {
      const share = shares.get(row.row)
      return share === undefined ? row : { ...row, points: share, pointsBasis: 'assumed-equal' }
    }),
    headings: [assessed, ...below.headings],
    unverifiedPoints: exact(
      below.unverifiedPoints +
        (scored !== undefined && assessed.check === 'unverified' ? whole(scored.points) : 0),
    ),
  }
}

function addAll(sums: readonly Sum[]): Sum {
  return {
    items: sums.reduce((total, { items }) => add(total, items), nothing),
    points: sums.reduce((total, { points }) => add(total, points), nothing),
    hasPoints: sums.some(({ hasPoints }) => hasPoints),
    pool: sums.flatMap(({ pool }) => pool),
    rows: sums.flatMap(({ rows }) => rows),
    headings: sums.flatMap(({ headings }) => headings),
    unverifiedPoints: exact(sums.reduce((total, { unverifiedPoints }) => total + unverifiedPoints, 0)),
  }
}
