/**
 * The ledger of lost points, reckoned anew over HTTP on loopback: how long its screens wait with so many open findings.
 *
 *   npm run bench:ledger               5,000 open findings
 *   npm run bench:ledger -- 20000
 */
import { addressOf } from '@chuangyuan/contract/call'
import { createCampaign } from '@chuangyuan/contract/campaign'
import * as contract from '@chuangyuan/contract/ledger'
import { report } from '@chuangyuan/domain/finding/report'
import { shapleyOf } from '@chuangyuan/domain/ledger/capped-game'
import type { Instant } from '@chuangyuan/domain/day'
import { shippedHandbook } from '@chuangyuan/standards-data/shipped-handbook'
import { createHash } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { newId } from '../apps/server/src/db/id.ts'
import { randomFrom } from '../apps/server/src/demo/scene.ts'
import { findingWriter, type NewFinding } from '../apps/server/src/features/finding/public.ts'
import { calendarOf } from '../apps/server/src/features/handbook/public.ts'
import { writeDistrictRows } from '../apps/server/src/features/intake/public.ts'
import { districtServer } from './district-server.ts'

const count = Number(process.argv[2] ?? 5_000)
const runs = 20
const mostMs = 300
const packKey = 'garden-2000-2005'

const folder = await mkdtemp(path.join(tmpdir(), 'chuangyuan-bench-'))
// The database runs as another user where the bench runs as root.
await chmod(folder, 0o755)
const server = await districtServer(folder)
const { deps, districtId, cookie } = server
try {
  await filled(randomFrom(2_005))
  await server.office(createCampaign, {
    body: {
      ...{ name: '创建', tier: null, inspectionOn: null, packKey, packVersion: 0, isCurrent: true },
      profile: { kind: 'district', population: 620_000, region: 'north' },
    },
  })
  const origin = await server.http.listen({ host: '127.0.0.1', port: 0 })
  const { total } = await server.office(contract.readLedger, {})
  console.log(`${String(count)} open findings, ${String(total.entries)} entries`)
  await timed('ledger with all its sums', origin + addressOf(contract.readLedger, {}))
  await timed('first page of its entries', origin + addressOf(contract.listLedgerEntries, { query: {} }))
  await timed('what is first today', origin + addressOf(contract.morningList, { query: {} }))
  shapley()
} finally {
  await server.close()
  await rm(folder, { recursive: true, force: true })
}

async function filled(random: () => number) {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  const streets = Array.from({ length: 14 }, (_, at) => `990001${String(at + 1).padStart(3, '0')}`)
  const units = Array.from({ length: 60 }, (_, at) => `U${String(at + 1)}`)
  const sites = Array.from({ length: 600 }, (_, at) => ({
    ...{ code: `S-${String(at + 1)}`, name: `点位${String(at + 1)}`, kind: 'park' as const },
    ...{ street: streets[at % streets.length] ?? '', owner: units[at % units.length] ?? '', roles: [] },
  }))
  const rows = {
    ...{ communities: [], people: [], posts: [], duties: [], figures: [], sites },
    streets: streets.map((code, at) => ({ code, name: `第${String(at + 1)}街道` })),
    units: units.map((code) => ({ code, name: `单位${code}`, kind: 'landscape' as const })),
  }
  const writing = { secret: deps.secret, packKey, reportedAt: new Date() }
  const ids = await deps.db.transact({ districtId }, (tx) => writeDistrictRows(tx, rows, writing))
  const by = { accountId: server.accountId, personId: null, unitIds: [], onBehalfOf: null }
  const made = Array.from({ length: count }, (): NewFinding => {
    const site = pick(sites)
    const found = report(
      shippedHandbook,
      {
        ...{ id: newId(), kind: pick(shippedHandbook.kinds).id, severity: null, siteKind: null },
        ...{ siteId: ids.sites.get(site.code) ?? '', streetId: ids.streets.get(site.street) ?? '' },
        ...{ ownerUnitId: ids.units.get(site.owner) ?? null, place: null, address: '东门内', words: '枯死' },
        ...{ entries: [], photos: [], channel: 'desk', foundAt: (deps.clock() - 3_600_000) as Instant },
      },
      by,
      deps.clock(),
    )
    if (!found.ok) throw new Error(found.refusal.code)
    const reportHash = createHash('sha256').update(found.value.id).digest()
    return { finding: found.value, reportHash, visitId: null }
  })
  await deps.db.transact({ districtId }, (tx) => findingWriter(tx).add(made, calendarOf(shippedHandbook)))
}

async function timed(name: string, url: string) {
  const times: number[] = []
  let cpu = process.cpuUsage()
  // The first ones are slow, as they are after every start; a working day has many more.
  for (let run = -5; run < runs; run += 1) {
    if (run === 0) cpu = process.cpuUsage()
    const start = performance.now()
    const response = await fetch(url, { headers: { cookie } })
    await response.arrayBuffer()
    if (run >= 0) times.push(performance.now() - start)
  }
  times.sort((one, other) => one - other)
  const [median, slowest] = [times[runs / 2] ?? NaN, times.at(-1) ?? NaN]
  const { user, system } = process.cpuUsage(cpu)
  const own = ms((user + system) / 1000 / runs)
  print(
    name,
    `${ms(median)}, of which ${own} of its own CPU, slowest ${ms(slowest)}${median > mostMs ? `  OVER ${ms(mostMs)}` : ''}`,
  )
}

/** The hardest row there can be: three deductions, two with caps of their own, meeting at the cap of the row. */
function shapley() {
  const groups = [
    { findings: Math.floor(count / 2), each: 100_000, atMost: 30_000_000 },
    { findings: Math.floor(count / 3), each: 200_000, atMost: 8_000_000 },
    { findings: Math.floor(count / 6), each: 500_000, atMost: 5_000_000 },
  ]
  const start = performance.now()
  shapleyOf(groups, 30_000_000)
  print('one row, three deductions', ms(performance.now() - start))
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`
}

function print(name: string, value: string): void {
  console.log(`${name.padEnd(28)}${value}`)
}
