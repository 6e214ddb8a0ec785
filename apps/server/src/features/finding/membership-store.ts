import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

/** Who belongs where: accounts to people, people to units by their posts, units to streets. */
export function membershipStore(query: Kysely<Tables>, districtId: string) {
  return {
    async personOf(accountId: string): Promise<{ personId: string | null; unitIds: string[] }> {
      const rows = await query
        .selectFrom('accounts')
        .leftJoin('posts', (join) =>
          join
            .onRef('posts.district_id', '=', 'accounts.district_id')
            .onRef('posts.person_id', '=', 'accounts.person_id'),
        )
        .select(['accounts.person_id', 'posts.unit_id'])
        .where('accounts.district_id', '=', districtId)
        .where('accounts.id', '=', accountId)
        .execute()
      return {
        personId: rows[0]?.person_id ?? null,
        unitIds: rows.flatMap(({ unit_id }) => (unit_id === null ? [] : [unit_id])),
      }
    },

    /** The units that are the street itself, not everything that lies in it. */
    async unitsOfStreets(streetIds: readonly string[]): Promise<string[]> {
      if (streetIds.length === 0) return []
      const rows = await query
        .selectFrom('units')
        .select('id')
        .where('district_id', '=', districtId)
        .where('kind', '=', 'street')
        .where('street_id', 'in', streetIds)
        .execute()
      return rows.map(({ id }) => id)
    },

    async unitNames(unitIds: readonly string[]): Promise<Map<string, string>> {
      if (unitIds.length === 0) return new Map()
      const rows = await query
        .selectFrom('units')
        .select(['id', 'name'])
        .where('district_id', '=', districtId)
        .where('id', 'in', unitIds)
        .execute()
      return new Map(rows.map(({ id, name }) => [id, name]))
    },

    async accountNames(accountIds: readonly string[]): Promise<Map<string, string>> {
      if (accountIds.length === 0) return new Map()
      const rows = await query
        .selectFrom('accounts')
        .select(['id', 'name'])
        .where('district_id', '=', districtId)
        .where('id', 'in', accountIds)
        .execute()
      return new Map(rows.map(({ id, name }) => [id, name]))
    },

    /** What a report needs to know of the site it names. */
    async sites(siteIds: readonly string[]) {
      const sites = query
        .selectFrom('sites')
        .select(['id', 'kind', 'street_id', 'owner_unit_id', 'lon', 'lat', 'name'])
        .where('district_id', '=', districtId)
        .where('id', 'in', siteIds)
      const rows = siteIds.length === 0 ? [] : await sites.execute()
      return new Map(rows.map((row) => [row.id, row]))
    },

    /** All sites and streets with the names that lists call them by. */
    async named() {
      const sites = await query
        .selectFrom('sites')
        .select(['id', 'code', 'name', 'kind', 'street_id', 'owner_unit_id', 'lon', 'lat'])
        .where('district_id', '=', districtId)
        .execute()
      const streets = await query
        .selectFrom('streets')
        .select(['id', 'code', 'name', 'short_name'])
        .where('district_id', '=', districtId)
        .orderBy('sort_order')
        .execute()
      return { sites, streets }
    },

    async knownStreets(streetIds: readonly string[]): Promise<Set<string>> {
      if (streetIds.length === 0) return new Set()
      const rows = await query
        .selectFrom('streets')
        .select('id')
        .where('district_id', '=', districtId)
        .where('id', 'in', streetIds)
        .execute()
      return new Set(rows.map(({ id }) => id))
    },

    async journalOf(what: readonly string[]) {
      const lines = query
        .selectFrom('journal')
        .leftJoin('accounts', (join) =>
          join
            .onRef('accounts.district_id', '=', 'journal.district_id')
            .onRef('accounts.id', '=', 'journal.who'),
        )
        .select(['journal.what', 'journal.at', 'journal.verb', 'journal.details', 'accounts.name as who'])
        .where('journal.district_id', '=', districtId)
        .where('journal.what', 'in', what)
        .orderBy('journal.seq')
      return what.length === 0 ? [] : lines.execute()
    },
  }
}
