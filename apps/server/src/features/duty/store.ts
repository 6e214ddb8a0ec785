import type { Insertable, Kysely } from 'kysely'
import type { DutyTable, Tables } from '../../db/tables.ts'

/** Who leads and who assists, by item of a pack. */
export function dutyStore(query: Kysely<Tables>, districtId: string) {
  return {
    /** With the names that a screen shows, units in protocol order. */
    ofPack(packKey: string) {
      return query
        .selectFrom('duties')
        .innerJoin('units', (join) =>
          join.onRef('units.district_id', '=', 'duties.district_id').onRef('units.id', '=', 'duties.unit_id'),
        )
        .leftJoin('posts as leader', (join) =>
          join
            .onRef('leader.district_id', '=', 'duties.district_id')
            .onRef('leader.id', '=', 'duties.leader_post_id'),
        )
        .leftJoin('people as leading', (join) =>
          join
            .onRef('leading.district_id', '=', 'leader.district_id')
            .onRef('leading.id', '=', 'leader.person_id'),
        )
        .leftJoin('posts', (join) =>
          join.onRef('posts.district_id', '=', 'duties.district_id').onRef('posts.id', '=', 'duties.post_id'),
        )
        .leftJoin('people', (join) =>
          join
            .onRef('people.district_id', '=', 'posts.district_id')
            .onRef('people.id', '=', 'posts.person_id'),
        )
        .where('duties.district_id', '=', districtId)
        .where('duties.pack_key', '=', packKey)
        .selectAll('duties')
        .select([
          'units.name as unit_name',
          'leader.title as leader_title',
          'leading.name as leader_name',
          'posts.title as post_title',
          'people.name as person_name',
        ])
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
