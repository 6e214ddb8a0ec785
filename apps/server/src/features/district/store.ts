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
