import type { Insertable, Kysely } from 'kysely'
import type { PaperSettingsTable, Tables } from '../../db/tables.ts'

/** Settings as the district has changed them; each change is a row of its own. */
export function paperSettingsStore(query: Kysely<Tables>, districtId: string) {
  return {
    latest() {
      return query
        .selectFrom('paper_settings')
        .where('district_id', '=', districtId)
        .select(['version', 'settings'])
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst()
    },

    async add(row: Omit<Insertable<PaperSettingsTable>, 'district_id'>): Promise<void> {
      await query
        .insertInto('paper_settings')
        .values({ district_id: districtId, ...row })
        .execute()
    },
  }
}
