import type { Pack } from '@chuangyuan/domain/standard/pack'
import { shippedPacks } from '@chuangyuan/standards-data/shipped-packs'
import type { ReadTx } from '../../db/transact.ts'
import { packOf } from './pack-of.ts'
import { packStore } from './store.ts'

/** Every edition in its latest version. */
export async function latestPacks(query: ReadTx['query'], districtId: string): Promise<readonly Pack[]> {
  const store = packStore(query, districtId)
  const packs: Pack[] = []
  for (const { id } of shippedPacks) packs.push(await packOf(query, districtId, id, await store.latest(id)))
  return packs
}
