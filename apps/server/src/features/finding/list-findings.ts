import type {
  FindingFilters,
  listFindings as listOperation,
  likelyDuplicates as duplicatesOperation,
} from '@chuangyuan/contract/finding'
import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import { likelyDuplicates } from '@chuangyuan/domain/finding/likely-duplicate'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { summaryOf } from './on-wire.ts'
import { sightIn } from './party.ts'
import { rulesOf } from './rules.ts'
import { findingStore } from './store.ts'

export function listFindings(
  { db, clock }: Deps,
  by: Session,
  { offset, limit, order, ...filters }: QueryOf<typeof listOperation>,
): Promise<ReplyOf<typeof listOperation>> {
  return db.read(by, async (tx) => {
    const now = clock()
    const sight = await sightIn(tx, by)
    const { rows, total } = await findingStore(tx.query, tx.districtId).page(
      filters satisfies FindingFilters,
      sight,
      {
        now,
        order,
        offset,
        limit,
      },
    )
    return { rows: rows.map((row) => summaryOf(row, now)), total }
  })
}

/** A degree is nowhere longer than this, so that a box this wide holds everything within reach. */
const fewestMetresPerDegree = 111_000

/** Open findings that may be the same thing; offered to the office, which decides. */
export function listDuplicates(
  { db, clock }: Deps,
  by: Session,
  findingId: string,
): Promise<ReplyOf<typeof duplicatesOperation>> {
  return db.read(by, async (tx) => {
    const now = clock()
    const sight = await sightIn(tx, by)
    const store = findingStore(tx.query, tx.districtId)
    const { finding } = orNotFound(await store.one(findingId, sight), 'finding')
    const { handbook } = await rulesOf(tx)
    const { place, kind, siteId } = finding
    const north = handbook.duplicateMetres / fewestMetresPerDegree
    const east = place === null ? 0 : north / Math.cos((place.lat * Math.PI) / 180)
    const box =
      place === null
        ? null
        : {
            west: place.lon - east,
            east: place.lon + east,
            south: place.lat - north,
            north: place.lat + north,
          }
    const rows = await store.nearby(kind, siteId, box, sight)
    const found = likelyDuplicates(
      finding,
      rows.map((row) => ({ ...row.finding, row })),
      handbook.duplicateMetres,
    )
    return found.map(({ finding: { row }, metres }) => ({ ...summaryOf(row, now), metres }))
  })
}
