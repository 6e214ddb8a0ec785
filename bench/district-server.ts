import { caller, type CallInput } from '@chuangyuan/contract/call'
import type { Operation, ReplyOf } from '@chuangyuan/contract/operation'
import type { Instant } from '@chuangyuan/domain/day'
import type { Role } from '@chuangyuan/domain/identity/role'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import pino from 'pino'
import { buildApp } from '../apps/server/src/app.ts'
import { readConfig } from '../apps/server/src/config/config.ts'
import { secretWith } from '../apps/server/src/config/secret.ts'
import { post } from '../apps/server/src/http/post.ts'
import { blobsAt } from '../apps/server/src/db/blobs-at.ts'
import { newId } from '../apps/server/src/db/id.ts'
import { openDatabase } from '../apps/server/src/db/open-database.ts'
import { districtStore } from '../apps/server/src/features/district/public.ts'
import { startSession } from '../apps/server/src/features/identity/session-cookie.ts'
import { identityStore } from '../apps/server/src/features/identity/store.ts'
import { taskRunner } from '../apps/server/src/features/task/public.ts'

export type Caller = <O extends Operation>(operation: O, input: CallInput<O>) => Promise<ReplyOf<O>>

/** The product with the settings it is delivered with, on a data directory that is thrown away, with one district. */
export async function districtServer(dataDir: string) {
  const config = readConfig({ DATA_DIR: dataDir, REQUESTS_PER_MINUTE: '1000000', LOG_LEVEL: 'warn' })
  const log = pino({ level: 'warn' })
  const clock = () => Date.now() as Instant
  const db = await openDatabase(config.database, log, clock)
  const deps = {
    config: { ...config, consoleDir: path.join(dataDir, 'nothing') },
    db,
    blobs: blobsAt(config.blobs),
    clock,
    log,
    tasks: taskRunner({ db, clock, log }),
    secret: secretWith(randomBytes(32)),
    post,
  }
  const app = await buildApp(deps)
  await app.http.ready()
  const districtId = newId()
  const districtCode = '990001'
  await db.transact({ districtId }, ({ query }) =>
    districtStore(query).add({ id: districtId, code: districtCode, name: '甲区', isDemo: false }),
  )

  /** A new account with one role over the whole district, and its session cookie. */
  const signedIn = (role: Role): Promise<{ accountId: string; cookie: string }> =>
    db.transact({ districtId }, async ({ query }) => {
      const store = identityStore(query, districtId)
      const id = newId()
      await store.addAccount({
        ...{ id, login: `${role}-${id}`, name: role, passwordHash: 'none' },
        ...{ passwordChangedAt: clock(), mustChangePassword: false },
      })
      await store.setGrants(id, [{ role, scope: { kind: 'district' } }])
      const caller = { address: '127.0.0.1', browser: 'bench' }
      const { cookie } = await startSession(deps, store, districtId, id, caller)
      return { accountId: id, cookie: `chuangyuan-session=${cookie}` }
    })

  const callerWith = (cookie: string): Caller =>
    caller(async (url, init) => {
      const body = init.body instanceof Blob ? Buffer.from(await init.body.arrayBuffer()) : init.body
      const response = await app.http.inject({
        method: (init.method ?? 'GET') as 'GET',
        url,
        headers: { ...(init.headers as Record<string, string>), cookie },
        ...(body === undefined || body === null ? {} : { payload: body as string }),
      })
      return new Response(new Uint8Array(response.rawPayload), { status: response.statusCode })
    })

  const office = await signedIn('office')
  return {
    http: app.http,
    deps,
    districtId,
    districtCode,
    signedIn,
    callerWith,
    office: callerWith(office.cookie),
    cookie: office.cookie,
    accountId: office.accountId,
    async close() {
      await app.http.close()
      await deps.tasks.stop()
      await db.close()
    },
  }
}
