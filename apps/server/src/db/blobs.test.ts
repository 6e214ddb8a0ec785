import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Blobs } from './blobs.ts'
import { folderBlobs } from './blobs-folder.ts'
import { s3Blobs } from './blobs-s3.ts'
import { newId } from './id.ts'
import { restoreBundle } from './restore-bundle.ts'
import { testDatabase } from './testing.ts'
import { testS3, type TestS3 } from './testing-s3.ts'
import { writeBundle } from './write-bundle.ts'

const folder = mkdtempSync(join(tmpdir(), 'cy-blobs-'))
const content = randomBytes(300_000)
const nameOfContent = createHash('sha256').update(content).digest('hex')
const nowhere = '0'.repeat(64)
let s3: TestS3

beforeAll(async () => {
  s3 = await testS3(join(folder, 's3'))
})
afterAll(async () => {
  await s3.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Every store that the settings offer, and the folder in which a test can reach behind it. */
const stores: readonly (readonly [string, () => { readonly blobs: Blobs; readonly behind: string }])[] = [
  ['a folder', () => ({ blobs: folderBlobs(join(folder, 'plain')), behind: join(folder, 'plain') })],
  ['a bucket', () => ({ blobs: s3Blobs(s3.bucket, join(folder, 'spool'), 7), behind: s3.directory })],
]

async function namesIn(blobs: Blobs): Promise<string[]> {
  const names: string[] = []
  for await (const { sha256 } of blobs.list()) names.push(sha256)
  return names
}

/** The files on disk in which a store keeps a blob. */
function filesOf(behind: string, sha256: string): string[] {
  return readdirSync(behind, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.includes(sha256))
    .map((file) => join(behind, file))
    .filter((file) => statSync(file).isFile())
}

describe.each(stores)('blobs in %s', (_, open) => {
  it('come back as they went in, named by their content, from bytes or from a stream', async () => {
    const { blobs } = open()
    expect(await blobs.has(nameOfContent)).toBe(false)
    expect(await blobs.put(content)).toEqual({ sha256: nameOfContent, bytes: content.length })
    const chunks = [content.subarray(0, 70_000), content.subarray(70_000)]
    expect(await blobs.put(Readable.from(chunks))).toEqual({ sha256: nameOfContent, bytes: content.length })
    expect(await blobs.has(nameOfContent)).toBe(true)
    expect(await blobs.read(nameOfContent)).toEqual(content)
    const streamed: unknown[] = await (await blobs.stream(nameOfContent)).toArray()
    expect(Buffer.concat(streamed as Buffer[])).toEqual(content)
  })

  it('are one where the content is one, also when two processes bring it at once', async () => {
    const same = Buffer.from('the same photo')
    const [first, second] = [open().blobs, open().blobs]
    const [{ sha256 }] = await Promise.all([first.put(same), second.put(Readable.from([same]))])
    expect((await namesIn(first)).filter((name) => name === sha256)).toHaveLength(1)
    expect(await second.read(sha256)).toEqual(same)
  })

  it('may be empty', async () => {
    const { blobs } = open()
    const { sha256, bytes } = await blobs.put(Readable.from([]))
    expect(bytes).toBe(0)
    expect(await blobs.read(sha256)).toHaveLength(0)
    expect(await (await blobs.stream(sha256)).toArray()).toEqual([])
  })

  it('are listed with their sizes, however many pages the list has', async () => {
    const { blobs } = open()
    const put = await Promise.all(
      Array.from({ length: 40 }, (_each, index) => blobs.put(Buffer.alloc(index))),
    )
    const listed = new Map<string, number>()
    for await (const { sha256, bytes } of blobs.list()) listed.set(sha256, bytes)
    for (const { sha256, bytes } of put) expect(listed.get(sha256)).toBe(bytes)
  })

  it('that changed behind our back are noticed when they are read', async () => {
    const { blobs, behind } = open()
    const { sha256 } = await blobs.put(Buffer.from('rotting photo'))
    const files = filesOf(behind, sha256).filter((file) => statSync(file).size === 13)
    expect(files).toHaveLength(1)
    writeFileSync(files[0] ?? '', 'Rotting photo')
    await expect(blobs.read(sha256)).rejects.toMatchObject({ code: 'blob.damaged' })
    const stream = await blobs.stream(sha256)
    await expect(stream.toArray()).rejects.toMatchObject({ code: 'blob.damaged' })
  })

  it('that are not there are missing, and so is a name that is none', async () => {
    const { blobs } = open()
    await expect(blobs.read('../../etc/passwd')).rejects.toMatchObject({ code: 'blob.missing' })
    await expect(blobs.read(nowhere)).rejects.toMatchObject({ code: 'blob.missing' })
    await expect(blobs.stream(nowhere)).rejects.toMatchObject({ code: 'blob.missing' })
  })
})

describe('blobs in a bucket', () => {
  it('are refused to a wrong secret, and nothing of the content waits on this disk afterwards', async () => {
    const spool = join(folder, 'wrong')
    const blobs = s3Blobs({ ...s3.bucket, secret: 'guessed' }, spool)
    await expect(blobs.put(Readable.from([content, 'more']))).rejects.toThrow()
    expect(readdirSync(spool)).toEqual([])
  })

  it('travel in a bundle, out of a bucket and into a folder', async () => {
    const own = await testS3(join(folder, 'bundled'))
    const [source, target] = await Promise.all([testDatabase(), testDatabase()])
    try {
      const bucket = s3Blobs(own.bucket, join(folder, 'bundled-spool'))
      await source.transact({ districtId: newId() }, async ({ query, districtId }) => {
        await query
          .insertInto('districts')
          .values({ id: districtId, code: '110101', name: '甲区', settings: '{}' })
          .execute()
      })
      await bucket.put(content)
      const file = join(folder, 'bundle.tar.gz')
      await writeBundle(source.owner, bucket, file, { program: '0.1.0', now: 0 })
      const restored = folderBlobs(join(folder, 'restored'))
      const manifest = await restoreBundle(target.owner, restored, file, { force: false })
      expect(manifest.blobs).toEqual([{ sha256: nameOfContent, bytes: content.length }])
      expect(await restored.read(nameOfContent)).toEqual(content)
    } finally {
      await Promise.all([source.close(), target.close(), own.close()])
    }
  })
})
