import type { DatabaseConfig } from '../config/config.ts'
import { applicationName, connect, withConnection, type Address } from './connect.ts'
import { codeOf, DatabaseFault, reasonOf } from './fault.ts'
import type { Log } from './log.ts'
import {
  letArraysUseIndexes,
  loginRole,
  ownerRole,
  prepareCluster,
  prepareServerRoles,
  superuser,
} from './roles.ts'
import { joinCluster, type Cluster } from './supervisor.ts'

/** A database within reach: two ways in, and a way to leave. */
export interface Reached {
  /** For migrations, backup and restore. */
  readonly owner: Address
  /** For requests; becomes the application role inside each transaction. */
  readonly login: Address
  readonly started: Cluster['started'] | 'server'
  /** Whether another process of this product works on it. */
  isShared(): Promise<boolean>
  leave(): Promise<void>
}

const databaseName = 'chuangyuan'
const oldestServer = 150_000

/** Starts or attaches to the embedded database, or finds the configured server; ready when this returns. */
export async function reachDatabase({ place }: DatabaseConfig, log: Log): Promise<Reached> {
  if (place.kind === 'server') return reachServer(place.url, place.ownerUrl)
  const cluster = await joinCluster(place, log)
  try {
    await withConnection(cluster.address(superuser, 'postgres'), (client) =>
      prepareCluster(client, databaseName),
    )
    await withConnection(cluster.address(superuser, databaseName), letArraysUseIndexes)
  } catch (fault) {
    await cluster.leave()
    throw fault
  }
  return {
    owner: cluster.address(ownerRole, databaseName),
    login: cluster.address(loginRole, databaseName),
    started: cluster.started,
    isShared: () => cluster.isShared(),
    leave: () => cluster.leave(),
  }
}

async function reachServer(url: string, ownerUrl: string): Promise<Reached> {
  const [login, owner] = [{ connectionString: url }, { connectionString: ownerUrl }]
  await refuseUnfitServer(login)
  const loginName = await withConnection(login, async (client) => {
    const { rows } = await client.query<{ name: string }>('SELECT current_user AS name')
    return rows[0]?.name ?? ''
  })
  await withConnection(owner, async (client) => {
    await client.query('BEGIN')
    await prepareServerRoles(client, loginName)
    await client.query('COMMIT')
    await letArraysUseIndexes(client)
  })
  return {
    owner,
    login,
    started: 'server',
    isShared: () =>
      withConnection(owner, async (client) => {
        const { rowCount } = await client.query(
          'SELECT FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()',
          [applicationName],
        )
        return rowCount !== 0
      }),
    leave: () => Promise.resolve(),
  }
}

async function refuseUnfitServer(address: Address): Promise<void> {
  try {
    const client = await connect(address)
    try {
      const { rows } = await client.query<{ version: number; text: string; encoding: string }>(
        `SELECT current_setting('server_version_num')::int AS version,
          current_setting('server_version') AS text, current_setting('server_encoding') AS encoding`,
      )
      const [server] = rows
      if (server === undefined) return
      if (server.version < oldestServer) {
        throw new DatabaseFault('database.server-too-old', { found: server.text, oldest: '15' })
      }
      if (server.encoding !== 'UTF8') throw new DatabaseFault('database.encoding', { found: server.encoding })
    } finally {
      await client.end()
    }
  } catch (fault) {
    if (fault instanceof DatabaseFault) throw fault
    const host = 'connectionString' in address ? new URL(address.connectionString).host : address.host
    const reason = reasonOf(fault) === '' ? (codeOf(fault) ?? '') : reasonOf(fault)
    throw new DatabaseFault('database.server-unreachable', { host, reason }, fault)
  }
}
