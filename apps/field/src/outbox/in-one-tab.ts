import type { Database } from '../phone/database.ts'
import { newId } from '../phone/new-id.ts'

const leaseMs = 90_000
const tab = newId()

/**
 * Does the work unless another tab is at it; resolves to undefined then. Browsers without locks (no HTTPS) use a
 * lease that runs out by itself. Two tabs at once would be harmless, only wasteful.
 */
export async function inOneTab<Out>(db: Database, work: () => Promise<Out>): Promise<Out | undefined> {
  const { locks } = navigator as { locks?: LockManager }
  if (locks !== undefined)
    return await locks.request(`sending ${db.name}`, { ifAvailable: true }, async (lock) =>
      lock === null ? undefined : await work(),
    )
  if (!(await takeLease(db))) return undefined
  try {
    return await work()
  } finally {
    await db.delete('kept', 'sending')
  }
}

async function takeLease(db: Database): Promise<boolean> {
  const tx = db.transaction('kept', 'readwrite')
  const held = (await tx.store.get('sending')) as { tab: string; until: number } | undefined
  const free = held === undefined || held.tab === tab || held.until < Date.now()
  if (free) await tx.store.put({ tab, until: Date.now() + leaseMs }, 'sending')
  await tx.done
  return free
}
