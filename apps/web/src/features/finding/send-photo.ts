import { declarePhoto, sendPhotoChunk } from '@chuangyuan/contract/photo'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { v7 } from 'uuid'
import { call } from '../../shell/call.ts'

/**
 * Sends one photo of the desk's own files, in pieces, and gives its id. The hash is made by a library, since
 * `crypto.subtle` is missing where the office network has no HTTPS. When it was taken is what the file says; where,
 * nobody can say.
 */
export async function sendPhoto(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const photoId = v7()
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
    const sent = await call(sendPhotoChunk, {
      params: { photoId },
      query: { offset },
      file: file.slice(offset, offset + declared.chunkBytes),
    })
    offset = sent.offset
  }
  return photoId
}
