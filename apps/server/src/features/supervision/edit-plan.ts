import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { listPlans, Plan, PlanInput, proposeZones as proposal } from '@chuangyuan/contract/supervision'
import { dayOf, type Day } from '@chuangyuan/domain/day'
import { proposeZones } from '@chuangyuan/domain/supervision/propose-zones'
import { checkPeriod } from '@chuangyuan/domain/supervision/team'
import { zoneCoverage } from '@chuangyuan/domain/supervision/zone'
import { newId } from '../../db/id.ts'
import type { ReadTx, Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { placeStore } from '../site/public.ts'
import { currentPlan } from './current-plan.ts'
import { planStore, type PatrolledSite } from './plan-store.ts'
import { teamStore } from './team-store.ts'

export function listAllPlans({ db, clock }: Deps, by: Session): Promise<ReplyOf<typeof listPlans>> {
  return db.read(by, async ({ query, districtId }) => {
    const store = planStore(query, districtId)
    const [plans, zones] = await Promise.all([store.plans(), store.zones()])
    const current = currentPlan(plans, dayOf(clock()))
    return plans.map((plan) => ({
      ...plan,
      zones: zones.filter(({ planId }) => planId === plan.id).length,
      isCurrent: plan === current,
    }))
  })
}

export function showPlan({ db, clock }: Deps, by: Session, planId: string): Promise<Plan> {
  return db.read(by, (tx) => planShown(tx, planId, dayOf(clock())))
}

/** The plan with every site and the zones that claim it, worked out from today's sites. */
export async function planShown({ query, districtId }: ReadTx, planId: string, today: Day): Promise<Plan> {
  const store = planStore(query, districtId)
  const plans = await store.plans()
  const plan = orNotFound(
    plans.find(({ id }) => id === planId),
    'plan',
  )
  const [zones, sites] = await Promise.all([store.zones(planId), store.sites()])
  const { zonesOf, gaps, overlaps } = zoneCoverage(zones, sites)
  return {
    ...plan,
    isCurrent: currentPlan(plans, today) === plan,
    zones: zones.map(({ id, name, team, streetIds, ring, siteIds }) => ({
      id,
      name,
      team,
      teamId: team?.id ?? null,
      streetIds: [...streetIds],
      ring: ring === null ? null : ring.map(([lon, lat]): [number, number] => [lon, lat]),
      siteIds: [...siteIds],
      sites: sites.filter((site) => zonesOf.get(site.id)?.includes(id)).length,
    })),
    sites: sites.map((site) => ({ ...siteOnWire(site), zoneIds: [...(zonesOf.get(site.id) ?? [])] })),
    gaps: gaps.length,
    overlaps: overlaps.length,
  }
}

export function siteOnWire({ id, code, name, kind, street, at }: PatrolledSite) {
  return { id, code, name, kind, street: { ...street }, lon: at?.[0] ?? null, lat: at?.[1] ?? null }
}

export function createPlanOf({ db, clock }: Deps, by: Session, input: PlanInput): Promise<Plan> {
  return db.transact(by, async (tx) => {
    const planId = await addPlan(tx, by.accountId, input)
    return planShown(tx, planId, dayOf(clock()))
  })
}

export async function addPlan(tx: Tx, who: string | null, input: PlanInput): Promise<string> {
  const planId = newId()
  await write(tx, who, planId, input, 'supervision.plan-created')
  return planId
}

export function changePlanOf(
  { db, clock }: Deps,
  by: Session,
  planId: string,
  input: PlanInput,
): Promise<Plan> {
  return db.transact(by, async (tx) => {
    if (!(await planStore(tx.query, tx.districtId).lock(planId)))
      throw new Refused('request.not-found', { what: 'plan' })
    await write(tx, by.accountId, planId, input, 'supervision.plan-changed')
    return planShown(tx, planId, dayOf(clock()))
  })
}

async function write(tx: Tx, who: string | null, planId: string, input: PlanInput, verb: string) {
  orRefuse(checkPeriod(input))
  await refuseUnknown(tx, input)
  const { zones, ...head } = input
  const store = planStore(tx.query, tx.districtId)
  await store.save({ id: planId, ...head })
  await store.setZones(planId, zones)
  tx.journal.record({ verb, who, what: planId, details: { ...input } })
}

/** Streets and teams are of this district. A site named that is gone claims nothing and does no harm. */
async function refuseUnknown({ query, districtId }: Tx, { zones }: PlanInput): Promise<void> {
  const [{ streets }, teams] = await Promise.all([
    placeStore(query, districtId).places(),
    teamStore(query, districtId).teams(),
  ])
  const known = new Set([...streets, ...teams].map(({ id }) => id))
  for (const { teamId, streetIds } of zones) {
    if (teamId !== null && !known.has(teamId))
      throw new Refused('request.unknown-reference', { what: 'team', id: teamId })
    const strange = streetIds.find((streetId) => !known.has(streetId))
    if (strange !== undefined) throw new Refused('request.unknown-reference', { what: 'street', id: strange })
  }
}

export function proposeEvenZones(
  { db }: Deps,
  by: Session,
  count: number,
): Promise<ReplyOf<typeof proposal>> {
  return db.read(by, async ({ query, districtId }) => {
    const { zones, spread } = proposeZones(await planStore(query, districtId).sites(), count)
    return { zones: zones.map((siteIds) => ({ siteIds: [...siteIds] })), spreadMetres: spread }
  })
}
