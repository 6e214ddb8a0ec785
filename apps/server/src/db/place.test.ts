import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { readConfig } from '../config/config.ts'
import { withConnection, type Address } from './connect.ts'
import { newId } from './id.ts'
import { silentLog } from './log.ts'
import { openDatabase } from './open-database.ts'
import { reachDatabase } from './place.ts'
import { joinCluster, type Cluster } from './supervisor.ts'
import { testDatabase, type TestDatabase } from './testing.ts'

let cluster: Cluster
let database: TestDatabase
const bare = `bare_${randomUUID().slice(0, 8)}`

beforeAll(async () => {
  database = await testDatabase()
  cluster = await joinCluster({ dataDir: inject('clusterDir'), binDir: undefined }, silentLog)
  await withConnection(database.superuser, (client) =>
    client.query(`CREATE DATABASE ${bare} OWNER chuangyuan_owner`),
  )
})
afterAll(async () => {
  await withConnection(database.superuser, (client) => client.query(`DROP DATABASE ${bare} WITH (FORCE)`))
  await cluster.detach()
  await database.close()
})

/** The test cluster as a server that somebody else runs, reached by URL. */
function urlOf(role: string, name: string, at = cluster): string {
  const address: Address = at.address(role, name)
  if (!('host' in address)) throw new Error('no socket')
  return `postgres://${role}@localhost:${String(address.port)}/${name}?host=${encodeURIComponent(address.host)}`
}

test('DATABASE_URL and nothing else changes: schema, isolation and journal are the same', async () => {
  const { database: config } = readConfig({
    DATABASE_URL: urlOf('chuangyuan_server', bare),
    DATABASE_OWNER_URL: urlOf('chuangyuan_owner', bare),
  })
  const opened = await openDatabase(config, silentLog)
  expect(opened.started).toBe('server')
  const districtId = newId()
  await opened.transact({ districtId }, async ({ query, journal }) => {
    await query
      .insertInto('districts')
      .values({ id: districtId, code: '110101', name: '甲', settings: '{}' })
      .execute()
    journal.record({ verb: 'v', who: null, what: 'x' })
  })
  const foreign = await opened.read({ districtId: newId() }, ({ query }) =>
    query.selectFrom('districts').selectAll().execute(),
  )
  expect(foreign).toEqual([])
  await opened.close()
})

test('a server whose roles are missing and cannot be made is refused with the statement to run', async () => {
  const url = urlOf('chuangyuan_owner', bare)
  const refused = reachDatabase(readConfig({ DATABASE_URL: url }).database, silentLog)
  await expect(refused).rejects.toMatchObject({ code: 'database.role-unsafe' })
  await expect(refused).rejects.toThrow('GRANT chuangyuan_app TO chuangyuan_owner')
})

const oldest = '/usr/lib/postgresql/15/bin'

test.runIf(existsSync(oldest))(
  'the oldest server that is supported serves an owner who may make roles, on one URL',
  async () => {
    const directory = mkdtempSync(join(tmpdir(), 'cy-old-'))
    chmodSync(directory, 0o755)
    const old = await joinCluster(
      { dataDir: directory, binDir: oldest, settings: { fsync: 'off' } },
      silentLog,
    )
    await withConnection(old.address('postgres', 'postgres'), async (client) => {
      await client.query('CREATE ROLE chuangyuan_owner LOGIN CREATEROLE')
      await client.query('CREATE DATABASE plain OWNER chuangyuan_owner')
    })
    const opened = await openDatabase(
      readConfig({ DATABASE_URL: urlOf('chuangyuan_owner', 'plain', old) }).database,
      silentLog,
    )
    const districtId = newId()
    await opened.transact({ districtId }, async ({ query, journal }) => {
      await query
        .insertInto('districts')
        .values({ id: districtId, code: '110101', name: '甲', settings: '{}' })
        .execute()
      journal.record({ verb: 'v', who: null, what: 'x' })
    })
    const foreign = await opened.read({ districtId: newId() }, ({ query }) =>
      query.selectFrom('districts').selectAll().execute(),
    )
    expect(foreign).toEqual([])
    await opened.close()
    await old.leave()
    rmSync(directory, { recursive: true, force: true })
  },
)

test('a server that is not there is named', async () => {
  const url = 'postgres://a@127.0.0.1:1/b'
  const refused = reachDatabase(readConfig({ DATABASE_URL: url }).database, silentLog)
  await expect(refused).rejects.toMatchObject({
    code: 'database.server-unreachable',
    details: { host: '127.0.0.1:1' },
  })
})
