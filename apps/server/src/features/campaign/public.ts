import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { campaignStore, type Campaign } from './store.ts'

export { addCampaign, onWire as campaignOnWire, type NewCampaign } from './edit-campaign.ts'
export { setAsideFigures } from './switch-store.ts'
export type { Campaign } from './store.ts'

/** The campaign the district works for now; undefined before the first one is made. */
export function currentCampaign(query: Kysely<Tables>, districtId: string): Promise<Campaign | undefined> {
  return campaignStore(query, districtId).current()
}

export function campaignById(
  query: Kysely<Tables>,
  districtId: string,
  id: string,
): Promise<Campaign | undefined> {
  return campaignStore(query, districtId).campaign(id)
}
