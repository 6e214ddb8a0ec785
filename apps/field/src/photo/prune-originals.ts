import type { Receipt } from '@chuangyuan/contract/field'
import type { Database } from '../phone/database.ts'
import { originalOf } from './keep-photo.ts'
import type { KeptPhoto } from './photo.ts'

/** How long an original stays after the server has it, so that a mishap there can still be mended. */
const keptDays = 7
const dayMs = 86_400_000

/**
 * Makes room: originals that the server has had for a week. Only where its receipt counts every photo that the phone
 * takes for sent, and reaches the photo's record without a gap. The copy for showing stays.
 */
export async function pruneOriginals(db: Database, receipt: Receipt, now: number): Promise<number> {
  const sent = await db.getAllFromIndex('photos', 'state', 'on-server')
  if (receipt.photos < sent.length) return 0
  const old = sent.filter((photo) => isCovered(photo, receipt) && photo.takenAt < now - keptDays * dayMs)
  for (const photo of old) {
    const tx = db.transaction(['photos', 'blobs'], 'readwrite')
    await tx.objectStore('blobs').delete(originalOf(photo.id))
    await tx.objectStore('photos').put({ ...photo, prunedAt: now })
    await tx.done
  }
  return old.length
}

/** An original that was too large to be sent is on the phone alone, however long. */
function isCovered({ seq, sent, prunedAt }: KeptPhoto, { upTo }: Receipt): boolean {
  return prunedAt === null && seq !== null && seq <= upTo && sent?.name === 'original'
}
