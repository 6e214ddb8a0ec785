import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { patrolCycle, patrolToday } from '@chuangyuan/contract/supervision'
import { dayOf, type Day } from '@chuangyuan/domain/day'
import { dayList, walkMetres } from '@chuangyuan/domain/supervision/day-list'
import { cycleOf, needOf } from '@chuangyuan/domain/supervision/need'
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
  const { plan, sites } = await standingsOn(tx, today)
  if (plan === undefined) return { day: today, plan: null, teams: [], unassigned: sites.length }
  const [zones, allTeams] = await Promise.all([
    planStore(tx.query, tx.districtId).zones(plan.id),
    teamStore(tx.query, tx.districtId).teams(),
  ])
  const present = allTeams.filter(({ from_day, until_day }) => from_day <= today && today <= until_day)
  const { zonesOf } = zoneCoverage(
    zones,
    sites.map(({ site }) => site),
  )
  const zoneById = new Map(zones.map((zone) => [zone.id, zone]))
  const stops = sites.flatMap(({ site, standing }) => {
    // A site in two zones is on both teams' lists until somebody settles it: seen twice is better than not at all.
    return (zonesOf.get(site.id) ?? []).flatMap((zoneId) => {
      const zone = zoneById.get(zoneId)
      const team = present.find(({ id }) => id === zone?.team?.id)
      return zone === undefined || team === undefined
        ? []
        : [{ site, standing, zone, team, at: site.at, need: needOf(standing, today) }]
    })
  })
  const assigned = new Set(stops.map(({ site }) => site.id))
  return {
    day: today,
    plan: { ...plan, zones: zones.length, isCurrent: true },
    unassigned: sites.length - assigned.size,
    teams: present
      .filter(({ id }) => teamId === undefined || id === teamId)
      .map(({ id, name }) => {
        const own = stops.filter(({ team }) => team.id === id)
        const unseen = own.filter(({ standing }) => standing.lastSeenOn !== today)
        const walk = dayList(unseen, plan.sitesPerDay)
        return {
          team: { id, name },
          sites: own.length,
          due: unseen.filter(({ need }) => (need.daysOverdue ?? -1) >= 0).length,
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

/** How well each kind of site keeps its cycle today. */
export function showCycle({ db, clock }: Deps, by: Session): Promise<ReplyOf<typeof patrolCycle>> {
  return db.read(by, async (tx) => {
    const today = dayOf(clock())
    const { handbook } = await rulesOf(tx)
    const { sites } = await standingsOn(tx, today)
    return [...Map.groupBy(sites, ({ site }) => site.kind)].map(([kind, ofKind]) => {
      const cycle = cycleOf(handbook, kind)
      const overdue = ofKind.filter(({ standing }) => (needOf(standing, today).daysOverdue ?? 0) > 0).length
      return {
        kind,
        days: cycle?.days ?? null,
        source: cycle?.source ?? null,
        status: cycle?.status ?? null,
        sites: ofKind.length,
        within: ofKind.length - overdue,
        overdue,
        neverSeen: ofKind.filter(({ standing }) => standing.lastSeenOn === undefined).length,
      }
    })
  })
}
