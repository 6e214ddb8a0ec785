import { parseDay } from '@chuangyuan/domain/day'
import type { Condition, Range } from '@chuangyuan/domain/standard/applicant'
import type { Check } from '@chuangyuan/domain/standard/check'
import { quantityOf, rowsOf, type Heading, type Pack, type Row } from '@chuangyuan/domain/standard/pack'
import type { GapRequirement, LevelRequirement, Requirement } from '@chuangyuan/domain/standard/requirement'
import { units } from '@chuangyuan/domain/standard/unit'
import { unitKinds } from '@chuangyuan/domain/standard/unit-kinds'
import { statementsOf, type Statement } from '@chuangyuan/domain/standard/statements'
import { applicantLabels, methodLabels } from './texts.ts'
import type { LineKind, LineValues, QuantityValues, SourceValues } from './workbook-sheets.ts'

type Line = Partial<LineValues> & { readonly id: string; readonly line: LineKind }

/** A pack as the lines of its workbook, in printed order: each row, what it states, and its evidence. */
export function linesOf(pack: Pack): readonly Line[] {
  return rowsOf(pack).flatMap(({ row, under }) => [
    headLine(pack, row, under.at(-1)),
    ...statementsOf(pack, row).map((statement) => statementLine(pack, row, statement)),
    ...(row.evidence ?? []).map((rule): Line => ({
      id: row.id,
      line: 'evidence',
      part: `evidence.${rule.id}`,
      name: rule.text,
      ...checkCells(rule.check),
    })),
  ])
}

function headLine(pack: Pack, row: Row, parent: Heading | undefined): Line {
  const spared = pack.applicants.filter(({ excludes }) => excludes.includes(row.id))
  return {
    id: row.id,
    line: 'row',
    number: row.number,
    name: row.name,
    kind: row.kind,
    parent: parent?.id,
    subject: subjectOf(row),
    tiers: listed(row.tiers),
    veto: row.veto === undefined ? undefined : true,
    gate: row.entryGate === undefined ? undefined : true,
    excluded: listed(spared.map(({ kind }) => applicantLabels[kind])),
    methods: listed(row.methods?.map((method) => methodLabels[method])),
    lead: listed(row.duty?.lead.map((kind) => unitKinds[kind])),
    assisting: listed(row.duty?.assisting?.map((kind) => unitKinds[kind])),
    document: row.clause?.document,
    place: row.clause?.place,
    standsFor: row.kind === 'unknown' ? row.standsFor : undefined,
    note: row.note,
    ...checkCells(row.check),
  }
}

function subjectOf(row: Row): string | undefined {
  switch (row.kind) {
    case 'certificate':
      return row.certificate
    case 'document':
      return row.document
    default:
      return undefined
  }
}

function statementLine(pack: Pack, row: Row, statement: Statement): Line {
  const { kind, field, value, unit, comparator, tier, when } = statement
  const leaf = leafAt(row, field)
  const clause = clauseAt(row, field)
  const head = { id: row.id, line: kind, part: field } as const
  if (clause !== undefined) {
    return {
      ...head,
      number: clause.number,
      name: clause.text,
      tiers: listed(clause.tiers),
      veto: clause.veto === undefined ? undefined : true,
      ...checkCells(clause.check),
    }
  }
  return {
    ...head,
    name: nameOf(pack, row, statement),
    quantity: leaf?.requirement.quantity,
    comparator: leaf?.requirement.kind === 'gap' ? undefined : comparator,
    value: typeof value === 'number' ? value : undefined,
    upper: upperAt(leaf, field),
    unit: unit === undefined ? undefined : units[unit].symbol,
    tiers: tier === undefined ? undefined : [tier],
    size: when?.size,
    region: when?.region,
    otherwise: otherwise(leaf, when),
    ...checkCells(ownCheck(row, statement)),
  }
}

/** A statement that has no check of its own shows none: it follows its row. */
function ownCheck(row: Row, { check, checkField }: Statement): Check | undefined {
  return checkField === 'check' || check === row.check ? undefined : check
}

function nameOf(pack: Pack, row: Row, { kind, field }: Statement): string | undefined {
  if (kind === 'deduction' && row.scoring?.mode === 'deduction') {
    return row.scoring.deductions.find(({ id }) => field === `scoring.deductions.${id}.points.value`)?.name
  }
  const leaf = leafAt(row, field)
  return leaf === undefined ? undefined : quantityOf(pack, leaf.requirement.quantity)?.name
}

/** A requirement with thresholds, and where it stands in its row: `requirement.options.1`. */
export interface Leaf {
  readonly path: string
  readonly requirement: LevelRequirement | GapRequirement
}

export function leavesOf(row: Row): readonly Leaf[] {
  return 'requirement' in row ? leavesBelow(row.requirement, 'requirement') : []
}

function leavesBelow(requirement: Requirement, path: string): readonly Leaf[] {
  switch (requirement.kind) {
    case 'any-of':
    case 'all-of':
      return requirement.options.flatMap((option, at) => leavesBelow(option, `${path}.options.${String(at)}`))
    case 'level':
    case 'gap':
      return [{ path, requirement }]
    case 'trend':
    case 'benchmark':
      return []
  }
}

export function leafAt(row: Row, field: string): Leaf | undefined {
  return leavesOf(row).find(
    ({ path }) => field.startsWith(`${path}.thresholds.`) || field.startsWith(`${path}.allowances.`),
  )
}

function clauseAt(row: Row, field: string) {
  const clauses = row.kind === 'qualitative' ? row.clauses : []
  return clauses.find(({ id }) => field === `clauses.${id}.text`)
}

function upperAt(leaf: Leaf | undefined, field: string): number | undefined {
  return leaf?.requirement.thresholds.find((_, at) => field === `${leaf.path}.thresholds.${String(at)}.value`)
    ?.upper
}

/** What a line shows of its requirement and does not let be edited. */
function otherwise(leaf: Leaf | undefined, when: Condition | undefined): string | undefined {
  const requirement = leaf?.requirement
  const said = [
    requirement?.kind === 'gap' ? '各区最大差距' : undefined,
    requirement?.kind === 'level' && requirement.scope?.of === 'every-zone' ? '各区最低值' : undefined,
    ...(when === undefined ? [] : conditionText(when)),
  ].filter((part) => part !== undefined)
  return said.length === 0 ? undefined : said.join('；')
}

function conditionText(when: Condition) {
  return [
    when.kind?.map((each) => applicantLabels[each]).join('、'),
    rangeText('人均建设用地', when.landPerHead),
    rangeText('年降水量', when.rainfall),
    rangeText('历史文化街区占比', when.historicShare),
    when.build?.join('、'),
    when.builtBefore === undefined ? undefined : `建成早于 ${when.builtBefore}`,
    when.builtFrom === undefined ? undefined : `建成不早于 ${when.builtFrom}`,
  ]
}

function rangeText(name: string, range: Range | undefined): string | undefined {
  if (range === undefined) return undefined
  const bounds = [
    ['≥', range.atLeast],
    ['>', range.moreThan],
    ['≤', range.atMost],
    ['<', range.lessThan],
  ] as const
  const stated = bounds.flatMap(([sign, value]) => (value === undefined ? [] : [`${sign}${String(value)}`]))
  return `${name}${stated.join('且')}`
}

export function quantityLines({ quantities }: Pack): readonly QuantityValues[] {
  return quantities.map(({ id, name, unit, definition, decimals, formula, check }) => ({
    id,
    name,
    unit,
    definition,
    decimals,
    formula: formula?.expression,
    ...checkCells(check),
  }))
}

export function sourceLines({ sources }: Pack): readonly SourceValues[] {
  return sources.map(({ id, title, kind, address, note }) => ({ id, title, kind, address, note }))
}

function checkCells(check: Check | undefined) {
  return {
    status: check?.status,
    confidence: check?.status === 'unverified' ? check.confidence : undefined,
    sources: listed(check?.sources),
    by: check?.status === 'verified' ? check.by : undefined,
    on: check?.status === 'verified' && check.on !== undefined ? parseDay(check.on) : undefined,
  }
}

function listed(list: readonly string[] | undefined): readonly string[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list
}
