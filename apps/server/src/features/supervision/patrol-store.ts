import type { Day, Instant } from '@chuangyuan/domain/day'
import { endedStages } from '@chuangyuan/domain/finding/finding'
import type { SiteKind } from '@chuangyuan/domain/standard/site-kinds'
import { sql, type Kysely } from 'kysely'
import { containing } from '../../db/like.ts'
import { insertRows } from '../../db/insert-rows.ts'
import type { Tables } from '../../db/tables.ts'

export interface KeySiteColumns {
  readonly post_id: string
  readonly every_days: number
  readonly words: string
}

export interface MissedFilter {
  readonly search?: string | undefined
  readonly kind?: SiteKind | undefined
  readonly street?: string | undefined
  readonly seenSince?: boolean | undefined
  readonly from?: Day | undefined
  readonly to?: Day | undefined
}

export interface MissedVisit {
  readonly siteId: string
  readonly dueOn: Day
  readonly cycleDays: number
}

/** What makes a patrol necessary: last visits, open findings, key sites, cycles that ran out. */
export function patrolStore(query: Kysely<Tables>, districtId: string) {
  return {
    async lastSeen(): Promise<ReadonlyMap<string, Day>> {
      const rows = await query
        .selectFrom('visits')
        .select(({ fn }) => ['site_id', fn.max('seen_on').as('seen_on')])
        .where('district_id', '=', districtId)
        .groupBy('site_id')
        .execute()
      return new Map(rows.map(({ site_id, seen_on }) => [site_id, seen_on as Day]))
    },

    async openFindings(): Promise<ReadonlyMap<string, number>> {
      const rows = await query
        .selectFrom('findings')
        .select(({ fn }) => ['site_id', fn.countAll<number>().as('count')])
        .where('district_id', '=', districtId)
        .where('site_id', 'is not', null)
        .where('stage', 'not in', endedStages)
        .groupBy('site_id')
        .execute()
      return new Map(rows.flatMap(({ site_id, count }) => (site_id === null ? [] : [[site_id, count]])))
    },

    async keySites() {
      return query
        .selectFrom('key_sites')
        .select(['site_id', 'post_id', 'every_days', 'words'])
        .where('district_id', '=', districtId)
        .execute()
    },

    async setKeySite(siteId: string, columns: KeySiteColumns): Promise<void> {
      await query
        .insertInto('key_sites')
        .values({ district_id: districtId, site_id: siteId, ...columns })
        .onConflict((conflict) => conflict.columns(['district_id', 'site_id']).doUpdateSet(columns))
        .execute()
    },

    async dropKeySite(siteId: string): Promise<boolean> {
      const { numDeletedRows } = await query
        .deleteFrom('key_sites')
        .where('district_id', '=', districtId)
        .where('site_id', '=', siteId)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },

    /** Of one site and day there is one record, however often it is found missed. */
    async recordedMissed(since: Day): Promise<ReadonlySet<string>> {
      const rows = await query
        .selectFrom('missed_visits')
        .select(['site_id', 'due_on'])
        .where('district_id', '=', districtId)
        .where('due_on', '>=', since)
        .execute()
      return new Set(rows.map(({ site_id, due_on }) => `${site_id} ${due_on}`))
    },

    async addMissed(missed: readonly MissedVisit[], at: Instant): Promise<void> {
      await insertRows(
        query,
        'missed_visits',
        missed.map(({ siteId, dueOn, cycleDays }) => ({
          district_id: districtId,
          site_id: siteId,
          due_on: dueOn,
          cycle_days: cycleDays,
          recorded_at: new Date(at),
        })),
      )
    },

    /**
     * The newest first, with the first visit after each. A visit that was in time but came in late, from a phone
     * without signal, shows that nothing was missed.
     */
    async missed({ search, kind, street, seenSince, from, to }: MissedFilter) {
      let rows = query
        .selectFrom('missed_visits as missed')
        .innerJoin('sites', (join) =>
          join.onRef('sites.district_id', '=', 'missed.district_id').onRef('sites.id', '=', 'missed.site_id'),
        )
        .where('missed.district_id', '=', districtId)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('visits')
                .select('visits.id')
                .whereRef('visits.district_id', '=', 'missed.district_id')
                .whereRef('visits.site_id', '=', 'missed.site_id')
                .whereRef('visits.seen_on', '<=', 'missed.due_on')
                .where(sql<boolean>`visits.seen_on > missed.due_on - missed.cycle_days`),
            ),
          ),
        )
        .select((select) => [
          'missed.site_id',
          'missed.due_on',
          'missed.cycle_days',
          select
            .selectFrom('visits')
            .select(({ fn }) => fn.min('visits.seen_on').as('seen_on'))
            .whereRef('visits.district_id', '=', 'missed.district_id')
            .whereRef('visits.site_id', '=', 'missed.site_id')
            .whereRef('visits.seen_on', '>', 'missed.due_on')
            .as('seen_on'),
        ])
      if (kind !== undefined) rows = rows.where('sites.kind', '=', kind)
      if (street !== undefined) rows = rows.where('sites.street_id', '=', street)
      if (from !== undefined) rows = rows.where('missed.due_on', '>=', from)
      if (to !== undefined) rows = rows.where('missed.due_on', '<=', to)
      if (search !== undefined && search !== '')
        rows = rows.where((where) =>
          where.or([
            where('sites.name', 'like', containing(search)),
            where('sites.code', 'like', containing(search)),
            where('sites.pinyin', 'like', containing(search.toLowerCase())),
          ]),
        )
      const found = await rows.orderBy('missed.due_on', 'desc').orderBy('sites.code').execute()
      return found.filter(({ seen_on }) => seenSince === undefined || (seen_on !== null) === seenSince)
    },
  }
}
