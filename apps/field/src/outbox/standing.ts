import type { Receipt } from '@chuangyuan/contract/field'
import { recall, type Database } from '../phone/database.ts'
import type { KeptPhoto } from '../photo/photo.ts'
import { isOnServer, needsDecision, waits } from './record.ts'
import { isGenuine } from './verify-receipt.ts'

/** How the outbox stands, counted from what is on the phone; the server's word is beside it. */
export interface Standing {
  readonly records: number
  readonly recordsOnServer: number
  readonly photos: number
  readonly photosOnServer: number
  /** Records and photos that only this phone has. */
  readonly waiting: number
  /** Cards that somebody has to act on. */
  readonly decisions: number
  /** Last word of the server; null before it ever had one. */
  readonly receipt: Receipt | null
  /** Whether the installation signed it; undefined where this browser cannot tell. */
  readonly isGenuine: boolean | undefined
  /** The phone's clock less the server's, milliseconds. */
  readonly skew: number
}

export async function standingOf(db: Database): Promise<Standing> {
  const [records, allPhotos, receipt, keys, skew] = await Promise.all([
    db.getAll('records'),
    db.getAll('photos'),
    recall(db, 'receipt'),
    recall(db, 'receiptKeys'),
    recall(db, 'skew'),
  ])
  const photos = allPhotos.filter(({ seq }) => seq !== null)
  const recordsOnServer = records.filter(isOnServer).length
  const photosOnServer = photos.filter(({ state }) => state === 'on-server').length
  return {
    records: records.length,
    recordsOnServer,
    photos: photos.length,
    photosOnServer,
    waiting: records.filter(waits).length + photos.filter(isWaiting).length,
    decisions:
      records.filter(needsDecision).length + photos.filter(({ state }) => state === 'refused').length,
    receipt: receipt ?? null,
    isGenuine: receipt && keys && (await isGenuine(receipt, keys)),
    skew: skew ?? 0,
  }
}

function isWaiting({ state }: KeptPhoto): boolean {
  return state === 'saved' || state === 'sending'
}
