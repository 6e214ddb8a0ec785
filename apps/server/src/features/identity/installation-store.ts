import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Tables } from '../../db/tables.ts'

const setupLink = z.object({
  hash: z.string(),
  spent: z.boolean(),
  /** The founding district: where the link was spent. */
  districtId: z.uuid().optional(),
})
type SetupLink = z.output<typeof setupLink>
const key = 'setup-link'

/** The one-time set-up link: only its hash is kept, and whether it was spent. */
export function installationStore(query: Kysely<Tables>) {
  return {
    async setupLink({ lock = false } = {}): Promise<SetupLink | undefined> {
      const row = query.selectFrom('installation').select('value').where('key', '=', key)
      const found = await (lock ? row.forUpdate() : row).executeTakeFirst()
      return found === undefined ? undefined : setupLink.parse(found.value)
    },

    async saveSetupLink(link: SetupLink): Promise<void> {
      const value = JSON.stringify(link)
      await query
        .insertInto('installation')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute()
    },
  }
}
