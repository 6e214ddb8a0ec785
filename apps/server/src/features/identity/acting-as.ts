import type { ReadTx } from '../../db/transact.ts'
import type { Session } from '../../http/session.ts'
import { identityStore } from './store.ts'

/** The account as it would be signed in: what the product does for somebody, it does with their rights. */
export async function actingAs(
  { query, districtId }: ReadTx,
  { id, login, name }: { readonly id: string; readonly login: string; readonly name: string },
): Promise<Session> {
  const grants = (await identityStore(query, districtId).grantsOf([id])).get(id) ?? []
  return { id, districtId, accountId: id, login, name, grants, mustChangePassword: false }
}
