import type { mapFindings as operation } from '@chuangyuan/contract/finding'
import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import type { Deps } from '../../deps.ts'
import type { Session } from '../../http/session.ts'
import { sightIn } from './party.ts'
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
    const sight = await sightIn(tx, by)
    const box = { west, south, east, north }
    const cell = Math.max(east - west, north - south) / cells
    const [clusters, unplaced] = await Promise.all([
      store.cells(box, cell, filters, sight, now),
      store.unplaced(filters, sight, now),
    ])
    const total = clusters.reduce((sum, { count }) => sum + count, 0)
    return total <= mostDrawn
      ? { clusters: [], findings: await store.drawn(box, filters, sight, now), total, unplaced }
      : { clusters, findings: [], total, unplaced }
  })
}
