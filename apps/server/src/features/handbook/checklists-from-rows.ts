import type { Checklist, ChecklistEntry } from '@chuangyuan/domain/handbook/handbook'
import { itemsOf, siteKindsOf } from './cell-words.ts'
import type { Fault, GoodRow, Origin } from './row-origin.ts'
import { faultText } from './texts.ts'
import type { EntryValues } from './workbook-sheets.ts'

type Row = GoodRow<EntryValues>

/** The checklists after the rows of the workbook. A checklist that has no line left is gone. */
export function checklistsFrom(
  before: readonly Checklist[],
  rows: readonly Row[],
  fault: Fault,
): { readonly drafts: readonly unknown[]; readonly origins: readonly Origin[] } {
  const byChecklist = Map.groupBy(rows, ({ values }) => values.checklist)
  const byId = new Map(rows.map((row) => [row.values.id, row]))
  const ids = new Set([...before.map(({ id }) => id), ...byChecklist.keys()])
  const drafts = [...ids].flatMap((id): readonly unknown[] => {
    const old = before.find((checklist) => checklist.id === id)
    const own = byChecklist.get(id) ?? []
    const entries = entriesOf(old?.entries ?? [], own, byId, fault)
    return entries.length === 0 ? [] : [{ ...headOf(id, old, own, fault), entries }]
  })
  const origins = [
    ...rows.map(
      ({ values, rowNumber }) => ({ list: 'entries', row: values.id, sheet: 'entries', rowNumber }) as const,
    ),
    ...[...byChecklist].map(
      ([id, [first]]) =>
        ({ list: 'checklists', row: id, sheet: 'entries', rowNumber: first?.rowNumber ?? 0 }) as const,
    ),
  ]
  return { drafts, origins }
}

/** Name and site kinds stand in any row of the checklist; empty cells change nothing. */
function headOf(id: string, old: Checklist | undefined, rows: readonly Row[], fault: Fault) {
  const named = rows.filter(({ values }) => values.checklistName !== undefined)
  const placed = rows.filter(({ values }) => values.siteKinds !== undefined)
  for (const [said, column] of [
    [named, 'checklistName'],
    [placed, 'siteKinds'],
  ] as const) {
    const differing = said.find(({ values }) => String(values[column]) !== String(said[0]?.values[column]))
    if (differing !== undefined) {
      fault('entries', { rowNumber: differing.rowNumber, id }, column, faultText.checklistDiffers)
    }
  }
  const [first] = placed
  const siteKinds =
    first === undefined
      ? (old?.siteKinds ?? [])
      : siteKindsOf(first.values.siteKinds, (reason) => {
          fault('entries', { rowNumber: first.rowNumber, id }, 'siteKinds', reason)
        })
  return { id, name: named[0]?.values.checklistName ?? old?.name, siteKinds }
}

/** Lines keep their order; what is new, or comes from another checklist, stands at the end. */
function entriesOf(
  old: readonly ChecklistEntry[],
  own: readonly Row[],
  byId: ReadonlyMap<string, Row>,
  fault: Fault,
): readonly unknown[] {
  const kept = old.flatMap((entry): readonly unknown[] => {
    const row = byId.get(entry.id)
    if (row === undefined) return [entry]
    return own.includes(row) && row.values.remove !== true ? [entryOf(row, fault)] : []
  })
  const known = new Set(old.map(({ id }) => id))
  const added = own.filter(({ values: { id, remove } }) => !known.has(id) && remove !== true)
  return [...kept, ...added.map((row) => entryOf(row, fault))]
}

function entryOf({ values, rowNumber }: Row, fault: Fault): unknown {
  const { id, text, kind, source, status } = values
  const items = itemsOf(values.items, (reason) => {
    fault('entries', { rowNumber, id }, 'items', reason)
  })
  return { id, text, kind, ...(values.items === undefined ? {} : { items }), source, status }
}
