import type { Photo } from '@chuangyuan/contract/photo'
import type { StoredPhoto } from './store.ts'

/** A photo as callers see it; its addresses in the blob store stay inside. */
export function photoOnWire(photo: StoredPhoto, receivedBytes: number): Photo {
  return {
    id: photo.id,
    sha256: photo.sha256,
    bytes: photo.bytes,
    takenAt: photo.takenAt,
    source: photo.source,
    position: photo.position,
    state: photo.state,
    offset: photo.state === 'uploading' ? receivedBytes : photo.bytes,
    fault: photo.fault,
    mediaType: photo.mediaType,
    width: photo.width,
    height: photo.height,
    exif: photo.exif,
    declaredBy: photo.declaredBy,
    declaredAt: photo.declaredAt,
    receivedAt: photo.receivedAt,
  }
}
