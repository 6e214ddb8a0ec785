import type { Photo } from '@chuangyuan/contract/photo'
import { hashOf } from '../../db/blobs.ts'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { photoOnWire } from './photo-on-wire.ts'
import { readImage, type ImageRefusal } from './read-image.ts'
import { photoStore, type PhotoReading, type StoredPhoto } from './store.ts'

/**
 * All bytes are here: are they the right ones, and are they a photo? Reading takes seconds, so nothing is locked
 * meanwhile; two processes that finish the same photo come to the same end, and the first one writes it down.
 */
export async function finishPhoto(deps: Deps, by: Session, photo: StoredPhoto): Promise<Photo> {
  const { db, blobs, config } = deps
  const content = await db.read(by, ({ query, districtId }) =>
    photoStore(query, districtId).content(photo.id),
  )
  if (hashOf(content) !== photo.sha256) return startAgain(deps, by, photo)
  const read = await readImage(content, config.photoLimits.pixels)
  if (!read.ok) return refusePhoto(deps, by, photo, read.refusal)
  const { shared, thumbnail, ...seen } = read.value
  const [sharedBlob, thumbnailBlob] = await Promise.all([
    blobs.put(shared),
    blobs.put(thumbnail),
    blobs.put(content),
  ])
  const reading = { ...seen, sharedBlob: sharedBlob.sha256, thumbnailBlob: thumbnailBlob.sha256 }
  return completePhoto(deps, by, photo, reading)
}

async function completePhoto(
  { db, clock }: Deps,
  by: Session,
  { id, sha256, bytes }: StoredPhoto,
  reading: PhotoReading,
): Promise<Photo> {
  const after = await db.transact(by, (tx) =>
    ending(tx, id, async (store) => {
      await store.complete(id, reading, clock())
      const { mediaType, width, height } = reading
      tx.journal.record({
        verb: 'photo.received',
        who: by.accountId,
        what: id,
        details: { sha256, bytes, mediaType, width, height },
      })
    }),
  )
  return photoOnWire(after, bytes)
}

/** The bytes are as the phone has them and no photo: sending them again would not help, so this is final. */
async function refusePhoto(
  { db, clock }: Deps,
  by: Session,
  { id, sha256, bytes }: StoredPhoto,
  { code, ...details }: ImageRefusal,
): Promise<never> {
  await db.transact(by, (tx) =>
    ending(tx, id, async (store) => {
      await store.refuse(id, code, clock())
      tx.journal.record({
        verb: 'photo.refused',
        who: by.accountId,
        what: id,
        details: { sha256, bytes, code },
      })
    }),
  )
  throw new Refused(code, details)
}

/** The bytes were damaged on their way: the phone sends them again from the start. */
async function startAgain({ db }: Deps, by: Session, { id, bytes }: StoredPhoto): Promise<never> {
  await db.transact(by, (tx) =>
    ending(tx, id, async () => {
      tx.journal.record({
        verb: 'photo.cleared',
        who: by.accountId,
        what: id,
        details: { bytes, why: 'hash-wrong' },
      })
    }),
  )
  throw new Refused('photo.hash-wrong')
}

/** Writes an end down unless another process has, and lets go of the bytes on their way. */
async function ending(
  { query, districtId }: Tx,
  photoId: string,
  write: (store: ReturnType<typeof photoStore>) => Promise<void>,
): Promise<StoredPhoto> {
  const store = photoStore(query, districtId)
  const { state } = orNotFound(await store.locked(photoId), 'photo')
  if (state === 'uploading') {
    await write(store)
    await store.dropChunks(photoId)
  }
  return orNotFound(await store.photo(photoId), 'photo')
}
