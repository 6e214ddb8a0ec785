import type { Me } from '@chuangyuan/contract/identity'
import { acceptablePassword, signInRules } from '@chuangyuan/domain/identity/password'
import type { Deps } from '../../deps.ts'
import type { Tx } from '../../db/transact.ts'
import type { Session } from '../../http/session.ts'
import { orNotFound, orRefuse, Refused } from '../../http/refused.ts'
import { meOf } from './me.ts'
import { acceptedStep, newOneTimeKey } from './one-time-code.ts'
import { hashPassword, isPassword } from './password-hash.ts'
import { identityStore, type Account, type IdentityStore } from './store.ts'
import { districtStore } from '../district/public.ts'

/** What every account may do with itself, whatever its roles. */

export function whoAmI({ db }: Deps, by: Session): Promise<Me> {
  return db.read(by, async (tx) => meOf(tx, await ownAccount(identityStore(tx.query, by.districtId), by)))
}

/** A new password ends every other session of the account: whoever knew the old one is out. */
export function changePassword(
  { db, clock }: Deps,
  by: Session,
  { current, next }: { readonly current: string; readonly next: string },
): Promise<Me> {
  return db.transact(by, async (tx) => {
    const store = identityStore(tx.query, by.districtId)
    const account = await ownAccount(store, by)
    if (!(await isPassword(current, account.passwordHash))) throw new Refused('identity.wrong-credentials')
    orRefuse(acceptablePassword(next, account.login))
    const past = await store.pastPasswords(account.id, signInRules.passwordHistory - 1)
    for (const hash of [account.passwordHash, ...past]) {
      if (await isPassword(next, hash)) {
        throw new Refused('identity.password-used-before', { history: signInRules.passwordHistory })
      }
    }
    const now = clock()
    await store.keepPastPassword(account.id, account.passwordHash, now)
    const changed: Account = {
      ...account,
      passwordHash: await hashPassword(next),
      passwordChangedAt: now,
      mustChangePassword: false,
    }
    await store.saveAccount(changed)
    await store.endSessions(account.id, { except: by.id })
    tx.journal.record({ verb: 'account.password-changed', who: by.accountId, what: account.id, details: {} })
    return meOf(tx, changed)
  })
}

/** A key that does nothing until one code made with it has been entered. */
export function startTotp({ db, secret }: Deps, by: Session): Promise<{ secret: string; uri: string }> {
  return db.transact(by, async ({ query }) => {
    const store = identityStore(query, by.districtId)
    const account = await ownAccount(store, by)
    const district = orNotFound(await districtStore(query).district(by.districtId), 'district')
    const key = newOneTimeKey(account.login, district.name)
    await store.saveAccount({
      ...account,
      totpCipher: secret.encrypt(key.secret),
      totpEnabled: false,
      totpLastStep: 0,
    })
    return key
  })
}

export function confirmTotp({ db, secret, clock }: Deps, by: Session, code: string): Promise<Me> {
  return db.transact(by, async (tx) => {
    const store = identityStore(tx.query, by.districtId)
    const account = await ownAccount(store, by)
    if (account.totpCipher === null) throw new Refused('identity.totp-not-started')
    const step = acceptedStep(secret.decrypt(account.totpCipher), code, clock(), account.totpLastStep)
    if (step === undefined) throw new Refused('identity.wrong-code')
    return saveTotp(
      tx,
      by,
      store,
      { ...account, totpEnabled: true, totpLastStep: step },
      'account.totp-enabled',
    )
  })
}

export function removeTotp({ db }: Deps, by: Session, password: string): Promise<Me> {
  return db.transact(by, async (tx) => {
    const store = identityStore(tx.query, by.districtId)
    const account = await ownAccount(store, by)
    if (!(await isPassword(password, account.passwordHash))) throw new Refused('identity.wrong-credentials')
    return saveTotp(
      tx,
      by,
      store,
      { ...account, totpCipher: null, totpEnabled: false },
      'account.totp-removed',
    )
  })
}

async function saveTotp(
  tx: Tx,
  by: Session,
  store: IdentityStore,
  account: Account,
  verb: string,
): Promise<Me> {
  await store.saveAccount(account)
  tx.journal.record({ verb, who: by.accountId, what: account.id, details: {} })
  return meOf(tx, account)
}

export function ownSessions({ db }: Deps, by: Session) {
  return db.read(by, async ({ query }) => {
    const sessions = await identityStore(query, by.districtId).sessionsOf(by.accountId)
    return sessions.map(({ id, startedAt, usedAt, address, browser }) => ({
      id,
      startedAt,
      usedAt,
      address,
      browser,
      current: id === by.id,
    }))
  })
}

export function endOwnSession({ db }: Deps, by: Session, sessionId: string): Promise<void> {
  return db.transact(by, async ({ query, journal }) => {
    const ended = await identityStore(query, by.districtId).endSessions(by.accountId, { only: sessionId })
    if (ended === 0) throw new Refused('request.not-found', { what: 'session' })
    journal.record({ verb: 'account.signed-out', who: by.accountId, what: sessionId, details: {} })
  })
}

async function ownAccount(store: IdentityStore, by: Session): Promise<Account> {
  return orNotFound(await store.account(by.accountId), 'account')
}
