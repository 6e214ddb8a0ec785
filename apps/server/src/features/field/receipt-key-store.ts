import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Tables } from '../../db/tables.ts'

const keptKey = z.object({ open: z.string(), cipher: z.string(), former: z.array(z.string()) })
export type KeptKey = z.output<typeof keptKey>
const key = 'receipt-key'

/** The key for receipts belongs to the installation, not to a district. */
export function receiptKeyStore(query: Kysely<Tables>) {
  return {
    async addUnlessThere(made: KeptKey): Promise<void> {
      await query
        .insertInto('installation')
        .values({ key, value: JSON.stringify(made) })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async locked(): Promise<KeptKey> {
      const row = await query
        .selectFrom('installation')
        .select('value')
        .where('key', '=', key)
        .forUpdate()
        .executeTakeFirstOrThrow()
      return keptKey.parse(row.value)
    },

    async replace(made: KeptKey): Promise<void> {
      await query
        .updateTable('installation')
        .set({ value: JSON.stringify(made) })
        .where('key', '=', key)
        .execute()
    },
  }
}
