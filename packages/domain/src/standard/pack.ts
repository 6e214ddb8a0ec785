import type { ApplicantKind, SizeClass } from './applicant.ts'
import type { Check, SourceId } from './check.ts'
import type { DutyTemplate, EvaluationMethod, EvidenceRule, SamplingQuota } from './evaluation.ts'
import type { Formula } from './formula.ts'
import type { IncidentKind } from './incident-kinds.ts'
import type { IndicatorDefinition } from './indicator.ts'
import type { QuantityId, Requirement, TierId } from './requirement.ts'
import type { PackOutcome, Scoring } from './scoring.ts'
import type { Unit } from './unit.ts'

export type PackId = string
/** Stable within a pack and across its versions; never derived from the printed name. */
export type RowId = string
export type ClauseId = string

export interface Source {
  readonly id: SourceId
  readonly title: string
  readonly address?: string
  /** Only an official copy was issued by the body itself; mirrors and the press repeat it. */
  readonly kind: 'official' | 'mirror' | 'press' | 'paper'
  readonly note?: string
}

export interface Tier {
  readonly id: TierId
  readonly name: string
  /** What this tier does not state itself, it demands as that tier does: 提升项 stand on 基本项. */
  readonly standsOn?: TierId
}

/** A figure the pack speaks of. It may be computed from the map, by a formula, or simply reported. */
export interface Quantity {
  readonly id: QuantityId
  readonly name: string
  readonly unit: Unit
  /** The definition in words: numerator, denominator, what counts. */
  readonly definition?: string
  readonly map?: IndicatorDefinition
  readonly formula?: Formula
  /** Decimal places to which the figure is rounded before it is compared; absent: compared as it is. */
  readonly decimals?: number
  /** What the figure is a share of, so that a shortage can be told in land or heads: 缺 12.3 公顷. */
  readonly per?: { readonly quantity: QuantityId; readonly shortageUnit: Unit }
  readonly check: Check
}

/** Where in the printed text a row stands. */
export interface Clause {
  readonly document: string
  readonly place: string
}

/** A row of the edition before, whose place this row takes. */
export interface Replaces {
  readonly pack: PackId
  readonly row: RowId
  /** Same text; a new name for the same thing; or the same name with a changed demand. */
  readonly relation: 'same' | 'renamed' | 'changed'
  readonly check: Check
}

interface RowHead {
  readonly id: RowId
  /** As printed: 一, （二）, 2-1. */
  readonly number?: string
  readonly name: string
  readonly clause?: Clause
  readonly check: Check
  readonly note?: string
  /** Only demanded at these tiers; absent: at all. */
  readonly tiers?: readonly TierId[]
  /** Failing this row alone fails the whole (一票否决). */
  readonly veto?: { readonly check: Check }
  /** Judged before all else; where it fails nothing further is looked at. */
  readonly entryGate?: { readonly check: Check }
  readonly scoring?: Scoring
  readonly methods?: readonly EvaluationMethod[]
  readonly evidence?: readonly EvidenceRule[]
  readonly sampling?: readonly SamplingQuota[]
  readonly duty?: DutyTemplate
  readonly replaces?: readonly Replaces[]
}

/** A heading holds rows. Points that are only known for the whole of it stand here. */
export interface Heading extends RowHead {
  readonly kind: 'heading'
  readonly rows: readonly Row[]
}

/** A number: measured, counted, or asked in a survey. */
export interface MeasuredRow extends RowHead {
  readonly kind: 'numeric' | 'count' | 'survey'
  readonly requirement: Requirement
}

export interface QualitativeClause {
  readonly id: ClauseId
  readonly number?: string
  /** A paraphrase, unless `wording` says it is quoted. */
  readonly text: string
  readonly wording?: 'quoted'
  readonly tiers?: readonly TierId[]
  readonly veto?: { readonly check: Check }
  readonly check?: Check
}

export interface QualitativeRow extends RowHead {
  readonly kind: 'qualitative'
  /** Figures that help to answer; none of them decides. */
  readonly supportedBy?: readonly QuantityId[]
  readonly clauses: readonly QualitativeClause[]
}

/** Something that must not have happened in the years looked back on. */
export interface IncidentRow extends RowHead {
  readonly kind: 'incident'
  readonly incidents: readonly IncidentKind[]
  /** Calendar years with the year of application as the first, or years back from the day. */
  readonly lookBack: {
    readonly years: number
    readonly countedBy: 'calendar-year' | 'date'
    readonly check?: Check
  }
}

/** A title or grade that another procedure grants, such as 节水型城市 or a grade of GB/T 50563. */
export interface CertificateRow extends RowHead {
  readonly kind: 'certificate'
  readonly certificate: string
  /** Accepted grades, where it is graded. */
  readonly grades?: readonly string[]
  readonly heldYears?: number
}

/** A plan, a rule, a report that must exist. */
export interface DocumentRow extends RowHead {
  readonly kind: 'document'
  readonly document: string
}

/** Known to exist, not read: present, never judged. `standsFor` says for how many rows, 1 if absent. */
export interface UnknownRow extends RowHead {
  readonly kind: 'unknown'
  readonly standsFor?: number
}

export type Item = MeasuredRow | QualitativeRow | IncidentRow | CertificateRow | DocumentRow | UnknownRow
export type Row = Heading | Item

export const rowKinds = [
  'heading',
  'numeric',
  'count',
  'survey',
  'qualitative',
  'incident',
  'certificate',
  'document',
  'unknown',
] as const satisfies readonly Row['kind'][]

/** What a kind of applicant is spared, and as which size it is judged. */
export interface ApplicantRule {
  readonly kind: ApplicantKind
  readonly name: string
  readonly excludes: readonly RowId[]
  /** Judged as this size class, whatever its population. */
  readonly size?: string
  readonly check: Check
}

/**
 * An edition of a standard as data. A correction by an office is the same pack with a higher version.
 */
export interface Pack {
  readonly format: 1
  readonly id: PackId
  readonly version: number
  readonly award: string
  readonly edition: string
  readonly title: string
  readonly note?: string
  readonly effective?: { readonly from?: string; readonly until?: string; readonly check: Check }
  readonly replaces?: PackId
  /** Easiest first. Empty where the edition knows one level only. */
  readonly tiers: readonly Tier[]
  readonly sizes: readonly SizeClass[]
  readonly applicants: readonly ApplicantRule[]
  readonly outcome: PackOutcome
  readonly quantities: readonly Quantity[]
  readonly sources: readonly Source[]
  readonly rows: readonly Row[]
}

/** A row with the headings above it, outermost first. */
export interface PlacedRow {
  readonly row: Row
  readonly under: readonly Heading[]
}

/** All rows in printed order, headings before what they hold. */
export function rowsOf(pack: Pack): readonly PlacedRow[] {
  return placed(pack.rows, [])
}

function placed(rows: readonly Row[], under: readonly Heading[]): readonly PlacedRow[] {
  return rows.flatMap((row): readonly PlacedRow[] =>
    row.kind === 'heading' ? [{ row, under }, ...placed(row.rows, [...under, row])] : [{ row, under }],
  )
}

export function findRow(pack: Pack, id: RowId): Row | undefined {
  return rowsOf(pack).find(({ row }) => row.id === id)?.row
}

export function quantityOf(pack: Pack, id: QuantityId): Quantity | undefined {
  return pack.quantities.find((quantity) => quantity.id === id)
}

/** The tier and what it stands on, itself first. Empty where the edition has no tiers. */
export function tierChain(pack: Pack, tier: TierId | undefined): readonly TierId[] {
  const chain: TierId[] = []
  let next = pack.tiers.find(({ id }) => id === tier)
  while (next !== undefined && !chain.includes(next.id)) {
    chain.push(next.id)
    const below = next.standsOn
    next = pack.tiers.find(({ id }) => id === below)
  }
  return chain
}

export interface RowCount {
  readonly verified: number
  /** Verified rows of which some number, such as that of one tier, is still to be checked. */
  readonly partly: number
  readonly unverified: number
  /** Rows present as unknown; `standingFor` is how many rows of the text they stand for. */
  readonly unknown: number
  readonly standingFor: number
}

/** How far a pack has been checked, counted by items. Headings are not items. */
export function countRows(pack: Pack): RowCount {
  const items = rowsOf(pack).flatMap(({ row }) => (row.kind === 'heading' ? [] : [row]))
  const unknown = items.filter((item) => item.kind === 'unknown')
  const known = items.filter((item) => item.kind !== 'unknown')
  const read = known.filter((item) => item.check.status === 'verified')
  const partly = read.filter((item) => hasUnverified(demandOf(item))).length
  return {
    verified: read.length - partly,
    partly,
    unverified: known.length - read.length,
    unknown: unknown.length,
    standingFor: unknown.reduce((sum, item) => sum + (item.standsFor ?? 1), 0),
  }
}

/** What an item asks for, without what it is mapped to or proved by. */
function demandOf(item: Item): unknown {
  switch (item.kind) {
    case 'numeric':
    case 'count':
    case 'survey':
      return [item.requirement, item.scoring]
    case 'qualitative':
      return [item.clauses, item.scoring]
    case 'incident':
      return [item.lookBack, item.scoring]
    case 'certificate':
    case 'document':
    case 'unknown':
      return item.scoring
  }
}

function hasUnverified(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((inner) => inner === 'unverified' || hasUnverified(inner))
}
