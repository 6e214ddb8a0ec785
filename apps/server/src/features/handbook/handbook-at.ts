import type { Handbook } from '@chuangyuan/domain/handbook/handbook'
import { parseHandbook } from '@chuangyuan/standards-data/parse-handbook'
import { shippedHandbook } from '@chuangyuan/standards-data/shipped-handbook'
import type { ReadTx } from '../../db/transact.ts'
import { orNotFound } from '../../http/refused.ts'
import { handbookStore } from './store.ts'

/** Versions already read, by the id of their row: a row is never changed, so its handbook is not either. */
const read = new Map<string, Handbook>()
const mostKept = 50

/** A version of the handbook; 0 is the one shipped. Of this district only, as every read. */
export async function handbookAt(
  query: ReadTx['query'],
  districtId: string,
  version: number,
): Promise<Handbook> {
  if (version === 0) return shippedHandbook
  const store = handbookStore(query, districtId)
  const id = orNotFound(await store.idOf(version), 'handbook')
  const known = read.get(id)
  if (known !== undefined) return known
  const handbook = parseHandbook(await store.content(id))
  if (!handbook.ok) throw new Error(`stored handbook version ${String(version)} is invalid`)
  if (read.size >= mostKept) read.clear()
  read.set(id, handbook.value)
  return handbook.value
}

/** The handbook in force, which is the latest version, and its number. */
export async function currentHandbook(
  query: ReadTx['query'],
  districtId: string,
): Promise<{ readonly version: number; readonly handbook: Handbook }> {
  const version = await handbookStore(query, districtId).latest()
  return { version, handbook: await handbookAt(query, districtId, version) }
}
