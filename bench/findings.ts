/**
 * The ledger of a district with very many findings, over HTTP on loopback: how long its screens wait, and how much
 * longer than the plain SQL of the same question in the same run. Also its export and the import of a list.
 *
 *   npm run bench:findings             200,000 findings
 *   npm run bench:findings -- 20000
 */
import { addressOf } from '@chuangyuan/contract/call'
import * as contract from '@chuangyuan/contract/finding'
import { dayOf } from '@chuangyuan/domain/day'
import { shippedHandbook } from '@chuangyuan/standards-data/shipped-handbook'
import { findingImport } from '@chuangyuan/workbook/finding-import'
import { writeWorkbook } from '@chuangyuan/workbook/write-workbook'
import { CompiledQuery } from 'kysely'
import { createHash } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { withConnection } from '../apps/server/src/db/connect.ts'
import { reachDatabase } from '../apps/server/src/db/place.ts'
import { findingWriter, type NewFinding } from '../apps/server/src/features/finding/public.ts'
import { calendarOf } from '../apps/server/src/features/handbook/public.ts'
import { writeDistrictRows } from '../apps/server/src/features/intake/public.ts'
import { randomFrom } from '../apps/server/src/demo/scene.ts'
import { databaseCpuMs } from './database-cpu.ts'
import { districtServer } from './district-server.ts'
import { manyFindings } from './many-findings.ts'

const count = Number(process.argv[2] ?? 200_000)
const warmUps = 5
const runs = 40
const mostListMs = 20

const folder = await mkdtemp(path.join(tmpdir(), 'chuangyuan-bench-'))
// The database runs as another user where the bench runs as root.
await chmod(folder, 0o755)
const server = await districtServer(folder)
const { deps, districtId, cookie } = server
const scope = { districtId }
try {
  const random = randomFrom(2_005)
  const sites = await settled()
  await filled(sites.sites, sites.unitIds)
  await vacuumed()
  const origin = await server.http.listen({ host: '127.0.0.1', port: 0 })
  const [street, unit] = [sites.sites[0]?.streetId ?? '', sites.unitIds[0] ?? '']
  const now = deps.clock()
  const box = (width: number) => ({
    west: 117 - width,
    east: 117 + width,
    south: 36.6 - width,
    north: 36.6 + width,
  })
  const [from, to] = [dayOf((now - 30 * 86_400_000) as never), dayOf(now)]

  const listSql = (where: string, order = 'found_at DESC, id DESC') => [
    `SELECT record, due_at FROM findings JOIN finding_records USING (district_id, id) WHERE district_id = $1 AND ${where} ORDER BY ${order} LIMIT 50`,
    `SELECT count(*) FROM findings WHERE district_id = $1 AND ${where}`,
  ]
  const list = (query: object) => addressOf(contract.listFindings, { query: { limit: 50, ...query } })
  const open = `stage NOT IN ('closed', 'void', 'merged')`
  const overdue = `holder = 'unit' AND due_at < now()`
  const inBox = (width: number) => {
    const { west, east, south, north } = box(width)
    return `lon BETWEEN ${String(west)} AND ${String(east)} AND lat BETWEEN ${String(south)} AND ${String(north)}`
  }
  const mapSql = (width: number) => [
    `SELECT count(*) FILTER (WHERE ${inBox(width)}), count(*) FILTER (WHERE lon IS NULL) FROM findings WHERE district_id = $1`,
    `SELECT avg(lon), avg(lat), count(*), count(*) FILTER (WHERE ${open}), count(*) FILTER (WHERE ${overdue})
      FROM findings WHERE district_id = $1 AND ${inBox(width)}
      GROUP BY floor(lon / ${String(width / 20)}), floor(lat / ${String(width / 20)})`,
  ]
  const map = (width: number) => addressOf(contract.mapFindings, { query: box(width) })
  const counters = [
    `SELECT unit_id, count(*), count(*) FILTER (WHERE stage = 'closed'), count(*) FILTER (WHERE rework > 0)
      FROM findings WHERE district_id = $1 AND dispatched_at >= now() - interval '30 days' GROUP BY unit_id`,
  ]
  const questions: readonly (readonly [string, string, readonly string[], number?])[] = [
    ['list, all', list({}), listSql('true'), mostListMs],
    ['list, open', list({ open: 'true' }), listSql(open), mostListMs],
    [
      'list, a stage and a street',
      list({ stage: 'closed', street }),
      listSql(`stage = 'closed' AND street_id = '${street}'`),
      mostListMs,
    ],
    [
      'list, a unit',
      list({ unit }),
      listSql(`(unit_id = '${unit}' OR assisting_ids && ARRAY['${unit}']::uuid[])`),
      mostListMs,
    ],
    ['list, overdue', list({ overdue: 'true' }), listSql(overdue), mostListMs],
    [
      'list, open, by due time',
      list({ open: 'true', order: 'due' }),
      listSql(open, 'due_at NULLS LAST, id DESC'),
      mostListMs,
    ],
    [
      'list, page 1,000',
      list({ offset: 50_000 }),
      [
        `SELECT record FROM findings JOIN finding_records USING (district_id, id) WHERE district_id = $1 ORDER BY found_at DESC, id DESC OFFSET 50000 LIMIT 50`,
      ],
    ],
    ['search, 2 characters', list({ search: '裸土' }), listSql(`grams @> ARRAY['裸土']`), mostListMs],
    [
      'board',
      addressOf(contract.findingBoard, {}),
      [
        `SELECT street_id, stream, stage, holder, count(*), count(*) FILTER (WHERE ${overdue}) FROM findings WHERE district_id = $1 GROUP BY 1, 2, 3, 4`,
      ],
      mostListMs,
    ],
    [
      'indices, 30 days by unit',
      addressOf(contract.findingIndices, { query: { by: 'unit', from, to } }),
      counters,
    ],
    ['map, the district', map(0.5), mapSql(0.5)],
    ['map, a quarter', map(0.03), mapSql(0.03)],
    ['map, a block', map(0.005), mapSql(0.005)],
  ]
  print('', 'p50', 'p95', 'database CPU', 'SQL p50', 'ratio')
  for (const [name, url, statements, most] of questions) {
    const cpuBefore = databaseCpuMs(folder)
    const asked = await timesOf(async () => {
      const response = await fetch(origin + url, { headers: { cookie } })
      if (!response.ok) throw new Error(`${name}: ${await response.text()}`)
      await response.arrayBuffer()
    })
    const cpu = (databaseCpuMs(folder) - cpuBefore) / (warmUps + runs)
    const plain = await timesOf(() =>
      deps.db.read(scope, async ({ query }) => {
        for (const statement of statements)
          await query.executeQuery(CompiledQuery.raw(statement, statement.includes('$1') ? [districtId] : []))
      }),
    )
    print(
      name,
      ms(at(asked, 0.5)),
      ms(at(asked, 0.95)),
      ms(cpu),
      ms(at(plain, 0.5)),
      (at(asked, 0.5) / at(plain, 0.5)).toFixed(2),
    )
    if (most !== undefined && at(asked, 0.95) > most) process.exitCode = 1
  }
  await exported(origin)
  await imported()

  /** Streets, units and sites of a middling district, on a plane grid. */
  async function settled() {
    const streetCodes = Array.from({ length: 14 }, (_, at) => `990001${String(at + 1).padStart(3, '0')}`)
    const unitCodes = Array.from({ length: 60 }, (_, at) => `U${String(at + 1)}`)
    const places = Array.from({ length: 1_200 }, (_, at) => ({
      ...{ code: `S-${String(at + 1)}`, street: streetCodes[at % streetCodes.length] ?? '' },
      ...{ lon: 116.9 + 0.2 * random(), lat: 36.5 + 0.2 * random() },
    }))
    const rows = {
      ...{ communities: [], people: [], posts: [], duties: [], figures: [] },
      streets: streetCodes.map((code, at) => ({ code, name: `第${String(at + 1)}街道` })),
      units: unitCodes.map((code) => ({ code, name: `单位${code}`, kind: 'landscape' as const })),
      sites: places.map(({ code, street: of, lon, lat }) => ({
        ...{ code, name: `点位${code}`, kind: 'park' as const, street: of, roles: [] },
        geometry: { type: 'Point' as const, coordinates: [lon, lat] as const },
      })),
    }
    const writing = { secret: deps.secret, packKey: 'garden-2000-2005', reportedAt: new Date() }
    const ids = await deps.db.transact(scope, (tx) => writeDistrictRows(tx, rows, writing))
    return {
      unitIds: [...ids.units.values()],
      sites: places.map(({ code, street: of, lon, lat }) => ({
        ...{
          id: ids.sites.get(code) ?? '',
          streetId: ids.streets.get(of) ?? '',
          kind: 'park' as const,
          lon,
          lat,
        },
      })),
    }
  }

  async function filled(benchSites: Parameters<typeof manyFindings>[0]['sites'], unitIds: readonly string[]) {
    const start = performance.now()
    const calendar = calendarOf(shippedHandbook)
    const all = manyFindings({
      ...{ count, random, handbook: shippedHandbook, calendar, sites: benchSites, unitIds },
      ...{ accountId: server.accountId, now: deps.clock() },
    })
    let part: NewFinding[] = []
    const write = async () => {
      const made = part
      part = []
      await deps.db.transact(scope, (tx) => findingWriter(tx).add(made, calendar))
    }
    for (const finding of all) {
      part.push({ finding, reportHash: createHash('sha256').update(finding.id).digest(), visitId: null })
      if (part.length === 5_000) await write()
    }
    await write()
    console.log(`${String(count)} findings written in ${((performance.now() - start) / 1000).toFixed(1)} s`)
  }

  /** What autovacuum does within the minute. */
  async function vacuumed() {
    const reached = await reachDatabase(deps.config.database, deps.log)
    await withConnection(reached.owner, (owner) => owner.query('VACUUM ANALYZE findings, finding_records'))
    await reached.leave()
  }

  async function exported(at: string) {
    const restBytes = process.memoryUsage.rss()
    let peakBytes = restBytes
    const watch = setInterval(() => (peakBytes = Math.max(peakBytes, process.memoryUsage.rss())), 20)
    const before = process.cpuUsage()
    const start = performance.now()
    const query = { from: dayOf((deps.clock() - 274 * 86_400_000) as never) }
    const response = await fetch(at + addressOf(contract.exportFindings, { query }), { headers: { cookie } })
    const { byteLength } = await response.arrayBuffer()
    const seconds = (performance.now() - start) / 1000
    const cpu = process.cpuUsage(before)
    clearInterval(watch)
    console.log(
      `export of half of them: ${seconds.toFixed(2)} s, ${((cpu.user + cpu.system) / 1e6).toFixed(2)} s CPU of the server, ` +
        `${(byteLength / 2 ** 20).toFixed(1)} MB, memory grew by ${((peakBytes - restBytes) / 2 ** 20).toFixed(0)} MB`,
    )
  }

  async function imported() {
    const kind = shippedHandbook.kinds[0]?.name ?? ''
    const rows = Array.from({ length: 5_000 }, (_, at) => ({
      ...{ sourceNumber: `N-${String(at + 1)}`, kind, siteCode: `S-${String((at % 1_200) + 1)}` },
      ...{ words: `第${String(at + 1)}处裸土`, foundOn: dayOf(deps.clock()), finder: '市督查组' },
    }))
    const bytes = await writeWorkbook({ title: '问题', sheets: [{ definition: findingImport, rows }] })
    const file = new Blob([Buffer.from(bytes)])
    const query = { fileName: 'x.xlsx' }
    const start = performance.now()
    const { counts } = await server.office(contract.previewFindingImport, { query, file })
    const previewed = performance.now()
    const applied = { query: { ...query, newRows: counts.new }, file }
    const { written } = await server.office(contract.applyFindingImport, applied)
    const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`
    const [before, writing] = [previewed - start, performance.now() - previewed]
    console.log(`import of ${String(written)}: preview ${seconds(before)}, written in ${seconds(writing)}`)
  }
} finally {
  await server.close()
  await rm(folder, { recursive: true, force: true })
}

async function timesOf(work: () => Promise<void>): Promise<number[]> {
  for (let warm = 0; warm < warmUps; warm += 1) await work()
  const times = []
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return times.toSorted((one, other) => one - other)
}

function at(times: readonly number[], share: number): number {
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`
}

function print(name: string, ...values: readonly string[]): void {
  console.log(name.padEnd(28) + values.map((value) => value.padStart(14)).join(''))
}
