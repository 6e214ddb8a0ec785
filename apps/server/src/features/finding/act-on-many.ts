import type { actOnMany as operation } from '@chuangyuan/contract/finding'
import type { BodyOf, ReplyOf } from '@chuangyuan/contract/operation'
import type { Deps } from '../../deps.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { actOnFinding } from './act-on-finding.ts'
import { partyOf } from './party.ts'

/** The same action on many findings, each in a transaction of its own: what is refused for one is done for the others. */
export async function actOnMany(
  { db, clock }: Deps,
  by: Session,
  { ids, act }: BodyOf<typeof operation>,
): Promise<ReplyOf<typeof operation>> {
  const outcomes: ReplyOf<typeof operation> = []
  for (const id of ids) {
    try {
      await db.transact(by, async (tx) => actOnFinding(tx, by, await partyOf(tx, by), id, act, clock()))
      outcomes.push({ id, refusal: null })
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault
      outcomes.push({ id, refusal: { code: fault.code, details: fault.details } })
    }
  }
  return outcomes
}
