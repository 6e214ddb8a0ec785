import type { Day } from '@chuangyuan/domain/day'
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

    /** The teams of a day in which the account's person holds a post. */
    async teamsOf(accountId: string, day: Day): Promise<ReadonlySet<string>> {
      const rows = await query
        .selectFrom('accounts')
        .innerJoin('posts', (join) =>
          join
            .onRef('posts.district_id', '=', 'accounts.district_id')
            .onRef('posts.person_id', '=', 'accounts.person_id'),
        )
        .innerJoin('team_members', (join) =>
          join
            .onRef('team_members.district_id', '=', 'posts.district_id')
            .onRef('team_members.post_id', '=', 'posts.id'),
        )
        .innerJoin('teams', (join) =>
          join
            .onRef('teams.district_id', '=', 'team_members.district_id')
            .onRef('teams.id', '=', 'team_members.team_id'),
        )
        .select('teams.id')
        .where('accounts.district_id', '=', districtId)
        .where('accounts.id', '=', accountId)
        .where('teams.from_day', '<=', day)
        .where('teams.until_day', '>=', day)
        .execute()
      return new Set(rows.map(({ id }) => id))
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
