import type { AssessedItem } from '../assessment/assessment.ts'
import { weakest, type CheckStatus } from '../standard/check.ts'
import { rowsOf, type Item, type Pack, type PlacedRow, type Row, type RowId } from '../standard/pack.ts'
import type { Deduction } from '../standard/scoring.ts'
import { chargesOf, type UnitKinds } from './charge.ts'
import { lossOf, shapleyOf, type CostGroup } from './capped-game.ts'
import type { Currency, LedgerEntry, LedgerFinding, Why } from './ledger-entry.ts'
import type { LedgerRules } from './ledger-rules.ts'
import { microOf, shareOut, sumOf, type Micro } from './micro.ts'
import { capOf, worthOf, type Worth } from './row-worth.ts'

export interface LedgerGround {
  readonly pack: Pack
  /** How the items stand today: which are demanded, and what those already lose. */
  readonly rows: readonly Pick<AssessedItem, 'row' | 'verdict' | 'points' | 'check'>[]
  readonly rules: LedgerRules
  readonly units: UnitKinds
}

/** A finding at a row of the pack: with the deduction that the pack takes for it, or with the item as a whole. */
interface Claim {
  readonly finding: LedgerFinding
  readonly deduction: Deduction | undefined
}

/** An entry before it is charged to anybody. */
type Share = Omit<LedgerEntry, 'charges' | 'lost'> & { readonly finding: LedgerFinding }

/**
 * The ledger of lost points (失分账): what each finding endangers, row by row of the pack, charged by the written
 * rule. Caps hold: ten findings in one row never cost more than the row has, and share what it has.
 */
export function keepLedger(ground: LedgerGround, findings: readonly LedgerFinding[]): LedgerEntry[] {
  const { pack, rules, units } = ground
  const placed = new Map(rowsOf(pack).map((each) => [each.row.id, each]))
  const claims = claimsOf(ground, placed, findings)
  const headings = [...claims].filter(([id]) => placed.get(id)?.row.kind === 'heading')
  const taken = new Map(
    headings.map(([id, made]) => {
      const row = placed.get(id)?.row
      return [
        id,
        row === undefined
          ? 0
          : lossOf(
              groupsOf(row, made, 0).map(({ group }) => group),
              capOf(row),
            ),
      ]
    }),
  )
  const worth = worthOf(pack, rules.split, taken)
  return [...claims].flatMap(([id, made]) => {
    const row = placed.get(id)?.row
    if (row === undefined) return []
    return sharesOf(ground, row, worth.get(id), made).map(({ finding, ...share }): LedgerEntry => ({
      ...share,
      lost: finding.lost,
      charges: chargesOf(finding, share.micro, units, rules),
    }))
  })
}

/** Which findings count against which row, each once; findings in order of their ids, that is of their making. */
function claimsOf(
  { pack, rows, rules }: LedgerGround,
  placed: ReadonlyMap<RowId, PlacedRow>,
  findings: readonly LedgerFinding[],
): Map<RowId, Claim[]> {
  const demanded = new Set(rows.flatMap(({ row, verdict }) => (verdict === 'not-applicable' ? [] : [row])))
  const meant = rules.deductionKinds[pack.id] ?? {}
  const claims = new Map<RowId, Claim[]>()
  for (const finding of findings.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    const own = new Map<RowId, Claim>()
    for (const itemId of finding.items) {
      const item = placed.get(itemId)
      if (item === undefined || !demanded.has(itemId)) continue
      const stated = [item.row, ...item.under.toReversed()].flatMap((row) => {
        const deduction = deductionFor(row, finding.kind, meant)
        return deduction === undefined ? [] : [{ row, deduction }]
      })[0]
      const row = stated?.row.id ?? itemId
      if (!own.has(row)) own.set(row, { finding, deduction: stated?.deduction })
    }
    const isStated = [...own.values()].some(({ deduction }) => deduction !== undefined)
    for (const [row, claim] of own) {
      if (isStated && claim.deduction === undefined && isAssumed(placed.get(row))) continue
      const made = claims.get(row)
      if (made === undefined) claims.set(row, [claim])
      else made.push(claim)
    }
  }
  return claims
}

/** Where the pack states what a finding costs, nothing is assumed beside it. */
function isAssumed(placed: PlacedRow | undefined): boolean {
  const row = placed?.row
  return row?.scoring === undefined && row?.veto === undefined && row?.entryGate === undefined
}

function deductionFor(
  { scoring }: Row,
  kind: string,
  meant: Readonly<Record<string, readonly string[]>>,
): Deduction | undefined {
  if (scoring?.mode !== 'deduction') return undefined
  return scoring.deductions.find(
    ({ cause }) => cause.kind === 'finding' && meant[cause.finding]?.includes(kind),
  )
}

interface Group {
  readonly group: CostGroup
  readonly deduction: Deduction | undefined
  readonly claims: readonly Claim[]
}

/** The claims of a row by what the pack takes for them; those without a stated amount lose `whole` together. */
function groupsOf(row: Row, claims: readonly Claim[], whole: Micro): Group[] {
  const byDeduction = Map.groupBy(claims, ({ deduction }) => deduction)
  return [...byDeduction].map(([deduction, made]) => {
    const stated = deduction ?? clauseDeduction(row)
    const each = stated === undefined ? whole : microOf(stated.points.value)
    const atMost = deduction === undefined ? each : microOf(deduction.atMost?.value ?? capOf(row))
    return { group: { findings: made.length, each, atMost }, deduction, claims: made }
  })
}

function clauseDeduction({ scoring }: Row): Deduction | undefined {
  return scoring?.mode === 'deduction'
    ? scoring.deductions.find(({ cause }) => cause.kind === 'unmet-clause')
    : undefined
}

function sharesOf(
  ground: LedgerGround,
  row: Row,
  worth: Worth | undefined,
  claims: readonly Claim[],
): Share[] {
  const assessed = ground.rows.find((each) => each.row === row.id)
  const check = weakest([
    assessed?.check ?? row.check.status,
    worth?.check ?? 'verified',
    ...pointChecks(row),
  ])
  const stated = claims.some(({ deduction }) => deduction !== undefined)
  const among = claims.length
  const head = { row: row.id, assumed: worth?.assumed ?? false, check }
  if (!stated && row.kind !== 'heading' && (row.veto !== undefined || row.entryGate !== undefined)) {
    const shares = shareOut(
      microOf(1),
      claims.map(() => 1),
    )
    return each(claims, shares, { ...head, assumed: false, currency: 'vetoes' }, () => ({
      code: 'veto',
      among,
    }))
  }
  const currency: Currency = stated || worth !== undefined ? 'points' : 'items'
  const whole = worth?.micro ?? microOf(1)
  if (!stated && row.kind !== 'heading' && isMeasured(row) && row.scoring?.mode !== 'deduction') {
    const weights = claims.map(({ finding }) => ground.rules.severityWeight[finding.severity])
    const loss = measuredLoss(row, whole, assessed)
    return each(claims, shareOut(loss, weights), { ...head, currency }, (index) => ({
      code: 'measured',
      among,
      loss,
      weight: weights[index] ?? 0,
      weights: weights.reduce((sum, weight) => sum + weight, 0),
    }))
  }
  return gameShares(row, whole, claims, { ...head, currency })
}

/** The row as a capped game: every finding gets its Shapley value, rounded so that they add up to the loss. */
function gameShares(row: Row, whole: Micro, claims: readonly Claim[], head: Head): Share[] {
  const groups = groupsOf(row, claims, whole)
  const games = groups.map(({ group }) => group)
  const cap = capOf(row) || whole
  const loss = lossOf(games, cap)
  const values = shapleyOf(games, cap)
  const made = groups.flatMap(({ claims: own, ...rest }, index) =>
    own.map((claim) => ({ claim, ...rest, value: values[index] ?? 0 })),
  )
  const capped = loss < sumOf(games.map(({ findings, each: one }) => findings * one))
  const shares = shareOut(
    loss,
    made.map(({ value }) => value),
  )
  return each(
    made.map(({ claim }) => claim),
    shares,
    head,
    (index): Why => {
      const { deduction, group } = made[index] ?? {}
      return deduction === undefined || group === undefined
        ? { code: 'clause', among: claims.length, loss }
        : {
            code: 'deduction',
            deduction: deduction.name,
            each: group.each,
            among: claims.length,
            loss,
            capped,
          }
    },
  )
}

type Head = Pick<Share, 'row' | 'assumed' | 'check' | 'currency'>

function each(
  claims: readonly Claim[],
  shares: readonly Micro[],
  head: Head,
  why: (index: number) => Why,
): Share[] {
  return claims.map(({ finding }, index) => ({
    ...head,
    finding,
    findingId: finding.id,
    micro: shares[index] ?? 0,
    why: why(index),
  }))
}

function isMeasured({ kind }: Item): boolean {
  return kind === 'numeric' || kind === 'count' || kind === 'survey'
}

/**
 * A proportional item that is short loses what its shortage costs, and one that is met with room to spare loses
 * nothing by a dent. Where full points or none are given, all of them are in danger.
 */
function measuredLoss(
  { scoring }: Item,
  whole: Micro,
  assessed: Pick<AssessedItem, 'verdict' | 'points'> | undefined,
): Micro {
  const proportional =
    scoring?.mode === 'ratio' || scoring?.mode === 'expert' || scoring?.mode === 'year-series'
  if (!proportional || assessed === undefined || assessed.verdict === 'not-assessed') return whole
  return microOf(assessed.points?.lost ?? 0)
}

function pointChecks({ scoring }: Row): readonly CheckStatus[] {
  if (scoring === undefined || scoring.mode === 'bonus') return []
  const deductions = scoring.mode === 'deduction' ? scoring.deductions : []
  return [scoring.full.check.status, ...deductions.map(({ points }) => points.check.status)]
}
