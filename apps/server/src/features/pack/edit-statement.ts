import type { Row } from '@chuangyuan/domain/standard/pack'
import {
  checkColumns,
  checkOf,
  refuseOthers,
  touchesCheck,
  type Draft,
  type Fault,
  type LineEdit,
} from './line-edit.ts'
import { setMember } from './set-member.ts'
import { faultText } from './texts.ts'
import { leafAt } from './workbook-lines.ts'
import { lineKinds, type LineColumn, type LineKind } from './workbook-sheets.ts'

const takenBy: Readonly<Record<Exclude<LineKind, 'row'>, readonly LineColumn[]>> = {
  threshold: ['value', 'upper', 'tiers', 'size', 'region', 'quantity', 'comparator', ...checkColumns],
  allowance: ['value', ...checkColumns],
  years: ['value'],
  clause: ['name', 'number', 'tiers', 'veto', ...checkColumns],
  points: ['value', ...checkColumns],
  deduction: ['name', 'value', ...checkColumns],
  'look-back': ['value', ...checkColumns],
  evidence: ['name', ...checkColumns],
}

/** Lines of a list from which one can be taken away. */
const removable: readonly LineKind[] = ['threshold', 'clause', 'evidence']

/** Writes the changed cells of a statement's line into the draft of its row. */
export function editStatement(draft: Draft, row: Row, edit: LineEdit, fault: Fault): void {
  const { now, changed } = edit
  const { part = '' } = now
  const line = lineKinds.find((kind) => kind === now.line)
  if (line === undefined || line === 'row') return
  refuseOthers(edit, takenBy[line], faultText.readOnly, fault)
  // Where the value stands, and the entry of a list that it belongs to.
  const entry = part.replace(/\.(value|text|change|years)$/, '')
  const set = (path: string, value: unknown) => {
    if (!setMember(draft, path, value)) fault(edit, 'part', faultText.partUnknown)
  }
  if (now.remove === true) {
    if (removable.includes(line)) set(entry, undefined)
    else fault(edit, 'remove', faultText.notRemovable)
    return
  }
  if (changed.has('value')) {
    if (now.value === undefined) fault(edit, 'value', faultText.valueMissing)
    else set(part, now.value)
  }
  if (changed.has('name')) editName(edit, entry, set, fault)
  if (touchesCheck(edit)) set(line === 'look-back' ? 'lookBack.check' : `${entry}.check`, checkOf(now))
  if (line === 'clause') {
    if (changed.has('number')) set(`${entry}.number`, now.number)
    if (changed.has('tiers')) set(`${entry}.tiers`, now.tiers)
    if (changed.has('veto')) set(`${entry}.veto`, now.veto === true ? { check: draft['check'] } : undefined)
  }
  if (line === 'threshold') editThreshold(row, edit, entry, set, fault)
}

type Set = (path: string, value: unknown) => void

function editName(edit: LineEdit, entry: string, set: Set, fault: Fault): void {
  const { line, name } = edit.now
  if (name === undefined) fault(edit, 'name', faultText.nameMissing)
  else if (line === 'deduction') set(`${entry.replace(/\.points$/, '')}.name`, name)
  else set(`${entry}.text`, name)
}

function editThreshold(row: Row, edit: LineEdit, entry: string, set: Set, fault: Fault): void {
  const { now, changed } = edit
  if (changed.has('upper')) set(`${entry}.upper`, now.upper)
  if (changed.has('tiers')) {
    if ((now.tiers?.length ?? 0) > 1) fault(edit, 'tiers', faultText.oneTier)
    set(`${entry}.tier`, now.tiers?.[0])
  }
  const leaf = leafAt(row, edit.now.part ?? '')
  if (changed.has('size') || changed.has('region')) {
    const at = Number(entry.split('.').at(-1))
    const { size: _size, region: _region, ...others } = leaf?.requirement.thresholds[at]?.when ?? {}
    const when = { ...others, ...conditionOf(edit) }
    set(`${entry}.when`, Object.keys(when).length === 0 ? undefined : when)
  }
  if (leaf === undefined) return
  for (const column of ['quantity', 'comparator'] as const) {
    if (!changed.has(column)) continue
    if (now[column] === undefined) fault(edit, column, faultText.quantityMissing)
    else set(`${leaf.path}.${column}`, now[column])
  }
}

function conditionOf({ now: { size, region } }: LineEdit): Draft {
  return { ...(size === undefined ? {} : { size }), ...(region === undefined ? {} : { region }) }
}

/** Adds what a new line states to the draft of its row. */
export function addStatement(draft: Draft, edit: LineEdit, fault: Fault): void {
  const { line, part, name, value } = edit.now
  const isShort = part !== undefined && !part.includes('.')
  if (!isShort) {
    fault(edit, 'part', part === undefined ? faultText.partMissing : faultText.partUnknown)
    return
  }
  switch (line) {
    case 'clause':
    case 'evidence': {
      if (line === 'clause' && draft['kind'] !== 'qualitative') break
      if (name === undefined) fault(edit, 'name', faultText.nameMissing)
      const { number, tiers, veto } = edit.now
      const check = checkOf(edit.now)
      const clause = {
        id: part,
        number,
        text: name,
        tiers,
        veto: veto === true ? { check: draft['check'] } : undefined,
        check,
      }
      append(
        draft,
        line === 'clause' ? 'clauses' : 'evidence',
        line === 'clause' ? clause : { id: part, text: name, check },
      )
      return
    }
    case 'points':
      if (draft['scoring'] !== undefined) break
      if (value === undefined) fault(edit, 'value', faultText.valueMissing)
      draft['scoring'] = {
        mode: 'all-or-nothing',
        full: { value, check: checkOf(edit.now) ?? draft['check'] },
      }
      return
    case 'threshold':
      if (addThreshold(draft, edit, fault)) return
      break
    default:
      break
  }
  fault(edit, 'line', faultText.notHere)
}

function addThreshold(draft: Draft, edit: LineEdit, fault: Fault): boolean {
  const { value, upper, tiers, quantity, comparator } = edit.now
  if (!['numeric', 'count', 'survey'].includes(String(draft['kind']))) return false
  if (value === undefined) fault(edit, 'value', faultText.valueMissing)
  if ((tiers?.length ?? 0) > 1) fault(edit, 'tiers', faultText.oneTier)
  const when = conditionOf(edit)
  const threshold = {
    value,
    upper,
    tier: tiers?.[0],
    when: Object.keys(when).length === 0 ? undefined : when,
    check: checkOf(edit.now),
  }
  if (draft['requirement'] === undefined) {
    if (quantity === undefined) fault(edit, 'quantity', faultText.quantityMissing)
    draft['requirement'] = {
      kind: 'level',
      quantity,
      comparator: comparator ?? 'at-least',
      thresholds: [threshold],
    }
    return true
  }
  const { requirement } = draft
  return (
    typeof requirement === 'object' && requirement !== null && append(requirement, 'thresholds', threshold)
  )
}

/** False where the requirement has alternatives, and so no list of its own. */
function append(target: object, key: 'clauses' | 'evidence' | 'thresholds', entry: unknown): boolean {
  const list: unknown = Reflect.get(target, key)
  if (list === undefined && key === 'evidence') return Reflect.set(target, key, [entry])
  if (!Array.isArray(list)) return false
  list.push(entry)
  return true
}
