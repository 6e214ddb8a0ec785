import type { assignLook, Draw, reportLook } from '@chuangyuan/contract/draw'
import type { BodyOf, ParamsOf } from '@chuangyuan/contract/operation'
import { mayLook } from '@chuangyuan/domain/supervision/draw'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { actOnFinding, partyOf } from '../finding/public.ts'
import { postHolderStore } from '../site/public.ts'
import { drawStore } from './draw-store.ts'
import { drawShown } from './show-draw.ts'

type Which = ParamsOf<typeof assignLook>

/** Names who looks; nobody who stands in a unit that put it right, by whatever post. */
export function assign(
  { db }: Deps,
  by: Session,
  { drawId, memberId }: Which,
  { postId }: BodyOf<typeof assignLook>,
): Promise<Draw> {
  return db.transact(by, async (tx) => {
    const { dutyUnitIds } = await openMember(tx, drawId, memberId)
    const unitIds = await postHolderStore(tx.query, tx.districtId).unitsOfHolder(postId)
    if (unitIds.length === 0) throw new Refused('request.unknown-reference', { what: 'post', id: postId })
    orRefuse(mayLook({ unitIds }, { dutyUnitIds }))
    await drawStore(tx.query, tx.districtId).assign(drawId, memberId, postId)
    tx.journal.record({
      verb: 'draw.look-assigned',
      who: by.accountId,
      what: drawId,
      details: { memberId, postId },
    })
    return drawShown(tx, drawId)
  })
}

/** What was seen. A finding that is not right after all is opened again, unless somebody has done so meanwhile. */
export function lookAgain(
  { db, clock }: Deps,
  by: Session,
  { drawId, memberId }: Which,
  { passed, words, photos }: BodyOf<typeof reportLook>,
): Promise<Draw> {
  return db.transact(by, async (tx) => {
    const store = drawStore(tx.query, tx.districtId)
    const { of, dutyUnitIds } = await openMember(tx, drawId, memberId)
    const party = await partyOf(tx, by)
    orRefuse(mayLook(party, { dutyUnitIds }))
    const reopens = !passed && of === 'findings' && (await store.isClosed(memberId))
    if (reopens) await actOnFinding(tx, by, party, memberId, { action: 'reopen', photos, words }, clock())
    await store.look(drawId, memberId, { passed, words, photos, by: by.accountId, at: clock() })
    tx.journal.record({
      verb: 'draw.looked',
      who: by.accountId,
      what: drawId,
      details: { memberId, passed, words, photos, reopens },
    })
    return drawShown(tx, drawId)
  })
}

/** A member of a draw that nobody has looked at yet; the draw stays locked. */
async function openMember({ query, districtId }: Tx, drawId: string, memberId: string) {
  const store = drawStore(query, districtId)
  if (!(await store.lock(drawId))) throw new Refused('request.not-found', { what: 'draw' })
  const { of } = orNotFound(await store.frame(drawId), 'draw')
  const member = orNotFound(
    (await store.members(drawId)).find(({ thing_id }) => thing_id === memberId),
    'draw-member',
  )
  if (member.passed !== null) throw new Refused('draw.looked-already', { place: member.place })
  return { of, dutyUnitIds: member.duty_unit_ids }
}
