import type { Day } from '../day.ts'
import { assertNever } from '../result.ts'
import { weakest, type CheckStatus, type Stated } from '../standard/check.ts'
import type { IndicatorDefinition } from '../standard/indicator.ts'
import {
  quantityOf,
  tierChain,
  type CertificateRow,
  type DocumentRow,
  type Heading,
  type IncidentRow,
  type Item,
  type Pack,
  type QualitativeRow,
} from '../standard/pack.ts'
import type { Reason } from './code.ts'
import type { Answer, Incident } from './facts.ts'
import { judgeRequirement, readingsOf, type Bench, type Judged, type Outcome } from './judge-requirement.ts'
import { yearOf } from './reading.ts'

export interface JudgedClause {
  readonly clause: string
  readonly outcome: Outcome
  readonly veto: boolean
  readonly answer?: Answer
}

/** An item met or not, before points are thought of. */
export interface JudgedItem {
  readonly outcome: Outcome
  readonly reason?: Reason
  readonly requirement?: Judged
  readonly clauses?: readonly JudgedClause[]
  readonly incidents?: readonly Incident[]
  /** Whether every number the verdict rests on has been read in a source. */
  readonly check: CheckStatus
}

export function judgeItem(
  bench: Bench,
  { row: item, under }: { readonly row: Item; readonly under: readonly Heading[] },
): JudgedItem {
  const check = item.check.status
  const chain = tierChain(bench.pack, bench.tier)
  const rule = bench.pack.applicants.find(({ kind }) => kind === bench.applicant.kind)
  if ([item, ...under].some(({ id }) => rule?.excludes.includes(id))) {
    return { outcome: 'not-demanded', reason: { code: 'applicant.excluded' }, check }
  }
  if (item.tiers !== undefined && !item.tiers.some((tier) => chain.includes(tier))) {
    return { outcome: 'not-demanded', reason: { code: 'tier.not-demanded' }, check }
  }
  switch (item.kind) {
    case 'unknown':
      return { outcome: 'open', reason: { code: 'row.unknown' }, check }
    case 'numeric':
    case 'count':
    case 'survey': {
      const requirement = judgeRequirement(bench, item.requirement)
      return {
        outcome: requirement.outcome,
        ...(requirement.reason === undefined ? {} : { reason: requirement.reason }),
        requirement,
        check: weakest([...numberChecks(requirement, check), ...definitionChecks(bench.pack, requirement)]),
      }
    }
    case 'qualitative':
      return judgeClauses(bench, item)
    case 'incident':
      return { ...judgeIncidents(bench, item), check: weakest([check, item.lookBack.check?.status ?? check]) }
    case 'certificate':
      return { ...judgeCertificate(bench, item), check }
    case 'document':
      return { ...judgeDocument(bench, item), check }
    default:
      return assertNever(item)
  }
}

/** A number with a check of its own is judged by that; the others by their row's. */
function numberChecks({ threshold, options }: Judged, row: CheckStatus): readonly CheckStatus[] {
  const own = [
    threshold?.check?.status ?? row,
    ...(threshold?.allowances.map((allowance) => allowance.check?.status ?? row) ?? []),
  ]
  return options === undefined ? own : options.flatMap((option) => numberChecks(option, row))
}

/** A figure computed from the map is as sure as the rules it was computed by; a reported one brings its own. */
function definitionChecks(pack: Pack, judged: Judged): readonly CheckStatus[] {
  return readingsOf(judged).flatMap(({ quantity, origin }) => {
    const definition = quantityOf(pack, quantity)
    if (definition === undefined || origin === 'reported') return []
    const ruleChecks = origin === 'computed' && definition.map !== undefined ? checksIn(definition.map) : []
    return [definition.check.status, ...ruleChecks]
  })
}

/** The rules of a definition carry their checks beside their values. */
function checksIn(definition: IndicatorDefinition): readonly CheckStatus[] {
  const rules: readonly unknown[] = Object.values(definition)
  return rules.flatMap((rule) => (isStated(rule) ? [rule.check.status] : []))
}

function isStated(rule: unknown): rule is Stated<unknown> {
  return typeof rule === 'object' && rule !== null && 'check' in rule
}

function judgeClauses({ pack, tier, facts, today }: Bench, row: QualitativeRow): JudgedItem {
  const chain = tierChain(pack, tier)
  const clauses = row.clauses.map((clause): JudgedClause => {
    const veto = clause.veto !== undefined
    if (clause.tiers !== undefined && !clause.tiers.some((each) => chain.includes(each))) {
      return { clause: clause.id, veto, outcome: 'not-demanded' }
    }
    const answer = latest(
      facts.answers.filter((each) => each.row === row.id && each.clause === clause.id),
      today,
    )
    return answer === undefined
      ? { clause: clause.id, veto, outcome: 'open' }
      : { clause: clause.id, veto, outcome: answer.met ? 'met' : 'short', answer }
  })
  const demanded = clauses.filter(({ outcome }) => outcome !== 'not-demanded')
  const check = weakest(
    row.clauses
      .filter(({ id }) => demanded.some(({ clause }) => clause === id))
      .map((clause) => clause.check?.status ?? row.check.status),
  )
  if (demanded.length === 0) {
    return {
      outcome: 'not-demanded',
      reason: { code: 'tier.not-demanded' },
      clauses,
      check: row.check.status,
    }
  }
  if (demanded.some(({ outcome }) => outcome === 'short')) return { outcome: 'short', clauses, check }
  const open = demanded.filter(({ outcome }) => outcome === 'open').map(({ clause }) => clause)
  return open.length === 0
    ? { outcome: 'met', clauses, check }
    : { outcome: 'open', reason: { code: 'answer.missing', clauses: open }, clauses, check }
}

/**
 * A recorded incident settles it. No record settles nothing until somebody has stated that there was
 * none: an empty list is also what a district has that never asked.
 */
function judgeIncidents(
  { facts, today, applicationYear }: Bench,
  row: IncidentRow,
): Omit<JudgedItem, 'check'> {
  const { years, countedBy } = row.lookBack
  const since = (on: Day): boolean =>
    countedBy === 'calendar-year'
      ? (yearOf(on) ?? 0) > applicationYear - years
      : on >= `${String((yearOf(today) ?? 0) - years)}${today.slice(4)}`
  const incidents = facts.incidents.filter(
    ({ incident, on }) => row.incidents.some((kind) => kind === incident) && on <= today && since(on),
  )
  if (incidents.length > 0) return { outcome: 'short', incidents }
  const statement = latest(
    facts.incidentStatements.filter((each) => each.row === row.id),
    today,
  )
  return statement === undefined
    ? { outcome: 'open', reason: { code: 'incident.not-stated' } }
    : { outcome: 'met' }
}

function judgeCertificate({ facts, today }: Bench, row: CertificateRow): Omit<JudgedItem, 'check'> {
  const held = latest(
    facts.certificates.filter(({ certificate }) => certificate === row.certificate),
    today,
  )
  const open = { outcome: 'open', reason: { code: 'certificate.not-stated' } } as const
  if (held === undefined) return open
  if (!held.held) return { outcome: 'short' }
  if (row.grades !== undefined) {
    if (held.grade === undefined) return open
    if (!row.grades.includes(held.grade)) return { outcome: 'short' }
  }
  if (row.heldYears === undefined) return { outcome: 'met' }
  const granted = yearOf(held.grantedOn)
  if (granted === undefined || held.grantedOn === undefined) return open
  const anniversary = `${String(granted + row.heldYears)}${held.grantedOn.slice(4)}`
  return { outcome: anniversary <= today ? 'met' : 'short' }
}

function judgeDocument({ facts, today }: Bench, row: DocumentRow): Omit<JudgedItem, 'check'> {
  const statement = latest(
    facts.documents.filter((each) => each.row === row.id),
    today,
  )
  if (statement === undefined) return { outcome: 'open', reason: { code: 'document.not-stated' } }
  return { outcome: statement.exists ? 'met' : 'short' }
}

function latest<Dated extends { readonly on: string }>(
  all: readonly Dated[],
  today: string,
): Dated | undefined {
  // Of two on one day the one entered later counts.
  return all
    .filter(({ on }) => on <= today)
    .toSorted((a, b) => a.on.localeCompare(b.on))
    .at(-1)
}
