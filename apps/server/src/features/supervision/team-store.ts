import type { Kysely } from 'kysely'
import { insertRows } from '../../db/insert-rows.ts'
import type { Tables } from '../../db/tables.ts'

export interface TeamColumns {
  readonly name: string
  readonly leader_post_id: string
  readonly from_day: string
  readonly until_day: string
  readonly sort_order: number
}

/** Supervision teams of one district, in protocol order. */
export function teamStore(query: Kysely<Tables>, districtId: string) {
  return {
    async teams() {
      const [teams, members] = await Promise.all([
        query
          .selectFrom('teams')
          .select(['id', 'name', 'leader_post_id', 'from_day', 'until_day', 'sort_order'])
          .where('district_id', '=', districtId)
          .orderBy('sort_order')
          .orderBy('id')
          .execute(),
        query
          .selectFrom('team_members')
          .select(['team_id', 'post_id'])
          .where('district_id', '=', districtId)
          .execute(),
      ])
      const postsOf = Map.groupBy(members, ({ team_id }) => team_id)
      return teams.map((row) => ({
        ...row,
        memberPostIds: (postsOf.get(row.id) ?? []).map(({ post_id }) => post_id),
      }))
    },

    async exists(teamId: string): Promise<boolean> {
      const row = await query
        .selectFrom('teams')
        .select('id')
        .where('district_id', '=', districtId)
        .where('id', '=', teamId)
        .forUpdate()
        .executeTakeFirst()
      return row !== undefined
    },

    async add(teamId: string, columns: TeamColumns): Promise<void> {
      await query
        .insertInto('teams')
        .values({ district_id: districtId, id: teamId, ...columns })
        .execute()
    },

    async change(teamId: string, columns: TeamColumns): Promise<void> {
      await query
        .updateTable('teams')
        .set(columns)
        .where('district_id', '=', districtId)
        .where('id', '=', teamId)
        .execute()
    },

    async setMembers(teamId: string, postIds: readonly string[]): Promise<void> {
      await query
        .deleteFrom('team_members')
        .where('district_id', '=', districtId)
        .where('team_id', '=', teamId)
        .execute()
      await insertRows(
        query,
        'team_members',
        [...new Set(postIds)].map((postId) => ({
          district_id: districtId,
          team_id: teamId,
          post_id: postId,
        })),
      )
    },
  }
}
