import { CallRefused } from '@chuangyuan/contract/call'
import type { Sending } from '../outbox/send-records.ts'
import type { Database } from '../phone/database.ts'
import { originalOf, reducedOf } from './keep-photo.ts'
import { photoServer, type Progress } from './photo-server.ts'
import type { KeptPhoto } from './photo.ts'

/** A second or two of a weak connection, and little to send again when it breaks. */
const chunkBytes = 512 * 1024

export interface PhotoSending extends Sending {
  /** Hashes a photo and makes its copies; see `prepare-photo.ts`. */
  readonly prepare: (db: Database, photo: KeptPhoto) => Promise<KeptPhoto>
}

/** Sends the photos of written records; each goes on where it stopped. A photo that is refused does not hold back the others. */
export async function sendPhotos(sending: PhotoSending): Promise<void> {
  const { db } = sending
  const waiting = [
    ...(await db.getAllFromIndex('photos', 'state', 'sending')),
    ...(await db.getAllFromIndex('photos', 'state', 'saved')),
  ]
  for (const photo of waiting.filter(({ seq }) => seq !== null)) {
    try {
      await sendPhoto(sending, photo)
    } catch (error) {
      if (!(error instanceof CallRefused) || !isAboutPhoto(error)) throw error
      const { code, details } = error.problem
      await change(db, photo.id, { state: 'refused', refusal: { code, details } })
    }
  }
}

async function sendPhoto(sending: PhotoSending, waiting: KeptPhoto): Promise<void> {
  const { db, call } = sending
  const photo = waiting.sent === null ? await sending.prepare(db, waiting) : waiting
  const key = photo.sent?.name === 'reduced' ? reducedOf(photo.id) : originalOf(photo.id)
  const bytes = await db.get('blobs', key)
  if (bytes === undefined) throw new Error(`the bytes of photo ${photo.id} are gone`)
  const server = photoServer(call)
  await change(db, photo.id, { state: 'sending' })
  let progress = await server.declare(photo)
  while (!progress.complete) {
    const { offset } = progress
    progress = await sendChunk(offset).catch(async (error: unknown) => {
      // Another tab or an earlier try got further: the server's word counts.
      if (error instanceof CallRefused && error.problem.code === offsetWrong)
        return await server.declare(photo)
      throw error
    })
    if (!progress.complete && progress.offset <= offset) throw new Error(`photo ${photo.id} does not get on`)
    await change(db, photo.id, { offset: progress.offset })
  }
  await change(db, photo.id, { state: 'on-server', offset: progress.offset })

  function sendChunk(offset: number): Promise<Progress> {
    return server.send(photo.id, offset, bytes!.slice(offset, offset + chunkBytes))
  }
}

const offsetWrong: string = 'photo.offset-wrong'

function isAboutPhoto({ problem: { code } }: CallRefused): boolean {
  return code.startsWith('photo.') || code === 'request.invalid' || code === 'request.too-large'
}

async function change(db: Database, id: string, changed: Partial<KeptPhoto>): Promise<void> {
  const tx = db.transaction('photos', 'readwrite')
  const photo = await tx.store.get(id)
  if (photo !== undefined) await tx.store.put({ ...photo, ...changed })
  await tx.done
}
