import type { Instant } from '@chuangyuan/domain/day'
import { sql, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { matching, seenBy, type Sight } from './filter-store.ts'

export interface SiteTally {
  readonly open: number
  readonly overdue: number
  readonly suspended: number
  readonly asked: number
  /** When the oldest of the open ones was found. */
  readonly oldest: Date
}

/** Open findings by site, under the same conditions as the lists that the numbers open. */
export function siteTallyStore(query: Kysely<Tables>, districtId: string) {
  return {
    async bySite(sight: Sight, now: Instant): Promise<ReadonlyMap<string, SiteTally>> {
      const rows = await query
        .selectFrom('findings')
        .where('findings.district_id', '=', districtId)
        .where('findings.site_id', 'is not', null)
        .where(seenBy(sight))
        .where(matching({ open: true }, now))
        .groupBy('findings.site_id')
        .select((select) => {
          const count = (filters: Parameters<typeof matching>[0]) =>
            select.fn.countAll<number>().filterWhere(matching(filters, now))
          return [
            'findings.site_id',
            select.fn.countAll<number>().as('open'),
            count({ overdue: true }).as('overdue'),
            count({ stage: 'suspended' }).as('suspended'),
            count({ asked: true }).as('asked'),
            sql<Date>`min(findings.found_at)`.as('oldest'),
          ]
        })
        .execute()
      return new Map(rows.flatMap(({ site_id, ...tally }) => (site_id === null ? [] : [[site_id, tally]])))
    },
  }
}
