import { canonicalJson } from '../../../db/canonical-json.ts'
import { factTables, type AnyFactRow, type FactRow, type FactTable } from '../fact-row.ts'

/** One row that an import writes: added, replaced, or (`after` absent) taken away. */
export interface FactChange {
  readonly table: FactTable
  readonly id: string
  readonly before: AnyFactRow | undefined
  readonly after: AnyFactRow | undefined
}

export type FactLists = { readonly [Table in FactTable]: readonly FactRow<Table>[] }

type FactMaps = { readonly [Table in FactTable]: Map<string, FactRow<Table>> }

/** The district's lists as they are, and as they will be once the file is taken over. */
export class Draft {
  readonly #before: FactMaps
  readonly #now: FactMaps

  constructor(lists: FactLists) {
    this.#before = mapsOf(lists)
    this.#now = mapsOf(lists)
  }

  before<Table extends FactTable>(table: Table, id: string): FactRow<Table> | undefined {
    return this.#before[table].get(id)
  }

  row<Table extends FactTable>(table: Table, id: string): FactRow<Table> | undefined {
    return this.#now[table].get(id)
  }

  rows<Table extends FactTable>(table: Table): Iterable<FactRow<Table>> {
    return this.#now[table].values()
  }

  /** Whether the row differs from what the database has. */
  put<Table extends FactTable>(table: Table, row: FactRow<Table>): boolean {
    const before = this.#before[table].get(row.id)
    const same = before !== undefined && isSame(before, row)
    this.#now[table].set(row.id, same ? before : row)
    return !same
  }

  remove(table: FactTable, id: string): void {
    this.#now[table].delete(id)
  }

  /** Takes a row back to what it is in the database. */
  restore(table: FactTable, id: string): void {
    const before: Map<string, AnyFactRow> = this.#before[table]
    const now: Map<string, AnyFactRow> = this.#now[table]
    const row = before.get(id)
    if (row === undefined) now.delete(id)
    else now.set(id, row)
  }

  /** What has to be written, parents before what leans on them. */
  changes(): FactChange[] {
    return factTables.flatMap((table): FactChange[] => {
      const before: ReadonlyMap<string, AnyFactRow> = this.#before[table]
      const now: ReadonlyMap<string, AnyFactRow> = this.#now[table]
      const changes: FactChange[] = []
      for (const [id, after] of now) {
        const old = before.get(id)
        if (old !== after) changes.push({ table, id, before: old, after })
      }
      for (const [id, old] of before) {
        if (!now.has(id)) changes.push({ table, id, before: old, after: undefined })
      }
      return changes
    })
  }
}

/** Who reported a figure and when is no part of what it says. */
const beside = new Set(['reported_by', 'reported_at'])

export function isSame(left: AnyFactRow, right: AnyFactRow): boolean {
  const cells = new Map<string, unknown>(Object.entries(left))
  return Object.entries(right).every(([column, value]: [string, unknown]) => {
    const other = cells.get(column)
    if (other === value || beside.has(column)) return true
    return (
      typeof value === 'object' &&
      value !== null &&
      typeof other === 'object' &&
      canonicalJson(other) === canonicalJson(value)
    )
  })
}

function mapsOf(lists: FactLists): FactMaps {
  const byId = <Row extends { readonly id: string }>(rows: readonly Row[]) =>
    new Map(rows.map((row) => [row.id, row]))
  return {
    streets: byId(lists.streets),
    communities: byId(lists.communities),
    units: byId(lists.units),
    people: byId(lists.people),
    posts: byId(lists.posts),
    sites: byId(lists.sites),
    duties: byId(lists.duties),
    figures: byId(lists.figures),
  }
}
