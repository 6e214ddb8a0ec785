import type { Insertable, Kysely } from 'kysely'
import type { RescueFileTable, Tables } from '../../db/tables.ts'

export function rescueStore(query: Kysely<Tables>, districtId: string) {
  return {
    async add(file: Omit<Insertable<RescueFileTable>, 'district_id'>): Promise<void> {
      await query
        .insertInto('rescue_files')
        .values({ district_id: districtId, ...file })
        .execute()
    },

    async file(rescueId: string) {
      return query
        .selectFrom('rescue_files')
        .select(['file_blob', 'bytes'])
        .where('district_id', '=', districtId)
        .where('id', '=', rescueId)
        .executeTakeFirst()
    },

    async hasAccount(accountId: string): Promise<boolean> {
      const row = await query
        .selectFrom('accounts')
        .select('id')
        .where('district_id', '=', districtId)
        .where('id', '=', accountId)
        .executeTakeFirst()
      return row !== undefined
    },

    async knownRecords(ids: readonly string[]): Promise<number> {
      const { known } = await query
        .selectFrom('field_records')
        .where('district_id', '=', districtId)
        .where('id', '=', ({ fn, val }) => fn.any(val([...ids])))
        .select(({ fn }) => fn.count<number>('id').distinct().as('known'))
        .executeTakeFirstOrThrow()
      return known
    },

    async wholePhotos(ids: readonly string[]): Promise<number> {
      const { whole } = await query
        .selectFrom('photos')
        .where('district_id', '=', districtId)
        .where('state', '=', 'complete')
        .where('id', '=', ({ fn, val }) => fn.any(val([...ids])))
        .select(({ fn }) => fn.countAll<number>().as('whole'))
        .executeTakeFirstOrThrow()
      return whole
    },
  }
}
