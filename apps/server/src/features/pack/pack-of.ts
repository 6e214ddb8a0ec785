import type { Pack } from '@chuangyuan/domain/standard/pack'
import { parsePack } from '@chuangyuan/standards-data/parse-pack'
import { shippedPack } from '@chuangyuan/standards-data/shipped-packs'
import type { ReadTx } from '../../db/transact.ts'
import { orNotFound } from '../../http/refused.ts'
import { packStore } from './store.ts'

/** Corrected packs already read, by the id of their row: a row is never changed, so its pack is not either. */
const read = new Map<string, Pack>()
const mostKept = 200

/** A pack by its key and version; version 0 is the one shipped. Of this district only, as every read. */
export async function packOf(
  query: ReadTx['query'],
  districtId: string,
  packKey: string,
  version: number,
): Promise<Pack> {
  if (version === 0) return orNotFound(shippedPack(packKey), 'pack')
  const store = packStore(query, districtId)
  const id = orNotFound(await store.idOf(packKey, version), 'pack')
  const known = read.get(id)
  if (known !== undefined) return known
  const pack = parsePack(await store.content(id))
  if (!pack.ok) throw new Error(`stored pack ${packKey} version ${String(version)} is invalid`)
  if (read.size >= mostKept) read.clear()
  read.set(id, pack.value)
  return pack.value
}
