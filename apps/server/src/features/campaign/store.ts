import { profile as profileOnWire } from '@chuangyuan/contract/campaign'
import { parseDay, type Day } from '@chuangyuan/domain/day'
import type { Profile } from '@chuangyuan/domain/standard/applicant'
import type { Kysely, Selectable } from 'kysely'
import type { CampaignTable, Tables } from '../../db/tables.ts'

/** One title a district applies for (创建活动): the standard, the applicant, and the day of inspection. */
export interface Campaign {
  readonly id: string
  readonly name: string
  readonly packKey: string
  /** 0 is the pack as shipped. */
  readonly packVersion: number
  readonly tier: string | null
  readonly profile: Profile
  readonly inspectionOn: Day | null
  /** The one that the home board shows; there is exactly one as soon as there is any. */
  readonly isCurrent: boolean
  readonly createdAt: number
}

export function campaignStore(query: Kysely<Tables>, districtId: string) {
  const campaigns = query.selectFrom('campaigns').where('district_id', '=', districtId).selectAll()
  return {
    async list(): Promise<Campaign[]> {
      const rows = await campaigns.orderBy('is_current', 'desc').orderBy('created_at').execute()
      return rows.map(campaignOf)
    },

    async campaign(id: string): Promise<Campaign | undefined> {
      const row = await campaigns.where('id', '=', id).executeTakeFirst()
      return row === undefined ? undefined : campaignOf(row)
    },

    /** All of them, locked: which one is current is a matter of all. */
    async lockAll(): Promise<Campaign[]> {
      const rows = await campaigns.orderBy('id').forUpdate().execute()
      return rows.map(campaignOf)
    },

    async current(): Promise<Campaign | undefined> {
      const row = await campaigns.where('is_current', '=', true).executeTakeFirst()
      return row === undefined ? undefined : campaignOf(row)
    },

    async add(campaign: Campaign): Promise<void> {
      await query
        .insertInto('campaigns')
        .values({
          district_id: districtId,
          id: campaign.id,
          created_at: new Date(campaign.createdAt),
          ...changeable(campaign),
        })
        .execute()
    },

    async save(campaign: Campaign): Promise<void> {
      await query
        .updateTable('campaigns')
        .set(changeable(campaign))
        .where('district_id', '=', districtId)
        .where('id', '=', campaign.id)
        .execute()
    },
  }
}

function changeable(campaign: Campaign) {
  return {
    name: campaign.name,
    pack_key: campaign.packKey,
    pack_version: campaign.packVersion,
    tier: campaign.tier,
    applicant: JSON.stringify(campaign.profile),
    inspection_on: campaign.inspectionOn,
    is_current: campaign.isCurrent,
  }
}

function campaignOf(row: Selectable<CampaignTable>): Campaign {
  return {
    id: row.id,
    name: row.name,
    packKey: row.pack_key,
    packVersion: row.pack_version,
    tier: row.tier,
    profile: profileOnWire.parse(row.applicant),
    inspectionOn: row.inspection_on === null ? null : (parseDay(row.inspection_on) ?? null),
    isCurrent: row.is_current,
    createdAt: row.created_at.getTime(),
  }
}
