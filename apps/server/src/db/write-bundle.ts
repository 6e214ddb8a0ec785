import { createHash, type Hash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Client } from 'pg'
import { to } from 'pg-copy-streams'
import { pack, type Pack } from 'tar-stream'
import type { Blobs } from './blobs.ts'
import {
  bundleFormat,
  bundleSettings,
  chunksOf,
  copyOut,
  listTables,
  manifestName,
  type BundledTable,
  type CatalogueTable,
  type Manifest,
} from './bundle.ts'
import { withConnection, type Address } from './connect.ts'

/** Tables are cut into entries of this size: a tar entry must know its length before it begins. */
const partBytes = 4 * 1024 * 1024

/**
 * Writes a bundle of one moment: all tables are read in one snapshot, the blobs
 * after them, for a blob is there before the row that names it. The file gets
 * its name only when it is complete and on disk.
 */
export async function writeBundle(
  owner: Address,
  blobs: Blobs,
  file: string,
  { program, now }: { readonly program: string; readonly now: number },
): Promise<Manifest> {
  await mkdir(dirname(file), { recursive: true })
  const unfinished = `${file}.${String(process.pid)}.part`
  const tar = pack()
  try {
    const [manifest] = await Promise.all([
      withConnection(owner, (client) => fill(tar, client, blobs, { program, now })).catch(
        (fault: unknown) => {
          tar.destroy(fault instanceof Error ? fault : new Error(String(fault)))
          throw fault
        },
      ),
      // A bundle holds names and telephone numbers: nobody else on the machine reads it.
      pipeline(tar, createGzip(), createWriteStream(unfinished, { flags: 'wx', mode: 0o600, flush: true })),
    ])
    await rename(unfinished, file)
    const folder = await open(dirname(file), 'r')
    await folder.sync().finally(() => folder.close())
    return manifest
  } finally {
    await rm(unfinished, { force: true })
  }
}

async function fill(
  tar: Pack,
  client: Client,
  blobs: Blobs,
  { program, now }: { readonly program: string; readonly now: number },
): Promise<Manifest> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  await client.query(bundleSettings)
  const migrations = await client.query<Manifest['migrations'][number]>(
    'SELECT name, checksum FROM schema_migrations ORDER BY version',
  )
  const version = await client.query<{ postgres: string }>(
    `SELECT current_setting('server_version') AS postgres`,
  )
  const tables: BundledTable[] = []
  for (const table of await listTables(client)) tables.push(await writeTable(tar, client, table))
  await client.query('COMMIT')
  const written: Manifest['blobs'] = []
  for await (const { sha256, bytes } of blobs.list()) {
    await pipeline(await blobs.stream(sha256), tar.entry({ name: `blobs/${sha256}`, size: bytes }))
    written.push({ sha256, bytes })
  }
  const manifest: Manifest = {
    format: bundleFormat,
    createdAt: new Date(now).toISOString(),
    program,
    postgres: version.rows[0]?.postgres ?? '',
    migrations: migrations.rows,
    tables,
    blobs: written,
  }
  await writeEntry(tar, manifestName, Buffer.from(JSON.stringify(manifest, null, 2)))
  tar.finalize()
  return manifest
}

async function writeTable(tar: Pack, client: Client, table: CatalogueTable): Promise<BundledTable> {
  const hash = createHash('sha256')
  const total = { bytes: 0, parts: 0 }
  let waiting: Buffer[] = []
  let waitingBytes = 0
  const flush = async () => {
    if (waitingBytes === 0) return
    total.parts += 1
    const part = Buffer.concat(waiting)
    waiting = []
    waitingBytes = 0
    await writeEntry(tar, `tables/${table.name}/${String(total.parts).padStart(6, '0')}.copy`, part)
  }
  const rows = await readTable(client, table, hash, async (chunk) => {
    total.bytes += chunk.length
    waiting.push(chunk)
    waitingBytes += chunk.length
    if (waitingBytes >= partBytes) await flush()
  })
  await flush()
  return {
    name: table.name,
    columns: [...table.columns],
    rows,
    bytes: total.bytes,
    sha256: hash.digest('hex'),
  }
}

/** Reads a table as COPY text through the hash; the number of its rows. */
export async function readTable(
  client: Client,
  table: CatalogueTable,
  hash: Hash,
  each: (chunk: Buffer) => Promise<void>,
): Promise<number> {
  const copy = client.query(to(copyOut(table)))
  for await (const chunk of chunksOf(copy)) {
    hash.update(chunk)
    await each(chunk)
  }
  return copy.rowCount
}

function writeEntry(tar: Pack, name: string, content: Buffer): Promise<void> {
  const written = Promise.withResolvers<undefined>()
  tar.entry({ name, size: content.length }, content, (fault) => {
    if (fault === null || fault === undefined) written.resolve(undefined)
    else written.reject(fault)
  })
  return written.promise
}
