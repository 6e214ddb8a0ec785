import type { ReadTx } from '../../db/transact.ts'
import { membershipStore } from './membership-store.ts'

/** Names of accounts by their ids. */
export function accountNames(
  { query, districtId }: ReadTx,
  accountIds: readonly string[],
): Promise<Map<string, string>> {
  return membershipStore(query, districtId).accountNames(accountIds)
}
