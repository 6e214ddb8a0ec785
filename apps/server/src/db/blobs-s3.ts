import { AwsClient } from 'aws4fetch'
import { randomUUID } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { BlobFault, checked, checking, hashOf, nameAt, placeOf, writeThrough, type Blobs } from './blobs.ts'

/** A bucket of a store that speaks S3, on somebody's own machines or bought. */
export interface Bucket {
  /** Of the service, without the bucket. */
  readonly endpoint: string
  readonly region: string
  readonly name: string
  readonly keyId: string
  readonly secret: string
  /** `https://endpoint/bucket/…` rather than `https://bucket.endpoint/…`. */
  readonly pathStyle: boolean
}

/** The store did not do as it was asked: wrong key, no such bucket, out of order. */
class BucketFault extends Error {
  override readonly name = 'BucketFault'
  readonly code = 'bucket.refused'
  readonly status: number

  constructor(status: number, said: string) {
    super(`bucket.refused 对象存储拒绝了请求：${String(status)} ${said.slice(0, 500)}`)
    this.status = status
  }
}

/**
 * Blobs in a bucket, under the places they would have in a folder, so that either can be copied to the other by any
 * tool. Nothing is changed and nothing deleted: two processes that put the same content write the same object. The hash
 * is part of the signature, so the store refuses what does not arrive whole.
 *
 * @param spool where content waits whose name is not known before its end
 * @param perPage how many are asked for at once when they are listed; a store may give fewer
 */
export function s3Blobs(bucket: Bucket, spool: string, perPage = 1000): Blobs {
  const { keyId, secret, region } = bucket
  const client = new AwsClient({
    accessKeyId: keyId,
    secretAccessKey: secret,
    region,
    service: 's3',
    retries: 3,
  })
  const root = addressOf(bucket)

  async function ask(address: string, init: RequestInit): Promise<Response> {
    const response = await client.fetch(`${root}${address}`, init)
    if (response.ok || response.status === 404) return response
    throw new BucketFault(response.status, await response.text())
  }

  async function has(sha256: string): Promise<boolean> {
    return (await ask(`/${placeOf(sha256)}`, { method: 'HEAD' })).ok
  }

  async function store(sha256: string, content: Uint8Array<ArrayBuffer> | globalThis.Blob): Promise<void> {
    if (await has(sha256)) return
    const headers = { 'x-amz-content-sha256': sha256 }
    const response = await ask(`/${placeOf(sha256)}`, { method: 'PUT', body: content, headers })
    if (!response.ok) throw new BucketFault(response.status, await response.text())
    await response.body?.cancel()
  }

  async function responseOf(sha256: string): Promise<Response> {
    const response = await ask(`/${placeOf(sha256)}`, { method: 'GET' })
    if (response.ok) return response
    await response.body?.cancel()
    throw new BlobFault('blob.missing', sha256)
  }

  return {
    has,
    async put(content) {
      if (!(content instanceof Readable)) {
        const blob = { sha256: hashOf(content), bytes: content.length }
        await store(blob.sha256, new Uint8Array(content))
        return blob
      }
      await mkdir(spool, { recursive: true })
      const waiting = join(spool, randomUUID())
      try {
        const blob = await writeThrough(content, waiting)
        await store(blob.sha256, await openAsBlob(waiting))
        return blob
      } finally {
        await rm(waiting, { force: true })
      }
    },
    async read(sha256) {
      const response = await responseOf(sha256)
      return checked(sha256, Buffer.from(await response.arrayBuffer()))
    },
    async stream(sha256) {
      const { body } = await responseOf(sha256)
      const content = Readable.from(body ?? [])
      const passed = content.pipe(checking(sha256))
      content.on('error', (fault) => passed.destroy(fault))
      passed.on('close', () => content.destroy())
      return passed
    },
    async *list() {
      let marker: string | undefined = ''
      while (marker !== undefined) {
        // The first version of the listing, which every store knows; names order it, so the last one is where to go on.
        const query = new URLSearchParams({ marker, 'max-keys': String(perPage) })
        const response = await ask(`?${query.toString()}`, { method: 'GET' })
        const text = await response.text()
        if (!response.ok) throw new BucketFault(response.status, text)
        let last: string | undefined
        for (const [, entry = ''] of text.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
          last = textOf(entry, 'Key')
          const sha256 = nameAt(last ?? '')
          if (sha256 !== undefined) yield { sha256, bytes: Number(textOf(entry, 'Size')) }
        }
        marker = textOf(text, 'IsTruncated') === 'true' ? last : undefined
      }
    },
  }
}

function addressOf({ endpoint, name, pathStyle }: Bucket): string {
  const url = new URL(endpoint)
  const path = url.pathname.replace(/\/+$/, '')
  return pathStyle ? `${url.origin}${path}/${name}` : `${url.protocol}//${name}.${url.host}${path}`
}

/** The text of an element that holds nothing but text. */
function textOf(xml: string, element: string): string | undefined {
  const text = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1]
  return text?.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: keyof typeof entities) => entities[name])
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
