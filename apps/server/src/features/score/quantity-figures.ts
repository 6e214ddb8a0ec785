import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { readFigures } from '@chuangyuan/contract/score'
import type { Figure } from '@chuangyuan/domain/assessment/facts'
import { dayOf } from '@chuangyuan/domain/day'
import { quantityOf } from '@chuangyuan/domain/standard/pack'
import { perHeadFigures } from '@chuangyuan/indicators/per-head'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { currentCampaign } from '../campaign/public.ts'
import { packOf } from '../pack/public.ts'
import { placeStore } from '../site/public.ts'
import { reportedFigures } from './gather-facts.ts'
import { measurementStore } from './measurement-store.ts'

/** Every figure there is of one quantity: measured at any time, and reported for any day. */
export function quantityFigures(
  { db, clock }: Deps,
  by: Session,
  quantityId: string,
): Promise<ReplyOf<typeof readFigures>> {
  return db.read(by, async (tx) => {
    const { query, districtId } = tx
    const campaign = orNotFound(await currentCampaign(query, districtId), 'campaign')
    const pack = await packOf(query, districtId, campaign.packKey, campaign.packVersion)
    const { id, name, unit, definition } = orNotFound(quantityOf(pack, quantityId), 'quantity')
    const measured = (await measurementStore(query, districtId).all()).flatMap(({ figures }) => figures)
    const today = dayOf(clock())
    const known = [...measured, ...(await reportedFigures(tx, today))]
    const all = [...known, ...perHeadFigures(pack, known, today)]
    const { streets } = await placeStore(query, districtId).places()
    return {
      quantity: { id, name, unit, definition: definition ?? null },
      zones: streets.map((street) => ({ id: street.id, name: street.name })),
      figures: latestOfEachDay(all.filter(({ quantity }) => quantity === quantityId)),
    }
  })
}

/** A map measured twice on the same day counts once, as it was measured last. */
function latestOfEachDay(figures: readonly Figure[]): Figure[] {
  const byDay = new Map<string, Figure>()
  for (const figure of figures) {
    byDay.set([figure.origin, figure.zone ?? '', figure.asOf ?? ''].join(' '), figure)
  }
  return [...byDay.values()]
}
