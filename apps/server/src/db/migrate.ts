import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClientBase } from 'pg'
import { DatabaseFault, reasonOf } from './fault.ts'

/** One step of the schema, as its files have it. */
export interface Migration {
  readonly version: number
  /** `0001-districts-and-journal` */
  readonly name: string
  readonly up: string
  readonly down: string | undefined
  /** SHA-256 of the up file: a step that has been taken must not change afterwards. */
  readonly checksum: string
}

const migrationsDir = join(import.meta.dirname, 'migrations')

const lockKey = 4203

export function readMigrations(directory = migrationsDir): readonly Migration[] {
  const files = readdirSync(directory)
    .filter((file) => file.endsWith('.sql'))
    .sort()
  const ups = files.filter((file) => file.endsWith('.up.sql'))
  const stray = files.find((file) => !/^\d{4}-[a-z0-9-]+\.(up|down)\.sql$/.test(file))
  if (stray !== undefined) throw new DatabaseFault('database.migration-misnumbered', { file: stray })
  return ups.map((file, index) => {
    const version = Number(file.slice(0, 4))
    if (version !== index + 1) throw new DatabaseFault('database.migration-misnumbered', { file })
    const name = file.slice(0, -'.up.sql'.length)
    const up = readFileSync(join(directory, file), 'utf8')
    const downFile = `${name}.down.sql`
    const down = files.includes(downFile) ? readFileSync(join(directory, downFile), 'utf8') : undefined
    return { version, name, up, down, checksum: createHash('sha256').update(up).digest('hex') }
  })
}

/**
 * Brings the schema to `target` (the newest, unless told), in one transaction:
 * all steps or none, so that a failure leaves the old program its old schema.
 * Starters at the same time wait for each other and find the work done.
 */
export async function migrate(
  owner: ClientBase,
  migrations: readonly Migration[] = readMigrations(),
  target = migrations.length,
): Promise<readonly string[]> {
  await owner.query('BEGIN')
  try {
    const taken = await migrateInside(owner, migrations, target)
    await owner.query('COMMIT')
    return taken
  } catch (fault) {
    await owner.query('ROLLBACK')
    throw fault
  }
}

/** The same inside the caller's transaction; the names of the steps taken. */
export async function migrateInside(
  owner: ClientBase,
  migrations: readonly Migration[],
  target = migrations.length,
): Promise<readonly string[]> {
  await owner.query('SELECT pg_advisory_xact_lock($1)', [lockKey])
  const current = await checkedVersion(owner, migrations)
  const pending = migrations.slice(current, target)
  for (const migration of pending) await take(owner, migration, migration.up, insertVersion)
  return pending.map(({ name }) => name)
}

/** Takes steps back, newest first; for development, never for a district's data. */
export async function migrateDown(
  owner: ClientBase,
  target: number,
  migrations: readonly Migration[] = readMigrations(),
): Promise<readonly string[]> {
  await owner.query('BEGIN')
  try {
    await owner.query('SELECT pg_advisory_xact_lock($1)', [lockKey])
    const current = await checkedVersion(owner, migrations)
    const undone = migrations.slice(target, current).toReversed()
    for (const migration of undone) {
      if (migration.down === undefined) {
        throw new DatabaseFault('database.migration-failed', {
          migration: migration.name,
          reason: '没有 .down.sql',
        })
      }
      await take(owner, migration, migration.down, deleteVersion)
    }
    await owner.query('COMMIT')
    return undone.map(({ name }) => name)
  } catch (fault) {
    await owner.query('ROLLBACK')
    throw fault
  }
}

const insertVersion = 'INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)'
const deleteVersion = 'DELETE FROM schema_migrations WHERE (version, name, checksum) = ($1, $2, $3)'

async function take(owner: ClientBase, migration: Migration, sql: string, remember: string): Promise<void> {
  const { version, name, checksum } = migration
  try {
    await owner.query(sql)
    await owner.query(remember, [version, name, checksum])
  } catch (fault) {
    throw new DatabaseFault('database.migration-failed', { migration: name, reason: reasonOf(fault) }, fault)
  }
}

async function checkedVersion(owner: ClientBase, migrations: readonly Migration[]): Promise<number> {
  await owner.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
    version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now())`)
  const { rows } = await owner.query<{ version: number; name: string; checksum: string }>(
    'SELECT version, name, checksum FROM schema_migrations ORDER BY version',
  )
  const newest = rows.at(-1)?.version ?? 0
  if (newest > migrations.length) {
    throw new DatabaseFault('database.newer-than-program', { found: newest, known: migrations.length })
  }
  const changed = rows.find(({ checksum }, index) => migrations[index]?.checksum !== checksum)
  if (changed !== undefined)
    throw new DatabaseFault('database.migration-changed', { migration: changed.name })
  return newest
}
