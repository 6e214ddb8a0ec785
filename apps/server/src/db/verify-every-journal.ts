import { Kysely, PostgresDialect } from 'kysely'
import type { Client } from 'pg'
import { verifyJournal, type JournalVerdict } from './journal.ts'
import type { Tables } from './tables.ts'

export interface DistrictVerdict {
  readonly name: string
  readonly verdict: JournalVerdict
}

/** Recomputes the chains of all districts on the owner's connection, in one snapshot. */
export async function verifyEveryJournal(owner: Client): Promise<readonly DistrictVerdict[]> {
  await owner.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  await owner.query(`SET LOCAL app.every_district = 'yes'`)
  const query = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolOf(owner) }) })
  const districts = await query.selectFrom('districts').select(['id', 'name']).orderBy('code').execute()
  const verdicts: DistrictVerdict[] = []
  for (const { id, name } of districts) verdicts.push({ name, verdict: await verifyJournal(query, id) })
  await owner.query('COMMIT')
  return verdicts
}

/** The one connection as a pool, for its transaction must see every query. */
function poolOf(owner: Client) {
  const lent = { query: owner.query.bind(owner), release: () => undefined }
  return { connect: () => Promise.resolve(lent), end: () => Promise.resolve(), options: {} }
}
