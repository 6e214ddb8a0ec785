import type { caller } from '@chuangyuan/contract/call'
import { declarePhoto, sendPhotoChunk } from '@chuangyuan/contract/photo'
import type { KeptPhoto } from './photo.ts'

/** How far a photo is. */
export interface Progress {
  readonly complete: boolean
  readonly offset: number
}

/** The server's side of a photo, as the outbox sees it: say what comes, then send it piece by piece. */
export function photoServer(call: ReturnType<typeof caller>) {
  return {
    async declare({ id, sent, takenAt, source, position }: KeptPhoto): Promise<Progress> {
      const { bytes = 0, sha256 = '' } = sent ?? {}
      return progressOf(await call(declarePhoto, { body: { id, sha256, bytes, takenAt, source, position } }))
    },
    async send(photoId: string, offset: number, chunk: Blob): Promise<Progress> {
      return progressOf(await call(sendPhotoChunk, { params: { photoId }, query: { offset }, file: chunk }))
    },
  }
}

function progressOf({ state, offset }: { readonly state: string; readonly offset: number }): Progress {
  return { complete: state !== 'uploading', offset }
}
