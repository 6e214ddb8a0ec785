/**
 * Notices in batches: how long it takes to draw up one for each of many units, and to issue them all in one
 * transaction, numbered and kept as Word files. The aim is 5 seconds for 200.
 *
 *   npm run bench:papers             200 notices of 5 findings each
 *   npm run bench:papers -- 50
 */
import * as contract from '@chuangyuan/contract/paper'
import { isHandled } from '@chuangyuan/domain/finding/finding'
import { shippedHandbook } from '@chuangyuan/standards-data/shipped-handbook'
import { createHash } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { randomFrom } from '../apps/server/src/demo/scene.ts'
import { findingWriter } from '../apps/server/src/features/finding/public.ts'
import { calendarOf } from '../apps/server/src/features/handbook/public.ts'
import { writeDistrictRows } from '../apps/server/src/features/intake/public.ts'
import { districtServer } from './district-server.ts'
import { manyFindings } from './many-findings.ts'

const notices = Number(process.argv[2] ?? 200)
const findingsEach = 5

const folder = await mkdtemp(path.join(tmpdir(), 'chuangyuan-bench-'))
// The database runs as another user where the bench runs as root.
await chmod(folder, 0o755)
const server = await districtServer(folder)
try {
  const findingIds = await filled()
  const leader = server.callerWith((await server.signedIn('leader')).cookie)
  const started = performance.now()
  const { ids } = await server.office(contract.draftPapers, {
    body: { source: { kind: 'notice', findingIds }, title: '', addressed: '', copies: '' },
  })
  const drafted = performance.now()
  await server.office(contract.stepPapers, { body: { ids, action: 'submit', words: '' } })
  await leader(contract.stepPapers, { body: { ids, action: 'pass', words: '' } })
  await leader(contract.stepPapers, { body: { ids, action: 'sign', words: '' } })
  const signed = performance.now()
  const { numbers } = await server.office(contract.stepPapers, { body: { ids, action: 'issue', words: '' } })
  const issued = performance.now()
  const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(2)} s`
  console.log(`${String(numbers.length)} notices, ${String(findingIds.length)} findings`)
  console.log(`drafted ${seconds(started, drafted)}`)
  console.log(`submitted, passed, signed ${seconds(drafted, signed)}`)
  console.log(`issued ${seconds(signed, issued)}`)
  console.log(`drafted and issued ${seconds(started + (signed - drafted), issued)} (aim 5 s)`)
} finally {
  await server.close()
  await rm(folder, { recursive: true, force: true })
}

/** A district of many units, and for each the findings of its notice. */
async function filled(): Promise<string[]> {
  const { deps, districtId, accountId } = server
  const random = randomFrom(2_005)
  const unitCodes = Array.from({ length: notices }, (_, at) => `U${String(at + 1)}`)
  const rows = {
    ...{ communities: [], people: [], posts: [], duties: [], figures: [] },
    streets: [{ code: '990001001', name: '第一街道' }],
    units: unitCodes.map((code) => ({ code, name: `单位${code}`, kind: 'landscape' as const })),
    sites: [
      {
        ...{ code: 'S-1', name: '点位一', kind: 'park' as const, street: '990001001', roles: [] },
        geometry: { type: 'Point' as const, coordinates: [117, 36.6] as const },
      },
    ],
  }
  const writing = { secret: deps.secret, packKey: 'garden-2000-2005', reportedAt: new Date() }
  const made = await deps.db.transact({ districtId }, (tx) => writeDistrictRows(tx, rows, writing))
  const calendar = calendarOf(shippedHandbook)
  const site = {
    ...{ id: made.sites.get('S-1') ?? '', streetId: made.streets.get('990001001') ?? '' },
    ...{ kind: 'park' as const, lon: 117, lat: 36.6 },
  }
  // Not all are dispatched, and units are drawn by lot: of so many, each unit gets its share.
  const all = manyFindings({
    ...{ count: notices * findingsEach * 4, random, handbook: shippedHandbook, calendar, sites: [site] },
    ...{ unitIds: [...made.units.values()], accountId, now: deps.clock() },
  })
  const byUnit = Map.groupBy(
    [...all].filter((finding) => isHandled(finding)),
    (finding) => finding.duty.unitId,
  )
  const chosen = [...byUnit.values()].flatMap((own) => own.slice(0, findingsEach))
  const added = chosen.map((finding) => ({
    ...{ finding, visitId: null },
    reportHash: createHash('sha256').update(finding.id).digest(),
  }))
  await deps.db.transact({ districtId }, (tx) => findingWriter(tx).add(added, calendar))
  return chosen.map(({ id }) => id)
}
