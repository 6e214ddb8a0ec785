import { addressOf, CallRefused } from '@chuangyuan/contract/call'
import { createCampaign } from '@chuangyuan/contract/campaign'
import { reportFigure } from '@chuangyuan/contract/figure'
import * as contract from '@chuangyuan/contract/score'
import { getTask } from '@chuangyuan/contract/task'
import type { Assessment } from '@chuangyuan/domain/assessment/assessment'
import { whole } from '@chuangyuan/domain/assessment/four-part'
import type { Day } from '@chuangyuan/domain/day'
import type { LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import { threeDegreeZone, toLonLat } from '@chuangyuan/geo/crs'
import type { Attributes } from '@chuangyuan/geo/layer'
import { layerToBytes } from '@chuangyuan/geo/layer-binary'
import { LayerBuilder } from '@chuangyuan/geo/layer-geojson'
import { openTableFile } from '@chuangyuan/workbook/open-table-file'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { testApp, testNow, type TestApp, type TestDistrict } from '../../testing/test-app.ts'
import { writeDistrictRows } from '../intake/public.ts'
import { layerStore } from '../layer/public.ts'
import { packOf } from '../pack/public.ts'
import { measureFigures, measureInputs } from './public.ts'

const packKey = 'garden-2000-2005'
const perHead = 'base-park-green-per-head'
const flown = '2025-10-09' as Day
const reportedOn = '2025-12-31' as Day

let app: TestApp
let district: TestDistrict
beforeAll(async () => {
  app = await testApp()
})
beforeEach(async () => {
  district = await app.aDistrict()
})
afterAll(() => app.close())

type Box = readonly [x: number, y: number, width: number, height: number]

/** Metres of a 3-degree zone, near its meridian: areas there are true to a ten-thousandth. */
function place([x, y, width, height]: Box): [number, number][] {
  const [west, south] = [500_000 + x, 3_790_000 + y]
  const corners = [west, south, west + width, south, west + width, south + height, west, south + height]
  const degrees = toLonLat(threeDegreeZone(39, false))(Float64Array.from(corners))
  return [0, 1, 2, 3, 0].map((corner) => [degrees[2 * corner] ?? 0, degrees[2 * corner + 1] ?? 0])
}

async function aLayer(
  kind: LayerKind,
  features: readonly { readonly box: Box; readonly attributes?: Attributes }[],
  asOf = flown,
) {
  const builder = new LayerBuilder('polygon')
  for (const { box, attributes = {} } of features) builder.add([[place(box)]], attributes)
  const { sha256 } = await app.deps.blobs.put(layerToBytes(builder.build()))
  await app.deps.db.transact({ districtId: district.id }, ({ query, districtId }) =>
    layerStore(query, districtId).add({
      id: newId(),
      kind,
      name: kind,
      asOf,
      source: '测试',
      fileName: `${kind}.geojson`,
      fileBlob: sha256,
      layerBlob: sha256,
      crs: { crs: 'EPSG:4490' },
      encoding: { name: 'utf-8' },
      mapping: {},
      featureCount: features.length,
      bounds: [116, 34, 118, 35],
      repairs: [],
      importedBy: null,
      importedAt: testNow,
    }),
  )
}

const park = { box: [100, 100, 200, 500], attributes: { id: '1', name: '西园', class2017: 'G11' } } as const
const belt = { box: [800, 100, 100, 400], attributes: { id: '2', name: '东林带', class2017: 'G2' } } as const

/** One square kilometre in two streets: 10 hectares of park in the west, 4 of shelter belt in the east; 20,000 heads. */
async function aSmallTown() {
  const ids = await app.deps.db.transact({ districtId: district.id }, (tx) =>
    writeDistrictRows(
      tx,
      {
        streets: [
          { code: '001', name: '东街道', people: 12_000 },
          { code: '002', name: '西街道', people: 8_000 },
        ],
        communities: [],
        units: [{ code: 'YL', name: '园林局', kind: 'landscape' }],
        people: [],
        posts: [],
        sites: [],
        duties: [{ item: perHead, part: 'lead', unit: 'YL' }],
        figures: [
          {
            input: 'non-farming-population',
            value: 20_000,
            unit: 'person',
            asOf: reportedOn,
            source: '户籍年报',
          },
        ],
      },
      { secret: app.deps.secret, packKey, reportedAt: new Date(testNow) },
    ),
  )
  await aLayer('built-up', [{ box: [0, 0, 1000, 1000] }])
  await aLayer('streets', [
    { box: [0, 0, 500, 1000], attributes: { code: '002', name: '西街道' } },
    { box: [500, 0, 500, 1000], attributes: { code: '001', name: '东街道' } },
  ])
  await aLayer('green', [park, belt])
  return ids
}

function aCampaign() {
  return district.as.office(createCampaign, {
    body: {
      name: '国家园林城区创建',
      packKey,
      packVersion: 0,
      tier: null,
      profile: { kind: 'district', population: 620_000, region: 'north' },
      inspectionOn: '2026-09-20',
      isCurrent: true,
    },
  })
}

async function measure() {
  const { taskId } = await district.as.office(contract.measureMap, {})
  for (;;) {
    const task = await district.as.office(getTask, { params: { taskId } })
    if (task.state !== 'running') return task
    await pause(20)
  }
}

async function score(query: { on?: string; split?: 'equal' } = {}) {
  const reply = await district.as.leader(contract.readScore, { query })
  if (reply.assessment === null) throw new Error('no assessment')
  return { ...reply, assessment: reply.assessment }
}

function itemOf(assessment: Assessment, row: string) {
  return assessment.rows.find((item) => item.row === row)
}

/** The list and the street table of an exported workbook, each line by its headings. */
async function sheetsOf(bytes: Uint8Array) {
  const opened = await openTableFile(bytes)
  if (!opened.ok) throw new Error(opened.refusal.code)
  const lines = (name: string) => {
    const rows = opened.value.sheets.find((sheet) => sheet.name === name)?.rows ?? []
    const head = rows.findIndex((row) => row.includes('条目'))
    return rows
      .slice(head + 1)
      .filter((row) => row.some((cell) => cell !== null && cell !== ''))
      .map((row) => Object.fromEntries(row.map((cell, at) => [String(rows[head]?.[at] ?? ''), cell])))
  }
  return { items: lines('差距清单'), zones: lines('分街道') }
}

async function codeOf(call: Promise<unknown>) {
  const refused = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  return refused instanceof CallRefused ? refused.problem.code : refused
}

describe('a figure within its error of the threshold', () => {
  it('is measured with closer rows until the verdict is certain', async () => {
    await aSmallTown()
    const campaign = await aCampaign()
    const coarse = await app.deps.db.read({ districtId: district.id }, async (tx) => {
      const pack = await packOf(tx.query, tx.districtId, packKey, 0)
      const inputs = await measureInputs(tx, pack, '2026-03-05' as Day)
      const figures = await measureFigures(app.deps.blobs, inputs)
      return figures.find(({ quantity, zone }) => quantity === 'park-green-area' && zone === undefined)
    })
    const { value, error = 0 } = coarse ?? { value: 0 }
    expect(error).toBeGreaterThan(0)
    // So many heads that the threshold of 7.5 m² each lies inside the error of the coarse rows.
    await district.as.office(reportFigure, {
      body: {
        inputId: 'non-farming-population',
        zoneId: null,
        value: (value + 0.6 * error) / 7.5,
        unit: 'person',
        asOf: '2026-01-31',
        source: '按误差倒推的人数',
        remark: null,
      },
    })
    await measure()
    const item = itemOf((await score()).assessment, perHead)
    expect(campaign.isCurrent).toBe(true)
    expect(item?.reason).toBeUndefined()
    expect(['earned', 'lost']).toContain(item?.verdict)
    const fine = item?.requirement?.figure?.inputs.find(({ quantity }) => quantity === 'park-green-area')
    expect(Math.abs((fine?.value ?? 0) - value)).toBeLessThan(error)
  })
})

describe('before anything is known', () => {
  it('a district without a campaign has no score and says so', async () => {
    const reply = await district.as.leader(contract.readScore, {})
    expect(reply).toMatchObject({ campaign: null, assessment: null, leads: [] })
    expect(await codeOf(district.as.office(contract.measureMap, {}))).toBe('score.no-campaign')
  })

  it('with a campaign and no facts nothing is earned and nothing is lost', async () => {
    await aCampaign()
    const { assessment, measurement } = await score()
    expect(measurement.state).toBe('no-map')
    expect(measurement.missingLayers.map(({ kind }) => kind)).toContain('built-up')
    expect(assessment.items).toMatchObject({ earned: 0, lost: 0 })
    expect(assessment.standing.kind).toBe('open')
    expect(await codeOf(district.as.office(contract.measureMap, {}))).toBe('score.no-boundary')
  })
})

describe('a measured town', () => {
  beforeEach(async () => {
    await aSmallTown()
    await aCampaign()
  })

  it('is not measured until somebody asks, and then by the areas on the map', async () => {
    expect((await score()).measurement.state).toBe('none')
    expect(await measure()).toMatchObject({ state: 'done' })
    const { assessment, measurement } = await score()
    expect(measurement.state).toBe('current')
    const rate = itemOf(assessment, 'base-green-rate')?.requirement
    expect(rate?.value).toBeCloseTo(14, 2)
    expect(rate?.figure).toMatchObject({ origin: 'computed', asOf: flown })
    expect(itemOf(assessment, 'base-green-rate')?.verdict).toBe('lost')
  })

  it('divides park land by the heads reported and says in hectares what is missing', async () => {
    await measure()
    const { assessment, leads } = await score()
    const item = itemOf(assessment, perHead)
    expect(item).toMatchObject({ verdict: 'lost', entryGate: 'triggered' })
    expect(item?.requirement?.value).toBeCloseTo(5, 2)
    expect(item?.requirement?.threshold).toMatchObject({
      value: 7.5,
      when: { size: 'medium', region: 'north' },
    })
    expect(item?.shortage).toMatchObject({ direction: 'under', amount: { unit: 'ha' } })
    expect(item?.shortage?.amount?.value).toBeCloseTo(5, 1)
    expect(assessment.standing).toMatchObject({ kind: 'gate-failed' })
    expect(assessment.standing).toHaveProperty('rows', expect.arrayContaining([perHead]))
    expect(leads.filter(({ row }) => row === perHead).map(({ unit }) => unit)).toEqual(['园林局'])
  })

  it('shows every street in protocol order, each with its own figure', async () => {
    await measure()
    const { assessment } = await score()
    expect(assessment.zones.map(({ name }) => name)).toEqual(['东街道', '西街道'])
    const rates = assessment.zones.map(
      ({ cells }) => cells.find(({ quantity }) => quantity === 'green-rate')?.figure?.value,
    )
    expect(rates[0]).toBeCloseTo(8, 1)
    expect(rates[1]).toBeCloseTo(20, 1)
  })

  it('is stale after a newer layer, keeps the old figures, and is current again once measured', async () => {
    await measure()
    await aLayer('green', [park, belt, { ...park, box: [100, 700, 200, 250] }], '2026-01-10' as Day)
    const stale = await score()
    expect(stale.measurement.state).toBe('stale')
    expect(itemOf(stale.assessment, 'base-green-rate')?.requirement?.value).toBeCloseTo(14, 2)
    await measure()
    const again = await score()
    expect(again.measurement.state).toBe('current')
    expect(itemOf(again.assessment, 'base-green-rate')?.requirement?.value).toBeCloseTo(19, 2)
  })

  it('on a past day knows only what was true then', async () => {
    await measure()
    const { assessment } = await score({ on: '2025-11-30' })
    expect(itemOf(assessment, 'base-green-rate')?.requirement?.value).toBeCloseTo(14, 2)
    // The heads are those of the end of the year, which had not come.
    expect(itemOf(assessment, perHead)?.verdict).toBe('not-assessed')
    const before = await score({ on: '2025-01-01' })
    expect(itemOf(before.assessment, 'base-green-rate')?.verdict).toBe('not-assessed')
  })

  it('tells what was counted on the map and what was not', async () => {
    await measure()
    const map = await district.as.leader(contract.mapCounted, { params: { quantity: 'park-green-per-head' } })
    const green = map.features.filter(({ properties }) => properties.layer === 'green')
    expect(green.map(({ properties }) => [properties.name, properties.counted])).toEqual([
      ['西园', true],
      ['东林带', false],
    ])
    expect(map).toMatchObject({ shown: map.features.length, asOf: flown })
    const params = { quantity: 'no-such-quantity' }
    expect(await codeOf(district.as.leader(contract.mapCounted, { params }))).toBe('request.not-found')
  })

  it('keeps measured and reported figures of a quantity apart', async () => {
    await measure()
    await district.as.office(reportFigure, {
      body: {
        inputId: 'green-rate',
        zoneId: null,
        value: 31.5,
        unit: 'percent',
        asOf: reportedOn,
        source: '统计年报',
        remark: null,
      },
    })
    const { figures, zones } = await district.as.leader(contract.readFigures, {
      params: { quantity: 'green-rate' },
    })
    expect(zones).toHaveLength(2)
    const ofAll = figures.filter(({ zone }) => zone === undefined)
    expect(ofAll.map(({ origin }) => origin).toSorted()).toEqual(['computed', 'reported'])
    const { assessment } = await score()
    expect(assessment.warnings.map(({ code }) => code)).toContain('figure.contradicted')
    // What was measured stands: a yearbook cannot talk a district past the threshold.
    expect(itemOf(assessment, 'base-green-rate')?.verdict).toBe('lost')
  })

  it('exports the gaps as a workbook that opens again, the failed gate first', async () => {
    await measure()
    const response = await app.http.inject({
      url: addressOf(contract.exportGaps, {}),
      headers: { cookie: district.cookies.leader },
    })
    expect(response.statusCode).toBe(200)
    const { items, zones } = await sheetsOf(new Uint8Array(response.rawPayload))
    expect(items[0]).toMatchObject({ 条目: '人均公共绿地', 结论: '失分', 要求: '≥ 7.5 平方米/人' })
    expect(items[0]).toMatchObject({ 牵头单位: '园林局', 性质: '入围条件', 标准核对: '待核对' })
    expect(items[0]?.['差距']).toMatch(/^缺 5(\.\d+)? 公顷（2\.5 平方米\/人）$/)
    const { assessment } = await score()
    // As the screen lists them: a bonus not won is no gap.
    const open = assessment.rows.filter(
      ({ verdict, bonus }) => bonus === undefined && (verdict === 'lost' || verdict === 'not-assessed'),
    )
    expect(items.map((line) => line['条目'])).toHaveLength(open.length)
    expect(new Set(zones.map((line) => line['街道']))).toEqual(new Set(['东街道', '西街道']))
  })
})

describe('answers', () => {
  const row = 'management-law'
  const answeredOn = '2026-03-04'

  it('move the score by exactly the item answered, and back when withdrawn', async () => {
    const { id: campaignId } = await aCampaign()
    const before = (await score()).assessment.items
    const params = { campaignId, row, clause: '1' }
    const body = { answer: { kind: 'clause', met: true }, note: '查阅文件', answeredOn } as const
    const given = await district.as.office(contract.giveAnswer, { params, body })
    expect(given).toMatchObject({ row, clause: '1', note: '查阅文件', answeredBy: 'office' })
    const after = await score()
    expect(after.assessment.items).toEqual({
      ...before,
      earned: before.earned + 1,
      notAssessed: before.notAssessed - 1,
    })
    expect(itemOf(after.assessment, row)?.clauses?.[0]?.answer).toMatchObject({ met: true, on: answeredOn })
    await district.as.office(contract.giveAnswer, {
      params,
      body: { ...body, answer: { kind: 'clause', met: false } },
    })
    expect((await score()).assessment.items).toMatchObject({ lost: 1, earned: before.earned })
    await district.as.office(contract.withdrawAnswer, { params })
    expect((await score()).assessment.items).toEqual(before)
    expect(await codeOf(district.as.office(contract.withdrawAnswer, { params }))).toBe('request.not-found')
  })

  it('that do not fit the row, or are of tomorrow, are refused', async () => {
    const { id: campaignId } = await aCampaign()
    const give = (answer: contract.AnswerOf, on = answeredOn, clause = '1') =>
      district.as.office(contract.giveAnswer, {
        params: { campaignId, row, clause },
        body: { answer, note: '', answeredOn: on },
      })
    expect(await codeOf(give({ kind: 'document', exists: true }))).toBe('score.answer-unfit')
    expect(await codeOf(give({ kind: 'clause', met: true }, answeredOn, '9'))).toBe('score.answer-unfit')
    expect(await codeOf(give({ kind: 'clause', met: true }, '2026-03-06'))).toBe('score.answer-in-future')
    expect(
      await codeOf(
        district.as.leader(contract.giveAnswer, {
          params: { campaignId, row, clause: '1' },
          body: { answer: { kind: 'clause', met: true }, note: '', answeredOn },
        }),
      ),
    ).toBe('identity.verb-not-granted')
  })

  it('settle a veto both ways, and one incident counts wherever it is asked about', async () => {
    const { id: campaignId } = await aCampaign()
    const veto = 'special-destruction'
    const say = (clause: string, answer: contract.AnswerOf) =>
      district.as.office(contract.giveAnswer, {
        params: { campaignId, row: veto, clause },
        body: { answer, note: '', answeredOn },
      })
    await say('-', { kind: 'no-incident' })
    expect(itemOf((await score()).assessment, veto)?.veto).toBe('clear')
    await say('serious-greenery-destruction', { kind: 'incident', happenedOn: '2025-06-01' as Day })
    const { assessment } = await score()
    expect(itemOf(assessment, veto)?.veto).toBe('triggered')
    // The same event also bars the application, which comes before any veto.
    expect(assessment.standing).toEqual({ kind: 'gate-failed', rows: ['eligibility-destruction'] })
  })

  it('stand in the journal with what was said', async () => {
    const { id: campaignId } = await aCampaign()
    await district.as.office(contract.giveAnswer, {
      params: { campaignId, row, clause: '1' },
      body: { answer: { kind: 'clause', met: true }, note: '', answeredOn },
    })
    const answers = await district.as.street(contract.listAnswers, { params: { campaignId } })
    expect(answers).toEqual([
      {
        row,
        clause: '1',
        answer: { kind: 'clause', met: true },
        note: '',
        answeredOn,
        answeredBy: 'office',
      },
    ])
  })
})

describe('the four parts', () => {
  it('add up to the whole in items and in points, however the points are spread', async () => {
    await aCampaign()
    const unknown = (await score()).assessment
    const equal = (await score({ split: 'equal' })).assessment
    expect(whole(equal.items)).toBe(whole(unknown.items))
    if (unknown.points === undefined || equal.points === undefined) throw new Error('the pack has points')
    expect(whole(equal.points)).toBe(whole(unknown.points))
    expect(whole(unknown.points)).toBe(100)
    expect(equal.warnings.map(({ code }) => code)).toContain('points.assumed-equal')
  })
})

describe('another district', () => {
  it('neither sees nor answers', async () => {
    await aSmallTown()
    const { id: campaignId } = await aCampaign()
    const other = await app.aDistrict('乙区')
    expect(await other.as.leader(contract.readScore, {})).toMatchObject({ campaign: null })
    const query = { campaign: campaignId }
    expect(await codeOf(other.as.leader(contract.readScore, { query }))).toBe('request.not-found')
    expect(await codeOf(other.as.office(contract.listAnswers, { params: { campaignId } }))).toBe(
      'request.not-found',
    )
    const params = { campaignId, row: 'management-law', clause: '1' }
    const body = { answer: { kind: 'clause', met: true }, note: '', answeredOn: '2026-03-04' } as const
    expect(await codeOf(other.as.office(contract.giveAnswer, { params, body }))).toBe('request.not-found')
    expect(await codeOf(other.as.leader(contract.mapCounted, { params: { quantity: 'green-rate' } }))).toBe(
      'request.not-found',
    )
  })
})
