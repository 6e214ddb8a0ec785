import { tianditu, type DistrictSettings } from '@chuangyuan/contract/district'
import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

export interface District {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly isDemo: boolean
}

/** Districts: the tenants. Their names are public, because the sign-in page offers them. */
export function districtStore(query: Kysely<Tables>) {
  return {
    async list(): Promise<District[]> {
      const rows = await query
        .selectFrom('districts')
        .select(['id', 'code', 'name', 'settings'])
        .orderBy('code')
        .execute()
      return rows.map(districtOf)
    },

    async district(id: string): Promise<District | undefined> {
      const row = await query
        .selectFrom('districts')
        .select(['id', 'code', 'name', 'settings'])
        .where('id', '=', id)
        .executeTakeFirst()
      return row === undefined ? undefined : districtOf(row)
    },

    async settings(id: string, { lock = false } = {}): Promise<DistrictSettings | undefined> {
      const district = query.selectFrom('districts').select('settings').where('id', '=', id)
      const row = await (lock ? district.forUpdate() : district).executeTakeFirst()
      if (row === undefined) return undefined
      const map = tianditu.safeParse(row.settings['tianditu'])
      return { tianditu: map.success ? map.data : null }
    },

    /** What the settings do not name stays. */
    async changeSettings(id: string, settings: DistrictSettings): Promise<void> {
      const row = await query
        .selectFrom('districts')
        .select('settings')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      await query
        .updateTable('districts')
        .set({ settings: JSON.stringify({ ...row.settings, ...settings }) })
        .where('id', '=', id)
        .execute()
    },

    async add(district: District): Promise<void> {
      await query
        .insertInto('districts')
        .values({
          id: district.id,
          code: district.code,
          name: district.name,
          settings: JSON.stringify({ demo: district.isDemo }),
        })
        .execute()
    },
  }
}

function districtOf(row: {
  id: string
  code: string
  name: string
  settings: Readonly<Record<string, unknown>>
}): District {
  return { id: row.id, code: row.code, name: row.name, isDemo: row.settings['demo'] === true }
}
