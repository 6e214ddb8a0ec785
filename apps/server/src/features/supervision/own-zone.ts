import type { Day } from '@chuangyuan/domain/day'
import { zoneCoverage } from '@chuangyuan/domain/supervision/zone'
import type { ReadTx } from '../../db/transact.ts'
import { currentPlan } from './current-plan.ts'
import { planStore } from './plan-store.ts'
import { teamStore } from './team-store.ts'

/** The sites of the zones that the account's teams answer for on a day; undefined where there is no such zone. */
export async function ownZoneSites(
  { query, districtId }: ReadTx,
  accountId: string,
  day: Day,
): Promise<readonly string[] | undefined> {
  const teams = await teamStore(query, districtId).teamsOf(accountId, day)
  if (teams.size === 0) return undefined
  const store = planStore(query, districtId)
  const plan = currentPlan(await store.plans(), day)
  if (plan === undefined) return undefined
  const [zones, sites] = await Promise.all([store.zones(plan.id), store.sites()])
  const own = new Set(zones.flatMap(({ id, team }) => (team !== null && teams.has(team.id) ? [id] : [])))
  if (own.size === 0) return undefined
  return [...zoneCoverage(zones, sites).zonesOf].flatMap(([siteId, claimedBy]) =>
    claimedBy.some((zoneId) => own.has(zoneId)) ? [siteId] : [],
  )
}
