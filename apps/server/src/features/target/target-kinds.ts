import { shippedKinds, type addTargetKind, type TargetKind } from '@chuangyuan/contract/target'
import type { BodyOf } from '@chuangyuan/contract/operation'
import { shippedTargetKinds } from '@chuangyuan/standards-data/shipped-target-kinds'
import { newId } from '../../db/id.ts'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { targetStore } from './store.ts'

/** A broken one is a fault of the release, and is told at the start. */
const shipped = shippedKinds.parse(shippedTargetKinds)

export const { thresholds } = shipped

/** Those shipped first, then the district's own. */
export async function kindsOf({ query, districtId }: ReadTx): Promise<readonly TargetKind[]> {
  return [...shipped.kinds, ...(await targetStore(query, districtId).kinds())]
}

export async function readKinds({ db }: Deps, by: Session) {
  const kinds = await db.read(by, kindsOf)
  return { kinds: [...kinds], thresholds }
}

export function addKind({ db }: Deps, by: Session, said: BodyOf<typeof addTargetKind>): Promise<TargetKind> {
  return db.transact(by, async (tx) => {
    if ((await kindsOf(tx)).some(({ name }) => name === said.name)) throw new Refused('target.kind-taken')
    const kind = { id: newId(), ...said }
    await targetStore(tx.query, tx.districtId).addKind(kind)
    tx.journal.record({ verb: 'target.kind-added', who: by.accountId, what: kind.id, details: said })
    return kind
  })
}
