import type { Photo } from '@chuangyuan/contract/photo'
import { takeChunk } from '@chuangyuan/domain/photo/take-chunk'
import type { Readable } from 'node:stream'
import type { Deps } from '../../deps.ts'
import { orNotFound, orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { finishPhoto } from './finish-photo.ts'
import { photoOnWire } from './photo-on-wire.ts'
import { photoStore } from './store.ts'

/** The most bytes that one request may bring: a few seconds of a weak connection, and little to send again. */
export const chunkBytes = 4 * 1024 * 1024

/** The next bytes of a photo. With the last of them it is read, and complete or refused when this answers. */
export async function sendChunk(
  deps: Deps,
  by: Session,
  photoId: string,
  offset: number,
  upload: Readable,
): Promise<Photo> {
  const chunk = await collect(upload)
  const { photo, received } = await deps.db.transact(by, async ({ query, districtId }) => {
    const store = photoStore(query, districtId)
    const before = orNotFound(await store.locked(photoId), 'photo')
    if (before.fault !== null) throw new Refused(before.fault)
    const here = before.state === 'complete' ? before.bytes : await store.receivedBytes(photoId)
    const what = orRefuse(
      takeChunk({ received: here, bytes: before.bytes }, { offset, length: chunk.length }),
    )
    // Bytes on their way are no change worth a line; the journal tells when the photo is declared and when it is here.
    if (what === 'append') await store.addChunk(photoId, offset, chunk, deps.clock())
    return { photo: before, received: what === 'append' ? offset + chunk.length : here }
  })
  if (photo.state === 'uploading' && received === photo.bytes) return finishPhoto(deps, by, photo)
  return photoOnWire(photo, received)
}

async function collect(upload: Readable): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of upload as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > chunkBytes) throw new Refused('photo.chunk-too-large', { limit: chunkBytes })
    parts.push(part)
  }
  return Buffer.concat(parts)
}
