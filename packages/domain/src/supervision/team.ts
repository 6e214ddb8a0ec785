import type { Day } from '../day.ts'
import { accept, refuse, type Result } from '../result.ts'

/** A supervision team (督查组): posts drawn from several units for a time, one of them leading. */
export interface TeamSaid {
  readonly leaderPostId: string
  readonly memberPostIds: readonly string[]
  readonly from: Day
  readonly until: Day
}

export type PeriodRefusal = {
  readonly code: 'supervision.period-reversed'
  readonly from: Day
  readonly until: Day
}

export type TeamRefusal =
  PeriodRefusal | { readonly code: 'supervision.leader-not-member'; readonly postId: string }

export function checkTeam(team: TeamSaid): Result<true, TeamRefusal> {
  if (!team.memberPostIds.includes(team.leaderPostId))
    return refuse({ code: 'supervision.leader-not-member', postId: team.leaderPostId })
  return checkPeriod(team)
}

/** Both days belong to the period. */
export function checkPeriod({
  from,
  until,
}: {
  readonly from: Day
  readonly until: Day
}): Result<true, PeriodRefusal> {
  return until < from ? refuse({ code: 'supervision.period-reversed', from, until }) : accept(true)
}
