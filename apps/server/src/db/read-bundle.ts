import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { BundleFault, chunksOf, manifestName, manifestSchema, type Manifest } from './bundle.ts'
import { reasonOf } from './fault.ts'

/** An entry of a bundle, in the order of the file. Its content must be read before the next is asked for. */
export type BundleEntry =
  | { readonly kind: 'table'; readonly table: string; readonly content: Readable }
  | { readonly kind: 'blob'; readonly sha256: string; readonly content: Readable }
  | { readonly kind: 'manifest'; readonly content: Readable }

export async function* bundleEntries(file: string): AsyncGenerator<BundleEntry> {
  const tar = extract()
  // The fault of any stage ends the iteration below with itself.
  pipeline(createReadStream(file), createGunzip(), tar, () => undefined)
  for await (const entry of tar) {
    // tar-stream has streams of its own kind; the rest of this program expects Node's.
    yield nameEntry(file, entry.header.name, Readable.from(entry, { objectMode: false }))
  }
}

function nameEntry(file: string, name: string, content: Readable): BundleEntry {
  if (name === manifestName) return { kind: 'manifest', content }
  const table = /^tables\/([a-z][a-z0-9_]*)\/\d{6}\.copy$/.exec(name)?.[1]
  if (table !== undefined) return { kind: 'table', table, content }
  const sha256 = /^blobs\/([0-9a-f]{64})$/.exec(name)?.[1]
  if (sha256 !== undefined) return { kind: 'blob', sha256, content }
  throw new BundleFault('bundle.unreadable', { file, reason: `unknown entry ${name}` })
}

/** Reads the whole bundle once and compares everything in it with its manifest. */
export async function verifyBundle(file: string): Promise<Manifest> {
  const found = new Map<string, { readonly hash: ReturnType<typeof createHash>; bytes: number }>()
  let manifestText: string | undefined
  try {
    for await (const entry of bundleEntries(file)) {
      if (entry.kind === 'manifest') {
        manifestText = await text(entry.content)
        continue
      }
      const name = entry.kind === 'table' ? `tables/${entry.table}` : `blobs/${entry.sha256}`
      const sum = found.get(name) ?? { hash: createHash('sha256'), bytes: 0 }
      found.set(name, sum)
      for await (const chunk of chunksOf(entry.content)) {
        sum.hash.update(chunk)
        sum.bytes += chunk.length
      }
    }
  } catch (fault) {
    if (fault instanceof BundleFault) throw fault
    throw new BundleFault('bundle.unreadable', { file, reason: reasonOf(fault) }, fault)
  }
  const manifest = parseManifest(file, manifestText)
  const expected = [
    ...manifest.tables.map(({ name, ...sum }) => ({ name: `tables/${name}`, ...sum })),
    ...manifest.blobs.map((blob) => ({ name: `blobs/${blob.sha256}`, ...blob })),
  ]
  for (const { name, bytes, sha256 } of expected) {
    const sum = found.get(name) ?? { hash: createHash('sha256'), bytes: 0 }
    if (sum.bytes !== bytes || sum.hash.digest('hex') !== sha256) {
      throw new BundleFault('bundle.damaged', { file, entry: name })
    }
    found.delete(name)
  }
  const [unlisted] = found.keys()
  if (unlisted !== undefined) throw new BundleFault('bundle.damaged', { file, entry: unlisted })
  return manifest
}

function parseManifest(file: string, json: string | undefined): Manifest {
  if (json === undefined) throw new BundleFault('bundle.unreadable', { file, reason: 'manifest missing' })
  try {
    return manifestSchema.parse(JSON.parse(json))
  } catch (fault) {
    throw new BundleFault('bundle.unreadable', { file, reason: reasonOf(fault) }, fault)
  }
}
