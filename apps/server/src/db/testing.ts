import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { withConnection, type Address } from './connect.ts'
import { silentLog } from './log.ts'
import { migrate } from './migrate.ts'
import { serve, type Database } from './open-database.ts'
import { letArraysUseIndexes, loginRole, ownerRole, prepareCluster, superuser } from './roles.ts'
import { joinCluster, type Cluster } from './supervisor.ts'

/** A database of a test file's own, at the newest schema and empty. */
export interface TestDatabase extends Database {
  readonly name: string
  readonly owner: Address
  readonly login: Address
  /** Above every rule; for tests that tamper. */
  readonly superuser: Address
}

/** Cloned for each test file, which is quicker than migrating anew. */
const template = 'chuangyuan_template'

/** Thrown away with the run, so nothing has to survive a power cut. */
const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '100' }

const templateLock = 4204

/**
 * A new database in the run's shared cluster, which is started by the first
 * caller. `close()` drops it. Needs `test-cluster.ts` as vitest's global setup.
 */
export async function testDatabase({ now = Date.now }: { now?: () => number } = {}): Promise<TestDatabase> {
  const cluster = await joinCluster({ dataDir: inject('clusterDir'), binDir: undefined, settings }, silentLog)
  const maintenance = cluster.address(superuser, 'postgres')
  const name = `test_${randomUUID().replaceAll('-', '').slice(0, 16)}`
  await withConnection(maintenance, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [templateLock])
    await makeTemplate(cluster)
    // Copying files beats logging every page, as long as nothing is flushed to disk.
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy OWNER ${ownerRole}`)
  })
  const [owner, login] = [cluster.address(ownerRole, name), cluster.address(loginRole, name)]
  const leave = async () => {
    await withConnection(maintenance, (client) =>
      client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
    )
    await cluster.detach()
  }
  const database = serve(
    { owner, login, started: cluster.started, isShared: () => cluster.isShared(), leave },
    10,
    silentLog,
    now,
  )
  return { ...database, name, owner, login, superuser: cluster.address(superuser, name) }
}

async function makeTemplate(cluster: Cluster): Promise<void> {
  await withConnection(cluster.address(superuser, 'postgres'), (client) => prepareCluster(client, template))
  await withConnection(cluster.address(superuser, template), letArraysUseIndexes)
  await withConnection(cluster.address(ownerRole, template), (client) => migrate(client))
}
