import type { BodyOf } from '@chuangyuan/contract/operation'
import type { createTeam, Team } from '@chuangyuan/contract/supervision'
import { checkTeam } from '@chuangyuan/domain/supervision/team'
import { newId } from '../../db/id.ts'
import type { ReadTx, Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { postHolderStore } from '../site/public.ts'
import { teamStore } from './team-store.ts'

type TeamInput = BodyOf<typeof createTeam>

export async function teamsOf({ query, districtId }: ReadTx): Promise<Team[]> {
  const teams = await teamStore(query, districtId).teams()
  const posts = teams.flatMap(({ leader_post_id, memberPostIds }) => [leader_post_id, ...memberPostIds])
  const holders = await postHolderStore(query, districtId).holders([...new Set(posts)])
  return teams.map((row) => ({
    id: row.id,
    name: row.name,
    leader: orNotFound(holders.get(row.leader_post_id), 'post'),
    // The map is in protocol order, and so are the members.
    members: [...holders.values()].filter(({ postId }) => row.memberPostIds.includes(postId)),
    from: row.from_day,
    until: row.until_day,
    order: row.sort_order,
  }))
}

export function createTeamOf({ db }: Deps, by: Session, input: TeamInput): Promise<Team> {
  return db.transact(by, (tx) => addTeam(tx, by.accountId, input))
}

export async function addTeam(tx: Tx, who: string | null, input: TeamInput): Promise<Team> {
  await refuseUnfit(tx, input)
  const teamId = newId()
  await teamStore(tx.query, tx.districtId).add(teamId, columnsOf(input))
  return finish(tx, who, teamId, input, 'supervision.team-created')
}

export function changeTeamOf({ db }: Deps, by: Session, teamId: string, input: TeamInput): Promise<Team> {
  return db.transact(by, async (tx) => {
    const store = teamStore(tx.query, tx.districtId)
    if (!(await store.exists(teamId))) throw new Refused('request.not-found', { what: 'team' })
    await refuseUnfit(tx, input)
    await store.change(teamId, columnsOf(input))
    return finish(tx, by.accountId, teamId, input, 'supervision.team-changed')
  })
}

async function finish(tx: Tx, who: string | null, teamId: string, input: TeamInput, verb: string) {
  await teamStore(tx.query, tx.districtId).setMembers(teamId, input.memberPostIds)
  tx.journal.record({ verb, who, what: teamId, details: { ...input } })
  return orNotFound(
    (await teamsOf(tx)).find(({ id }) => id === teamId),
    'team',
  )
}

async function refuseUnfit({ query, districtId }: Tx, input: TeamInput): Promise<void> {
  orRefuse(checkTeam(input))
  const known = await postHolderStore(query, districtId).holders(input.memberPostIds)
  const strange = input.memberPostIds.find((postId) => !known.has(postId))
  if (strange !== undefined) throw new Refused('request.unknown-reference', { what: 'post', id: strange })
}

function columnsOf({ name, leaderPostId, from, until, order }: TeamInput) {
  return { name, leader_post_id: leaderPostId, from_day: from, until_day: until, sort_order: order }
}
