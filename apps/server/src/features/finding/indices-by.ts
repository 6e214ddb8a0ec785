import type { findingIndices } from '@chuangyuan/contract/finding'
import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import { startOfDay } from '@chuangyuan/domain/day'
import { endOf } from '@chuangyuan/domain/finding/clock'
import { indices, isRanked } from '@chuangyuan/domain/finding/indices'
import type { Deps } from '../../deps.ts'
import type { Session } from '../../http/session.ts'
import { placeStore } from '../site/public.ts'
import { sightIn } from './party.ts'
import { rulesOf } from './rules.ts'
import { findingStore } from './store.ts'

/** The indices of units, streets or streams over a period; each with what it was divided by. */
export function indicesBy(
  { db, clock }: Deps,
  by: Session,
  { by: what, from, to }: QueryOf<typeof findingIndices>,
): Promise<ReplyOf<typeof findingIndices>> {
  return db.read(by, async (tx) => {
    const sight = await sightIn(tx, by)
    const { handbook } = await rulesOf(tx)
    const { denominators } = handbook
    const counted = await findingStore(tx.query, tx.districtId).counts(what, sight, {
      from: startOfDay(from),
      to: endOf(to),
      now: clock(),
    })
    const { streets, units } = await placeStore(tx.query, tx.districtId).places()
    // In protocol order, as the lists of streets and units are.
    const listed: readonly { readonly id: string; readonly name: string }[] =
      what === 'street' ? streets : what === 'unit' ? units : []
    const order = new Map(listed.map(({ id }, place) => [id, place]))
    const names = new Map(listed.map(({ id, name }) => [id, name]))
    return {
      denominators,
      rows: counted
        .toSorted((one, other) => (order.get(one.of ?? '') ?? 0) - (order.get(other.of ?? '') ?? 0))
        .map(({ of, counts }) => ({
          of: of === null ? null : { id: of, name: names.get(of) ?? of },
          ranked: isRanked(counts),
          indices: indices(counts, denominators).map((index) => ({ ...index, share: index.share ?? null })),
        })),
    }
  })
}
