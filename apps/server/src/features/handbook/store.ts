import type { Kysely } from 'kysely'
import { newId } from '../../db/id.ts'
import type { Tables } from '../../db/tables.ts'

/** A version of the district without its content. */
export interface ChangedVersion {
  readonly id: string
  readonly version: number
  readonly note: string
  readonly changedBy: string | null
  readonly changedAt: number
}

/** Handbooks as changed here. A row is written once and never changed. */
export function handbookStore(query: Kysely<Tables>, districtId: string) {
  const handbooks = query.selectFrom('handbooks').where('handbooks.district_id', '=', districtId)
  return {
    async versions(): Promise<ChangedVersion[]> {
      const rows = await handbooks
        .leftJoin('accounts', (join) =>
          join
            .onRef('accounts.district_id', '=', 'handbooks.district_id')
            .onRef('accounts.id', '=', 'handbooks.created_by'),
        )
        .select([
          'handbooks.id',
          'handbooks.version',
          'handbooks.note',
          'handbooks.created_at',
          'accounts.name as by',
        ])
        .orderBy('version')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        version: row.version,
        note: row.note,
        changedBy: row.by,
        changedAt: row.created_at.getTime(),
      }))
    },

    async latest(): Promise<number> {
      const row = await handbooks
        .select((select) => select.fn.max('version').as('version'))
        .executeTakeFirst()
      return row?.version ?? 0
    },

    async idOf(version: number): Promise<string | undefined> {
      const row = await handbooks.select('id').where('version', '=', version).executeTakeFirst()
      return row?.id
    },

    async content(id: string): Promise<unknown> {
      const row = await handbooks.select('content').where('id', '=', id).executeTakeFirst()
      return row?.content
    },

    async add(
      version: number,
      content: unknown,
      { note, by, at }: { readonly note: string; readonly by: string | null; readonly at: number },
    ): Promise<string> {
      const id = newId()
      await query
        .insertInto('handbooks')
        .values({
          district_id: districtId,
          id,
          version,
          content: JSON.stringify(content),
          note,
          created_by: by,
          created_at: new Date(at),
        })
        .execute()
      return id
    },
  }
}
