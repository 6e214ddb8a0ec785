import { declarePhoto, sendPhotoChunk } from '@chuangyuan/contract/photo'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { call } from '../../shell/call.ts'

/**
 * Sends one photo of the desk's own files, in pieces; under the same id again, it goes on where it stopped. The hash is made by a library, since
 * `crypto.subtle` is missing where the office network has no HTTPS. When it was taken is what the file says; where,
 * nobody can say.
 */
export async function sendPhoto(photoId: string, file: File, sent: (bytes: number) => void): Promise<void> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const declared = await call(declarePhoto, {
    body: {
      id: photoId,
      sha256: bytesToHex(sha256(bytes)),
      bytes: bytes.length,
      takenAt: file.lastModified,
      source: 'unknown',
      position: null,
    },
  })
  let { offset } = declared
  while (offset < bytes.length) {
    sent(offset)
    const photo = await call(sendPhotoChunk, {
      params: { photoId },
      query: { offset },
      file: file.slice(offset, offset + declared.chunkBytes),
    })
    offset = photo.offset
  }
}
