import type { BodyOf, ReplyOf } from '@chuangyuan/contract/operation'
import type { listKeySites, setKeySite } from '@chuangyuan/contract/supervision'
import { dayOf, type Day } from '@chuangyuan/domain/day'
import { needOf } from '@chuangyuan/domain/supervision/need'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { postHolderStore } from '../site/public.ts'
import { siteOnWire } from './edit-plan.ts'
import { patrolStore } from './patrol-store.ts'
import { standingsOn } from './standing.ts'

export type KeySite = ReplyOf<typeof listKeySites>[number]

/** 重点点位, the longest overdue first. */
export async function keySitesOn(tx: ReadTx, today: Day): Promise<KeySite[]> {
  const rows = await patrolStore(tx.query, tx.districtId).keySites()
  const holders = await postHolderStore(tx.query, tx.districtId).holders(rows.map(({ post_id }) => post_id))
  const { sites } = await standingsOn(tx, today)
  return rows
    .flatMap(({ site_id, post_id, every_days, words }) => {
      const found = sites.find(({ site }) => site.id === site_id)
      const watcher = holders.get(post_id)
      if (found === undefined || watcher === undefined) return []
      const { dueOn, daysOverdue, openFindings } = needOf(found.standing, today)
      return [
        {
          site: siteOnWire(found.site),
          watcher,
          everyDays: every_days,
          words,
          lastSeenOn: found.standing.lastSeenOn ?? null,
          dueOn: dueOn ?? null,
          daysOverdue: daysOverdue ?? null,
          openFindings,
        },
      ]
    })
    .sort(
      (one, other) =>
        (other.daysOverdue ?? 0) - (one.daysOverdue ?? 0) || (one.site.code < other.site.code ? -1 : 1),
    )
}

export function watchSite(
  { db, clock }: Deps,
  by: Session,
  siteId: string,
  { postId, everyDays, words }: BodyOf<typeof setKeySite>,
): Promise<KeySite> {
  return db.transact(by, async (tx) => {
    const today = dayOf(clock())
    const { sites } = await standingsOn(tx, today)
    if (!sites.some(({ site }) => site.id === siteId))
      throw new Refused('request.not-found', { what: 'site' })
    const known = await postHolderStore(tx.query, tx.districtId).holders([postId])
    if (!known.has(postId)) throw new Refused('request.unknown-reference', { what: 'post', id: postId })
    await patrolStore(tx.query, tx.districtId).setKeySite(siteId, {
      post_id: postId,
      every_days: everyDays,
      words,
    })
    const details = { postId, everyDays, words }
    tx.journal.record({ verb: 'supervision.key-site-set', who: by.accountId, what: siteId, details })
    return orNotFound(
      (await keySitesOn(tx, today)).find(({ site }) => site.id === siteId),
      'site',
    )
  })
}

export function unwatchSite({ db }: Deps, by: Session, siteId: string): Promise<void> {
  return db.transact(by, async (tx) => {
    const dropped = await patrolStore(tx.query, tx.districtId).dropKeySite(siteId)
    if (!dropped) throw new Refused('request.not-found', { what: 'site' })
    tx.journal.record({ verb: 'supervision.key-site-dropped', who: by.accountId, what: siteId })
  })
}
