import type { FieldPackage, Receipt } from '@chuangyuan/contract/field'
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { KeptRecord } from '../outbox/record.ts'
import type { Draft } from '../phone/draft.ts'
import type { KeptPhoto } from '../photo/photo.ts'

/** Single values. */
export interface Kept {
  /** This account on this phone; the server's receipts speak of it. */
  device: string
  package: { readonly content: FieldPackage; readonly checkedAt: number }
  receipt: Receipt
  /** Public keys that receipts are signed with. */
  receiptKeys: readonly string[]
  /** The phone's clock less the server's, milliseconds. */
  skew: number
  /** Which tab is sending, where the browser has no locks. */
  sending: { readonly tab: string; readonly until: number }
}

export interface PhoneSchema extends DBSchema {
  /** Keys count up from 1 without a gap, and an aborted transaction uses none up: they are the device's sequence. */
  records: { key: number; value: KeptRecord; indexes: { state: string } }
  photos: { key: string; value: KeptPhoto; indexes: { state: string; draft: string } }
  /** Bytes apart from what is said of them, so that a change of state never writes megabytes again. Key: `ID/original` and the like. */
  blobs: { key: string; value: Blob }
  drafts: { key: string; value: Draft }
  kept: { key: keyof Kept; value: unknown }
}

export type Database = IDBPDatabase<PhoneSchema>

/**
 * Each account has a database of its own on a phone: what one account wrote down can then not be sent, counted or
 * shown under the name of another.
 */
export function openDatabase(accountId: string): Promise<Database> {
  return openDB<PhoneSchema>(`chuangyuan-field-${accountId}`, 1, {
    upgrade(db) {
      db.createObjectStore('records', { keyPath: 'seq', autoIncrement: true }).createIndex('state', 'state')
      const photos = db.createObjectStore('photos', { keyPath: 'id' })
      photos.createIndex('state', 'state')
      photos.createIndex('draft', 'draft')
      db.createObjectStore('blobs')
      db.createObjectStore('drafts', { keyPath: 'key' })
      db.createObjectStore('kept')
    },
  })
}

export async function recall<Name extends keyof Kept>(
  db: Database,
  name: Name,
): Promise<Kept[Name] | undefined> {
  return (await db.get('kept', name)) as Kept[Name] | undefined
}

export async function keep<Name extends keyof Kept>(
  db: Database,
  name: Name,
  value: Kept[Name],
): Promise<void> {
  await db.put('kept', value, name)
}
