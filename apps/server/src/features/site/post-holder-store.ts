import type { PostHolder } from '@chuangyuan/contract/site'
import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

/** Posts with their units and whoever holds them now; what is read of them is the caller's. */
export function postsHeld(query: Kysely<Tables>, districtId: string) {
  return query
    .selectFrom('posts')
    .innerJoin('units', (join) =>
      join.onRef('units.district_id', '=', 'posts.district_id').onRef('units.id', '=', 'posts.unit_id'),
    )
    .leftJoin('people', (join) =>
      join.onRef('people.district_id', '=', 'posts.district_id').onRef('people.id', '=', 'posts.person_id'),
    )
    .where('posts.district_id', '=', districtId)
}

/** Posts in protocol order, with their units and whoever holds them now. */
export function postHolderStore(query: Kysely<Tables>, districtId: string) {
  return {
    async holders(postIds: readonly string[]): Promise<ReadonlyMap<string, PostHolder>> {
      if (postIds.length === 0) return new Map()
      const rows = await postsHeld(query, districtId)
        .select([
          'posts.id',
          'posts.title',
          'units.id as unit_id',
          'units.name as unit_name',
          'people.id as person_id',
          'people.name as person_name',
        ])
        .where('posts.id', 'in', postIds)
        .orderBy('posts.sort_order')
        .orderBy('posts.id')
        .execute()
      return new Map(
        rows.map((row) => [
          row.id,
          {
            postId: row.id,
            title: row.title,
            unit: { id: row.unit_id, name: row.unit_name },
            person:
              row.person_id === null || row.person_name === null
                ? null
                : { id: row.person_id, name: row.person_name },
          },
        ]),
      )
    },

    /** The unit of a post and every other unit in which its holder stands. */
    async unitsOfHolder(postId: string): Promise<readonly string[]> {
      const rows = await query
        .selectFrom('posts')
        .leftJoin('posts as others', (join) =>
          join
            .onRef('others.district_id', '=', 'posts.district_id')
            .onRef('others.person_id', '=', 'posts.person_id'),
        )
        .select(['posts.unit_id', 'others.unit_id as other_unit_id'])
        .where('posts.district_id', '=', districtId)
        .where('posts.id', '=', postId)
        .execute()
      return [
        ...new Set(
          rows.flatMap(({ unit_id, other_unit_id }) =>
            other_unit_id === null ? [unit_id] : [unit_id, other_unit_id],
          ),
        ),
      ]
    },
  }
}
