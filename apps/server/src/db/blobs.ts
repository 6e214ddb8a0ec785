import { createHash, type Hash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

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
export class BlobFault extends Error {
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

/** `ab/abcd…`, so that no directory grows beyond what file systems like; one place for every kind of store. */
export function placeOf(sha256: string): string {
  if (!nameForm.test(sha256)) throw new BlobFault('blob.missing', sha256)
  return `${sha256.slice(0, 2)}/${sha256}`
}

/** The name of the blob that lies at a place, or undefined for a foreign file. */
export function nameAt(place: string): string | undefined {
  const sha256 = place.slice(3)
  return nameForm.test(sha256) && placeOf(sha256) === place ? sha256 : undefined
}

export function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** The content, if it is what its name says. */
export function checked(sha256: string, content: Buffer): Buffer {
  if (hashOf(content) !== sha256) throw new BlobFault('blob.damaged', sha256)
  return content
}

/** Passes everything on, and fails at the end if it was not what its name says. */
export function checking(sha256: string): Transform {
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

/** Writes content whose name is not known before its end, and measures it on the way. */
export async function writeThrough(content: Uint8Array | Readable, file: string): Promise<Blob> {
  const hash = createHash('sha256')
  const count = { bytes: 0 }
  const source = content instanceof Readable ? content : Readable.from([content])
  // `flush` reaches the disk before the file gets its name: a name must never promise content that a power cut took.
  await pipeline(source, measuring(hash, count), createWriteStream(file, { flags: 'wx', flush: true }))
  return { sha256: hash.digest('hex'), bytes: count.bytes }
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
