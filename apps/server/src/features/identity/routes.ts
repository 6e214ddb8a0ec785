import * as contract from '@chuangyuan/contract/identity'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { districtStore } from '../district/public.ts'
import * as accounts from './administer-accounts.ts'
import * as own from './own-account.ts'
import { createDistrict, isInstalled, setUp } from './set-up.ts'
import { signIn } from './sign-in.ts'

export function identityRoutes(bind: Bind, deps: Deps): void {
  bind(contract.listDistricts, async () => ({
    installed: await isInstalled(deps),
    districts: await deps.db.identify(({ query }) => districtStore(query).list()),
  }))
  bind(contract.setUp, async ({ body, caller, keepSession }) => {
    const { me, others, cookie } = await setUp(deps, body, caller)
    keepSession(cookie)
    return { me, others }
  })
  bind(contract.signIn, async ({ body, caller, keepSession }) => {
    const { me, cookie } = await signIn(deps, body, caller)
    keepSession(cookie)
    return me
  })
  bind(contract.signOut, async ({ session, keepSession }) => {
    await own.endOwnSession(deps, session, session.id)
    keepSession(undefined)
  })
  bind(contract.whoAmI, ({ session }) => own.whoAmI(deps, session))
  bind(contract.changePassword, ({ session, body }) => own.changePassword(deps, session, body))
  bind(contract.listSessions, ({ session }) => own.ownSessions(deps, session))
  bind(contract.endSession, ({ session, params }) => own.endOwnSession(deps, session, params.sessionId))
  bind(contract.startTotp, ({ session }) => own.startTotp(deps, session))
  bind(contract.confirmTotp, ({ session, body }) => own.confirmTotp(deps, session, body.code))
  bind(contract.removeTotp, ({ session, body }) => own.removeTotp(deps, session, body.password))

  bind(contract.listAccounts, ({ session, query }) => accounts.listAccounts(deps, session, query))
  bind(contract.createAccount, ({ session, body }) => accounts.createAccount(deps, session, body))
  bind(contract.setAccountDisabled, ({ session, params, body }) =>
    accounts.setAccountDisabled(deps, session, params.accountId, body.disabled),
  )
  bind(contract.listPeople, ({ session, query }) => accounts.listPeople(deps, session, query))
  bind(contract.setAccountPerson, ({ session, params, body }) =>
    accounts.setAccountPerson(deps, session, params.accountId, body.personId),
  )
  bind(contract.resetPassword, ({ session, params }) =>
    accounts.resetPassword(deps, session, params.accountId),
  )
  bind(contract.listGrants, ({ session, query }) => accounts.listGrants(deps, session, query))
  bind(contract.listScopes, ({ session }) => accounts.listScopes(deps, session))
  bind(contract.setGrants, ({ session, params, body }) =>
    accounts.setGrants(deps, session, params.accountId, body.grants),
  )
  bind(contract.createDistrict, ({ session, body }) => createDistrict(deps, body, session))
}
