import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type { Client } from 'pg'
import { from, type CopyStreamQuery } from 'pg-copy-streams'
import type { Blobs } from './blobs.ts'
import {
  BundleFault,
  bundleSettings,
  chunksOf,
  copyIn,
  listTables,
  quoted,
  type BundledTable,
  type CatalogueTable,
  type Manifest,
} from './bundle.ts'
import { withConnection, type Address } from './connect.ts'
import { migrateInside, readMigrations, type Migration } from './migrate.ts'
import { bundleEntries, verifyBundle } from './read-bundle.ts'
import { readTable } from './write-bundle.ts'

/**
 * Puts a bundle into a database, in one transaction: the schema as it was when
 * the bundle was written, its rows, a comparison of every table with the bundle,
 * then the migrations since. Blobs are added beside what is there; they are
 * named by their content, so one too many is no harm.
 */
export async function restoreBundle(
  owner: Address,
  blobs: Blobs,
  file: string,
  {
    force,
    migrations = readMigrations(),
  }: { readonly force: boolean; readonly migrations?: readonly Migration[] },
): Promise<Manifest> {
  const manifest = await verifyBundle(file)
  refuseUnknownSchema(manifest, migrations)
  await withConnection(owner, async (client) => {
    await client.query('BEGIN')
    try {
      await client.query(bundleSettings)
      await makeRoom(client, force)
      await migrateInside(client, migrations, manifest.migrations.length)
      await loadAll(client, blobs, file, manifest)
      await migrateInside(client, migrations)
      await client.query('COMMIT')
    } catch (fault) {
      await client.query('ROLLBACK').catch(() => undefined)
      throw fault
    }
  })
  return manifest
}

function refuseUnknownSchema(manifest: Manifest, migrations: readonly Migration[]): void {
  const unknown = manifest.migrations.find(({ checksum }, index) => migrations[index]?.checksum !== checksum)
  if (unknown !== undefined) throw new BundleFault('bundle.newer-than-program', { migration: unknown.name })
}

/** Clears the way for the schema of the bundle; rows only go where the caller said so. */
async function makeRoom(client: Client, force: boolean): Promise<void> {
  const tables = await listTables(client)
  if (!force) {
    for (const { name } of tables) {
      const { rowCount } = await client.query(`SELECT FROM public.${quoted(name)} LIMIT 1`)
      if (rowCount !== 0) throw new BundleFault('restore.not-empty', { table: name })
    }
  }
  const names = [...tables.map(({ name }) => name), 'schema_migrations'].map(
    (name) => `public.${quoted(name)}`,
  )
  await client.query(`DROP TABLE IF EXISTS ${names.join(', ')} CASCADE`)
}

async function loadAll(client: Client, blobs: Blobs, file: string, manifest: Manifest): Promise<void> {
  const tables = await listTables(client)
  const forced = tables.filter((table) => table.forced)
  // Rows of all districts come at once, and COPY is refused under row-level security, even the owner's.
  for (const { name } of forced)
    await client.query(`ALTER TABLE public.${quoted(name)} NO FORCE ROW LEVEL SECURITY`)
  const references = await takeReferences(client)
  for (const statement of references.drop) await client.query(statement)
  await load(client, blobs, file, manifest)
  for (const statement of references.add) await client.query(statement)
  for (const { name } of forced)
    await client.query(`ALTER TABLE public.${quoted(name)} FORCE ROW LEVEL SECURITY`)
  for (const table of manifest.tables) {
    await compare(
      client,
      table,
      tables.find(({ name }) => name === table.name),
    )
  }
}

/** Foreign keys stand aside while tables arrive in the order of their names; adding them again checks every row. */
async function takeReferences(client: Client): Promise<{ readonly drop: string[]; readonly add: string[] }> {
  const { rows } = await client.query<{ drop: string; add: string }>(`
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
      format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS add
    FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND connamespace = 'public'::regnamespace`)
  return { drop: rows.map((row) => row.drop), add: rows.map((row) => row.add) }
}

async function load(client: Client, blobs: Blobs, file: string, manifest: Manifest): Promise<void> {
  let open: { readonly name: string; readonly copy: CopyStreamQuery } | undefined
  const close = async () => {
    if (open === undefined) return
    open.copy.end()
    await finished(open.copy)
    open = undefined
  }
  for await (const entry of bundleEntries(file)) {
    if (entry.kind === 'table') {
      if (open?.name !== entry.table) {
        await close()
        const table = manifest.tables.find(({ name }) => name === entry.table)
        if (table === undefined) throw new BundleFault('bundle.damaged', { file, entry: entry.table })
        open = { name: entry.table, copy: client.query(from(copyIn(table))) }
      }
      for await (const chunk of chunksOf(entry.content)) {
        if (!open.copy.write(chunk)) await once(open.copy, 'drain')
      }
      continue
    }
    await close()
    if (entry.kind === 'blob') {
      const { sha256 } = await blobs.put(entry.content)
      if (sha256 !== entry.sha256)
        throw new BundleFault('bundle.damaged', { file, entry: `blobs/${entry.sha256}` })
    } else entry.content.resume()
  }
  await close()
}

/** Reads the table back: the same text means the same rows. */
async function compare(
  client: Client,
  wanted: BundledTable,
  table: CatalogueTable | undefined,
): Promise<void> {
  const differs = (expected: unknown, found: unknown) =>
    new BundleFault('restore.differs', {
      table: wanted.name,
      expected: String(expected),
      found: String(found),
    })
  if (table === undefined) throw differs('table', 'nothing')
  const hash = createHash('sha256')
  const rows = await readTable(client, table, hash, () => Promise.resolve())
  if (rows !== wanted.rows) throw differs(wanted.rows, rows)
  const found = hash.digest('hex')
  if (found !== wanted.sha256) throw differs(wanted.sha256, found)
}
