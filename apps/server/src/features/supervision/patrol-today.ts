import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import type { patrolCycle, patrolSites, patrolToday } from '@chuangyuan/contract/supervision'
import { dayOf, type Day } from '@chuangyuan/domain/day'
import { dayList, walkMetres } from '@chuangyuan/domain/supervision/day-list'
import { cycleOf, isInState, needOf, type SiteState } from '@chuangyuan/domain/supervision/need'
import { zoneCoverage } from '@chuangyuan/domain/supervision/zone'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import type { Session } from '../../http/session.ts'
import { rulesOf } from '../finding/public.ts'
import { siteOnWire } from './edit-plan.ts'
import { planStore } from './plan-store.ts'
import { standingsOn } from './standing.ts'
import { teamStore } from './team-store.ts'

export type PatrolDay = ReplyOf<typeof patrolToday>

export function showToday({ db, clock }: Deps, by: Session, teamId?: string): Promise<PatrolDay> {
  return db.read(by, (tx) => patrolDay(tx, dayOf(clock()), teamId))
}

/** What each team sees on a day. A site seen today already is not on it again. */
export async function patrolDay(tx: ReadTx, today: Day, teamId?: string): Promise<PatrolDay> {
  const { plan, sites, stops } = await sharedOut(tx, today)
  if (plan === undefined) return { day: today, plan: null, teams: [], unassigned: sites.length }
  const assigned = new Set(stops.map(({ site }) => site.id))
  return {
    day: today,
    plan: { ...plan, zones: plan.zones.length, isCurrent: true },
    unassigned: sites.length - assigned.size,
    teams: plan.teams
      .filter(({ id }) => teamId === undefined || id === teamId)
      .map(({ id, name }) => {
        const own = stops.filter(({ team }) => team.id === id)
        const unseen = own.filter(({ standing }) => standing.lastSeenOn !== today)
        const walk = dayList(unseen, plan.sitesPerDay)
        return {
          team: { id, name },
          sites: own.length,
          due: own.filter(({ standing }) => isInState('due', standing, today)).length,
          walkMetres: walkMetres(walk),
          stops: walk.map(({ site, standing, zone, need }) => ({
            site: siteOnWire(site),
            zone: { id: zone.id, name: zone.name },
            dueOn: need.dueOn ?? null,
            daysOverdue: need.daysOverdue ?? null,
            reasons: [...need.reasons],
            openFindings: need.openFindings,
            lastSeenOn: standing.lastSeenOn ?? null,
          })),
        }
      }),
  }
}

/** Every site, and which team sees it today under the plan that holds. */
async function sharedOut(tx: ReadTx, today: Day) {
  const { plan, sites } = await standingsOn(tx, today)
  if (plan === undefined) return { plan, sites, stops: [] }
  const [zones, allTeams] = await Promise.all([
    planStore(tx.query, tx.districtId).zones(plan.id),
    teamStore(tx.query, tx.districtId).teams(),
  ])
  const teams = allTeams.filter(({ from_day, until_day }) => from_day <= today && today <= until_day)
  const { zonesOf } = zoneCoverage(
    zones,
    sites.map(({ site }) => site),
  )
  const zoneById = new Map(zones.map((zone) => [zone.id, zone]))
  const stops = sites.flatMap(({ site, standing }) => {
    // A site in two zones is on both teams' lists until somebody settles it: seen twice is better than not at all.
    return (zonesOf.get(site.id) ?? []).flatMap((zoneId) => {
      const zone = zoneById.get(zoneId)
      const team = teams.find(({ id }) => id === zone?.team?.id)
      return zone === undefined || team === undefined
        ? []
        : [{ site, standing, zone, team, at: site.at, need: needOf(standing, today) }]
    })
  })
  return { plan: { ...plan, zones, teams }, sites, stops }
}

/** The sites behind the numbers of the day and of the cycles; what was due longest comes first. */
export function listPatrolSites(
  { db, clock }: Deps,
  by: Session,
  { offset, limit, search, kind, team, street, state }: QueryOf<typeof patrolSites>,
): Promise<ReplyOf<typeof patrolSites>> {
  return db.read(by, async (tx) => {
    const today = dayOf(clock())
    const { sites, stops } = await sharedOut(tx, today)
    const text = search?.trim().toLowerCase() ?? ''
    const found = (team === undefined ? sites : stops.filter((stop) => stop.team.id === team))
      .filter(
        ({ site, standing }) =>
          (kind === undefined || site.kind === kind) &&
          (street === undefined || site.street.id === street) &&
          (state === undefined || isInState(state, standing, today)) &&
          `${site.code} ${site.name}`.toLowerCase().includes(text),
      )
      .map(({ site, standing }) => ({ site, standing, need: needOf(standing, today) }))
      .toSorted((one, other) => (other.need.daysOverdue ?? -Infinity) - (one.need.daysOverdue ?? -Infinity))
    return {
      total: found.length,
      rows: found.slice(offset, offset + limit).map(({ site, standing, need }) => ({
        site: siteOnWire(site),
        dueOn: need.dueOn ?? null,
        daysOverdue: need.daysOverdue ?? null,
        openFindings: need.openFindings,
        lastSeenOn: standing.lastSeenOn ?? null,
      })),
    }
  })
}

/** How well each kind of site keeps its cycle today. */
export function showCycle({ db, clock }: Deps, by: Session): Promise<ReplyOf<typeof patrolCycle>> {
  return db.read(by, async (tx) => {
    const today = dayOf(clock())
    const { handbook } = await rulesOf(tx)
    const { sites } = await standingsOn(tx, today)
    return [...Map.groupBy(sites, ({ site }) => site.kind)].map(([kind, ofKind]) => {
      const cycle = cycleOf(handbook, kind)
      const count = (state: SiteState) =>
        ofKind.filter(({ standing }) => isInState(state, standing, today)).length
      return {
        kind,
        days: cycle?.days ?? null,
        source: cycle?.source ?? null,
        status: cycle?.status ?? null,
        sites: ofKind.length,
        within: count('within'),
        overdue: count('overdue'),
        neverSeen: count('never-seen'),
      }
    })
  })
}
