import { refuse, type Result } from '@chuangyuan/domain/result'
import { rowsOf, type Pack, type Row, type RowId } from '@chuangyuan/domain/standard/pack'
import type { PackProblem } from '@chuangyuan/domain/standard/pack-problem'

import { parsePack, type PackRefusal } from './parse-pack.ts'

/**
 * A correction of one field of a row, by the dotted path that comparisons and lines use. No value takes the
 * field away. An empty path puts a whole row in place of the old one: so a row not read becomes one that is.
 */
export interface RowEdit {
  readonly row: RowId
  readonly field: string
  readonly value: unknown
}

/**
 * The pack with an office's corrections, as its next version. It is checked like any pack from outside, so a
 * correction that breaks it names row and field. Ids stay: what a district holds hangs on them.
 */
export function revisePack(pack: Pack, edits: readonly RowEdit[]): Result<Pack, PackRefusal> {
  const draft = structuredClone(pack)
  const rows = new Map(rowsOf(draft).map(({ row }) => [row.id, row]))
  const problems = edits.flatMap(({ row, field, value }): readonly PackProblem[] => {
    const found = rows.get(row)
    const at = { row, field, path: '' }
    if (found === undefined) return [{ code: 'pack.row-unknown', ...at, found: row }]
    const steps = field.split('.')
    if (field === '') {
      return replace(found, structuredClone(value)) ? [] : [{ code: 'pack.id-fixed', ...at }]
    }
    if (steps.includes('id') || field === 'kind' || steps[0] === 'rows')
      return [{ code: 'pack.id-fixed', ...at }]
    return set(found, steps, structuredClone(value)) ? [] : [{ code: 'pack.field-not-found', ...at }]
  })
  if (problems.length > 0) return refuse({ code: 'pack.invalid', problems })
  return parsePack({ ...draft, version: pack.version + 1 })
}

/** In place, so that whatever else has been corrected around it stays. The id is the old one's. */
function replace(row: Row, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('id' in value) || value.id !== row.id) return false
  for (const key of Object.keys(row)) Reflect.deleteProperty(row, key)
  Object.assign(row, value)
  return true
}

/** Sets a member deep inside; entries of a list are found by their id or, where they have none, their index. */
function set(target: object, [step, ...rest]: readonly string[], value: unknown): boolean {
  if (step === undefined || step === '__proto__') return false
  const key = Array.isArray(target) ? placeIn(target, step) : step
  if (key === undefined) return false
  if (rest.length > 0) {
    const inner: unknown = Reflect.get(target, key)
    return typeof inner === 'object' && inner !== null && set(inner, rest, value)
  }
  if (Array.isArray(target) && value === undefined) {
    target.splice(Number(key), 1)
    return true
  }
  return value === undefined ? Reflect.deleteProperty(target, key) : Reflect.set(target, key, value)
}

/** One past the end is where an entry can be added. */
function placeIn(list: readonly unknown[], step: string): string | undefined {
  const named = list.findIndex(
    (each) => typeof each === 'object' && each !== null && 'id' in each && each.id === step,
  )
  if (named >= 0) return String(named)
  return /^\d+$/.test(step) && Number(step) <= list.length ? step : undefined
}
