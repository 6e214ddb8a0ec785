import type { Pack } from '@chuangyuan/domain/standard/pack'
import type { ReadTx } from '../../db/transact.ts'
import { currentCampaign } from '../campaign/public.ts'
import { packOf } from '../pack/public.ts'

/** The standard the district works by; undefined before a campaign has chosen one. */
export async function currentPack({
  query,
  districtId,
}: Pick<ReadTx, 'query' | 'districtId'>): Promise<Pack | undefined> {
  const campaign = await currentCampaign(query, districtId)
  return campaign === undefined
    ? undefined
    : packOf(query, districtId, campaign.packKey, campaign.packVersion)
}
