import { caller } from '@chuangyuan/contract/call'
import { sendRecords, type FieldRecord } from '@chuangyuan/contract/field'
import { Agent, request } from 'node:http'
import pg from 'pg'
import { readConfig } from '../apps/server/src/config/config.ts'
import type { Address } from '../apps/server/src/db/connect.ts'
import { newId } from '../apps/server/src/db/id.ts'
import { silentLog } from '../apps/server/src/db/log.ts'
import { reachDatabase } from '../apps/server/src/db/place.ts'
import { databaseCpuMs } from './database-cpu.ts'
import { percentile, served, type Served } from './served.ts'

// Durable reports per second through HTTP on loopback, as phones send them: every answer comes after the commit has
// reached the disk. Beside each the plain database, which inserts the same rows in transactions of the same size on as
// many connections, in the same run: what is lost is what the product adds.

const secondsEach = Number(process.argv[2] ?? 6)
const clientCounts = [1, 8, 32]
const batchSizes = [1, 20]
const aimAt32 = 2_000

interface Run {
  readonly count: number
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

const server = await served(32)
const reached = await reachDatabase(readConfig({ DATA_DIR: server.dataDir }).database, silentLog)
try {
  console.log(
    'clients  batch   reports/s    p50 ms   p99 ms   plain rows/s   ratio   CPU ms per report: server, database',
  )
  for (const batch of batchSizes) {
    for (const clients of clientCounts) {
      const [serverBefore, databaseBefore] = [await server.cpuMs(), databaseCpuMs(server.dataDir)]
      const ours = await throughHttp(server, clients, batch)
      const serverCpu = ((await server.cpuMs()) - serverBefore) / ours.count
      const databaseCpu = (databaseCpuMs(server.dataDir) - databaseBefore) / ours.count
      const plain = await plainly(reached.owner, server.districtId, clients, batch)
      const cells = [
        ...[clients, batch, ours.perSecond.toFixed(0), ours.p50.toFixed(1), ours.p99.toFixed(1)],
        ...[plain.perSecond.toFixed(0), (ours.perSecond / plain.perSecond).toFixed(2)],
        ...[serverCpu.toFixed(3), databaseCpu.toFixed(3)],
      ]
      console.log(
        cells
          .map((cell, column) => String(cell).padStart([7, 7, 12, 10, 9, 15, 8, 26, 10][column] ?? 8))
          .join(''),
      )
      if (clients === 32 && batch === 20 && ours.perSecond < aimAt32) process.exitCode = 1
    }
  }
} finally {
  await reached.leave()
  await server.close()
}

async function throughHttp(
  { address, siteIds, cookies }: Served,
  clients: number,
  batch: number,
): Promise<Run> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  return run(clients, batch, (client) => {
    const call = caller(overHttp(agent, address, cookies[client] ?? ''))
    const deviceId = newId()
    let seq = 0
    return async () => {
      const records = Array.from({ length: batch }, () =>
        aReport((seq += 1), siteIds[seq % siteIds.length] ?? ''),
      )
      const { outcomes } = await call(sendRecords, { body: { deviceId, sentAt: Date.now(), records } })
      if (outcomes.some(({ outcome }) => outcome !== 'stored')) throw new Error(JSON.stringify(outcomes))
    }
  }).finally(() => {
    agent.destroy()
  })
}

/** The same rows into tables with the same indexes and keys. */
async function plainly(owner: Address, districtId: string, clients: number, batch: number): Promise<Run> {
  const pool = new pg.Pool({ ...owner, max: clients, options: '-c app.every_district=yes' })
  try {
    const statements = await Promise.all(
      ['findings', 'field_records', 'journal'].map((table) => copyOf(pool, table)),
    )
    let number = 0
    return await run(clients, batch, () => async () => {
      const client = await pool.connect()
      try {
        await client.query('BEGIN')
        for (const insert of statements) await insert(client, districtId, batch, () => (number += 1))
        await client.query('COMMIT')
      } finally {
        client.release()
      }
    })
  } finally {
    await pool.end()
  }
}

/** A statement that inserts rows like those of the table, with keys of their own, into an empty twin of it. */
async function copyOf(pool: pg.Pool, table: string) {
  await pool.query(
    `DROP TABLE IF EXISTS plain_${table}; CREATE TABLE plain_${table} (LIKE ${table} INCLUDING ALL)`,
  )
  const { rows } = await pool.query<Record<string, unknown>>(
    `SELECT to_jsonb(t) AS row FROM (SELECT * FROM ${table} ORDER BY random() LIMIT 200) t`,
  )
  return async (client: pg.PoolClient, districtId: string, batch: number, next: () => number) => {
    const chosen = Array.from({ length: batch }, () => {
      const number = next()
      const row = rows[number % rows.length]?.['row'] as Record<string, unknown>
      return { ...row, district_id: districtId, ...ownKey(table, number) }
    })
    const columns = Object.keys(chosen[0] ?? {})
    const values = chosen.flatMap((row) =>
      columns.map((column) => plainValue(row[column as keyof typeof row])),
    )
    const places = chosen.map(
      (_, index) =>
        `(${columns.map((_column, at) => `$${String(index * columns.length + at + 1)}`).join(',')})`,
    )
    await client.query(`INSERT INTO plain_${table} (${columns.join(',')}) VALUES ${places.join(',')}`, values)
  }
}

function ownKey(table: string, number: number): Record<string, unknown> {
  if (table === 'findings') return { id: newId(), number: null }
  return table === 'journal' ? { seq: number } : { id: newId(), device_id: newId(), seq: number }
}

function plainValue(value: unknown): unknown {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : value
}

async function run(
  clients: number,
  batch: number,
  client: (index: number) => () => Promise<void>,
): Promise<Run> {
  const times: number[] = []
  const started = performance.now()
  const end = started + secondsEach * 1000
  await Promise.all(
    Array.from({ length: clients }, async (_, index) => {
      const once = client(index)
      while (performance.now() < end) {
        const before = performance.now()
        await once()
        times.push(performance.now() - before)
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  return {
    count: times.length * batch,
    perSecond: (times.length * batch) / seconds,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
  }
}

function aReport(seq: number, siteId: string): FieldRecord {
  const at = Date.now()
  return {
    ...{ what: 'report', id: newId(), seq, madeAt: at },
    report: {
      ...{ id: newId(), kind: 'dead-plant', severity: null, siteId, streetId: null, address: '' },
      place: { lon: 117.02, lat: 36.67, accuracy: 8, system: 'WGS-84', how: 'device' },
      words: '行道树枯死两株，树池内有垃圾，需补植并清理',
      ...{ entries: [], photos: [newId()], channel: 'phone', foundAt: at, onBehalfOf: null, visitId: null },
    },
  }
}

/** Kept-alive connections without the weight of `fetch`, which would take the cores from the server. */
function overHttp(agent: Agent, address: string, cookie: string) {
  return (url: string, init: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const headers = { ...(init.headers as Record<string, string>), cookie }
      const sent = request(`${address}${url}`, { agent, method: init.method ?? 'GET', headers }, (answer) => {
        const pieces: Buffer[] = []
        answer.on('data', (piece: Buffer) => pieces.push(piece))
        answer.on('error', reject)
        answer.on('end', () => {
          resolve(new Response(Buffer.concat(pieces), { status: answer.statusCode ?? 500 }))
        })
      })
      sent.on('error', reject)
      sent.end(init.body as string)
    })
}
