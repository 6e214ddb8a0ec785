import type { Day } from '@chuangyuan/domain/day'
import { holesOfSite } from '@chuangyuan/domain/site/duty-hole'
import type { RoleHolder, SiteRole } from '@chuangyuan/domain/site/site-role'
import type { SiteKind } from '@chuangyuan/domain/standard/site-kinds'
import type { Site } from '@chuangyuan/contract/site'
import type { Insertable, Kysely } from 'kysely'
import { containing } from '../../db/like.ts'
import { insertRows } from '../../db/insert-rows.ts'
import type { SiteTable, Tables } from '../../db/tables.ts'
import { postHolderStore } from './post-holder-store.ts'
import { sponsoringStore } from './sponsoring-store.ts'

export interface SiteFilter {
  readonly search?: string | undefined
  readonly street?: string | undefined
  readonly kind?: SiteKind | undefined
  readonly unit?: string | undefined
  readonly holes?: boolean | undefined
  /** The role that has a hole. */
  readonly hole?: SiteRole | undefined
  readonly placed?: boolean | undefined
}

export type Geometry = Readonly<Record<string, unknown>>
export type PlacedSite = Site & { readonly geometry: Geometry | null }

type SiteColumns = Omit<Insertable<SiteTable>, 'district_id' | 'id'>

/** The sites of one district with their roles. */
export function siteStore(query: Kysely<Tables>, districtId: string) {
  /** Rows in the order of the list: by street in protocol order, then by code. */
  async function rows(filter: SiteFilter, siteId?: string) {
    let sites = query
      .selectFrom('sites')
      .innerJoin('streets', (join) =>
        join
          .onRef('streets.district_id', '=', 'sites.district_id')
          .onRef('streets.id', '=', 'sites.street_id'),
      )
      .leftJoin('communities', (join) =>
        join
          .onRef('communities.district_id', '=', 'sites.district_id')
          .onRef('communities.id', '=', 'sites.community_id'),
      )
      .leftJoin('units as owners', (join) =>
        join
          .onRef('owners.district_id', '=', 'sites.district_id')
          .onRef('owners.id', '=', 'sites.owner_unit_id'),
      )
      .leftJoin('units as territories', (join) =>
        join
          .onRef('territories.district_id', '=', 'sites.district_id')
          .onRef('territories.id', '=', 'sites.territory_unit_id'),
      )
      .where('sites.district_id', '=', districtId)
    if (siteId !== undefined) sites = sites.where('sites.id', '=', siteId)
    if (filter.street !== undefined) sites = sites.where('sites.street_id', '=', filter.street)
    if (filter.kind !== undefined) sites = sites.where('sites.kind', '=', filter.kind)
    if (filter.placed !== undefined) sites = sites.where('sites.lon', filter.placed ? 'is not' : 'is', null)
    const { unit, search } = filter
    if (unit !== undefined) {
      sites = sites.where((where) =>
        where.or([
          where('sites.owner_unit_id', '=', unit),
          where.exists(
            where
              .selectFrom('site_roles')
              .leftJoin('posts', (join) =>
                join
                  .onRef('posts.district_id', '=', 'site_roles.district_id')
                  .onRef('posts.id', '=', 'site_roles.post_id'),
              )
              .select('site_roles.role')
              .whereRef('site_roles.district_id', '=', 'sites.district_id')
              .whereRef('site_roles.site_id', '=', 'sites.id')
              .where(({ fn }) => fn.coalesce('site_roles.unit_id', 'posts.unit_id'), '=', unit),
          ),
        ]),
      )
    }
    if (search !== undefined && search !== '') {
      const pattern = containing(search.toLowerCase())
      sites = sites.where((where) =>
        where.or([
          where('sites.name', 'like', pattern),
          where(where.fn('lower', ['sites.code']), 'like', pattern),
          where('sites.pinyin', 'like', pattern),
          where('sites.address', 'like', pattern),
        ]),
      )
    }
    return sites
      .select([
        'sites.id',
        'sites.code',
        'sites.name',
        'sites.kind',
        'sites.address',
        'sites.lon',
        'sites.lat',
        'sites.area',
        'sites.length',
        'sites.on_route',
        'sites.remark',
        'sites.geometry',
        'sites.street_id',
        'streets.name as street_name',
        'sites.community_id',
        'communities.name as community_name',
        'sites.owner_unit_id',
        'owners.name as owner_name',
        'sites.territory_unit_id',
        'territories.name as territory_name',
      ])
      .orderBy('streets.sort_order')
      .orderBy('sites.code')
      .execute()
  }

  async function holdersBySite(siteId?: string): Promise<Map<string, Site['holders']>> {
    let roles = query
      .selectFrom('site_roles')
      .leftJoin('posts', (join) =>
        join
          .onRef('posts.district_id', '=', 'site_roles.district_id')
          .onRef('posts.id', '=', 'site_roles.post_id'),
      )
      .leftJoin('units', (join) =>
        join
          .onRef('units.district_id', '=', 'site_roles.district_id')
          .on((on) => on('units.id', '=', on.fn.coalesce('site_roles.unit_id', 'posts.unit_id'))),
      )
      .leftJoin('people', (join) =>
        join.onRef('people.district_id', '=', 'posts.district_id').onRef('people.id', '=', 'posts.person_id'),
      )
      .where('site_roles.district_id', '=', districtId)
    if (siteId !== undefined) roles = roles.where('site_roles.site_id', '=', siteId)
    const found = await roles
      .select([
        'site_roles.site_id',
        'site_roles.role',
        'units.id as unit_id',
        'units.name as unit_name',
        'posts.id as post_id',
        'posts.title as post_title',
        'people.id as person_id',
        'people.name as person_name',
      ])
      .orderBy('site_roles.site_id')
      .orderBy('site_roles.place')
      .execute()
    const bySite = new Map<string, Site['holders']>()
    for (const row of found) {
      const holders = bySite.get(row.site_id) ?? []
      holders.push({
        role: row.role as SiteRole,
        unit: namedOrNull(row.unit_id, row.unit_name),
        post:
          row.post_id === null || row.post_title === null ? null : { id: row.post_id, title: row.post_title },
        person: namedOrNull(row.person_id, row.person_name),
      })
      bySite.set(row.site_id, holders)
    }
    return bySite
  }

  /** Who sponsors a site is a matter of the day; the list of sites alone does not know it. */
  async function withSponsors(
    bySite: Map<string, Site['holders']>,
    day: Day | undefined,
    siteId?: string,
  ): Promise<Map<string, Site['holders']>> {
    if (day === undefined) return bySite
    const sponsors = await sponsoringStore(query, districtId).on(day, siteId)
    const posts = await postHolderStore(query, districtId).holders([
      ...new Set([...sponsors.values()].flat()),
    ])
    for (const [site, postIds] of sponsors) {
      const others = (bySite.get(site) ?? []).filter(({ role }) => role !== 'sponsor')
      const sponsoring = postIds.flatMap((id): Site['holders'] => {
        const holder = posts.get(id)
        if (holder === undefined) return []
        const { unit, title, person } = holder
        return [{ role: 'sponsor', unit, post: { id, title }, person }]
      })
      bySite.set(site, [...others, ...sponsoring])
    }
    return bySite
  }

  return {
    /**
     * All sites that the filter leaves, sponsored as they are on the day; without one as the list of sites names it.
     * Holes are a rule of the roles, so they are looked at here, not in the database.
     */
    async sites(filter: SiteFilter, day?: Day): Promise<PlacedSite[]> {
      const holders = await withSponsors(await holdersBySite(), day)
      const sites = (await rows(filter)).map((row) => siteOf(row, holders.get(row.id) ?? []))
      return sites.filter(
        ({ holes }) =>
          (filter.holes === undefined || holes.length > 0 === filter.holes) &&
          (filter.hole === undefined || holes.some(({ role }) => role === filter.hole)),
      )
    },

    async site(siteId: string, day?: Day): Promise<PlacedSite | undefined> {
      const [row] = await rows({}, siteId)
      if (row === undefined) return undefined
      const holders = await withSponsors(await holdersBySite(siteId), day, siteId)
      return siteOf(row, holders.get(siteId) ?? [])
    },

    async add(siteId: string, columns: SiteColumns): Promise<void> {
      await query
        .insertInto('sites')
        .values({ district_id: districtId, id: siteId, ...columns })
        .execute()
    },

    async change(siteId: string, columns: SiteColumns): Promise<void> {
      await query
        .updateTable('sites')
        .set(columns)
        .where('district_id', '=', districtId)
        .where('id', '=', siteId)
        .execute()
    },

    async setHolders(
      siteId: string,
      holders: readonly {
        readonly role: SiteRole
        readonly unitId: string | null
        readonly postId: string | null
      }[],
    ): Promise<void> {
      await query
        .deleteFrom('site_roles')
        .where('district_id', '=', districtId)
        .where('site_id', '=', siteId)
        .execute()
      const places = new Map<SiteRole, number>()
      await insertRows(
        query,
        'site_roles',
        holders.map(({ role, unitId, postId }) => {
          const place = (places.get(role) ?? 0) + 1
          places.set(role, place)
          return { district_id: districtId, site_id: siteId, role, place, unit_id: unitId, post_id: postId }
        }),
      )
    },
  }
}

type Row = {
  id: string
  code: string
  name: string
  kind: string
  address: string | null
  lon: number | null
  lat: number | null
  area: number | null
  length: number | null
  on_route: boolean
  remark: string | null
  geometry: Geometry | null
  street_id: string
  street_name: string
  community_id: string | null
  community_name: string | null
  owner_unit_id: string | null
  owner_name: string | null
  territory_unit_id: string | null
  territory_name: string | null
}

function siteOf(row: Row, holders: Site['holders']): PlacedSite {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    kind: row.kind as SiteKind,
    street: { id: row.street_id, name: row.street_name },
    community: namedOrNull(row.community_id, row.community_name),
    territoryUnit: namedOrNull(row.territory_unit_id, row.territory_name),
    owner: namedOrNull(row.owner_unit_id, row.owner_name),
    address: row.address,
    lon: row.lon,
    lat: row.lat,
    area: row.area,
    length: row.length,
    onRoute: row.on_route,
    remark: row.remark,
    geometry: row.geometry,
    holders,
    holes: holesOfSite(holders.map(roleHolderOf)),
  }
}

function roleHolderOf({ role, unit, post, person }: Site['holders'][number]): RoleHolder {
  return { role, unitId: unit?.id ?? null, postId: post?.id ?? null, personId: person?.id ?? null }
}

function namedOrNull(id: string | null, name: string | null) {
  return id === null || name === null ? null : { id, name }
}
