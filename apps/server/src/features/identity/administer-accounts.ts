import type { z } from 'zod'
import type { account as accountOnWire } from '@chuangyuan/contract/identity'
import { mayHold, mayHoldIn } from '@chuangyuan/domain/identity/may'
import { administrators, type Grant, type Role } from '@chuangyuan/domain/identity/role'
import { newId } from '../../db/id.ts'
import type { Deps } from '../../deps.ts'
import type { Tx } from '../../db/transact.ts'
import { orNotFound, orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { placeStore } from '../site/public.ts'
import { hashPassword, initialPassword } from './password-hash.ts'
import { identityStore, type Account } from './store.ts'

type AccountOnWire = z.output<typeof accountOnWire>

export interface List {
  readonly search?: string | undefined
  readonly offset: number
  readonly limit: number
}

export function listAccounts({ db }: Deps, by: Session, { search, offset, limit }: List) {
  return db.read(by, async ({ query }) => {
    const store = identityStore(query, by.districtId)
    const { rows, total } = await store.accounts(search, offset, limit)
    const ids = rows.map(({ id }) => id)
    const [grants, people] = [await store.grantsOf(ids), await store.peopleOf(ids)]
    return { rows: rows.map((row) => onWire(row, grants.get(row.id) ?? [], people.get(row.id))), total }
  })
}

export function createAccount(
  { db, clock }: Deps,
  by: Session,
  {
    login,
    name,
    personId,
  }: { readonly login: string; readonly name: string; readonly personId: string | null },
) {
  return db.transact(by, async (tx) => {
    const made = await addAccount(tx, { clock }, by.districtId, { login, name, grants: [], by: by.accountId })
    if (personId !== null) await linkPerson(tx, by, made.id, personId)
    return { account: await shown(tx, made.id), initialPassword: made.initialPassword }
  })
}

/** Adds an account with a password that must be changed at the first sign-in; also used at set-up and for a new district. */
export async function addAccount(
  tx: Tx,
  { clock }: Pick<Deps, 'clock'>,
  districtId: string,
  { login, name, grants, by }: { login: string; name: string; grants: readonly Grant[]; by: string | null },
): Promise<{ id: string; initialPassword: string }> {
  const store = identityStore(tx.query, districtId)
  const password = initialPassword()
  const id = newId()
  await store.addAccount({
    id,
    login,
    name,
    passwordHash: await hashPassword(password),
    passwordChangedAt: clock(),
    mustChangePassword: true,
  })
  await store.setGrants(id, grants)
  tx.journal.record({ verb: 'account.created', who: by, what: id, details: { login, grants } })
  return { id, initialPassword: password }
}

export function setAccountDisabled(
  { db }: Deps,
  by: Session,
  accountId: string,
  disabled: boolean,
): Promise<AccountOnWire> {
  refuseOwn(by, accountId)
  return db.transact(by, async (tx) => {
    const store = identityStore(tx.query, by.districtId)
    const account = { ...orNotFound(await store.account(accountId), 'account'), disabled }
    const grants = (await store.grantsOf([accountId])).get(accountId) ?? []
    if (disabled)
      await keepAnAdministrator(
        tx,
        by.districtId,
        accountId,
        grants.map((grant) => grant.role),
      )
    await store.saveAccount(account)
    if (disabled) await store.endSessions(accountId)
    const verb = disabled ? 'account.disabled' : 'account.enabled'
    tx.journal.record({ verb, who: by.accountId, what: accountId, details: {} })
    return shown(tx, accountId)
  })
}

/** Names, units and posts only: whoever makes accounts has no need of telephone numbers. */
export function listPeople(
  { db }: Deps,
  by: Session,
  { search, limit }: { readonly search?: string | undefined; readonly limit: number },
) {
  return db.read(by, ({ query, districtId }) => identityStore(query, districtId).people(search, limit))
}

export function setAccountPerson(
  { db }: Deps,
  by: Session,
  accountId: string,
  personId: string | null,
): Promise<AccountOnWire> {
  refuseOwn(by, accountId)
  return db.transact(by, async (tx) => {
    await linkPerson(tx, by, accountId, personId)
    return shown(tx, accountId)
  })
}

async function linkPerson(tx: Tx, by: Session, accountId: string, personId: string | null): Promise<void> {
  const store = identityStore(tx.query, tx.districtId)
  orNotFound(await store.account(accountId), 'account')
  if (personId !== null && !(await store.hasPerson(personId)))
    throw new Refused('request.unknown-reference', { what: 'person', id: personId })
  await store.setPerson(accountId, personId)
  tx.journal.record({
    verb: 'account.person-set',
    who: by.accountId,
    what: accountId,
    details: { personId },
  })
}

export function resetPassword({ db, clock }: Deps, by: Session, accountId: string) {
  refuseOwn(by, accountId)
  return db.transact(by, async (tx) => {
    const store = identityStore(tx.query, by.districtId)
    const account = orNotFound(await store.account(accountId), 'account')
    const password = initialPassword()
    await store.saveAccount({
      ...account,
      passwordHash: await hashPassword(password),
      passwordChangedAt: clock(),
      mustChangePassword: true,
      failures: 0,
      lockedUntil: null,
    })
    await store.endSessions(accountId)
    tx.journal.record({ verb: 'account.password-reset', who: by.accountId, what: accountId, details: {} })
    return { initialPassword: password }
  })
}

export function listGrants({ db }: Deps, by: Session, { search, offset, limit }: List) {
  return db.read(by, async ({ query }) => {
    const store = identityStore(query, by.districtId)
    const { rows, total } = await store.accounts(search, offset, limit)
    const grants = await store.grantsOf(rows.map((row) => row.id))
    return {
      rows: rows.map(({ id, login, name }) => ({ accountId: id, login, name, grants: grants.get(id) ?? [] })),
      total,
    }
  })
}

/** The security administrator cannot enrich itself, and the last of the three administrators cannot be lost. */
export function setGrants({ db }: Deps, by: Session, accountId: string, grants: readonly Grant[]) {
  refuseOwn(by, accountId)
  return db.transact(by, async (tx) => {
    const store = identityStore(tx.query, by.districtId)
    orNotFound(await store.account(accountId), 'account')
    const roles = grants.map((grant) => grant.role)
    for (const role of roles) orRefuse(mayHold(roles, role))
    for (const { role, scope } of grants) orRefuse(mayHoldIn(role, scope))
    await refuseUnknownScope(tx, grants)
    const before = (await store.grantsOf([accountId])).get(accountId) ?? []
    const lost = before.map((grant) => grant.role).filter((role) => !roles.includes(role))
    await keepAnAdministrator(tx, by.districtId, accountId, lost)
    await store.setGrants(accountId, grants)
    const details = { before, after: grants }
    tx.journal.record({ verb: 'account.grants-set', who: by.accountId, what: accountId, details })
    return { accountId, grants: [...grants] }
  })
}

/** Streets and units in protocol order, names only. */
export function listScopes({ db }: Deps, by: Session) {
  return db.read(by, async ({ query, districtId }) => {
    const { streets, units } = await placeStore(query, districtId).places()
    const named = ({ id, name }: { readonly id: string; readonly name: string }) => ({ id, name })
    return { streets: streets.map(named), units: units.map(named) }
  })
}

async function refuseUnknownScope({ query, districtId }: Tx, grants: readonly Grant[]): Promise<void> {
  if (grants.every(({ scope }) => scope.kind === 'district')) return
  const { streets, units } = await placeStore(query, districtId).places()
  for (const { scope } of grants) {
    if (scope.kind === 'district') continue
    const { known, id } =
      scope.kind === 'street' ? { known: streets, id: scope.streetId } : { known: units, id: scope.unitId }
    if (!known.some((each) => each.id === id)) {
      throw new Refused('request.unknown-reference', { what: scope.kind, id })
    }
  }
}

async function keepAnAdministrator(
  { query }: Tx,
  districtId: string,
  accountId: string,
  lost: readonly Role[],
): Promise<void> {
  for (const role of administrators.filter((each) => lost.includes(each))) {
    const holders = await identityStore(query, districtId).holdersOf(role)
    if (holders.every((holder) => holder === accountId))
      throw new Refused('identity.last-administrator', { role })
  }
}

function refuseOwn(by: Session, accountId: string): void {
  if (by.accountId === accountId) throw new Refused('identity.own-account')
}

async function shown({ query, districtId }: Tx, accountId: string): Promise<AccountOnWire> {
  const store = identityStore(query, districtId)
  const account = orNotFound(await store.account(accountId), 'account')
  const [grants, people] = [await store.grantsOf([accountId]), await store.peopleOf([accountId])]
  return onWire(account, grants.get(accountId) ?? [], people.get(accountId))
}

function onWire(
  account: Account,
  grants: readonly Grant[],
  person: AccountOnWire['person'] = null,
): AccountOnWire {
  const { id, login, name, disabled, lockedUntil, lastSignInAt, totpEnabled } = account
  return { id, login, name, disabled, lockedUntil, lastSignInAt, totpEnabled, grants: [...grants], person }
}
