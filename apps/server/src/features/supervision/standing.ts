import { addDays, type Day } from '@chuangyuan/domain/day'
import { cycleOf, type SiteStanding } from '@chuangyuan/domain/supervision/need'
import type { ReadTx } from '../../db/transact.ts'
import { rulesOf } from '../finding/public.ts'
import { currentPlan } from './current-plan.ts'
import { patrolStore } from './patrol-store.ts'
import { planStore, type PatrolledSite, type PlanRow } from './plan-store.ts'

/** Every site with what decides when it is seen next. */
export interface Standings {
  readonly plan: PlanRow | undefined
  readonly plans: readonly PlanRow[]
  readonly sites: readonly { readonly site: PatrolledSite; readonly standing: SiteStanding }[]
}

export async function standingsOn(tx: ReadTx, today: Day): Promise<Standings> {
  const { query, districtId } = tx
  const store = planStore(query, districtId)
  const patrols = patrolStore(query, districtId)
  const [{ handbook }, plans, sites, lastSeen, openFindings, keySites] = await Promise.all([
    rulesOf(tx),
    store.plans(),
    store.sites(),
    patrols.lastSeen(),
    patrols.openFindings(),
    patrols.keySites(),
  ])
  const plan = currentPlan(plans, today)
  const keyDays = new Map(keySites.map(({ site_id, every_days }) => [site_id, every_days]))
  return {
    plan,
    plans,
    sites: sites.map((site) => ({
      site,
      standing: {
        siteId: site.id,
        cycleDays: cycleOf(handbook, site.kind)?.days,
        keyDays: keyDays.get(site.id),
        lastSeenOn: lastSeen.get(site.id),
        // Without a plan nothing was promised before today.
        planFrom: plan?.from ?? addDays(today, 1),
        openFindings: openFindings.get(site.id) ?? 0,
        onRoute: site.onRoute,
      },
    })),
  }
}
