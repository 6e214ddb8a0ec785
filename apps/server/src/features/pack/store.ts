import type { Kysely } from 'kysely'
import { newId } from '../../db/id.ts'
import type { Tables } from '../../db/tables.ts'

/** A corrected version without its content. */
export interface CorrectedVersion {
  readonly id: string
  readonly packKey: string
  readonly version: number
  readonly note: string
  readonly correctedBy: string | null
  readonly correctedAt: number
}

/** Packs as corrected here. A row is written once and never changed. */
export function packStore(query: Kysely<Tables>, districtId: string) {
  const packs = query.selectFrom('packs').where('packs.district_id', '=', districtId)
  return {
    async versions(packKey?: string): Promise<CorrectedVersion[]> {
      const rows = await packs
        .$if(packKey !== undefined, (all) => all.where('pack_key', '=', packKey ?? ''))
        .leftJoin('accounts', (join) =>
          join
            .onRef('accounts.district_id', '=', 'packs.district_id')
            .onRef('accounts.id', '=', 'packs.created_by'),
        )
        .select([
          'packs.id',
          'packs.pack_key',
          'packs.version',
          'packs.note',
          'packs.created_at',
          'accounts.name as by',
        ])
        .orderBy('pack_key')
        .orderBy('version')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        packKey: row.pack_key,
        version: row.version,
        note: row.note,
        correctedBy: row.by,
        correctedAt: row.created_at.getTime(),
      }))
    },

    async idOf(packKey: string, version: number): Promise<string | undefined> {
      const row = await packs
        .select('id')
        .where('pack_key', '=', packKey)
        .where('version', '=', version)
        .executeTakeFirst()
      return row?.id
    },

    async content(id: string): Promise<unknown> {
      const row = await packs.select('content').where('id', '=', id).executeTakeFirst()
      return row?.content
    },

    async latest(packKey: string): Promise<number> {
      const row = await packs
        .select((select) => select.fn.max('version').as('version'))
        .where('pack_key', '=', packKey)
        .executeTakeFirst()
      return row?.version ?? 0
    },

    async add(
      packKey: string,
      version: number,
      content: unknown,
      { note, by, at }: { readonly note: string; readonly by: string | null; readonly at: number },
    ): Promise<string> {
      const id = newId()
      await query
        .insertInto('packs')
        .values({
          district_id: districtId,
          id,
          pack_key: packKey,
          version,
          content: JSON.stringify(content),
          note,
          created_by: by,
          created_at: new Date(at),
        })
        .execute()
      return id
    },

    /** Which campaigns are judged by which version. */
    async users(): Promise<{ packKey: string; version: number; campaign: string }[]> {
      const rows = await query
        .selectFrom('campaigns')
        .where('district_id', '=', districtId)
        .select(['pack_key', 'pack_version', 'name'])
        .orderBy('created_at')
        .execute()
      return rows.map((row) => ({
        packKey: row.pack_key,
        version: row.pack_version,
        campaign: row.name,
      }))
    },
  }
}
