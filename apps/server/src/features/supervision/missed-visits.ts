import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { listMissed } from '@chuangyuan/contract/supervision'
import { dayOf, type Instant } from '@chuangyuan/domain/day'
import { missedDays } from '@chuangyuan/domain/supervision/need'
import type { ReadTx, Tx } from '../../db/transact.ts'
import { siteOnWire } from './edit-plan.ts'
import { patrolStore, type MissedFilter } from './patrol-store.ts'
import { planStore } from './plan-store.ts'
import { standingsOn } from './standing.ts'

type MissedRow = ReplyOf<typeof listMissed>['rows'][number]

/**
 * Writes down every cycle that ran out unseen under today's plan. Done again
 * on the same day, or by two processes, it adds nothing: what is recorded is recorded.
 */
export async function recordMissed(tx: Tx, now: Instant): Promise<number> {
  const today = dayOf(now)
  const { plan, sites } = await standingsOn(tx, today)
  if (plan === undefined) return 0
  // Of two processes that come here at once the second waits and then finds everything recorded.
  await planStore(tx.query, tx.districtId).lock(plan.id)
  const store = patrolStore(tx.query, tx.districtId)
  const recorded = await store.recordedMissed(plan.from)
  const missed = sites.flatMap(({ site, standing }) =>
    missedDays(standing, today)
      .filter((dueOn) => !recorded.has(`${site.id} ${dueOn}`))
      .map((dueOn) => ({
        siteId: site.id,
        dueOn,
        cycleDays: Math.min(standing.cycleDays ?? Infinity, standing.keyDays ?? Infinity),
      })),
  )
  await store.addMissed(missed, now)
  if (missed.length > 0)
    tx.journal.record({
      verb: 'supervision.missed-recorded',
      who: null,
      what: plan.id,
      details: { day: today, missed: missed.map(({ siteId, dueOn }) => ({ siteId, dueOn })) },
    })
  return missed.length
}

export async function missedRows({ query, districtId }: ReadTx, filter: MissedFilter): Promise<MissedRow[]> {
  const [rows, sites] = await Promise.all([
    patrolStore(query, districtId).missed(filter),
    planStore(query, districtId).sites(),
  ])
  const siteOf = new Map(sites.map((site) => [site.id, site]))
  return rows.flatMap(({ site_id, due_on, cycle_days, seen_on }) => {
    const site = siteOf.get(site_id)
    return site === undefined
      ? []
      : [{ site: siteOnWire(site), dueOn: due_on, cycleDays: cycle_days, seenOn: seen_on }]
  })
}
