import { roles, type Role } from '@chuangyuan/domain/identity/role'
import type { Instant } from '@chuangyuan/domain/day'
import pino from 'pino'
import { buildApp } from '../../apps/server/src/app.ts'
import { readConfig } from '../../apps/server/src/config/config.ts'
import { loadSecretKey, secretWith } from '../../apps/server/src/config/secret.ts'
import { post } from '../../apps/server/src/http/post.ts'
import { blobsAt } from '../../apps/server/src/db/blobs-at.ts'
import { newId } from '../../apps/server/src/db/id.ts'
import { openDatabase } from '../../apps/server/src/db/open-database.ts'
import type { Deps } from '../../apps/server/src/deps.ts'
import { districtStore } from '../../apps/server/src/features/district/public.ts'
import { startSession } from '../../apps/server/src/features/identity/session-cookie.ts'
import { identityStore } from '../../apps/server/src/features/identity/store.ts'
import { writeDistrictRows, type DistrictRows } from '../../apps/server/src/features/intake/public.ts'
import { taskRunner } from '../../apps/server/src/features/task/public.ts'

/** What phones need to know of the server, told when its district is made. */
export interface SoakDistrict {
  readonly siteIds: readonly string[]
  readonly cookies: Readonly<Record<Role, string>>
}

// The product without its console, with a small district and an account for each role, whose sessions outlive it.

const town: DistrictRows = {
  streets: [{ code: '370102001', name: '大明湖街道' }],
  sites: Array.from({ length: 5 }, (_, index) => ({
    ...{
      code: `G-${String(index + 1)}`,
      name: `公园${String(index + 1)}`,
      kind: 'park',
      street: '370102001',
      roles: [],
    },
  })),
  ...{ communities: [], units: [], people: [], posts: [], duties: [], figures: [] },
}

const config = readConfig({ ...process.env, REQUESTS_PER_MINUTE: '100000000', LOG_LEVEL: 'error' })
const log = pino({ level: 'error' }, pino.destination({ dest: 2, sync: true }))
const clock = () => Date.now() as Instant
const db = await openDatabase(config.database, log, clock)
const deps: Deps = {
  config,
  db,
  blobs: blobsAt(config.blobs),
  clock,
  log,
  tasks: taskRunner({ db, clock, log }),
  secret: secretWith(loadSecretKey(config.dataDir)),
  post,
}
const districts = await db.identify(({ query }) => districtStore(query).list())
if (districts.length === 0) process.stdout.write(`district ${JSON.stringify(await aDistrict())}\n`)
const { http } = await buildApp(deps)
const address = await http.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`创园 已就绪 ${address}\n`)
process.once('SIGTERM', () => {
  void http.close().then(() => db.close())
})

async function aDistrict(): Promise<SoakDistrict> {
  const districtId = newId()
  return db.transact({ districtId }, async (tx) => {
    await districtStore(tx.query).add({ id: districtId, code: '990001', name: '甲区', isDemo: false })
    const store = identityStore(tx.query, districtId)
    const cookies: [Role, string][] = []
    for (const role of roles) {
      const id = newId()
      await store.addAccount({
        ...{ id, login: role, name: role, passwordHash: 'none' },
        ...{ passwordChangedAt: clock(), mustChangePassword: false },
      })
      await store.setGrants(id, [{ role, scope: { kind: 'district' } }])
      const caller = { address: '127.0.0.1', browser: 'soak' }
      const { cookie } = await startSession(deps, store, districtId, id, caller)
      cookies.push([role, `chuangyuan-session=${cookie}`])
    }
    const ids = await writeDistrictRows(tx, town, {
      secret: deps.secret,
      packKey: 'garden-2000-2005',
      reportedAt: new Date(clock()),
    })
    return {
      siteIds: [...ids.sites.values()],
      cookies: Object.fromEntries(cookies) as Record<Role, string>,
    }
  })
}
