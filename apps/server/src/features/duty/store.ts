import type { Insertable, Kysely } from 'kysely'
import type { DutyTable, Tables } from '../../db/tables.ts'

/** Who leads and who assists, by item of a pack. */
export function dutyStore(query: Kysely<Tables>, districtId: string) {
  return {
    /** In protocol order of the units, with their names. */
    ofPack(packKey: string) {
      return query
        .selectFrom('duties')
        .innerJoin('units', (join) =>
          join.onRef('units.district_id', '=', 'duties.district_id').onRef('units.id', '=', 'duties.unit_id'),
        )
        .where('duties.district_id', '=', districtId)
        .where('duties.pack_key', '=', packKey)
        .selectAll('duties')
        .select('units.name as unit_name')
        .orderBy('units.sort_order')
        .orderBy('duties.id')
        .execute()
    },

    /** For a change: nobody else writes the item meanwhile. */
    locked(packKey: string, itemId: string) {
      return query
        .selectFrom('duties')
        .where('district_id', '=', districtId)
        .where('pack_key', '=', packKey)
        .where('item_id', '=', itemId)
        .selectAll()
        .orderBy('id')
        .forUpdate()
        .execute()
    },

    async put(row: Omit<Insertable<DutyTable>, 'district_id'>): Promise<void> {
      const { id, pack_key, item_id, ...said } = row
      await query
        .insertInto('duties')
        .values({ district_id: districtId, id, pack_key, item_id, ...said })
        .onConflict((conflict) => conflict.columns(['district_id', 'id']).doUpdateSet(said))
        .execute()
    },

    async remove(ids: readonly string[]): Promise<void> {
      if (ids.length === 0) return
      await query.deleteFrom('duties').where('district_id', '=', districtId).where('id', 'in', ids).execute()
    },
  }
}
