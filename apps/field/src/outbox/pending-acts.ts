import type { Database } from '../phone/database.ts'
import { isOnServer } from './record.ts'

/** Findings for which something is written down that the server does not have yet. */
export async function pendingFindings(db: Database): Promise<ReadonlySet<string>> {
  const records = await db.getAll('records')
  return new Set(
    records.flatMap((record) =>
      record.said.what === 'act' && !isOnServer(record) ? [record.said.findingId] : [],
    ),
  )
}
