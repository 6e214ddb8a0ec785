import { createHash, randomUUID, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { codeOf } from './fault.ts'

/** SHA-256 of the content, 64 hexadecimal digits: a blob's only name. */
export interface Blob {
  readonly sha256: string
  readonly bytes: number
}

/** Files beside the rows: photos, documents, map layers. Written once, never changed. */
export interface Blobs {
  put(content: Uint8Array | Readable): Promise<Blob>
  has(sha256: string): Promise<boolean>
  /** The whole content, checked against its name. */
  read(sha256: string): Promise<Buffer>
  /** The content as a stream that fails at its end if it does not match its name. */
  stream(sha256: string): Promise<Readable>
  list(): AsyncGenerator<Blob>
}

/** A blob is not there, or is not what its name says. */
class BlobFault extends Error {
  override readonly name = 'BlobFault'
  readonly code: 'blob.missing' | 'blob.damaged'
  readonly sha256: string

  constructor(code: BlobFault['code'], sha256: string, cause?: unknown) {
    super(`${code} ${code === 'blob.missing' ? '附件不存在' : '附件内容与校验值不符'}：${sha256}`, { cause })
    this.code = code
    this.sha256 = sha256
  }
}

const nameForm = /^[0-9a-f]{64}$/

/** Blobs in a folder: `ab/abcd…`, so that no directory grows beyond what file systems like. */
export function folderBlobs(directory: string): Blobs {
  const placeOf = (sha256: string) => {
    if (!nameForm.test(sha256)) throw new BlobFault('blob.missing', sha256)
    return join(directory, sha256.slice(0, 2), sha256)
  }
  return {
    async put(content) {
      const incoming = join(directory, 'incoming')
      await mkdir(incoming, { recursive: true })
      const unfinished = join(incoming, randomUUID())
      try {
        const blob = await writeThrough(content, unfinished)
        await moveInto(unfinished, placeOf(blob.sha256))
        return blob
      } finally {
        await rm(unfinished, { force: true })
      }
    },
    async has(sha256) {
      return (await sizeOf(placeOf(sha256))) !== undefined
    },
    async read(sha256) {
      const content = await readFile(placeOf(sha256)).catch((fault: unknown) => {
        throw codeOf(fault) === 'ENOENT' ? new BlobFault('blob.missing', sha256, fault) : fault
      })
      if (createHash('sha256').update(content).digest('hex') !== sha256) {
        throw new BlobFault('blob.damaged', sha256)
      }
      return content
    },
    async stream(sha256) {
      const place = placeOf(sha256)
      if ((await sizeOf(place)) === undefined) throw new BlobFault('blob.missing', sha256)
      const file = createReadStream(place)
      const checked = file.pipe(checking(sha256))
      file.on('error', (fault) => checked.destroy(fault))
      checked.on('close', () => file.destroy())
      return checked
    },
    async *list() {
      for (const folder of await entriesOf(directory)) {
        if (folder.length !== 2) continue
        for (const sha256 of await entriesOf(join(directory, folder))) {
          const bytes = nameForm.test(sha256) ? await sizeOf(placeOf(sha256)) : undefined
          if (bytes !== undefined) yield { sha256, bytes }
        }
      }
    },
  }
}

/** Passes everything on and keeps count and hash. */
function measuring(hash: Hash, count: { bytes: number }): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      count.bytes += chunk.length
      done(null, chunk)
    },
  })
}

function checking(sha256: string): Transform {
  const hash = createHash('sha256')
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
    flush(done) {
      done(hash.digest('hex') === sha256 ? null : new BlobFault('blob.damaged', sha256))
    },
  })
}

async function writeThrough(content: Uint8Array | Readable, file: string): Promise<Blob> {
  const hash = createHash('sha256')
  const count = { bytes: 0 }
  const source = content instanceof Readable ? content : Readable.from([content])
  // `flush` reaches the disk before the file gets its name: a name must never promise content that a power cut took.
  await pipeline(source, measuring(hash, count), createWriteStream(file, { flags: 'wx', flush: true }))
  return { sha256: hash.digest('hex'), bytes: count.bytes }
}

async function moveInto(unfinished: string, place: string): Promise<void> {
  await mkdir(dirname(place), { recursive: true })
  await rename(unfinished, place)
  for (const folder of [dirname(place), dirname(dirname(place))]) {
    const handle = await open(folder, 'r')
    await handle.sync().finally(() => handle.close())
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.size
}

async function entriesOf(directory: string): Promise<string[]> {
  return readdir(directory).catch((fault: unknown) => {
    if (codeOf(fault) === 'ENOENT') return []
    throw fault
  })
}
