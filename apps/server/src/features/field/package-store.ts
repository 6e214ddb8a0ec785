import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

/** Which sites a phone takes along. */
export type Reach =
  | 'all'
  | {
      readonly siteIds: readonly string[]
      readonly streetIds: readonly string[]
      readonly unitIds: readonly string[]
    }

/** The sites within reach, with the unit that keeps each in order. */
export async function sitesWithin(query: Kysely<Tables>, districtId: string, reach: Reach) {
  let sites = query
    .selectFrom('sites')
    .leftJoin('site_roles', (join) =>
      join
        .onRef('site_roles.district_id', '=', 'sites.district_id')
        .onRef('site_roles.site_id', '=', 'sites.id')
        .on('site_roles.role', '=', 'responsible')
        .on('site_roles.place', '=', 1),
    )
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
    .where('sites.district_id', '=', districtId)
  if (reach !== 'all') {
    const { siteIds, streetIds, unitIds } = reach
    sites = sites.where((where) =>
      where.or([
        ...(siteIds.length === 0 ? [] : [where('sites.id', 'in', siteIds)]),
        ...(streetIds.length === 0 ? [] : [where('sites.street_id', 'in', streetIds)]),
        ...(unitIds.length === 0
          ? []
          : [where('sites.owner_unit_id', 'in', unitIds), where('units.id', 'in', unitIds)]),
      ]),
    )
  }
  return sites
    .select([
      ...(['sites.id', 'sites.code', 'sites.name', 'sites.kind', 'sites.street_id as streetId'] as const),
      ...(['sites.owner_unit_id as ownerUnitId', 'sites.address', 'sites.lon', 'sites.lat'] as const),
      'units.name as responsible',
    ])
    .orderBy('sites.code')
    .execute()
}
