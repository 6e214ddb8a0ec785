import type { Me } from '@chuangyuan/contract/identity'
import { verbsOf, verbs, type Grant } from '@chuangyuan/domain/identity/role'
import { districtStore } from '../district/public.ts'
import type { ReadTx } from '../../db/transact.ts'
import { orNotFound } from '../../http/refused.ts'
import { identityStore, type Account } from './store.ts'

/** What the screens need to know of whoever is signed in. */
export async function meOf({ query, districtId }: ReadTx, account: Account): Promise<Me> {
  const district = orNotFound(await districtStore(query).district(districtId), 'district')
  const grants = (await identityStore(query, districtId).grantsOf([account.id])).get(account.id) ?? []
  return {
    accountId: account.id,
    login: account.login,
    name: account.name,
    district,
    grants,
    verbs: verbsHeld(grants),
    mustChangePassword: account.mustChangePassword,
    totpEnabled: account.totpEnabled,
  }
}

function verbsHeld(grants: readonly Grant[]): Me['verbs'] {
  const held = new Set(grants.flatMap((grant) => verbsOf[grant.role]))
  return verbs.filter((verb) => held.has(verb))
}
