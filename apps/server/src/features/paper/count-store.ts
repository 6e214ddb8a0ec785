import { startOfDay, type Day, type Instant } from '@chuangyuan/domain/day'
import { endOf } from '@chuangyuan/domain/finding/clock'
import { findingStages, isOpen } from '@chuangyuan/domain/finding/finding'
import { sql, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

/** What a brief counts, by street or by stream; in all where `of` is null. */
export interface BriefCount {
  readonly of: string | null
  readonly added: number
  readonly closed: number
  readonly open: number
  readonly overdue: number
}

const ended = findingStages.filter((stage) => !isOpen({ stage }))

/** The counts of a brief, of one moment and by the conditions of the ledger's own filters. */
export function briefCounts(
  query: Kysely<Tables>,
  districtId: string,
  { from, to, now }: { readonly from: Day; readonly to: Day; readonly now: Instant },
) {
  const [start, end] = [new Date(startOfDay(from)), new Date(endOf(to))]
  const counted = () =>
    query
      .selectFrom('findings')
      .where('district_id', '=', districtId)
      .select((select) => {
        const count = select.fn.countAll<number>()
        const foundWithin = select.and([select('found_at', '>=', start), select('found_at', '<', end)])
        return [
          count.filterWhere(foundWithin).as('added'),
          count
            .filterWhere('stage', '=', 'closed')
            .filterWhere('closed_at', '>=', start)
            .filterWhere('closed_at', '<', end)
            .as('closed'),
          count.filterWhere('stage', 'not in', ended).as('open'),
          count.filterWhere('holder', '=', 'unit').filterWhere('due_at', '<', new Date(now)).as('overdue'),
        ]
      })
  return {
    total: (): Promise<BriefCount> =>
      counted()
        .select(sql<null>`null`.as('of'))
        .executeTakeFirstOrThrow(),
    byStreet: (): Promise<BriefCount[]> => counted().select('street_id as of').groupBy('street_id').execute(),
    byStream: (): Promise<BriefCount[]> => counted().select('stream as of').groupBy('stream').execute(),
  }
}
