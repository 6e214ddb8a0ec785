import type { Campaign as CampaignOnWire } from '@chuangyuan/contract/campaign'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import { newId } from '../../db/id.ts'
import type { ReadTx, Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { packOf } from '../pack/public.ts'
import { campaignStore, type Campaign } from './store.ts'

type Details = Pick<Campaign, 'name' | 'tier' | 'profile' | 'inspectionOn' | 'isCurrent'>
type NewCampaign = Details & Pick<Campaign, 'packKey' | 'packVersion'>

export function listCampaigns({ db }: Deps, by: Session): Promise<CampaignOnWire[]> {
  return db.read(by, async (tx) => {
    const campaigns = await campaignStore(tx.query, tx.districtId).list()
    return Promise.all(campaigns.map((each) => onWire(tx, each)))
  })
}

export function getCurrentCampaign({ db }: Deps, by: Session): Promise<{ campaign: CampaignOnWire | null }> {
  return db.read(by, async (tx) => {
    const current = await campaignStore(tx.query, tx.districtId).current()
    return { campaign: current === undefined ? null : await onWire(tx, current) }
  })
}

export function createCampaign({ db, clock }: Deps, by: Session, given: NewCampaign) {
  return db.transact(by, async (tx) =>
    onWire(tx, await addCampaign(tx, given, { at: clock(), by: by.accountId })),
  )
}

/** Adds a campaign; the first of a district is the current one. Also used for the demo district. */
export async function addCampaign(
  tx: Tx,
  given: NewCampaign,
  { at, by }: { readonly at: number; readonly by: string | null },
): Promise<Campaign> {
  const store = campaignStore(tx.query, tx.districtId)
  refuseTier(await packOf(tx.query, tx.districtId, given.packKey, given.packVersion), given.tier)
  const others = await store.lockAll()
  const isCurrent = given.isCurrent || others.length === 0
  const campaign: Campaign = { ...given, id: newId(), isCurrent, createdAt: at }
  if (isCurrent) await stepDown(tx, others)
  await store.add(campaign)
  tx.journal.record({
    verb: 'campaign.created',
    who: by,
    what: campaign.id,
    details: { ...given, isCurrent },
  })
  return campaign
}

export function editCampaign({ db }: Deps, by: Session, id: string, given: Details) {
  return db.transact(by, async (tx) => {
    const store = campaignStore(tx.query, tx.districtId)
    const all = await store.lockAll()
    const before = orNotFound(
      all.find((each) => each.id === id),
      'campaign',
    )
    refuseTier(await packOf(tx.query, tx.districtId, before.packKey, before.packVersion), given.tier)
    if (before.isCurrent && !given.isCurrent) throw new Refused('campaign.one-must-be-current')
    if (given.isCurrent) {
      await stepDown(
        tx,
        all.filter((each) => each.id !== id),
      )
    }
    const campaign = { ...before, ...given }
    await store.save(campaign)
    tx.journal.record({ verb: 'campaign.edited', who: by.accountId, what: id, details: { ...given } })
    return onWire(tx, campaign)
  })
}

async function stepDown(tx: Tx, others: readonly Campaign[]): Promise<void> {
  const store = campaignStore(tx.query, tx.districtId)
  for (const other of others.filter(({ isCurrent }) => isCurrent)) {
    await store.save({ ...other, isCurrent: false })
  }
}

/** A pack with tiers is judged at one of them; one without has none to choose. */
export function refuseTier(pack: Pack, tier: string | null): void {
  const known = tier === null ? pack.tiers.length === 0 : pack.tiers.some(({ id }) => id === tier)
  if (!known) throw new Refused('campaign.tier-unknown', { tier: tier ?? '' })
}

export async function onWire({ query, districtId }: ReadTx, campaign: Campaign): Promise<CampaignOnWire> {
  const { title } = await packOf(query, districtId, campaign.packKey, campaign.packVersion)
  return { ...campaign, packTitle: title }
}
