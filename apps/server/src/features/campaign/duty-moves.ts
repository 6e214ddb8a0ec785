import type { Pack } from '@chuangyuan/domain/standard/pack'
import type { ReadTx } from '../../db/transact.ts'
import { packOf } from '../pack/public.ts'
import { carriedBetween } from './plan-switch.ts'
import type { Campaign } from './store.ts'
import { switchStore } from './switch-store.ts'

/** Who answered for what before the last change of standard, and under which items that stands now. */
export interface DutyMoves {
  readonly before: Pack
  readonly after: Pack
  readonly moves: readonly { readonly from: string; readonly to: string }[]
  readonly former: readonly { readonly itemId: string; readonly unitId: string }[]
}

export async function lastDutyMoves(
  { query, districtId }: ReadTx,
  campaign: Campaign,
): Promise<DutyMoves | undefined> {
  const store = switchStore(query, districtId)
  const last = (await store.list(campaign.id)).find(({ undoneAt }) => undoneAt === null)
  if (last === undefined) return undefined
  const { from, to, carried } = last
  const [before, after] = [
    await packOf(query, districtId, from.pack, from.version),
    await packOf(query, districtId, to.pack, to.version),
  ]
  const moves = carried.dutyMoves
  // Between two packs the old duties stay where they were; within one, those of vanished rows are in the record.
  const former = [...(await store.duties(from.pack)), ...carried.dutiesRemoved].map(
    ({ item_id: itemId, unit_id: unitId }) => ({ itemId, unitId }),
  )
  const holdings = { answers: [], statements: [], figures: [] }
  const items = [...new Set(former.map(({ itemId }) => itemId))]
  return {
    ...{ before, after, former },
    moves: moves ?? carriedBetween(before, after, { ...holdings, duties: items }).duties,
  }
}
