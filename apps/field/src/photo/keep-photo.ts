import type { Database } from '../phone/database.ts'
import type { KeptPhoto, Position } from './photo.ts'

export function originalOf(photoId: string): string {
  return `${photoId}/original`
}
export function reducedOf(photoId: string): string {
  return `${photoId}/reduced`
}
export function viewOf(photoId: string): string {
  return `${photoId}/view`
}

/** A file that was changed within so long of being chosen came out of the camera, not out of the gallery. */
const freshMs = 60_000

/** Writes what came from the camera into the database before anything else is done with it. */
export async function keepPhoto(
  db: Database,
  id: string,
  draft: string,
  file: File,
  takenAt: number,
): Promise<KeptPhoto> {
  const photo: KeptPhoto = {
    id,
    draft,
    seq: null,
    bytes: file.size,
    file: { name: file.name, type: file.type, modifiedAt: file.lastModified },
    takenAt,
    source: Math.abs(takenAt - file.lastModified) <= freshMs ? 'camera' : 'gallery',
    position: null,
    caption: [],
    sha256: null,
    sent: null,
    state: 'saved',
    refusal: null,
    offset: 0,
    prunedAt: null,
  }
  const tx = db.transaction(['photos', 'blobs'], 'readwrite', { durability: 'strict' })
  await Promise.all([
    tx.objectStore('blobs').put(file, originalOf(id)),
    tx.objectStore('photos').put(photo),
    tx.done,
  ])
  return photo
}

export async function placePhoto(db: Database, id: string, position: Position): Promise<void> {
  const tx = db.transaction('photos', 'readwrite')
  const photo = await tx.store.get(id)
  if (photo !== undefined) await tx.store.put({ ...photo, position })
  await tx.done
}

export function photosOfDraft(db: Database, draft: string): Promise<KeptPhoto[]> {
  return db.getAllFromIndex('photos', 'draft', draft)
}

/** Only a photo that no record has can be thrown away. */
export async function dropPhoto(db: Database, id: string): Promise<void> {
  const tx = db.transaction(['photos', 'blobs'], 'readwrite')
  const photo = await tx.objectStore('photos').get(id)
  if (photo?.seq === null) {
    await tx.objectStore('photos').delete(id)
    await tx.objectStore('blobs').delete(originalOf(id))
  }
  await tx.done
}
