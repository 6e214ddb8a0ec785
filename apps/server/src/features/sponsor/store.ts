import type { Day } from '@chuangyuan/domain/day'
import type { Sponsorship, SponsorshipSaid } from '@chuangyuan/domain/sponsor/sponsorship'
import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

/** Sponsorships of one district; rows come in protocol order of the posts. */
export function sponsorStore(query: Kysely<Tables>, districtId: string) {
  const plain = () =>
    query
      .selectFrom('sponsorships')
      .select(['id', 'post_id', 'site_id', 'from_day', 'until_day', 'handed_from'])
      .where('district_id', '=', districtId)

  return {
    /** With names; those of a day, or of a site whatever the day. */
    async named({
      on,
      postId,
      siteId,
    }: {
      on?: Day
      postId?: string | undefined
      siteId?: string | undefined
    }) {
      return query
        .selectFrom('sponsorships')
        .innerJoin('posts', (join) =>
          join
            .onRef('posts.district_id', '=', 'sponsorships.district_id')
            .onRef('posts.id', '=', 'sponsorships.post_id'),
        )
        .innerJoin('units', (join) =>
          join.onRef('units.district_id', '=', 'posts.district_id').onRef('units.id', '=', 'posts.unit_id'),
        )
        .leftJoin('people', (join) =>
          join
            .onRef('people.district_id', '=', 'posts.district_id')
            .onRef('people.id', '=', 'posts.person_id'),
        )
        .innerJoin('sites', (join) =>
          join
            .onRef('sites.district_id', '=', 'sponsorships.district_id')
            .onRef('sites.id', '=', 'sponsorships.site_id'),
        )
        .innerJoin('streets', (join) =>
          join
            .onRef('streets.district_id', '=', 'sites.district_id')
            .onRef('streets.id', '=', 'sites.street_id'),
        )
        .where('sponsorships.district_id', '=', districtId)
        .$if(on !== undefined, (rows) =>
          rows
            .where('sponsorships.from_day', '<=', String(on))
            .where('sponsorships.until_day', '>=', String(on)),
        )
        .$if(postId !== undefined, (rows) => rows.where('sponsorships.post_id', '=', String(postId)))
        .$if(siteId !== undefined, (rows) => rows.where('sponsorships.site_id', '=', String(siteId)))
        .select([
          'sponsorships.id',
          'sponsorships.post_id',
          'sponsorships.from_day',
          'sponsorships.until_day',
          'sponsorships.handed_from',
          'posts.title',
          'posts.body',
          'units.id as unit_id',
          'units.name as unit_name',
          'people.id as person_id',
          'people.name as person_name',
          'sites.id as site_id',
          'sites.code as site_code',
          'sites.name as site_name',
          'streets.id as street_id',
          'streets.name as street_name',
        ])
        .orderBy('posts.sort_order')
        .orderBy('posts.id')
        .orderBy('streets.sort_order')
        .orderBy('sites.code')
        .orderBy('sponsorships.from_day')
        .execute()
    },

    async one(sponsorshipId: string): Promise<Sponsorship | undefined> {
      const row = await plain().where('id', '=', sponsorshipId).executeTakeFirst()
      return row && sponsorshipOf(row)
    },

    /** All of a site, past ones too. Nobody else changes them until the end of the transaction. */
    async lockSite(siteId: string): Promise<Sponsorship[] | undefined> {
      const site = await query
        .selectFrom('sites')
        .select('id')
        .where('district_id', '=', districtId)
        .where('id', '=', siteId)
        .forUpdate()
        .executeTakeFirst()
      if (site === undefined) return undefined
      return (await plain().where('site_id', '=', siteId).execute()).map(sponsorshipOf)
    },

    async hasPost(postId: string): Promise<boolean> {
      const row = await query
        .selectFrom('posts')
        .select('id')
        .where('district_id', '=', districtId)
        .where('id', '=', postId)
        .executeTakeFirst()
      return row !== undefined
    },

    async hasSite(siteId: string): Promise<boolean> {
      const row = await query
        .selectFrom('sites')
        .select('id')
        .where('district_id', '=', districtId)
        .where('id', '=', siteId)
        .executeTakeFirst()
      return row !== undefined
    },

    async add(id: string, said: SponsorshipSaid, handedFrom: string | null): Promise<void> {
      await query
        .insertInto('sponsorships')
        .values({
          ...{ district_id: districtId, id, post_id: said.postId, site_id: said.siteId },
          ...{ from_day: said.from, until_day: said.until, handed_from: handedFrom },
        })
        .execute()
    },

    async end(sponsorshipId: string, until: Day): Promise<void> {
      await query
        .updateTable('sponsorships')
        .set({ until_day: until })
        .where('district_id', '=', districtId)
        .where('id', '=', sponsorshipId)
        .execute()
    },

    /** The last day on which anybody visited each site. */
    async lastSeen(): Promise<ReadonlyMap<string, Day>> {
      const rows = await query
        .selectFrom('visits')
        .where('district_id', '=', districtId)
        .groupBy('site_id')
        .select((select) => ['site_id', select.fn.max('seen_on').as('seen_on')])
        .execute()
      return new Map(rows.map(({ site_id, seen_on }) => [site_id, seen_on as Day]))
    },
  }
}

export type NamedSponsorship = Awaited<ReturnType<ReturnType<typeof sponsorStore>['named']>>[number]

function sponsorshipOf(row: {
  readonly id: string
  readonly post_id: string
  readonly site_id: string
  readonly from_day: string
  readonly until_day: string
  readonly handed_from: string | null
}): Sponsorship {
  return {
    ...{ id: row.id, postId: row.post_id, siteId: row.site_id, handedFrom: row.handed_from },
    ...{ from: row.from_day as Day, until: row.until_day as Day },
  }
}
