import type { VisitInput } from '@chuangyuan/contract/supervision'
import { dayOf, type Instant } from '@chuangyuan/domain/day'
import { may } from '@chuangyuan/domain/identity/may'
import { checkVisit } from '@chuangyuan/domain/supervision/visit'
import { createHash } from 'node:crypto'
import { canonicalJson } from '../../db/canonical-json.ts'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { placeInDegrees, rulesOf } from '../finding/public.ts'
import { planStore } from './plan-store.ts'
import { teamStore } from './team-store.ts'
import { visitStore } from './visit-store.ts'

export type VisitOutcome = 'stored' | 'already'

export async function recordOne(
  { db, clock }: Deps,
  by: Session,
  said: VisitInput,
): Promise<{ id: string; outcome: VisitOutcome }> {
  const outcome = await db.transact(by, (tx) => recordVisit(tx, by, said, clock()))
  return { id: said.id, outcome }
}

/**
 * Takes a visit down, once: the same visit under the same id again changes
 * nothing, another one under it is refused and neither overwrites the other.
 */
export async function recordVisit(tx: Tx, by: Session, said: VisitInput, at: Instant): Promise<VisitOutcome> {
  const store = visitStore(tx.query, tx.districtId)
  const saidHash = createHash('sha256').update(canonicalJson(said)).digest()
  const known = await store.saidHash(said.id)
  if (known !== undefined) {
    if (known.equals(saidHash)) return 'already'
    throw new Refused('visit.differs', { id: said.id })
  }
  const [site] = await planStore(tx.query, tx.districtId).sites(said.siteId)
  if (site === undefined) throw new Refused('request.unknown-reference', { what: 'site', id: said.siteId })
  orRefuse(may(by.grants, 'finding.check-measures', { streetId: site.streetId }))
  if (said.teamId !== null && !(await teamStore(tx.query, tx.districtId).exists(said.teamId)))
    throw new Refused('request.unknown-reference', { what: 'team', id: said.teamId })
  const { handbook } = await rulesOf(tx)
  const ended = said.endedAt as Instant
  const times = { startedAt: said.startedAt as Instant, endedAt: ended }
  orRefuse(checkVisit({ ...said, ...times }, site.kind, handbook))
  const place = placeInDegrees(said.place)
  await store.add([
    {
      said: { ...said, place: place === null ? null : { ...place, system: 'CGCS2000' } },
      saidHash,
      // A phone whose clock runs ahead has seen it today, not tomorrow.
      seenOn: dayOf(ended < at ? ended : at),
      recordedBy: by.accountId,
      receivedAt: at,
    },
  ])
  const failed = said.entries.filter(({ verdict }) => verdict === 'failed').map(({ entryId }) => entryId)
  tx.journal.record({
    verb: 'visit.recorded',
    who: by.accountId,
    what: said.id,
    details: {
      siteId: said.siteId,
      teamId: said.teamId,
      failed,
      onBehalfOf: said.onBehalfOf,
      saidHash: saidHash.toString('hex'),
    },
  })
  return 'stored'
}
