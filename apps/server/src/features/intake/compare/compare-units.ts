import { newId } from '../../../db/id.ts'
import type { FactRow } from '../fact-row.ts'
import { judgeRows, onlyOnce, taken, type Comparison, type Reading } from './comparison.ts'
import { Faults, type JudgedRow } from './fault.ts'
import { lookupIn } from './lookup.ts'
import { nameKey } from './names.ts'
import { orderAfter } from './order-after.ts'
import { unitRow } from './sheet-row.ts'

/** Units lean on each other, so all names are taken down before any row is judged. */
export async function compareUnits(c: Comparison, reading: Reading<'units'>): Promise<JudgedRow[]> {
  const { draft, names } = c
  const take = taken(reading)
  const once = onlyOnce()
  const nextOrder = orderAfter(draft.rows('units'))
  const idOf = identify(c, reading)
  const judged = await judgeRows(c, 'units', reading, (values, faults, rowNumber) => {
    const id = idOf(values)
    once(id, 'name', faults, rowNumber)
    const before = draft.before('units', id)
    const parent = values.parent === undefined ? undefined : names.unit(values.parent)
    if (parent?.ok === false) faults.add('parent', parent.refusal)
    if (parent?.ok === true && parent.value === id) {
      faults.add('parent', { code: 'unit.parent-circular', details: { given: values.parent } })
    }
    const street = values.street === undefined ? undefined : names.street(values.street)
    if (street?.ok === false) faults.add('street', street.refusal)
    if (!faults.none()) {
      draft.restore('units', id)
      return undefined
    }
    const row: FactRow<'units'> = {
      id,
      code: take('code', values.code, before?.code),
      name: values.name,
      short_name: take('shortName', values.shortName, before?.short_name),
      kind: values.kind,
      parent_id: take('parent', parent?.ok === true ? parent.value : undefined, before?.parent_id),
      street_id: take('street', street?.ok === true ? street.value : undefined, before?.street_id),
      sort_order: values.protocolOrder ?? before?.sort_order ?? nextOrder(),
      address: take('address', values.address, before?.address),
      phone: take('phone', values.phone, before?.phone),
      remark: take('remark', values.remark, before?.remark),
    }
    const isChanged = draft.put('units', row)
    return {
      isNew: before === undefined,
      isChanged,
      before: before === undefined ? undefined : unitRow(before, lookupIn(c, 'before')),
      after: unitRow(row, lookupIn(c, 'now')),
    }
  })
  return withoutLostParents(c, reading, judged, idOf)
}

/** By name; a unit of another name with the row's code has been renamed, unless the file still has the old name. */
function identify({ draft, names }: Comparison, reading: Reading<'units'>) {
  const ids = new Map<string, string>()
  const byName = new Map([...draft.rows('units')].map((row) => [nameKey(row.name), row.id]))
  const byCode = new Map(
    [...draft.rows('units')].flatMap((row) => (row.code === null ? [] : [[row.code, row.id] as const])),
  )
  const rows = reading.rows.flatMap((row) => (row.ok ? [row.values] : []))
  const inFile = new Set(rows.flatMap(({ name }) => byName.get(nameKey(name)) ?? []))
  for (const { name, code, shortName, kind } of rows) {
    const key = nameKey(name)
    if (ids.has(key)) continue
    const renamed = code === undefined ? undefined : byCode.get(code)
    const id =
      byName.get(key) ?? (renamed !== undefined && !inFile.has(renamed) ? renamed : undefined) ?? newId()
    ids.set(key, id)
    inFile.add(id)
    const pending = {
      id,
      code: code ?? null,
      name,
      short_name: shortName ?? null,
      kind,
      parent_id: null,
      street_id: null,
      sort_order: 0,
      address: null,
      phone: null,
      remark: null,
    }
    names.addUnit(pending)
    if (draft.before('units', id) === undefined) draft.put('units', pending)
  }
  return ({ name }: { readonly name: string }) => ids.get(nameKey(name)) ?? newId()
}

/** A parent that was itself refused after its child was judged, or that leads back to the child, refuses the child. */
function withoutLostParents(
  { draft }: Comparison,
  reading: Reading<'units'>,
  judged: readonly JudgedRow[],
  idOf: (values: { readonly name: string }) => string,
): JudgedRow[] {
  const rowAt = new Map(reading.rows.map((row) => [row.rowNumber, row]))
  let rows = [...judged]
  for (let again = true; again;) {
    again = false
    rows = rows.map((row) => {
      const read = rowAt.get(row.rowNumber)
      if (row.verdict === 'wrong' || read?.ok !== true) return row
      const id = idOf(read.values)
      const lost = parentTrouble(draft, id)
      if (lost === undefined) return row
      again = true
      draft.restore('units', id)
      const faults = new Faults()
      faults.add('parent', { code: lost, details: { given: read.values.parent } })
      return { ...row, verdict: 'wrong', fields: [], faults: faults.list }
    })
  }
  return rows
}

function parentTrouble(
  draft: Comparison['draft'],
  id: string,
): 'unit.unknown' | 'unit.parent-circular' | undefined {
  const seen = new Set([id])
  for (let at = draft.row('units', id)?.parent_id ?? null; at !== null;) {
    if (seen.has(at)) return 'unit.parent-circular'
    seen.add(at)
    const parent = draft.row('units', at)
    if (parent === undefined) return 'unit.unknown'
    at = parent.parent_id
  }
  return undefined
}
