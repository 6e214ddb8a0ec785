import type { Me } from '@chuangyuan/contract/identity'
import { acceptablePassword } from '@chuangyuan/domain/identity/password'
import type { Role } from '@chuangyuan/domain/identity/role'
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { newId } from '../../db/id.ts'
import type { Deps } from '../../deps.ts'
import type { Tx } from '../../db/transact.ts'
import { orNotFound, orRefuse, Refused } from '../../http/refused.ts'
import { districtStore } from '../district/public.ts'
import { addAccount } from './administer-accounts.ts'
import { installationStore } from './installation-store.ts'
import { meOf } from './me.ts'
import { hashPassword } from './password-hash.ts'
import { startSession } from './session-cookie.ts'
import { identityStore } from './store.ts'

/** An account made for somebody else, with the password that is shown once. */
export interface HandedOver {
  readonly role: Role
  readonly login: string
  readonly initialPassword: string
}

/**
 * A fresh set-up link, or undefined once an administrator exists. Each start
 * makes a new one and so voids what an earlier start printed.
 */
export async function issueSetupToken({ db }: Pick<Deps, 'db'>): Promise<string | undefined> {
  return db.identify(async ({ query }) => {
    const store = installationStore(query)
    if ((await store.setupLink())?.spent === true) return undefined
    const token = randomBytes(24).toString('base64url')
    await store.saveSetupLink({ hash: hashOf(token), spent: false })
    return token
  })
}

export async function isInstalled({ db }: Pick<Deps, 'db'>): Promise<boolean> {
  return db.identify(async ({ query }) => (await installationStore(query).setupLink())?.spent === true)
}

/** The district whose administrator runs the installation; undefined until the set-up link is spent. */
export async function foundingDistrict({ db }: Pick<Deps, 'db'>): Promise<string | undefined> {
  return db.identify(async ({ query }) => (await installationStore(query).setupLink())?.districtId)
}

interface SetUp {
  readonly token: string
  readonly district?: { readonly code: string; readonly name: string } | undefined
  readonly name: string
  readonly login: string
  readonly password: string
}

/**
 * Spends the set-up link: the caller becomes system administrator, and the two
 * other administrators are made beside it, because one person holding all
 * three is what the separation forbids.
 */
export async function setUp(
  deps: Deps,
  input: SetUp,
  caller: { readonly address: string; readonly browser: string },
): Promise<{ me: Me; others: HandedOver[]; cookie: string }> {
  orRefuse(acceptablePassword(input.password, input.login))
  const districtId = input.district === undefined ? await onlyDistrict(deps) : newId()
  return deps.db.transact({ districtId }, async (tx) => {
    await spendLink(tx, input.token)
    if (input.district !== undefined)
      await districtStore(tx.query).add({ id: districtId, ...input.district, isDemo: false })
    const store = identityStore(tx.query, districtId)
    if ((await store.accountByLogin(input.login)) !== undefined) {
      throw new Refused('identity.login-taken', { login: input.login })
    }
    const accountId = newId()
    await store.addAccount({
      id: accountId,
      login: input.login,
      name: input.name,
      passwordHash: await hashPassword(input.password),
      passwordChangedAt: deps.clock(),
      mustChangePassword: false,
    })
    await store.setGrants(accountId, [{ role: 'system-admin', scope: { kind: 'district' } }])
    tx.journal.record({ verb: 'installation.set-up', who: accountId, what: districtId, details: {} })
    const others = await addMissing(tx, deps, districtId, ['security-admin', 'audit-admin'], accountId)
    const { cookie } = await startSession(deps, store, districtId, accountId, caller)
    const account = orNotFound(await store.account(accountId), 'account')
    return { me: await meOf(tx, account), others, cookie }
  })
}

/** A district of its own, with its three administrators and its campaign office (创建办). */
export async function createDistrict(
  deps: Deps,
  input: { readonly code: string; readonly name: string },
  by: { readonly accountId: string },
): Promise<{ districtId: string; accounts: HandedOver[] }> {
  const districtId = newId()
  return deps.db.transact({ districtId }, async (tx) => {
    await districtStore(tx.query).add({ id: districtId, ...input, isDemo: false })
    tx.journal.record({
      verb: 'district.created',
      who: null,
      what: districtId,
      details: { ...input, by: by.accountId },
    })
    const accounts = await addMissing(
      tx,
      deps,
      districtId,
      ['office', 'system-admin', 'security-admin', 'audit-admin'],
      null,
    )
    return { districtId, accounts }
  })
}

const firstLogins: Readonly<Partial<Record<Role, { login: string; name: string }>>> = {
  office: { login: 'chuangjianban', name: '创建办' },
  'system-admin': { login: 'xitong', name: '系统管理员' },
  'security-admin': { login: 'anquan', name: '安全管理员' },
  'audit-admin': { login: 'shenji', name: '审计管理员' },
}

/** Accounts for the roles that nobody holds yet. */
export async function addMissing(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  districtId: string,
  wanted: readonly Role[],
  by: string | null,
): Promise<HandedOver[]> {
  const made: HandedOver[] = []
  for (const role of wanted) {
    const first = firstLogins[role]
    if (first === undefined || (await identityStore(tx.query, districtId).holdersOf(role)).length > 0)
      continue
    const grants = [{ role, scope: { kind: 'district' } }] as const
    const { initialPassword } = await addAccount(tx, deps, districtId, { ...first, grants, by })
    made.push({ role, login: first.login, initialPassword })
  }
  return made
}

async function spendLink({ query, districtId }: Tx, token: string): Promise<void> {
  const store = installationStore(query)
  const link = await store.setupLink({ lock: true })
  if (link === undefined || link.spent) throw new Refused('identity.setup-link-spent')
  const given = Buffer.from(hashOf(token))
  const kept = Buffer.from(link.hash)
  if (given.length !== kept.length || !timingSafeEqual(given, kept))
    throw new Refused('identity.setup-link-wrong')
  await store.saveSetupLink({ ...link, spent: true, districtId })
}

async function onlyDistrict({ db }: Deps): Promise<string> {
  const districts = await db.identify(({ query }) => districtStore(query).list())
  const first = districts[0]
  if (first === undefined)
    throw new Refused('request.invalid', { part: 'body', issues: [{ path: 'district' }] })
  return first.id
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
