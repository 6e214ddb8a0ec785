import type { BodyOf } from '@chuangyuan/contract/operation'
import type { createSponsorship, handOverSponsorship } from '@chuangyuan/contract/sponsor'
import * as domain from '@chuangyuan/domain/sponsor/sponsorship'
import { newId } from '../../db/id.ts'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { sponsorStore } from './store.ts'

export function createOne(
  { db }: Deps,
  by: Session,
  said: BodyOf<typeof createSponsorship>,
): Promise<{ id: string }> {
  return db.transact(by, (tx) => addSponsorship(tx, by.accountId, said))
}

export async function addSponsorship(
  tx: Tx,
  who: string | null,
  said: domain.SponsorshipSaid,
): Promise<{ id: string }> {
  const store = sponsorStore(tx.query, tx.districtId)
  const known = await store.lockSite(said.siteId)
  if (known === undefined) throw new Refused('request.unknown-reference', { what: 'site', id: said.siteId })
  await refuseStranger(tx, said.postId)
  orRefuse(domain.sponsor(said, known))
  const id = newId()
  await store.add(id, said, null)
  tx.journal.record({ verb: 'sponsor.began', who, what: id, details: { ...said } })
  return { id }
}

export function handOverOne(
  { db }: Deps,
  by: Session,
  sponsorshipId: string,
  said: BodyOf<typeof handOverSponsorship>,
): Promise<{ id: string }> {
  return db.transact(by, (tx) => handOverSponsorshipIn(tx, by.accountId, sponsorshipId, said))
}

export async function handOverSponsorshipIn(
  tx: Tx,
  who: string | null,
  sponsorshipId: string,
  said: BodyOf<typeof handOverSponsorship>,
): Promise<{ id: string }> {
  const store = sponsorStore(tx.query, tx.districtId)
  const { siteId } = orNotFound(await store.one(sponsorshipId), 'sponsorship')
  // Read again once the site is locked: it may have been handed over meanwhile.
  const known = orNotFound(await store.lockSite(siteId), 'site')
  const held = orNotFound(
    known.find(({ id }) => id === sponsorshipId),
    'sponsorship',
  )
  await refuseStranger(tx, said.postId)
  const { ended, begun } = orRefuse(domain.handOver(held, said, known))
  const id = newId()
  await store.end(ended.id, ended.until)
  await store.add(id, begun, ended.id)
  tx.journal.record({
    verb: 'sponsor.handed-over',
    who,
    what: id,
    details: { ...begun, handedFrom: ended.id, fromPostId: ended.postId },
  })
  return { id }
}

async function refuseStranger({ query, districtId }: Tx, postId: string): Promise<void> {
  if (!(await sponsorStore(query, districtId).hasPost(postId)))
    throw new Refused('request.unknown-reference', { what: 'post', id: postId })
}
