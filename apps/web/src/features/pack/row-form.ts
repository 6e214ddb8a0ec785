import type { ApplicantKind, Condition, Region } from '@chuangyuan/domain/standard/applicant'
import type { Check } from '@chuangyuan/domain/standard/check'
import type { Pack, Row } from '@chuangyuan/domain/standard/pack'
import type { Comparator, Requirement, Threshold } from '@chuangyuan/domain/standard/requirement'

/** A check as a form holds it; without a status the part follows its row. */
export interface CheckForm {
  status: 'verified' | 'unverified' | ''
  confidence: 'high' | 'medium' | 'low' | ''
  sources: string[]
  by: string
  on: string
}

export interface ThresholdForm {
  value: number | ''
  upper: number | ''
  tier: string
  size: string
  region: Region | ''
  /** Conditions that the form does not edit. */
  readonly otherwise: Condition
  check: CheckForm
}

/** A requirement with thresholds; `path` says which, where there are alternatives. */
export interface LeafForm {
  readonly path: string
  readonly kind: 'level' | 'gap'
  quantity: string
  comparator: Comparator
  thresholds: ThresholdForm[]
}

export interface ClauseForm {
  readonly id: string
  text: string
  check: CheckForm
}

/** What the drawer edits of a row. Everything else of the row stays as it is. */
export interface RowForm {
  id: string
  kind: Row['kind']
  number: string
  name: string
  document: string
  place: string
  note: string
  check: CheckForm
  veto: boolean
  gate: boolean
  points: number | ''
  subject: string
  leaves: LeafForm[]
  clauses: ClauseForm[]
  excluded: ApplicantKind[]
}

export interface Draft {
  readonly id: string
  readonly kind: Row['kind']
  readonly [field: string]: unknown
}

export function formOf(pack: Pack, row: Row): RowForm {
  return {
    id: row.id,
    kind: row.kind,
    number: row.number ?? '',
    name: row.name,
    document: row.clause?.document ?? '',
    place: row.clause?.place ?? '',
    note: row.note ?? '',
    check: checkForm(row.check),
    veto: row.veto !== undefined,
    gate: row.entryGate !== undefined,
    points: pointsOf(row) ?? '',
    subject: row.kind === 'document' ? row.document : row.kind === 'certificate' ? row.certificate : '',
    leaves: 'requirement' in row ? leavesOf(row.requirement, '') : [],
    clauses:
      row.kind === 'qualitative'
        ? row.clauses.map(({ id, text, check }) => ({ id, text, check: checkForm(check) }))
        : [],
    excluded: pack.applicants.filter(({ excludes }) => excludes.includes(row.id)).map(({ kind }) => kind),
  }
}

export function pointsOf({ scoring }: Row): number | undefined {
  return scoring === undefined
    ? undefined
    : scoring.mode === 'bonus'
      ? scoring.each.value
      : scoring.full.value
}

export function checkForm(check: Check | undefined): CheckForm {
  return {
    status: check?.status ?? '',
    confidence: check?.status === 'unverified' ? (check.confidence ?? '') : '',
    sources: [...(check?.sources ?? [])],
    by: check?.status === 'verified' ? (check.by ?? '') : '',
    on: check?.status === 'verified' ? (check.on ?? '') : '',
  }
}

function leavesOf(requirement: Requirement, path: string): LeafForm[] {
  switch (requirement.kind) {
    case 'any-of':
    case 'all-of':
      return requirement.options.flatMap((option, at) => leavesOf(option, `${path}.${String(at)}`))
    case 'level':
    case 'gap':
      return [
        {
          path,
          kind: requirement.kind,
          quantity: requirement.quantity,
          comparator: requirement.kind === 'level' ? requirement.comparator : 'at-most',
          thresholds: requirement.thresholds.map(thresholdForm),
        },
      ]
    case 'trend':
    case 'benchmark':
      return []
  }
}

export function thresholdForm({ value, upper, tier, when = {}, check }: Threshold): ThresholdForm {
  const { size, region, ...otherwise } = when
  return {
    value,
    upper: upper ?? '',
    tier: tier ?? '',
    size: size ?? '',
    region: region ?? '',
    otherwise,
    check: checkForm(check),
  }
}

/** The row as the form says it, over the row as it was. Fields that are empty are left out. */
export function draftOf(form: RowForm, row: Row | undefined): Draft {
  const check = checkDraft(form.check)
  const { standsFor: _standsFor, ...rest } = { standsFor: undefined, ...row }
  const becameKnown = row?.kind === 'unknown' && form.kind !== 'unknown'
  return {
    ...(becameKnown ? rest : row),
    id: form.id,
    kind: form.kind,
    number: orNone(form.number),
    name: form.name,
    note: orNone(form.note),
    clause:
      form.document === '' && form.place === '' ? undefined : { document: form.document, place: form.place },
    check,
    veto: form.veto ? (row?.veto ?? { check }) : undefined,
    entryGate: form.gate ? (row?.entryGate ?? { check }) : undefined,
    scoring: scoringDraft(form, row, check),
    ...partsOf(form, row),
  }
}

function partsOf(form: RowForm, row: Row | undefined): Readonly<Record<string, unknown>> {
  switch (form.kind) {
    case 'numeric':
    case 'count':
    case 'survey':
      return { requirement: requirementDraft(form, row) }
    case 'qualitative':
      return {
        clauses: form.clauses.map(({ id, text, check }) => ({
          ...(row?.kind === 'qualitative' ? row.clauses.find((clause) => clause.id === id) : undefined),
          id,
          text,
          check: checkDraft(check),
        })),
      }
    case 'document':
    case 'certificate':
      return { [form.kind]: form.subject }
    case 'heading':
    case 'incident':
    case 'unknown':
      return {}
  }
}

function requirementDraft(form: RowForm, row: Row | undefined): unknown {
  if (row !== undefined && 'requirement' in row) return withLeaves(row.requirement, '', form.leaves)
  const [leaf] = form.leaves
  return {
    kind: 'level',
    quantity: leaf?.quantity,
    comparator: leaf?.comparator,
    thresholds: (leaf?.thresholds ?? []).map(thresholdDraft),
  }
}

function withLeaves(requirement: Requirement, path: string, leaves: readonly LeafForm[]): unknown {
  if ('options' in requirement) {
    const options = requirement.options.map((option, at) =>
      withLeaves(option, `${path}.${String(at)}`, leaves),
    )
    return { ...requirement, options }
  }
  const leaf = leaves.find((each) => each.path === path)
  if (leaf === undefined) return requirement
  return {
    ...requirement,
    quantity: leaf.quantity,
    ...(leaf.kind === 'level' ? { comparator: leaf.comparator } : {}),
    thresholds: leaf.thresholds.map(thresholdDraft),
  }
}

function thresholdDraft({ value, upper, tier, size, region, otherwise, check }: ThresholdForm): unknown {
  const when = {
    ...otherwise,
    ...(size === '' ? {} : { size }),
    ...(region === '' ? {} : { region }),
  }
  return {
    value: value === '' ? undefined : value,
    upper: upper === '' ? undefined : upper,
    tier: orNone(tier),
    when: Object.keys(when).length === 0 ? undefined : when,
    check: checkDraft(check),
  }
}

/** Points that change are as sure as the row that states them. */
function scoringDraft({ points }: RowForm, row: Row | undefined, check: unknown): unknown {
  const scoring = row?.scoring
  if (points === '') return undefined
  if (scoring === undefined) return { mode: 'all-or-nothing', full: { value: points, check } }
  if (row !== undefined && points === pointsOf(row)) return scoring
  return scoring.mode === 'bonus'
    ? { ...scoring, each: { value: points, check } }
    : { ...scoring, full: { value: points, check } }
}

function checkDraft({ status, confidence, sources, by, on }: CheckForm): unknown {
  if (status === '') return undefined
  return status === 'verified'
    ? { status, sources: [...sources], by: orNone(by), on: orNone(on) }
    : { status, confidence: orNone(confidence), sources: sources.length === 0 ? undefined : [...sources] }
}

function orNone<Text extends string>(text: Text): Text | undefined {
  return text === '' ? undefined : text
}
