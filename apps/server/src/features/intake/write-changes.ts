import type { Tx } from '../../db/transact.ts'
import type { FactChange } from './compare/draft.ts'
import { factTables, parseFact, type FactTable } from './fact-row.ts'
import { factStore } from './fact-store.ts'

/** Adds and replaces parents first, then takes away children first, so that no row ever leans on nothing. */
export async function writeChanges(
  { query, districtId }: Tx,
  changes: readonly FactChange[],
  report: (done: number) => void,
): Promise<void> {
  const store = factStore(query, districtId)
  let written = 0
  const wrote = (count: number) => {
    written += count
    report(written / Math.max(changes.length, 1))
  }
  const put = async (table: FactTable) => {
    const of = changes.filter((change) => change.table === table && change.after !== undefined)
    const added = of.filter(({ before }) => before === undefined)
    const replaced = of.filter(({ before }) => before !== undefined)
    for (const part of partsOf(added)) {
      await store.add(
        table,
        part.map(({ after }) => parseFact(table, after)),
      )
      wrote(part.length)
    }
    for (const part of partsOf(replaced)) {
      await store.replace(
        table,
        part.map(({ after }) => parseFact(table, after)),
      )
      wrote(part.length)
    }
  }
  for (const table of factTables) await put(table)
  for (const table of factTables.toReversed()) {
    const gone = changes.filter((change) => change.table === table && change.after === undefined)
    await store.remove(
      table,
      gone.map(({ id }) => id),
    )
    wrote(gone.length)
  }
}

const rowsPerPart = 2_500

function* partsOf<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += rowsPerPart) yield rows.slice(start, start + rowsPerPart)
}
