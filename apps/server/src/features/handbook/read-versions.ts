import type {
  getHandbook as getOperation,
  getHandbookVersion as versionOperation,
  HandbookVersion,
} from '@chuangyuan/contract/handbook'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { Deps } from '../../deps.ts'
import type { ReadTx } from '../../db/transact.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { handbookAt } from './handbook-at.ts'
import { handbookStore } from './store.ts'

/** The handbook in force. A phone that has it already is told so, and nothing is sent again. */
export function getHandbook(
  { db }: Deps,
  by: Session,
  known: number | undefined,
): Promise<ReplyOf<typeof getOperation>> {
  return db.read(by, async ({ query, districtId }) => {
    const version = await handbookStore(query, districtId).latest()
    if (version === known) return { unchanged: true, version }
    return { unchanged: false, version, content: await handbookAt(query, districtId, version) }
  })
}

export function getHandbookVersion(
  { db }: Deps,
  by: Session,
  version: number,
): Promise<ReplyOf<typeof versionOperation>> {
  return db.read(by, async (tx) => {
    const versions = await versionsOf(tx)
    const head = orNotFound(
      versions.find((each) => each.version === version),
      'handbook',
    )
    const content = await handbookAt(tx.query, tx.districtId, version)
    return { latest: versions.at(-1)?.version ?? 0, head, content }
  })
}

/** The shipped version first, then the district's own in order. */
export async function versionsOf({ query, districtId }: ReadTx): Promise<HandbookVersion[]> {
  const changed = await handbookStore(query, districtId).versions()
  return [
    { version: 0, note: '', changedBy: null, changedAt: null },
    ...changed.map(({ id: _, ...version }) => version),
  ]
}
