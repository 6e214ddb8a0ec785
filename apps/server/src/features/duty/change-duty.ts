import type { changeDuty as operation } from '@chuangyuan/contract/duty'
import type { BodyOf } from '@chuangyuan/contract/operation'
import { findRow } from '@chuangyuan/domain/standard/pack'
import { newId } from '../../db/id.ts'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { currentCampaign } from '../campaign/public.ts'
import { packOf } from '../pack/public.ts'
import { placeStore } from '../site/public.ts'
import { dutyStore } from './store.ts'

type Change = BodyOf<typeof operation>

/** One lead of an item and all who assist with it. */
export function changeDuty({ db }: Deps, by: Session, itemId: string, change: Change): Promise<void> {
  return db.transact(by, async (tx) => {
    const { query, districtId, journal } = tx
    const campaign = orNotFound(await currentCampaign(query, districtId), 'campaign')
    const pack = await packOf(query, districtId, campaign.packKey, campaign.packVersion)
    const item = findRow(pack, itemId)
    orNotFound(item === undefined || item.kind === 'heading' ? undefined : item, 'item')
    await refuseUnknown(tx, change)
    const store = dutyStore(query, districtId)
    const before = await store.locked(campaign.packKey, itemId)
    const leads = before.filter(({ part }) => part === 'lead')
    const { lead, dutyId } = change
    const old =
      dutyId === null
        ? undefined
        : orNotFound(
            leads.find(({ id }) => id === dutyId),
            'duty',
          )
    if (leads.some(({ id, unit_id }) => id !== dutyId && unit_id === lead?.unitId)) {
      throw new Refused('duty.lead-taken')
    }
    const place = { pack_key: campaign.packKey, item_id: itemId }
    if (lead !== null) {
      await store.put({
        ...{ id: old?.id ?? newId(), ...place, part: 'lead', unit_id: lead.unitId },
        ...{ leader_post_id: lead.leaderPostId, post_id: lead.postId },
        ...{ work: lead.work, due_on: lead.dueOn, remark: old?.remark ?? null },
      })
    }
    const assisting = before.filter(({ part }) => part === 'assist')
    const wanted = new Set(change.assisting)
    await store.remove([
      ...(lead === null && old !== undefined ? [old.id] : []),
      ...assisting.filter(({ unit_id }) => !wanted.has(unit_id)).map(({ id }) => id),
    ])
    for (const unitId of wanted) {
      if (assisting.some(({ unit_id }) => unit_id === unitId)) continue
      await store.put({
        ...{ id: newId(), ...place, part: 'assist', unit_id: unitId },
        ...{ leader_post_id: null, post_id: null, work: null, due_on: null, remark: null },
      })
    }
    const after = await store.locked(campaign.packKey, itemId)
    journal.record({ verb: 'duty.changed', who: by.accountId, what: itemId, details: { before, after } })
  })
}

async function refuseUnknown({ query, districtId }: Tx, { lead, assisting }: Change): Promise<void> {
  const store = placeStore(query, districtId)
  const units = new Set((await store.places()).units.map(({ id }) => id))
  const unitId = [...assisting, ...(lead === null ? [] : [lead.unitId])].find((id) => !units.has(id))
  if (unitId !== undefined) throw new Refused('request.unknown-reference', { what: 'unit', id: unitId })
  const posts = [lead?.leaderPostId, lead?.postId].flatMap((id) => id ?? [])
  const known = await store.knownPosts(posts)
  const postId = posts.find((id) => !known.has(id))
  if (postId !== undefined) throw new Refused('request.unknown-reference', { what: 'post', id: postId })
}
