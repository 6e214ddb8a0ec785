import { receiptText, type Receipt } from '@chuangyuan/contract/field'
import { mayAnywhere } from '@chuangyuan/domain/identity/may'
import { sign } from 'node:crypto'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import type { ReceiptKey } from './receipt-key.ts'
import { fieldStore, type Device } from './store.ts'

/** The receipt of a device, for the account that uses it and for the office. */
export async function showReceipt(
  { db, clock }: Deps,
  key: () => Promise<ReceiptKey>,
  by: Session,
  deviceId: string,
): Promise<Receipt> {
  const state = await db.read(by, async ({ query, districtId }) => {
    const store = fieldStore(query, districtId)
    const device = await store.device(deviceId)
    const isOwn = device?.accountId === by.accountId || mayAnywhere(by.grants, 'finding.manage')
    return isOwn && device !== undefined ? { device, photos: await store.wholePhotos(deviceId) } : undefined
  })
  return signed(orNotFound(state, 'device'), clock(), await key())
}

export function signed(
  { device, photos }: { readonly device: Device; readonly photos: number },
  at: number,
  { secret }: ReceiptKey,
): Receipt {
  const { id, records, refused, upTo, head } = device
  const told = { deviceId: id, records, refused, photos, upTo, head: head.toString('hex'), at, signature: '' }
  return { ...told, signature: sign(null, Buffer.from(receiptText(told)), secret).toString('base64') }
}
