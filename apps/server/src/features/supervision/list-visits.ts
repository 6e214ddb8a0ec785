import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { listVisits, visitsOfSite } from '@chuangyuan/contract/supervision'
import { dayOf } from '@chuangyuan/domain/day'
import { checklistOf } from '@chuangyuan/domain/handbook/handbook'
import { firstDueOn } from '@chuangyuan/domain/supervision/need'
import type { EntryVerdict } from '@chuangyuan/domain/supervision/visit'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { rulesOf } from '../finding/public.ts'
import { standingsOn } from './standing.ts'
import { visitStore, type StoredVisit, type VisitFilter } from './visit-store.ts'

export type VisitSummary = ReplyOf<typeof listVisits>['rows'][number]

export async function visitRows({ query, districtId }: ReadTx, filter: VisitFilter): Promise<VisitSummary[]> {
  return (await visitStore(query, districtId).visits(filter)).map(summaryOf)
}

function summaryOf({ said, ...row }: StoredVisit): VisitSummary {
  const count = (wanted: EntryVerdict) => said.entries.filter(({ verdict }) => verdict === wanted).length
  return {
    id: row.id,
    site: { id: row.site_id, name: row.site_name },
    team: row.team_id === null || row.team_name === null ? null : { id: row.team_id, name: row.team_name },
    seenOn: row.seen_on,
    startedAt: said.startedAt,
    endedAt: said.endedAt,
    passed: count('passed'),
    failed: count('failed'),
    notSeen: count('not-seen'),
    words: said.words,
    recordedBy: row.recorded_by,
    onBehalfOf: said.onBehalfOf,
  }
}

/** The page of a site shows no more; the list has them all. */
const shownVisits = 8

export function showVisitsOfSite(
  { db, clock }: Deps,
  by: Session,
  siteId: string,
): Promise<ReplyOf<typeof visitsOfSite>> {
  return db.read(by, async (tx) => {
    const { handbook } = await rulesOf(tx)
    const { sites } = await standingsOn(tx, dayOf(clock()))
    const { site, standing } = orNotFound(
      sites.find((each) => each.site.id === siteId),
      'site',
    )
    const visits = (await visitStore(tx.query, tx.districtId).visits({ site: siteId })).slice(0, shownVisits)
    const days = Math.min(standing.cycleDays ?? Infinity, standing.keyDays ?? Infinity)
    return {
      cycleDays: days === Infinity ? null : days,
      dueOn: firstDueOn(standing) ?? null,
      visits: visits.map(summaryOf),
      entries: (checklistOf(handbook, site.kind)?.entries ?? []).map(({ id, text }) => ({
        id,
        text,
        answers: visits.map(({ said }) => {
          const answer = said.entries.find(({ entryId }) => entryId === id)
          return answer === undefined ? null : { verdict: answer.verdict, words: answer.words }
        }),
      })),
    }
  })
}
