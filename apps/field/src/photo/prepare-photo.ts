import type { Database } from '../phone/database.ts'
import type { Copies, CopyOrder } from './draw-copies.ts'
import { originalOf, reducedOf, viewOf } from './keep-photo.ts'
import type { KeptPhoto } from './photo.ts'

/** Above this a smaller copy is sent in place of the original, which stays on the phone. */
const largestSentBytes = 12 * 1024 * 1024

let worker: Worker | undefined

/** Hashes the original, draws the copy for showing, and decides what is sent. */
export async function preparePhoto(db: Database, photo: KeptPhoto): Promise<KeptPhoto> {
  const original = await db.get('blobs', originalOf(photo.id))
  if (original === undefined) throw new Error(`the bytes of photo ${photo.id} are gone`)
  const copies = await drawn({ original, caption: photo.caption, reduce: photo.bytes > largestSentBytes })
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

function drawn(order: CopyOrder): Promise<Copies> {
  worker ??= new Worker(new URL('./photo-worker.ts', import.meta.url), { type: 'module' })
  const { port1, port2 } = new MessageChannel()
  const target = worker
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data }: MessageEvent<Copies | { readonly failed: string }>) => {
      if ('failed' in data) reject(new Error(data.failed))
      else resolve(data)
      port1.close()
    }
    target.addEventListener('error', () => reject(new Error('the photo worker does not start')), {
      once: true,
    })
    target.postMessage(order, [port2])
  })
}
