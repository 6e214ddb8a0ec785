import type { Kysely } from 'kysely'
import { containing } from '../../db/like.ts'
import type { Tables } from '../../db/tables.ts'
import { postsHeld } from './post-holder-store.ts'

/** Streets, communities, units and posts, in the order that protocol gives them. */
export function placeStore(query: Kysely<Tables>, districtId: string) {
  return {
    async places() {
      const [streets, communities, units] = await Promise.all([
        query
          .selectFrom('streets')
          .select(['id', 'code', 'name', 'people'])
          .where('district_id', '=', districtId)
          .orderBy('sort_order')
          .orderBy('code')
          .execute(),
        query
          .selectFrom('communities')
          .select(['id', 'code', 'name', 'street_id as streetId'])
          .where('district_id', '=', districtId)
          .orderBy('code')
          .execute(),
        query
          .selectFrom('units')
          .select(['id', 'name', 'kind', 'street_id as streetId'])
          .where('district_id', '=', districtId)
          .orderBy('sort_order')
          .orderBy('name')
          .execute(),
      ])
      return { streets, communities, units }
    },

    async posts({
      search,
      unit,
      offset,
      limit,
    }: {
      readonly search?: string | undefined
      readonly unit?: string | undefined
      readonly offset: number
      readonly limit: number
    }) {
      let posts = postsHeld(query, districtId)
      if (unit !== undefined) posts = posts.where('posts.unit_id', '=', unit)
      if (search !== undefined && search !== '') {
        const pattern = containing(search.toLowerCase())
        posts = posts.where((where) =>
          where.or([
            where('people.name', 'like', pattern),
            where('people.pinyin', 'like', pattern),
            where('posts.title', 'like', pattern),
            where('units.name', 'like', pattern),
          ]),
        )
      }
      const { total } = await posts
        .select((select) => select.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const rows = await posts
        .select([
          'posts.id',
          'posts.title',
          'posts.body',
          'posts.campaign_role',
          'units.id as unit_id',
          'units.name as unit_name',
          'people.id as person_id',
          'people.name as person_name',
          'people.phone_tail',
        ])
        .orderBy('posts.sort_order')
        .orderBy('posts.id')
        .offset(offset)
        .limit(limit)
        .execute()
      return {
        total,
        rows: rows.map((row) => ({
          id: row.id,
          title: row.title,
          unit: { id: row.unit_id, name: row.unit_name },
          person:
            row.person_id === null || row.person_name === null
              ? null
              : { id: row.person_id, name: row.person_name, phoneTail: row.phone_tail },
          body: row.body,
          campaignRole: row.campaign_role,
        })),
      }
    },

    async knownPosts(postIds: readonly string[]): Promise<Set<string>> {
      if (postIds.length === 0) return new Set()
      const rows = await query
        .selectFrom('posts')
        .select('id')
        .where('district_id', '=', districtId)
        .where('id', 'in', postIds)
        .execute()
      return new Set(rows.map(({ id }) => id))
    },

    async phoneCipher(personId: string) {
      return query
        .selectFrom('people')
        .select('phone_cipher')
        .where('district_id', '=', districtId)
        .where('id', '=', personId)
        .executeTakeFirst()
    },

    /** Who leads and assists for each item of a pack. */
    async duties(packKey: string) {
      return query
        .selectFrom('duties')
        .innerJoin('units', (join) =>
          join.onRef('units.district_id', '=', 'duties.district_id').onRef('units.id', '=', 'duties.unit_id'),
        )
        .leftJoin('posts', (join) =>
          join.onRef('posts.district_id', '=', 'duties.district_id').onRef('posts.id', '=', 'duties.post_id'),
        )
        .select([
          'duties.item_id as itemId',
          'duties.part',
          'duties.unit_id as unitId',
          'units.name as unitName',
          'units.sort_order as unitOrder',
          'duties.post_id as postId',
          'posts.person_id as personId',
        ])
        .where('duties.district_id', '=', districtId)
        .where('duties.pack_key', '=', packKey)
        .orderBy('units.sort_order')
        .orderBy('duties.item_id')
        .execute()
    },
  }
}
