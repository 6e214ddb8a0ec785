import type { PackCorrection } from '@chuangyuan/domain/standard/correct-pack'
import { findRow, rowsOf, type Pack } from '@chuangyuan/domain/standard/pack'
import { editHead, sparedOf } from './edit-head.ts'
import { addStatement, editStatement } from './edit-statement.ts'
import { checkOf, type Draft, type Fault, type LineEdit } from './line-edit.ts'
import { faultText } from './texts.ts'

/** What the changed lines of a workbook make of a pack. Lines that are missing change nothing. */
export function correctionFromLines(pack: Pack, edits: readonly LineEdit[], fault: Fault): PackCorrection {
  const byRow = Map.groupBy(
    edits.filter(({ was, changed }) => was === undefined || changed.size > 0),
    ({ now }) => now.id,
  )
  const drafts = [...byRow].map(([id, of]) => draftOf(pack, byRow, id, of, fault))
  const removed = [...byRow.values()].flatMap((of) =>
    of.filter(({ now }) => now.line === 'row' && now.remove === true).map(({ now }) => now.id),
  )
  return {
    removed,
    changed: drafts.flatMap((each) =>
      each?.under === undefined ? (each?.row === undefined ? [] : [each.row]) : [],
    ),
    added: drafts.flatMap((each) =>
      each?.under === undefined ? [] : [{ under: each.under, row: each.row }],
    ),
    excludes: excludesOf(pack, edits, fault),
  }
}

type RowEdits = ReadonlyMap<string, readonly LineEdit[]>

function draftOf(pack: Pack, all: RowEdits, id: string, edits: readonly LineEdit[], fault: Fault) {
  const row = findRow(pack, id)
  const head = edits.find(({ now }) => now.line === 'row')
  if (head?.now.remove === true) {
    if (row === undefined) fault(head, 'id', faultText.rowUnknown)
    return undefined
  }
  if (row === undefined && head === undefined) {
    for (const edit of edits) fault(edit, 'id', faultText.rowUnknown)
    return undefined
  }
  const draft: Draft =
    row === undefined
      ? { id, check: head === undefined ? undefined : checkOf(head.now) }
      : { ...structuredClone(row) }
  if (head !== undefined) editHead(draft, head, fault)
  const statements = edits.filter((edit) => edit !== head)
  // Taken away last and from the end, so that the places of the others stay what the workbook says.
  const order = (edit: LineEdit) => (edit.was === undefined ? 1 : edit.now.remove === true ? 2 : 0)
  for (const edit of statements.toReversed().toSorted((a, b) => order(a) - order(b))) {
    if (edit.was !== undefined && row !== undefined) editStatement(draft, row, edit, fault)
  }
  for (const edit of statements) if (edit.was === undefined) addStatement(draft, edit, fault)
  const ready = { ...draft, id, kind: String(draft['kind']) }
  if (row !== undefined) return { row: ready, under: undefined }
  const parent = head?.now.parent
  const known =
    parent !== undefined &&
    (findRow(pack, parent)?.kind === 'heading' ||
      all.get(parent)?.some(({ now }) => now.line === 'row' && now.kind === 'heading') === true)
  if (head !== undefined && !known) fault(head, 'parent', faultText.parentUnknown)
  return { row: ready, under: parent ?? '' }
}

function excludesOf(pack: Pack, edits: readonly LineEdit[], fault: Fault): PackCorrection['excludes'] {
  const heads = edits.filter(
    ({ now, was, changed }) => now.line === 'row' && (was === undefined || changed.has('excluded')),
  )
  const spared = new Map(heads.map((edit) => [edit.now.id, sparedOf(edit, fault)]))
  const ruled = pack.applicants.map(({ kind }) => kind)
  for (const edit of heads) {
    const without = (spared.get(edit.now.id) ?? []).filter((kind) => !ruled.includes(kind))
    if (without.length > 0) fault(edit, 'excluded', faultText.applicantUnknown(without))
  }
  const order = rowsOf(pack).map(({ row }) => row.id)
  return pack.applicants.flatMap(({ kind, excludes }) => {
    const kept = excludes.filter((id) => spared.get(id)?.includes(kind) ?? true)
    const added = [...spared]
      .filter(([id, kinds]) => kinds.includes(kind) && !excludes.includes(id))
      .map(([id]) => id)
      .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
    return kept.length === excludes.length && added.length === 0
      ? []
      : [{ kind, excludes: [...kept, ...added] }]
  })
}
