import { addressOf, CallRefused } from '@chuangyuan/contract/call'
import * as contract from '@chuangyuan/contract/draw'
import type { BodyOf } from '@chuangyuan/contract/operation'
import * as findings from '@chuangyuan/contract/finding'
import { allocate } from '@chuangyuan/domain/supervision/draw'
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { settle, smallTown } from '../../testing/small-town.ts'
import { testApp, testNow, type Caller, type TestApp } from '../../testing/test-app.ts'
import { drawSeed, frameFile, frameHash, readFrameFile } from './frame-file.ts'
import { sampleOfFile } from './sample-of-file.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

async function refusalOf(attempt: Promise<unknown>) {
  const refused = await attempt.then(
    () => undefined,
    (fault: unknown) => fault,
  )
  return refused instanceof CallRefused ? refused.problem : refused
}

async function aTown(rows = smallTown) {
  const district = await app.aDistrict()
  const ids = await settle(app, district, rows)
  const one = (of: 'posts' | 'sites' | 'streets' | 'units', code: string) => ids[of].get(code) ?? ''
  const parks = await district.signedInWith([
    { role: 'unit', scope: { kind: 'unit', unitId: one('units', 'parks') } },
  ])
  const other = await district.signedInWith([{ role: 'supervisor', scope: { kind: 'district' } }])
  return { district, one, parks: parks.call, other: other.call, ...district.as }
}
type Town = Awaited<ReturnType<typeof aTown>>

/** A finding that went through both gates. */
async function closed({ office, supervisor, other, parks, one }: Town, siteCode: string): Promise<string> {
  const id = newId()
  const act = (call: Caller, doing: findings.FindingActionInput) =>
    call(findings.actOnFinding, { params: { findingId: id }, body: { act: doing, onBehalfOf: null } })
  await supervisor(findings.reportFinding, {
    body: {
      ...{ id, kind: 'dead-plant', severity: null, siteId: one('sites', siteCode), streetId: null },
      ...{ place: { lon: 117.02, lat: 36.67, accuracy: 8, system: 'WGS-84', how: 'device' } },
      ...{ address: '东门', words: '枯死', entries: [], photos: [newId()], channel: 'phone' },
      ...{ foundAt: testNow, onBehalfOf: null, visitId: null },
    },
  })
  await act(office, { action: 'file' })
  await act(office, { action: 'dispatch', unitId: one('units', 'parks'), postId: null, assisting: [] })
  await act(parks, { action: 'plan', words: '补植', responsible: '钱二', finishOn: '2026-12-31' as never })
  await act(parks, { action: 'file-measures', words: '已补植', photos: [] })
  await act(supervisor, { action: 'check-measures', passed: true, words: '' })
  const page = await other(findings.getFinding, { params: { findingId: id } })
  const entries = page.entries.map((entry) => ({ entryId: entry.id, passed: true, words: '' }))
  await act(other, {
    action: 'check-result',
    ...{ entries, passed: true, photos: [newId()], place: null, words: '成活' },
  })
  return id
}

/** As if all that is closed had been closed ten days before. */
async function closedLongAgo({ district }: Town): Promise<void> {
  await app.deps.db.transact({ districtId: district.id }, ({ query }) =>
    query
      .updateTable('findings')
      .set({ closed_at: new Date(testNow - 10 * 86_400_000) })
      .where('stage', '=', 'closed')
      .execute(),
  )
}

function frozen({ office }: Town, over: Partial<BodyOf<typeof contract.freezeDraw>> = {}) {
  const body = { name: '三月回头看', of: 'sites', stratifiedBy: 'street', sample: 3, ...over } as const
  return office(contract.freezeDraw, { body })
}

const announced = { seed: '07 12 19 23 28 31 + 05', source: '双色球第2026025期' }

function announce({ office }: Town, drawId: string, seed = announced.seed) {
  return office(contract.announceSeed, { params: { drawId }, body: { ...announced, seed } })
}

async function frameOf({ district }: Town, drawId: string): Promise<Buffer> {
  const url = addressOf(contract.downloadFrame, { params: { drawId } })
  const response = await app.http.inject({ url, headers: { cookie: district.cookies.leader } })
  return response.rawPayload
}

describe('the frame file', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((each) => each.replace(/[\r\n]+/g, ' '))
  const frames = fc
    .array(fc.record({ stratum: text, id: fc.uuid(), label: text }), { minLength: 1, maxLength: 30 })
    .map((rows) => {
      const strata = allocate(rows, 40)
      return { rows, strata: strata.ok ? strata.value : [] }
    })

  it('comes back as it was written, whatever stands in it', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const read = readFrameFile(frameFile(frame))
        const inOrder = (rows: readonly { stratum: string; id: string; label: string }[]) =>
          rows.map((row) => JSON.stringify([row.stratum, row.id, row.label])).sort()
        expect(inOrder(read?.rows ?? [])).toEqual(inOrder(frame.rows))
        expect(new Set(read?.strata.map((each) => JSON.stringify(each)))).toEqual(
          new Set(frame.strata.map((each) => JSON.stringify(each))),
        )
      }),
    )
  })

  it('is the same for the same rows in another order', () => {
    fc.assert(
      fc.property(frames, ({ rows, strata }) => {
        expect(frameFile({ rows: rows.toReversed(), strata })).toBe(frameFile({ rows, strata }))
      }),
    )
  })

  it('whose numbers contradict its rows is not read', () => {
    const file = frameFile({
      rows: [{ stratum: '甲', id: 'a', label: '' }],
      strata: [{ stratum: '甲', size: 1, sample: 1 }],
    })
    expect(readFrameFile(file.replace('甲,1,1', '甲,2,1'))).toBeUndefined()
    expect(readFrameFile('别的文件')).toBeUndefined()
  })

  it('gives another seed than another frame would', () => {
    expect(drawSeed('aa', '1')).not.toEqual(drawSeed('ab', '1'))
    expect(drawSeed('aa', ' 1 ')).toEqual(drawSeed('aa', '1'))
  })
})

describe('a draw', () => {
  it('is frozen with its hash, then announced, and can be repeated from the file by anybody', async () => {
    const town = await aTown()
    const draw = await frozen(town)
    expect(draw).toMatchObject({ frame: 5, sample: 3, seed: null, members: [], estimate: null })
    const file = await frameOf(town, draw.id)
    expect(createHash('sha256').update(file).digest('hex')).toBe(draw.frameHash)
    const drawn = await announce(town, draw.id)
    expect(drawn.members.map(({ place }) => place)).toEqual([1, 2, 3])
    expect(sampleOfFile(file.toString('utf8'), announced.seed)).toMatchObject({
      hash: draw.frameHash,
      sample: drawn.members.map(({ id }) => ({ id })),
    })
    expect(await refusalOf(announce(town, draw.id, '另一个'))).toMatchObject({
      code: 'draw.announced-already',
    })
  })

  it('draws from what was frozen, not from what came later', async () => {
    const town = await aTown()
    const draw = await frozen(town, { sample: 5 })
    const before = frameHash((await frameOf(town, draw.id)).toString('utf8'))
    await app.deps.db.transact({ districtId: town.district.id }, ({ query }) =>
      query.updateTable('sites').set({ name: '改了名' }).execute(),
    )
    const drawn = await announce(town, draw.id)
    expect(drawn.members.map(({ label }) => label)).not.toContain('改了名')
    expect(frameHash((await frameOf(town, draw.id)).toString('utf8'))).toBe(before)
  })

  it('holds a site once, however many units keep it', async () => {
    const sites = smallTown.sites.map((site) =>
      site.code === 'G-1'
        ? { ...site, roles: [...site.roles, { role: 'responsible', unit: 'roads' } as const] }
        : site,
    )
    const town = await aTown({ ...smallTown, sites })
    const { id } = await frozen(town)
    const read = readFrameFile((await frameOf(town, id)).toString('utf8'))
    const codes = read?.rows.map(({ label }) => label.split(' ')[0]) ?? []
    expect(new Set(codes)).toEqual(new Set(smallTown.sites.map(({ code }) => code)))
    expect(codes).toHaveLength(smallTown.sites.length)
  })

  it('needs something to draw from and one look for each stratum', async () => {
    const town = await aTown()
    expect(await refusalOf(frozen(town, { of: 'findings' }))).toMatchObject({ code: 'draw.frame-empty' })
    expect(await refusalOf(frozen(town, { sample: 1 }))).toMatchObject({
      code: 'draw.sample-too-small',
      details: { atLeast: 2 },
    })
  })

  it('holds findings that have been closed long enough, each with its unit', async () => {
    const town = await aTown()
    const id = await closed(town, 'G-1')
    expect(await refusalOf(frozen(town, { of: 'findings' }))).toMatchObject({ code: 'draw.frame-empty' })
    await closedLongAgo(town)
    const draw = await frozen(town, { of: 'findings', stratifiedBy: 'unit' })
    expect(draw.strata).toMatchObject([{ stratum: '区园林中心', size: 1, sample: 1, probability: 1 }])
    const drawn = await announce(town, draw.id)
    expect(drawn.members).toMatchObject([{ id, dutyUnits: [{ name: '区园林中心' }] }])
  })

  it('is not looked at by people of the unit that put it right', async () => {
    const town = await aTown()
    const memberId = await closed(town, 'G-1')
    await closedLongAgo(town)
    const { id: drawId } = await frozen(town, { of: 'findings' })
    await announce(town, drawId)
    const assign = (post: string) =>
      town.office(contract.assignLook, {
        params: { drawId, memberId },
        body: { postId: town.one('posts', post) },
      })
    expect(await refusalOf(assign('parks-clerk'))).toMatchObject({ code: 'draw.not-independent' })
    expect((await assign('street-head')).members).toMatchObject([{ looker: { person: { name: '孙三' } } }])
    const ofParks = await town.district.signedInWith([
      { role: 'supervisor', scope: { kind: 'district' } },
      { role: 'unit', scope: { kind: 'unit', unitId: town.one('units', 'parks') } },
    ])
    const look = { passed: true, words: '', photos: [] }
    expect(
      await refusalOf(ofParks.call(contract.reportLook, { params: { drawId, memberId }, body: look })),
    ).toMatchObject({ code: 'draw.not-independent' })
  })

  it('that finds a fault opens the finding again, and the rate stands only when all are looked at', async () => {
    const town = await aTown()
    const ids = [await closed(town, 'G-1'), await closed(town, 'G-3'), await closed(town, 'G-4')]
    await closedLongAgo(town)
    const { id: drawId } = await frozen(town, { of: 'findings', sample: 3 })
    await announce(town, drawId)
    const look = (memberId: string, passed: boolean, photos: string[] = []) =>
      town.other(contract.reportLook, {
        params: { drawId, memberId },
        body: { passed, words: passed ? '' : '又枯死', photos },
      })
    const [bad = '', ...good] = ids
    expect(await refusalOf(look(bad, false))).toMatchObject({ code: 'finding.photo-missing' })
    expect(await look(bad, false, [newId()])).toMatchObject({ looked: 1, passed: 0, estimate: null })
    const page = await town.office(findings.getFinding, { params: { findingId: bad } })
    expect(page).toMatchObject({ stage: 'dispatched', counts: { reopened: 1 } })
    for (const id of good) await look(id, true)
    const done = await town.leader(contract.getDraw, { params: { drawId } })
    // All were drawn, so nothing is left to guess.
    expect(done).toMatchObject({ looked: 3, passed: 2 })
    expect(done.estimate?.low).toBeCloseTo(2 / 3, 10)
    expect(done.estimate?.high).toBeCloseTo(2 / 3, 10)
    expect(await refusalOf(look(bad, true))).toMatchObject({ code: 'draw.looked-already' })
  })

  it('goes out as a workbook', async () => {
    const town = await aTown()
    const { id: drawId } = await frozen(town)
    const url = addressOf(contract.exportDraw, { params: { drawId } })
    const response = await app.http.inject({ url, headers: { cookie: town.district.cookies.office } })
    expect([response.statusCode, response.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK'])
  })
})
