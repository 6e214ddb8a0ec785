import type { Database } from '../phone/database.ts'
import { askForCopies } from './ask-photo-worker.ts'
import { originalOf, reducedOf, viewOf } from './keep-photo.ts'
import type { KeptPhoto } from './photo.ts'

/** Above this a smaller copy is sent in place of the original, which stays on the phone. */
const largestSentBytes = 12 * 1024 * 1024

/** Hashes the original, draws the copy for showing, and decides what is sent. */
export async function preparePhoto(db: Database, photo: KeptPhoto): Promise<KeptPhoto> {
  const original = await db.get('blobs', originalOf(photo.id))
  if (original === undefined) throw new Error(`the bytes of photo ${photo.id} are gone`)
  const copies = await askForCopies({
    original,
    caption: photo.caption,
    reduce: photo.bytes > largestSentBytes,
  })
  const { sha256, view, reduced } = copies
  const tx = db.transaction(['photos', 'blobs'], 'readwrite')
  const blobs = tx.objectStore('blobs')
  if (view !== null) await blobs.put(view, viewOf(photo.id))
  if (reduced !== null) await blobs.put(reduced.bytes, reducedOf(photo.id))
  const sent =
    reduced === null
      ? ({ name: 'original', bytes: photo.bytes, sha256 } as const)
      : ({ name: 'reduced', bytes: reduced.bytes.size, sha256: reduced.sha256 } as const)
  const prepared = { ...photo, sha256, sent }
  await tx.objectStore('photos').put(prepared)
  await tx.done
  return prepared
}
