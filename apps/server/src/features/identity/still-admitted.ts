import type { Instant } from '@chuangyuan/domain/day'
import { mayAnywhere } from '@chuangyuan/domain/identity/may'
import { isSessionOver } from '@chuangyuan/domain/identity/password'
import type { Verb } from '@chuangyuan/domain/identity/role'
import type { ReadTx } from '../../db/transact.ts'
import { identityStore } from './store.ts'

/** Of these sessions those that may still use the verb. Asking does not count as use: an open page alone keeps nobody in. */
export async function stillAdmitted(
  { query, districtId }: ReadTx,
  sessionIds: readonly string[],
  verb: Verb,
  now: Instant,
): Promise<ReadonlySet<string>> {
  const store = identityStore(query, districtId)
  const open = (await store.usableSessions(sessionIds)).filter((session) => !isSessionOver(session, now))
  const grants = await store.grantsOf([...new Set(open.map(({ accountId }) => accountId))])
  return new Set(
    open.filter(({ accountId }) => mayAnywhere(grants.get(accountId) ?? [], verb)).map(({ id }) => id),
  )
}
