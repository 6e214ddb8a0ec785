import type { Pack, Row, RowId } from './pack.ts'

/** A row as somebody typed it. Whether it is one, the check of the whole corrected pack says. */
export interface RowDraft {
  readonly id: string
  readonly kind: string
  readonly [field: string]: unknown
}

export interface IdentifiedDraft {
  readonly id: string
  readonly [field: string]: unknown
}

/**
 * What an office changes in a pack: whole rows by id, so that a field can also be taken away. A heading keeps
 * the rows below it. Sources and quantities are replaced by id or added.
 */
export interface PackCorrection {
  readonly changed?: readonly RowDraft[] | undefined
  /** New rows, at the end of the heading `under`; absent: of the pack. */
  readonly added?: readonly { readonly under?: RowId | undefined; readonly row: RowDraft }[] | undefined
  readonly removed?: readonly RowId[] | undefined
  readonly sources?: readonly IdentifiedDraft[] | undefined
  readonly quantities?: readonly IdentifiedDraft[] | undefined
  /** For each kind of applicant that the pack knows: the rows it is spared. */
  readonly excludes?: readonly { readonly kind: string; readonly excludes: readonly RowId[] }[] | undefined
}

/** The corrected text, still to be checked: nothing in a correction is believed before. */
export function correctPack(pack: Pack, correction: PackCorrection, version: number): unknown {
  const { changed = [], added = [], removed = [], excludes = [] } = correction
  const changes = new Map(changed.map((row) => [row.id, row]))
  const gone = new Set(removed)
  const under = (heading: RowId | undefined) =>
    added.filter((each) => each.under === heading).map(({ row }) => withAdded(row))
  // A heading that is itself new may hold new rows.
  const withAdded = (row: RowDraft): unknown =>
    row.kind === 'heading' ? { ...row, rows: under(row.id) } : row
  const corrected = (rows: readonly Row[]): readonly unknown[] =>
    rows
      .filter(({ id }) => !gone.has(id))
      .map((row) => {
        const head = changes.get(row.id) ?? row
        const below = row.kind === 'heading' ? row.rows : []
        if (head.kind !== 'heading') return head
        return { ...head, rows: [...corrected(below), ...under(row.id)] }
      })
  return {
    ...pack,
    version,
    applicants: pack.applicants.map((rule) => ({
      ...rule,
      excludes: (excludes.find(({ kind }) => kind === rule.kind)?.excludes ?? rule.excludes).filter(
        (id) => !gone.has(id),
      ),
    })),
    quantities: merged(pack.quantities, correction.quantities ?? []),
    sources: merged(pack.sources, correction.sources ?? []),
    rows: [...corrected(pack.rows), ...under(undefined)],
  }
}

function merged(
  known: readonly { readonly id: string }[],
  drafts: readonly IdentifiedDraft[],
): readonly unknown[] {
  const ids = new Set(known.map(({ id }) => id))
  return [
    ...known.map((each) => drafts.find(({ id }) => id === each.id) ?? each),
    ...drafts.filter(({ id }) => !ids.has(id)),
  ]
}
