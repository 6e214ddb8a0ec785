import type { Day } from '@chuangyuan/domain/day'
import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

/** Who sponsors which site (包挂), on the day that is asked about. */
export function sponsoringStore(query: Kysely<Tables>, districtId: string) {
  const posts = (table: 'sponsorships' | 'site_roles', siteId: string | undefined) =>
    query
      .selectFrom(table)
      .innerJoin('posts', (join) =>
        join
          .onRef('posts.district_id', '=', `${table}.district_id`)
          .onRef('posts.id', '=', `${table}.post_id`),
      )
      .where(`${table}.district_id`, '=', districtId)
      .$if(siteId !== undefined, (rows) => rows.where(`${table}.site_id`, '=', siteId ?? ''))
      .orderBy('posts.sort_order')
      .orderBy('posts.id')

  return {
    /**
     * Posts by site, in protocol order. Of a site that is or was sponsored for a period those in force count, none where
     * none is; of any other what the list of sites names.
     */
    async on(day: Day, siteId?: string): Promise<ReadonlyMap<string, readonly string[]>> {
      const [periods, listed] = await Promise.all([
        posts('sponsorships', siteId)
          .select(['sponsorships.site_id', 'posts.id', 'sponsorships.from_day', 'sponsorships.until_day'])
          .execute(),
        posts('site_roles', siteId)
          .where('site_roles.role', '=', 'sponsor')
          .select(['site_roles.site_id', 'posts.id'])
          .execute(),
      ])
      const sponsors = new Map<string, string[]>()
      for (const { site_id: site, id, from_day: from, until_day: until } of periods) {
        const inForce = from <= day && day <= until ? [id] : []
        sponsors.set(site, [...(sponsors.get(site) ?? []), ...inForce])
      }
      const periodical = new Set(sponsors.keys())
      for (const { site_id: site, id } of listed)
        if (!periodical.has(site)) sponsors.set(site, [...(sponsors.get(site) ?? []), id])
      return sponsors
    },
  }
}
