import type { PaperKind } from '@chuangyuan/domain/paper/paper'
import type { Insertable, Kysely } from 'kysely'
import type { PaperTemplateTable, Tables } from '../../db/tables.ts'

/** Templates that the district brought back from Word; version 0, the shipped one, stays in the program. */
export function templateStore(query: Kysely<Tables>, districtId: string) {
  return {
    /** The newest of each kind. */
    latest() {
      return query
        .selectFrom('paper_templates')
        .innerJoin('accounts', (join) =>
          join
            .onRef('accounts.district_id', '=', 'paper_templates.district_id')
            .onRef('accounts.id', '=', 'paper_templates.uploaded_by'),
        )
        .where('paper_templates.district_id', '=', districtId)
        .distinctOn('paper_templates.kind')
        .select(['kind', 'version', 'file_name', 'file_blob', 'uploaded_at', 'accounts.name as uploader'])
        .orderBy('paper_templates.kind')
        .orderBy('paper_templates.version', 'desc')
        .execute()
    },

    async last(
      kind: PaperKind,
    ): Promise<{ readonly version: number; readonly file_blob: string } | undefined> {
      return query
        .selectFrom('paper_templates')
        .where('district_id', '=', districtId)
        .where('kind', '=', kind)
        .select(['version', 'file_blob'])
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst()
    },

    async add(row: Omit<Insertable<PaperTemplateTable>, 'district_id'>): Promise<void> {
      await query
        .insertInto('paper_templates')
        .values({ district_id: districtId, ...row })
        .execute()
    },
  }
}
