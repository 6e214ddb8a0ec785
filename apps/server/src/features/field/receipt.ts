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
  const device = await db.read(by, ({ query, districtId }) => fieldStore(query, districtId).device(deviceId))
  const isOwn = device?.accountId === by.accountId || mayAnywhere(by.grants, 'finding.manage')
  return signed(orNotFound(isOwn ? device : undefined, 'device'), clock(), await key())
}

export function signed(
  { id, records, refused, upTo, head }: Device,
  at: number,
  { secret }: ReceiptKey,
): Receipt {
  const told = {
    deviceId: id,
    records,
    refused,
    photos: 0,
    upTo,
    head: head.toString('hex'),
    at,
    signature: '',
  }
  return { ...told, signature: sign(null, Buffer.from(receiptText(told)), secret).toString('base64') }
}
