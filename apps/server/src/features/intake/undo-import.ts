import type { IntakeSheet } from '@chuangyuan/contract/intake'
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

/** Takes a whole import back. Rows that somebody changed since are named, and go back only where the caller agrees. */
export async function undoOne(
  deps: Deps,
  by: Session,
  importId: string,
  overwriteChanged: boolean,
): Promise<{ taskId: string }> {
  await deps.db.read(by, async ({ query, districtId }) => {
    const found = orNotFound(await importStore(query, districtId).one(importId), 'import')
    if (found.state !== 'applied') throw new Refused('intake.not-applied', { state: found.state })
  })
  const taskId = await deps.tasks.start(by, 'intake.undo', (handle) =>
    undo(deps, by, importId, overwriteChanged, handle),
  )
  return { taskId }
}

async function undo(
  deps: Deps,
  by: Session,
  importId: string,
  overwriteChanged: boolean,
  handle: TaskHandle,
) {
  handle.progress(0.05, 'checking')
  try {
    await deps.db.transact(by, async (tx) => {
      const store = importStore(tx.query, tx.districtId)
      await store.lockAll()
      const found = orNotFound(await store.one(importId), 'import')
      if (found.state !== 'applied') throw new Refused('intake.not-applied', { state: found.state })
      const changes = await store.changes(importId)
      const now = await rowsNow(tx, changes)
      const changed = changes.filter((change) => isChangedSince(change, now))
      if (changed.length > 0 && !overwriteChanged) {
        throw new Refused('intake.changed-since', { total: changed.length, rows: named(changed, now) })
      }
      refuseUsed(changes, now)
      handle.progress(0.3, 'writing')
      await writeChanges(
        tx,
        changes.map((change) => backward(change, now)),
        (done) => {
          handle.signal.throwIfAborted()
          handle.progress(0.3 + 0.65 * done)
        },
      )
      await store.setUndone(importId, new Date(deps.clock()))
      handle.signal.throwIfAborted()
      tx.journal.record({
        verb: 'import.undone',
        who: by.accountId,
        what: importId,
        details: { fileName: found.fileName, rows: changes.length, overwritten: changed.length },
      })
    })
  } catch (fault) {
    throw orStale(fault)
  }
  return { importId }
}

type Now = ReadonlyMap<FactTable, ReadonlyMap<string, AnyFactRow>>

/** The lists that the import touched and those that may lean on what it added. */
async function rowsNow({ query, districtId }: Tx, changes: readonly FactChange[]): Promise<Now> {
  const store = factStore(query, districtId)
  const touched = new Set(changes.map(({ table }) => table))
  const now = new Map<FactTable, ReadonlyMap<string, AnyFactRow>>()
  for (const table of factTables) {
    if (!touched.has(table) && !leans(table).some((parent) => touched.has(parent))) continue
    const rows: readonly AnyFactRow[] = await store.all(table, touched.has(table))
    now.set(table, new Map(rows.map((row) => [row.id, row])))
  }
  return now
}

function isChangedSince({ table, id, after }: FactChange, now: Now): boolean {
  const row = now.get(table)?.get(id)
  if (after === undefined || row === undefined) return after !== row
  return !isSame(after, row) || !isSame(row, after)
}

/** What was added goes, what was replaced or taken away comes back. */
function backward({ table, id, before }: FactChange, now: Now): FactChange {
  return { table, id, before: now.get(table)?.get(id), after: before }
}

/** Columns that hold the id of another row. */
const referring = new Set([
  'street_id',
  'zone_id',
  'community_id',
  'unit_id',
  'parent_id',
  'owner_unit_id',
  'territory_unit_id',
  'person_id',
  'post_id',
  'leader_post_id',
])

const parents: Readonly<Record<FactTable, readonly FactTable[]>> = {
  streets: [],
  communities: ['streets'],
  units: ['streets', 'units'],
  people: [],
  posts: ['units', 'people'],
  sites: ['streets', 'communities', 'units', 'posts'],
  duties: ['units', 'posts'],
  figures: ['streets'],
}

function leans(table: FactTable): readonly FactTable[] {
  return parents[table]
}

/** A row that will be gone must not be leant on by one that stays. */
function refuseUsed(changes: readonly FactChange[], now: Now): void {
  const after = new Map(changes.map((change) => [change.id, change.before]))
  const gone = new Set(changes.flatMap(({ id, before }) => (before === undefined ? [id] : [])))
  const users: FactChange[] = []
  for (const [table, rows] of now) {
    for (const [id, row] of rows) {
      const stays = after.has(id) ? after.get(id) : row
      if (stays !== undefined && leantOn(stays).some((other) => gone.has(other))) {
        users.push({ table, id, before: row, after: stays })
      }
    }
  }
  if (users.length > 0) throw new Refused('intake.in-use', { total: users.length, rows: named(users, now) })
}

function leantOn(row: AnyFactRow): string[] {
  const leans: string[] = []
  for (const [column, value] of Object.entries(row)) {
    if (referring.has(column) && typeof value === 'string') leans.push(value)
  }
  if ('roles' in row) {
    for (const { unit_id, post_id } of row.roles) {
      if (unit_id !== null) leans.push(unit_id)
      if (post_id !== null) leans.push(post_id)
    }
  }
  return leans
}

function textOf(row: AnyFactRow, columns: readonly string[]): string {
  const cells = new Map<string, unknown>(Object.entries(row))
  return columns
    .flatMap((column) => {
      const value = cells.get(column)
      return typeof value === 'string' ? [value] : []
    })
    .join(' ')
}

const mostNamed = 50

const sheets: Readonly<Record<FactTable, IntakeSheet>> = {
  streets: 'streets',
  communities: 'communities',
  units: 'units',
  people: 'peoplePosts',
  posts: 'peoplePosts',
  sites: 'sites',
  duties: 'duties',
  figures: 'figures',
}

const namingColumns = ['code', 'name', 'title', 'item_id', 'input_id', 'as_of']

/** By what they are called today. */
function named(changes: readonly FactChange[], now: Now) {
  return changes.slice(0, mostNamed).map(({ table, id, before, after }) => {
    const row = now.get(table)?.get(id) ?? after ?? before
    const label = row === undefined ? '' : textOf(row, namingColumns)
    return { sheet: sheets[table], label }
  })
}
