import type { reportTargetProgress } from '@chuangyuan/contract/target'
import type { BodyOf } from '@chuangyuan/contract/operation'
import { dayOf } from '@chuangyuan/domain/day'
import { may } from '@chuangyuan/domain/identity/may'
import { reportProgress } from '@chuangyuan/domain/target/report-progress'
import { newId } from '../../db/id.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { findPhotos } from '../photo/public.ts'
import { lockedPart } from './edit-target.ts'
import { kindIn, mayReportOn, partOf } from './show-targets.ts'
import { targetStore } from './store.ts'
import { kindsOf, thresholds } from './target-kinds.ts'

/** What was built is said by whoever answers for it; what an image shows, by the office alone. */
export function reportOn(
  { db, clock }: Deps,
  by: Session,
  partId: string,
  said: BodyOf<typeof reportTargetProgress>,
): Promise<{ id: string }> {
  return db.transact(by, async (tx) => {
    const row = await lockedPart(tx, partId)
    orRefuse(said.figure === 'visible' ? may(by.grants, 'target.edit') : mayReportOn(by, row))
    const store = targetStore(tx.query, tx.districtId)
    const target = orNotFound((await store.targets(row.target_id))[0], 'target')
    const { garden } = kindIn(await kindsOf(tx), target)
    const at = clock()
    orRefuse(reportProgress(partOf(row), said, garden, thresholds, dayOf(at)))
    const [missing] = (await findPhotos(tx, said.photos)).missing
    if (missing !== undefined) throw new Refused('request.unknown-reference', { what: 'photo', id: missing })
    const id = newId()
    await store.addProgress([{ id, partId, ...said, by: by.accountId, at }])
    tx.journal.record({
      verb: 'target.reported',
      who: by.accountId,
      what: id,
      details: { targetId: target.id, partId, ...said },
    })
    return { id }
  })
}
