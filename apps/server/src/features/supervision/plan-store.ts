import type { ZoneInput } from '@chuangyuan/contract/supervision'
import type { Day } from '@chuangyuan/domain/day'
import type { ZonedSite } from '@chuangyuan/domain/supervision/zone'
import type { SiteKind } from '@chuangyuan/domain/standard/site-kinds'
import type { Kysely } from 'kysely'
import { insertRows } from '../../db/insert-rows.ts'
import type { Tables } from '../../db/tables.ts'

export interface PlanRow {
  readonly id: string
  readonly name: string
  readonly from: Day
  readonly until: Day
  readonly sitesPerDay: number
}

/** A site as zones and patrols see it. */
export interface PatrolledSite extends ZonedSite {
  readonly code: string
  readonly name: string
  readonly kind: SiteKind
  readonly street: { readonly id: string; readonly name: string }
  readonly onRoute: boolean
}

/** Patrol plans of one district with their zones. */
export function planStore(query: Kysely<Tables>, districtId: string) {
  return {
    /** The latest first. */
    async plans(): Promise<PlanRow[]> {
      const rows = await query
        .selectFrom('patrol_plans')
        .select(['id', 'name', 'from_day', 'until_day', 'sites_per_day'])
        .where('district_id', '=', districtId)
        .orderBy('from_day', 'desc')
        .orderBy('id', 'desc')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        from: row.from_day as Day,
        until: row.until_day as Day,
        sitesPerDay: row.sites_per_day,
      }))
    },

    async lock(planId: string): Promise<boolean> {
      const row = await query
        .selectFrom('patrol_plans')
        .select('id')
        .where('district_id', '=', districtId)
        .where('id', '=', planId)
        .forUpdate()
        .executeTakeFirst()
      return row !== undefined
    },

    async save({ id, name, from, until, sitesPerDay }: PlanRow): Promise<void> {
      const columns = { name, from_day: from, until_day: until, sites_per_day: sitesPerDay }
      await query
        .insertInto('patrol_plans')
        .values({ district_id: districtId, id, ...columns })
        .onConflict((conflict) => conflict.columns(['district_id', 'id']).doUpdateSet(columns))
        .execute()
    },

    /** In the order of the plan, those of every plan or of one. */
    async zones(planId?: string) {
      let zones = query
        .selectFrom('zones')
        .leftJoin('teams', (join) =>
          join.onRef('teams.district_id', '=', 'zones.district_id').onRef('teams.id', '=', 'zones.team_id'),
        )
        .where('zones.district_id', '=', districtId)
      if (planId !== undefined) zones = zones.where('zones.plan_id', '=', planId)
      const rows = await zones
        .select([
          'zones.id',
          'zones.plan_id',
          'zones.name',
          'zones.team_id',
          'zones.street_ids',
          'zones.ring',
          'zones.site_ids',
          'teams.name as team_name',
        ])
        .orderBy('zones.sort_order')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        planId: row.plan_id,
        name: row.name,
        team:
          row.team_id === null || row.team_name === null ? null : { id: row.team_id, name: row.team_name },
        streetIds: row.street_ids,
        ring: row.ring,
        siteIds: row.site_ids,
      }))
    },

    async setZones(planId: string, zones: readonly ZoneInput[]): Promise<void> {
      await query
        .deleteFrom('zones')
        .where('district_id', '=', districtId)
        .where('plan_id', '=', planId)
        .execute()
      await insertRows(
        query,
        'zones',
        zones.map(({ id, name, teamId, streetIds, ring, siteIds }, index) => ({
          district_id: districtId,
          id,
          plan_id: planId,
          name,
          sort_order: index + 1,
          team_id: teamId,
          street_ids: JSON.stringify(streetIds),
          ring: JSON.stringify(ring),
          site_ids: JSON.stringify(siteIds),
        })),
      )
    },

    /** Every site, or one, by street in protocol order, then by code. */
    async sites(siteId?: string): Promise<PatrolledSite[]> {
      let sites = query
        .selectFrom('sites')
        .innerJoin('streets', (join) =>
          join
            .onRef('streets.district_id', '=', 'sites.district_id')
            .onRef('streets.id', '=', 'sites.street_id'),
        )
        .select([
          'sites.id',
          'sites.code',
          'sites.name',
          'sites.kind',
          'sites.lon',
          'sites.lat',
          'sites.on_route',
          'streets.id as street_id',
          'streets.name as street_name',
        ])
        .where('sites.district_id', '=', districtId)
      if (siteId !== undefined) sites = sites.where('sites.id', '=', siteId)
      const rows = await sites.orderBy('streets.sort_order').orderBy('sites.code').execute()
      return rows.map((row) => ({
        id: row.id,
        code: row.code,
        name: row.name,
        kind: row.kind as SiteKind,
        streetId: row.street_id,
        street: { id: row.street_id, name: row.street_name },
        at: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
        onRoute: row.on_route,
      }))
    },
  }
}
