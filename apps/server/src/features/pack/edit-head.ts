import { applicantKinds, type ApplicantKind } from '@chuangyuan/domain/standard/applicant'
import { evaluationMethods } from '@chuangyuan/domain/standard/evaluation'
import { unitKinds } from '@chuangyuan/domain/standard/unit-kinds'
import {
  checkColumns,
  checkOf,
  refuseOthers,
  touchesCheck,
  type Draft,
  type Fault,
  type LineEdit,
} from './line-edit.ts'
import { applicantLabels, faultText, methodLabels } from './texts.ts'
import type { LineColumn } from './workbook-sheets.ts'

const taken: readonly LineColumn[] = [
  'number',
  'name',
  'kind',
  'subject',
  'tiers',
  'veto',
  'gate',
  'excluded',
  'methods',
  'lead',
  'assisting',
  'document',
  'place',
  'standsFor',
  'note',
  ...checkColumns,
]

/** Writes the changed cells of a row's own line into its draft. */
export function editHead(draft: Draft, edit: LineEdit, fault: Fault): void {
  const { now, was, changed } = edit
  refuseOthers(
    edit,
    was === undefined ? [...taken, 'id', 'line', 'parent'] : taken,
    faultText.readOnly,
    fault,
  )
  for (const field of ['number', 'name', 'note', 'standsFor', 'tiers'] as const) {
    if (changed.has(field)) draft[field] = now[field]
  }
  if (now.name === undefined) fault(edit, 'name', faultText.nameMissing)
  if (changed.has('document') || changed.has('place')) {
    const clause = { document: now.document ?? '', place: now.place ?? '' }
    draft['clause'] = now.document === undefined && now.place === undefined ? undefined : clause
  }
  if (touchesCheck(edit)) draft['check'] = checkOf(now)
  const marks = { veto: 'veto', gate: 'entryGate' } as const
  for (const column of ['veto', 'gate'] as const) {
    if (changed.has(column))
      draft[marks[column]] = now[column] === true ? { check: draft['check'] } : undefined
  }
  if (changed.has('kind')) changeKind(draft, edit, fault)
  if (changed.has('subject') && !changed.has('kind')) {
    if (now.kind === 'document' || now.kind === 'certificate') draft[now.kind] = now.subject
    else fault(edit, 'subject', faultText.readOnly)
  }
  if (changed.has('methods')) draft['methods'] = valuesOf(edit, 'methods', methodNames, fault)
  if (changed.has('lead') || changed.has('assisting')) {
    const lead = valuesOf(edit, 'lead', unitNames, fault)
    const assisting = valuesOf(edit, 'assisting', unitNames, fault)
    const duty = { ...asObject(draft['duty']), lead: lead ?? [], assisting }
    draft['duty'] = lead === undefined && assisting === undefined ? undefined : duty
  }
}

function changeKind(draft: Draft, edit: LineEdit, fault: Fault): void {
  const { kind, subject } = edit.now
  if (kind === undefined) {
    fault(edit, 'kind', faultText.kindMissing)
    return
  }
  if (edit.was !== undefined && edit.was.kind !== 'unknown') {
    fault(edit, 'kind', faultText.kindFixed)
    return
  }
  if (kind === 'incident' || (kind === 'heading' && edit.was !== undefined)) {
    fault(edit, 'kind', faultText.kindInPage)
    return
  }
  draft['kind'] = kind
  if (kind !== 'unknown') delete draft['standsFor']
  if (kind === 'qualitative') draft['clauses'] = []
  if (kind === 'document' || kind === 'certificate') draft[kind] = subject
}

/** The kinds of applicant that the line says are spared this row. */
export function sparedOf(edit: LineEdit, fault: Fault): readonly ApplicantKind[] {
  const kinds = valuesOf(edit, 'excluded', applicantNames, fault) ?? []
  return applicantKinds.filter((kind) => kinds.includes(kind))
}

const methodNames = new Map(evaluationMethods.map((method) => [methodLabels[method], method]))
const unitNames = new Map(Object.entries(unitKinds).map(([kind, label]) => [label, kind]))
const applicantNames = new Map(applicantKinds.map((kind) => [applicantLabels[kind], kind]))

function valuesOf(
  edit: LineEdit,
  column: 'methods' | 'lead' | 'assisting' | 'excluded',
  names: ReadonlyMap<string, string>,
  fault: Fault,
): readonly string[] | undefined {
  const labels = edit.now[column]
  if (labels === undefined) return undefined
  const unknown = labels.filter((label) => !names.has(label))
  if (unknown.length > 0) fault(edit, column, faultText.labelUnknown(unknown, [...names.keys()]))
  return labels.map((label) => names.get(label)).filter((value) => value !== undefined)
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}
