import type { Kysely } from 'kysely'
import { newId } from '../../db/id.ts'
import type { Tables } from '../../db/tables.ts'

/** The rule of charging as the district has changed it. A row is written once and never changed. */
export function rulesStore(query: Kysely<Tables>, districtId: string) {
  const versions = () => query.selectFrom('ledger_rules').where('ledger_rules.district_id', '=', districtId)
  return {
    async latest(): Promise<{ version: number; content: unknown } | undefined> {
      return versions().select(['version', 'content']).orderBy('version', 'desc').limit(1).executeTakeFirst()
    },

    async versions() {
      const rows = await versions()
        .leftJoin('accounts', (join) =>
          join
            .onRef('accounts.district_id', '=', 'ledger_rules.district_id')
            .onRef('accounts.id', '=', 'ledger_rules.created_by'),
        )
        .select(['version', 'note', 'accounts.name as changedBy', 'ledger_rules.created_at'])
        .orderBy('version', 'desc')
        .execute()
      return rows.map(({ created_at, ...row }) => ({ ...row, changedAt: created_at.getTime() }))
    },

    async add(
      version: number,
      content: unknown,
      { note, by, at }: { readonly note: string; readonly by: string; readonly at: number },
    ): Promise<string> {
      const id = newId()
      await query
        .insertInto('ledger_rules')
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
