import type { Insertable, Kysely } from 'kysely'
import { sentAhead } from './send-ahead.ts'
import type { Tables } from './tables.ts'

/** The protocol counts parameters of one statement in 16 bits. */
const mostParameters = 65_535

/**
 * Inserts any number of rows as multi-row `INSERT … VALUES`: `INSERT … SELECT`
 * and `COPY` are refused on a distributed table under row-level security. All
 * rows must name the same columns. What one statement holds is sent ahead.
 */
export async function insertRows<Name extends keyof Tables>(
  query: Kysely<Tables>,
  table: Name,
  rows: readonly Insertable<Tables[Name]>[],
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const perStatement = Math.floor(mostParameters / Object.keys(first).length)
  if (rows.length <= perStatement) {
    await query.executeQuery(sentAhead(query.insertInto(table).values(rows).compile()))
    return
  }
  for (let start = 0; start < rows.length; start += perStatement) {
    await query
      .insertInto(table)
      .values(rows.slice(start, start + perStatement))
      .execute()
  }
}
