import { orStale } from './or-stale.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import type { Tx } from '../../db/transact.ts'
import type { TaskHandle } from '../task/public.ts'
import { isSame, type FactChange } from './compare/draft.ts'
import { factTables, type AnyFactRow, type FactTable } from './fact-row.ts'
import { factStore } from './fact-store.ts'
import { importStore } from './import-store.ts'
import { writeChanges } from './write-changes.ts'

/** Writes exactly what the preview showed, or nothing: where a row has changed meanwhile, the whole is refused. */
export async function applyOne(deps: Deps, by: Session, importId: string): Promise<{ taskId: string }> {
  await deps.db.read(by, async ({ query, districtId }) => {
    const found = orNotFound(await importStore(query, districtId).one(importId), 'import')
    if (found.state !== 'previewed') throw new Refused('intake.not-previewed', { state: found.state })
  })
  const taskId = await deps.tasks.start(by, 'intake.apply', (handle) => apply(deps, by, importId, handle))
  return { taskId }
}

async function apply(deps: Deps, by: Session, importId: string, handle: TaskHandle) {
  handle.progress(0.05, 'checking')
  try {
    await deps.db.transact(by, async (tx) => {
      const store = importStore(tx.query, tx.districtId)
      await store.lockAll()
      const found = orNotFound(await store.one(importId), 'import')
      if (found.state !== 'previewed') throw new Refused('intake.not-previewed', { state: found.state })
      const changes = await store.changes(importId)
      await refuseStale(tx, changes)
      handle.progress(0.3, 'writing')
      await writeChanges(tx, changes, (done) => {
        handle.signal.throwIfAborted()
        handle.progress(0.3 + 0.65 * done)
      })
      await store.setApplied(importId, new Date(deps.clock()))
      handle.signal.throwIfAborted()
      tx.journal.record({
        verb: 'import.applied',
        who: by.accountId,
        what: importId,
        details: {
          fileName: found.fileName,
          sheets: found.summary.sheets.map(({ sheet, counts }) => ({ sheet, counts })),
        },
      })
    })
  } catch (fault) {
    throw orStale(fault)
  }
  return { importId }
}

async function refuseStale({ query, districtId }: Tx, changes: readonly FactChange[]): Promise<void> {
  const store = factStore(query, districtId)
  const stale: { table: FactTable; id: string }[] = []
  for (const table of factTables) {
    const wanted = changes.filter((change) => change.table === table)
    if (wanted.length === 0) continue
    const rows: readonly AnyFactRow[] = await store.all(table, true)
    const now = new Map(rows.map((row) => [row.id, row]))
    const known = new Set(rows.map((row) => identityOf(table, row)))
    for (const { id, before, after } of wanted) {
      const row = now.get(id)
      const isStale =
        before === undefined
          ? row !== undefined || (after !== undefined && known.has(identityOf(table, after)))
          : row === undefined || !isSame(before, row) || !isSame(row, before)
      if (isStale) stale.push({ table, id })
    }
  }
  if (stale.length > 0) throw new Refused('request.stale', { rows: stale.length })
}

/** What two rows of a list may not share: where somebody added the same meanwhile, it must not be added twice. */
function identityOf(table: FactTable, row: AnyFactRow): string {
  const cells = new Map<string, unknown>(Object.entries(row))
  return JSON.stringify(identities[table].map((column) => cells.get(column) ?? null))
}

const identities: Readonly<Record<FactTable, readonly string[]>> = {
  streets: ['code'],
  communities: ['code'],
  units: ['name'],
  // A namesake may well be somebody else; posts and their holders tell.
  people: ['id'],
  posts: ['unit_id', 'title', 'person_id'],
  sites: ['code'],
  duties: ['pack_key', 'item_id', 'part', 'unit_id'],
  figures: ['input_id', 'zone_id', 'as_of'],
}
