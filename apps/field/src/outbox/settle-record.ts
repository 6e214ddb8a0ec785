import type { Database } from '../phone/database.ts'
import type { Settlement } from './record.ts'

/** What a person decided about a refused record. The record itself stays: its number counts. */
export async function settleRecord(db: Database, seq: number, how: Settlement): Promise<void> {
  const tx = db.transaction('records', 'readwrite')
  const record = await tx.store.get(seq)
  if (record !== undefined) await tx.store.put({ ...record, settled: how })
  await tx.done
}
