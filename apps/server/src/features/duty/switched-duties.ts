import type { switchedDuties as operation } from '@chuangyuan/contract/duty'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { rowsOf, type Pack } from '@chuangyuan/domain/standard/pack'
import type { Deps } from '../../deps.ts'
import type { Session } from '../../http/session.ts'
import { currentCampaign, lastDutyMoves } from '../campaign/public.ts'
import { placeStore } from '../site/public.ts'

/** The new edition beside the old (新版对照), so that no duty vanishes unseen. */
export function switchedDuties({ db }: Deps, by: Session): Promise<ReplyOf<typeof operation>> {
  return db.read(by, async (tx) => {
    const campaign = await currentCampaign(tx.query, tx.districtId)
    const last = campaign === undefined ? undefined : await lastDutyMoves(tx, campaign)
    if (last === undefined) return { change: null, moved: [], dropped: [] }
    const { before, after, moves, former } = last
    const { units } = await placeStore(tx.query, tx.districtId).places()
    const names = new Map(units.map(({ id, name }) => [id, name]))
    const held = Map.groupBy(former, ({ itemId }) => itemId)
    const heirs = Map.groupBy(moves, ({ from }) => from)
    const [oldItem, newItem] = [itemIn(before), itemIn(after)]
    const order = new Map(rowsOf(before).map(({ row }, at) => [row.id, at]))
    const items = [...held]
      .toSorted(([one], [other]) => (order.get(one) ?? Infinity) - (order.get(other) ?? Infinity))
      .map(([itemId, duties]) => ({
        ...oldItem(itemId),
        to: (heirs.get(itemId) ?? []).map(({ to }) => newItem(to)),
        units: [...new Set(duties.map(({ unitId }) => names.get(unitId) ?? ''))],
      }))
    return {
      change: { from: before.title, to: after.title },
      moved: items.filter(({ to }) => to.length > 0),
      dropped: items.filter(({ to }) => to.length === 0).map(({ to: _, ...item }) => item),
    }
  })
}

function itemIn(pack: Pack) {
  const rows = new Map(rowsOf(pack).map(({ row }) => [row.id, row]))
  return (itemId: string) => {
    const row = rows.get(itemId)
    return { itemId, number: row?.number ?? null, name: row?.name ?? itemId }
  }
}
