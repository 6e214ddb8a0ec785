import type { mapFindings as operation } from '@chuangyuan/contract/finding'
import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import type { Deps } from '../../deps.ts'
import type { Session } from '../../http/session.ts'
import { partyOf, sightOf } from './party.ts'
import { findingStore } from './store.ts'

/** Up to so many findings are drawn one by one; more of them are counted in cells, so that the reply stays small. */
const mostDrawn = 1_000

export function mapFindings(
  { db, clock }: Deps,
  by: Session,
  { west, south, east, north, cells, ...filters }: QueryOf<typeof operation>,
): Promise<ReplyOf<typeof operation>> {
  return db.read(by, async (tx) => {
    const now = clock()
    const store = findingStore(tx.query, tx.districtId)
    const sight = sightOf(by, await partyOf(tx, by))
    const box = { west, south, east, north }
    const { inside, unplaced } = await store.countIn(box, filters, sight, now)
    if (inside <= mostDrawn) {
      return { clusters: [], findings: await store.drawn(box, filters, sight, now), total: inside, unplaced }
    }
    const cell = Math.max(east - west, north - south) / cells
    return {
      clusters: await store.cells(box, cell, filters, sight, now),
      findings: [],
      total: inside,
      unplaced,
    }
  })
}
