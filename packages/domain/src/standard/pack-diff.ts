import { rowsOf, type Item, type Pack, type Row, type RowId } from './pack.ts'

/** A field that differs between two versions, as a dotted path into the row. Absent values are undefined. */
export interface FieldChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** A row and the row that takes its place. They have one id between versions of an edition, two between editions. */
export interface RowPair {
  readonly before: RowId
  readonly after: RowId
}

export interface RowChange extends RowPair {
  readonly fields: readonly FieldChange[]
}

export interface PackDiff {
  readonly added: readonly RowId[]
  readonly removed: readonly RowId[]
  readonly changed: readonly RowChange[]
  readonly unchanged: readonly RowPair[]
  /** Quantities whose definition, unit or formula differs. */
  readonly quantities: readonly { readonly quantity: string; readonly fields: readonly FieldChange[] }[]
  /** What differs in the pack as a whole: tiers, size classes, outcome, what applicants are spared. */
  readonly whole: readonly FieldChange[]
}

/**
 * Pairs the rows of two packs: by id between versions of one edition, by the mapping between editions.
 * One row may have several heirs, and several rows one.
 */
export function pairRows(before: Pack, after: Pack): readonly RowPair[] {
  const known = new Set(rowsOf(before).map(({ row }) => row.id))
  return rowsOf(after).flatMap(({ row }) =>
    before.id === after.id
      ? known.has(row.id)
        ? [{ before: row.id, after: row.id }]
        : []
      : (row.replaces ?? [])
          .filter(({ pack, row: old }) => pack === before.id && known.has(old))
          .map(({ row: old }) => ({ before: old, after: row.id })),
  )
}

export function diffPacks(before: Pack, after: Pack): PackDiff {
  const pairs = pairRows(before, after)
  const olds = new Map(rowsOf(before).map(({ row }) => [row.id, row]))
  const news = new Map(rowsOf(after).map(({ row }) => [row.id, row]))
  const compared = pairs.flatMap((pair) => {
    const old = olds.get(pair.before)
    const now = news.get(pair.after)
    return old === undefined || now === undefined
      ? []
      : [{ ...pair, fields: changesBetween(own(old), own(now)) }]
  })
  const paired = {
    before: new Set(pairs.map((pair) => pair.before)),
    after: new Set(pairs.map((pair) => pair.after)),
  }
  // Headings of another edition are a new order of the same things, not rows that came or went.
  const counted = ({ row }: { readonly row: Row }) => before.id === after.id || row.kind !== 'heading'
  return {
    added: rowsOf(after)
      .filter((each) => counted(each) && !paired.after.has(each.row.id))
      .map(({ row }) => row.id),
    removed: rowsOf(before)
      .filter((each) => counted(each) && !paired.before.has(each.row.id))
      .map(({ row }) => row.id),
    changed: compared.filter(({ fields }) => fields.length > 0),
    unchanged: compared
      .filter(({ fields }) => fields.length === 0)
      .map((pair) => ({ before: pair.before, after: pair.after })),
    quantities: after.quantities.flatMap((quantity) => {
      const old = before.quantities.find(({ id }) => id === quantity.id)
      const fields = old === undefined ? [] : changesBetween(old, quantity)
      return fields.length === 0 ? [] : [{ quantity: quantity.id, fields }]
    }),
    whole: changesBetween(aboutWhole(before), aboutWhole(after)),
  }
}

/** What the row says for itself: not the rows beneath, which are compared on their own, nor its ancestry. */
function own(row: Row): unknown {
  const { id: _id, replaces: _replaces, ...rest } = row
  return 'rows' in rest ? { ...rest, rows: undefined } : rest
}

function aboutWhole({ tiers, sizes, applicants, outcome }: Pack): unknown {
  return { tiers, sizes, applicants, outcome }
}

/** The leaves that differ. Lists whose entries carry an id are compared by it, so that an insertion is one change. */
export function changesBetween(before: unknown, after: unknown, path = ''): readonly FieldChange[] {
  const olds = members(before)
  const news = members(after)
  if (olds === undefined || news === undefined) {
    return Object.is(before, after) ? [] : [{ field: path, before, after }]
  }
  const keys = [...new Set([...olds.keys(), ...news.keys()])]
  return keys.flatMap((key) =>
    changesBetween(olds.get(key), news.get(key), path === '' ? key : `${path}.${key}`),
  )
}

function members(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value
    const ids = list.map(idOf)
    const named = ids.every((id) => id !== undefined) && new Set(ids).size === ids.length
    return new Map(list.map((each, index) => [named ? String(ids[index]) : String(index), each]))
  }
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined
}

function idOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined
  return typeof value.id === 'string' ? value.id : undefined
}

/** The parts of a row on which an answer or a figure depends. A better source or a new number in print is not one. */
export function demandOf(row: Item): unknown {
  switch (row.kind) {
    case 'numeric':
    case 'count':
    case 'survey':
      return withoutChecks(row.requirement)
    case 'qualitative':
      return withoutChecks(row.clauses)
    case 'incident':
      return withoutChecks([row.incidents, row.lookBack])
    case 'certificate':
      return [row.certificate, row.grades, row.heldYears]
    case 'document':
      return row.document
    case 'unknown':
      return null
  }
}

/** Checks and vetoes say how sure and how grave a demand is, not what it is. */
export function withoutChecks(value: unknown): unknown {
  const inner = members(value)
  if (inner === undefined) return value
  const kept = [...inner].filter(([key]) => key !== 'check' && key !== 'veto')
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutChecks(each)]))
}
