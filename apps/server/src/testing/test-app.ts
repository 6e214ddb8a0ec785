import { caller, type CallInput } from '@chuangyuan/contract/call'
import type { Operation, ReplyOf } from '@chuangyuan/contract/operation'
import type { Clock, Instant } from '@chuangyuan/domain/day'
import { roles, type Grant, type Role } from '@chuangyuan/domain/identity/role'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { buildApp, type App } from '../app.ts'
import { post } from '../http/post.ts'
import { readConfig } from '../config/config.ts'
import { secretWith } from '../config/secret.ts'
import { folderBlobs } from '../db/blobs-folder.ts'
import { newId } from '../db/id.ts'
import { testDatabase, type TestDatabase } from '../db/testing.ts'
import type { Deps } from '../deps.ts'
import { districtStore } from '../features/district/public.ts'
import { hashPassword } from '../features/identity/password-hash.ts'
import { startSession } from '../features/identity/session-cookie.ts'
import { identityStore } from '../features/identity/store.ts'
import { taskRunner } from '../features/task/public.ts'

/** Calls operations as one account; refusals are thrown as `CallRefused`. */
export type Caller = <O extends Operation>(operation: O, input: CallInput<O>) => Promise<ReplyOf<O>>

export interface TestDistrict {
  readonly id: string
  /** Signed in, password changed, one account for each role over the whole district. */
  readonly as: Readonly<Record<Role, Caller>>
  /** The same sessions as cookies, for requests that no caller makes. */
  readonly cookies: Readonly<Record<Role, string>>
  readonly accountIds: Readonly<Record<Role, string>>
  /** One more account with grants of its own, signed in. */
  signedInWith(grants: readonly Grant[]): Promise<{ call: Caller; cookie: string; accountId: string }>
}

export interface TestApp extends App {
  readonly deps: Deps & { readonly db: TestDatabase }
  /** Moves the fixed clock on. */
  pass(milliseconds: number): void
  aDistrict(name?: string): Promise<TestDistrict>
  /** A caller that keeps the cookie it is given, as a browser does. */
  callerWith(cookie?: string): Caller & { cookie(): string }
  /** The same, of another process of the installation. */
  callerOf(http: FastifyInstance, cookie?: string): Caller & { cookie(): string }
  close(): Promise<void>
}

/** 2026年3月5日 09:00 in Beijing: a Thursday in the planting season. */
export const testNow = Date.parse('2026-03-05T09:00:00+08:00') as Instant

/** Of every account that a test signs in. Hashed once: it is made to be slow. */
export const testPassword = 'Chunfeng-2026'
const passwordHash = hashPassword(testPassword)

/** The real application on a database of its own, with a clock that stands still until told to move. */
export async function testApp(variables: Readonly<Record<string, string>> = {}): Promise<TestApp> {
  let now: number = testNow
  const clock: Clock = () => now as Instant
  const dataDir = mkdtempSync(path.join(tmpdir(), 'chuangyuan-test-'))
  const db = await testDatabase({ now: clock })
  const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' })
  const deps = {
    config: {
      ...readConfig({ DATA_DIR: dataDir, REQUESTS_PER_MINUTE: '1000000', ...variables }),
      consoleDir: '/nowhere',
    },
    db,
    blobs: folderBlobs(path.join(dataDir, 'blobs')),
    clock,
    log,
    tasks: taskRunner({ db, clock, log }),
    secret: secretWith(randomBytes(32)),
    post,
  }
  const app = await buildApp(deps)
  await app.http.ready()
  let districts = 0

  function callerOf(http: FastifyInstance, cookie = ''): Caller & { cookie(): string } {
    let kept = cookie
    const call = caller(async (url, init) => {
      const body = init.body instanceof Blob ? Buffer.from(await init.body.arrayBuffer()) : init.body
      const response = await http.inject({
        method: (init.method ?? 'GET') as 'GET',
        url,
        headers: { ...(init.headers as Record<string, string>), cookie: kept },
        ...(body === undefined || body === null ? {} : { payload: body as string }),
      })
      const set = response.cookies.find((each) => each.name === 'chuangyuan-session')
      if (set !== undefined) kept = `${set.name}=${set.value}`
      return new Response(response.statusCode === 204 ? null : new Uint8Array(response.rawPayload), {
        status: response.statusCode,
      })
    })
    return Object.assign(call, { cookie: () => kept })
  }
  const callerWith = (cookie?: string) => callerOf(app.http, cookie)

  async function signedIn(districtId: string, grants: readonly Grant[], login: string) {
    const accountId = newId()
    const cookie = await db.transact({ districtId }, async ({ query }) => {
      const store = identityStore(query, districtId)
      const passwordChangedAt = clock()
      await store.addAccount({
        id: accountId,
        login,
        name: login,
        passwordHash: await passwordHash,
        passwordChangedAt,
        mustChangePassword: false,
      })
      await store.setGrants(accountId, grants)
      const caller = { address: '127.0.0.1', browser: 'test' }
      const session = await startSession(deps, store, districtId, accountId, caller)
      return `chuangyuan-session=${session.cookie}`
    })
    return { call: callerWith(cookie), cookie, accountId }
  }

  return {
    ...app,
    deps,
    callerWith,
    callerOf,
    pass(milliseconds) {
      now += milliseconds
    },
    async aDistrict(name = '甲区') {
      const id = newId()
      districts += 1
      const code = String(990_000 + districts)
      await db.transact({ districtId: id }, ({ query }) =>
        districtStore(query).add({ id, code, name, isDemo: false }),
      )
      const accounts = new Map<Role, Awaited<ReturnType<typeof signedIn>>>()
      for (const role of roles)
        accounts.set(role, await signedIn(id, [{ role, scope: scopeFor(role, id) }], role))
      const pick = <Value>(of: (account: Awaited<ReturnType<typeof signedIn>>) => Value) =>
        Object.fromEntries([...accounts].map(([role, account]) => [role, of(account)])) as Record<Role, Value>
      return {
        id,
        as: pick(({ call }) => call),
        cookies: pick(({ cookie }) => cookie),
        accountIds: pick(({ accountId }) => accountId),
        signedInWith: (grants) => signedIn(id, grants, `extra-${newId().slice(-8)}`),
      }
    },
    async close() {
      await app.http.close()
      await deps.tasks.stop()
      await db.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Streets and units hold their role in one street or unit; here in one that owns nothing. */
function scopeFor(role: Role, id: string): Grant['scope'] {
  if (role === 'street') return { kind: 'street', streetId: id }
  return role === 'unit' ? { kind: 'unit', unitId: id } : { kind: 'district' }
}
