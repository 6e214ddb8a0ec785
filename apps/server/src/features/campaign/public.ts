import type { ReadTx } from '../../db/transact.ts'
import { campaignStore, type Campaign } from './store.ts'

export { addCampaign, onWire as campaignOnWire } from './edit-campaign.ts'
export { lastDutyMoves } from './duty-moves.ts'
export { setAsideFigures } from './switch-store.ts'
export type { Campaign } from './store.ts'

/** The campaign the district works for now; undefined before the first one is made. */
export function currentCampaign(query: ReadTx['query'], districtId: string): Promise<Campaign | undefined> {
  return campaignStore(query, districtId).current()
}

export function campaignById(
  query: ReadTx['query'],
  districtId: string,
  id: string,
): Promise<Campaign | undefined> {
  return campaignStore(query, districtId).campaign(id)
}
