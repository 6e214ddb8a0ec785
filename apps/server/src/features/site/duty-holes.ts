import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { listDutyHoles } from '@chuangyuan/contract/site'
import { holesOfItem } from '@chuangyuan/domain/site/duty-hole'
import { siteRoles } from '@chuangyuan/domain/site/site-role'
import { rowsOf } from '@chuangyuan/domain/standard/pack'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import type { Session } from '../../http/session.ts'
import { currentCampaign } from '../campaign/public.ts'
import { packOf } from '../pack/public.ts'
import { placeStore } from './place-store.ts'
import { siteStore } from './store.ts'

type HoleSummary = ReplyOf<typeof listDutyHoles>

/** Every site and every item of the standard that no named person answers for (责任空洞). */
export function dutyHoles({ db }: Deps, by: Session, street: string | undefined): Promise<HoleSummary> {
  return db.read(by, (tx) => holesSummary(tx, street))
}

export async function holesSummary(tx: ReadTx, street?: string): Promise<HoleSummary> {
  const { query, districtId } = tx
  const [sites, { streets }] = await Promise.all([
    siteStore(query, districtId).sites({ street }),
    placeStore(query, districtId).places(),
  ])
  const holed = sites.filter(({ holes }) => holes.length > 0)
  return {
    sites: sites.length,
    sitesWithHoles: holed.length,
    byRole: siteRoles
      .map((role) => ({
        role,
        sites: holed.filter(({ holes }) => holes.some((hole) => hole.role === role)).length,
      }))
      .filter((each) => each.sites > 0),
    byStreet: streets
      .filter(({ id }) => street === undefined || id === street)
      .map(({ id, name }) => ({
        street: { id, name },
        sites: sites.filter((site) => site.street.id === id).length,
        sitesWithHoles: holed.filter((site) => site.street.id === id).length,
      })),
    items: await itemHoles(tx),
  }
}

async function itemHoles({ query, districtId }: ReadTx): Promise<HoleSummary['items']> {
  const campaign = await currentCampaign(query, districtId)
  if (campaign === undefined) return []
  const pack = await packOf(query, districtId, campaign.packKey, campaign.packVersion)
  const duties = Map.groupBy(
    await placeStore(query, districtId).duties(campaign.packKey),
    ({ itemId }) => itemId,
  )
  return rowsOf(pack).flatMap(({ row }) => {
    if (row.kind === 'heading' || row.kind === 'unknown') return []
    const held = duties.get(row.id) ?? []
    return holesOfItem(held).map(({ why }) => ({
      itemId: row.id,
      number: row.number ?? null,
      name: row.name,
      why,
      units: held.filter(({ part }) => part === 'lead').map(({ unitName }) => unitName),
    }))
  })
}
