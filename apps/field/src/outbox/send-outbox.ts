import { CallRefused } from '@chuangyuan/contract/call'
import { getReceipt, receiptKey } from '@chuangyuan/contract/field'
import { whoAmI } from '@chuangyuan/contract/identity'
import { keep } from '../phone/database.ts'
import { pruneOriginals } from '../photo/prune-originals.ts'
import { sendPhotos, type PhotoSending } from '../photo/send-photos.ts'
import type { Refusal } from './record.ts'
import { deviceOf, sendRecords } from './send-records.ts'
import { standingOf } from './standing.ts'

/**
 * How a sending ended:
 *
 *   done         the server has all there is
 *   signed-out   nobody, or another account, is signed in; everything stays on the phone
 *   later        no connection, or the server is busy: to be tried again
 *   stopped      the server will not talk to this account
 */
export type SendOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'later' }
  | { readonly kind: 'stopped'; readonly refusal: Refusal }

/**
 * Records first, since they are small and what everybody waits for; then photos, then the receipt. Before anything is
 * sent the server is asked who is signed in: another tab may have changed that.
 */
export async function sendOutbox(sending: PhotoSending, accountId: string): Promise<SendOutcome> {
  const { db, call } = sending
  try {
    const me = await call(whoAmI, {})
    if (me.accountId !== accountId || me.mustChangePassword) return { kind: 'signed-out' }
    await sendRecords(sending)
    await sendPhotos(sending)
    if ((await standingOf(db)).recordsOnServer > 0) await fetchReceipt(sending)
    // What the server could not take yet, though it would.
    return { kind: (await db.countFromIndex('records', 'state', 'saved')) > 0 ? 'later' : 'done' }
  } catch (error) {
    if (error instanceof CallRefused) return outcomeOf(error)
    throw error
  }
}

async function fetchReceipt({ db, call, now }: PhotoSending): Promise<void> {
  const receipt = await call(getReceipt, { params: { deviceId: await deviceOf(db) } })
  await keep(db, 'receipt', receipt)
  const { key, former } = await call(receiptKey, {})
  await keep(db, 'receiptKeys', [key, ...former])
  await pruneOriginals(db, receipt, now())
}

function outcomeOf({ problem: { code, details } }: CallRefused): SendOutcome {
  if (code === 'identity.sign-in-required' || code === 'identity.password-change-required')
    return { kind: 'signed-out' }
  if (code === 'server.not-ready' || code === 'server.fault' || code === 'request.too-many')
    return { kind: 'later' }
  return { kind: 'stopped', refusal: { code, details } }
}
