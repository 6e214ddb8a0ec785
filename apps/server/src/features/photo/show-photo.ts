import type { alikePhotos, Photo } from '@chuangyuan/contract/photo'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { likeness } from '@chuangyuan/domain/photo/likeness'
import type { PhotoType } from '@chuangyuan/domain/photo/photo'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { photoOnWire } from './photo-on-wire.ts'
import { photoStore, type StoredPhoto } from './store.ts'

export function onePhoto({ db }: Deps, by: Session, photoId: string): Promise<Photo> {
  return db.read(by, async ({ query, districtId }) => {
    const store = photoStore(query, districtId)
    const photo = orNotFound(await store.photo(photoId), 'photo')
    return photoOnWire(photo, await store.receivedBytes(photoId))
  })
}

export async function sharedCopy(deps: Deps, by: Session, photoId: string): Promise<FileReply> {
  const { sharedBlob } = await completePhoto(deps, by, photoId)
  return { fileName: `${photoId}.jpg`, content: await deps.blobs.read(sharedBlob), cached: 'forever' }
}

export async function thumbnail(deps: Deps, by: Session, photoId: string): Promise<FileReply> {
  const { thumbnailBlob } = await completePhoto(deps, by, photoId)
  return { fileName: `${photoId}.webp`, content: await deps.blobs.read(thumbnailBlob), cached: 'forever' }
}

/** The original may tell where somebody stood and with which phone, so each reading stands in the journal. */
export async function original(deps: Deps, by: Session, photoId: string): Promise<FileReply> {
  const { sha256, mediaType } = await completePhoto(deps, by, photoId)
  const content = await deps.blobs.read(sha256)
  await deps.db.transact(by, async ({ journal }) => {
    journal.record({ verb: 'photo.original-read', who: by.accountId, what: photoId, details: { sha256 } })
  })
  return { fileName: `${photoId}.${extensions[mediaType]}`, content, cached: 'never' }
}

const extensions: Readonly<Record<PhotoType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
}

export async function photosAlike(
  deps: Deps,
  by: Session,
  photoId: string,
  limit: number,
): Promise<ReplyOf<typeof alikePhotos>> {
  const asked = await completePhoto(deps, by, photoId)
  const found = await deps.db.read(by, ({ query, districtId }) =>
    photoStore(query, districtId).alike(asked, limit),
  )
  const rows = found.flatMap((photo) => {
    if (photo.fingerprint === null) return []
    const { bits, verdict } = likeness(asked.fingerprint, photo.fingerprint)
    return verdict === 'different'
      ? []
      : [{ photo: photoOnWire(photo, photo.bytes), bits, likeness: verdict }]
  })
  return { rows }
}

/** A photo of which everything is known, as the database promises of complete ones. */
type CompletePhoto = StoredPhoto & {
  readonly [Fact in 'mediaType' | 'fingerprint' | 'sharedBlob' | 'thumbnailBlob']: NonNullable<
    StoredPhoto[Fact]
  >
}

function isComplete(photo: StoredPhoto): photo is CompletePhoto {
  return photo.state === 'complete'
}

async function completePhoto({ db }: Deps, by: Session, photoId: string): Promise<CompletePhoto> {
  const photo = orNotFound(
    await db.read(by, ({ query, districtId }) => photoStore(query, districtId).photo(photoId)),
    'photo',
  )
  if (!isComplete(photo)) throw new Refused('photo.incomplete', { state: photo.state })
  return photo
}
