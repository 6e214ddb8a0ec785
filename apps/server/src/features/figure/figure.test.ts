import * as contract from '@chuangyuan/contract/figure'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addCampaign } from '../campaign/public.ts'
import { writeDistrictRows } from '../intake/public.ts'
import { testApp, testNow, type TestApp, type TestDistrict } from '../../testing/test-app.ts'

const packKey = 'garden-2000-2005'
let app: TestApp
let district: TestDistrict
let streetIds: ReadonlyMap<string, string>
let unitIds: ReadonlyMap<string, string>

beforeAll(async () => {
  app = await testApp()
})
beforeEach(async () => {
  district = await app.aDistrict()
  await app.deps.db.transact({ districtId: district.id }, async (tx) => {
    await addCampaign(
      tx,
      {
        name: '创园',
        packKey,
        packVersion: 0,
        tier: null,
        profile: { kind: 'district' },
        inspectionOn: null,
        isCurrent: true,
      },
      { at: testNow, by: null },
    )
    const ids = await writeDistrictRows(
      tx,
      {
        streets: [
          { code: '990001001', name: '甲一街道' },
          { code: '990001002', name: '甲二街道' },
        ],
        communities: [],
        units: [{ code: 'U1', name: '区住建局', kind: 'construction' }],
        people: [],
        posts: [],
        sites: [],
        duties: [{ item: 'gas', part: 'lead', unit: 'U1' }],
        figures: [],
      },
      { secret: app.deps.secret, packKey, reportedAt: new Date(testNow) },
    )
    streetIds = ids.streets
    unitIds = ids.units
  })
})
afterAll(() => app.close())

const reported = {
  inputId: 'gas-coverage',
  zoneId: null,
  value: 99.2,
  unit: 'percent',
  asOf: '2025-12-31',
  source: '城建统计年报',
  remark: null,
} as const

function streetId(code: string): string {
  return streetIds.get(code) ?? ''
}

describe('the list of figures', () => {
  it('counts what the standard needs and nobody has reported', async () => {
    const { office } = district.as
    const before = await office(contract.listFigures, { query: { missing: 'true' } })
    expect(before.missing).toBe(before.total)
    expect(before.rows.map(({ inputId }) => inputId)).toContain('gas-coverage')
    await office(contract.reportFigure, { body: reported })
    const after = await office(contract.listFigures, {})
    expect(after.missing).toBe(before.missing - 1)
    expect(after.rows.find(({ inputId }) => inputId === 'gas-coverage')).toMatchObject({
      latest: [{ zone: null, value: 99.2, asOf: '2025-12-31', source: '城建统计年报' }],
      items: [{ id: 'gas' }],
      missing: false,
    })
  })

  it('shows the newest of each zone, and all of them in the history', async () => {
    const { office } = district.as
    await office(contract.reportFigure, { body: { ...reported, asOf: '2024-12-31', value: 98 } })
    await office(contract.reportFigure, { body: reported })
    await office(contract.reportFigure, { body: { ...reported, zoneId: streetId('990001001'), value: 97 } })
    const { quantity, figures } = await office(contract.figureHistory, {
      params: { inputId: 'gas-coverage' },
    })
    expect(quantity.latest.map(({ zone, value }) => [zone?.name, value])).toEqual([
      [undefined, 99.2],
      ['甲一街道', 97],
    ])
    expect(figures).toHaveLength(3)
  })
})

describe('a figure', () => {
  it('is kept in the unit of the standard', async () => {
    const body = { ...reported, value: 0.992, unit: 'ratio' } as const
    expect(await district.as.office(contract.reportFigure, { body })).toMatchObject({
      value: 99.2,
      unit: 'percent',
    })
  })

  it.each([
    ['of an unknown quantity', { inputId: 'nothing-known' }, 'figure.quantity-unknown'],
    ['in a unit that does not convert', { unit: 'ha' as const }, 'figure.unit-mismatch'],
    ['of a day to come', { asOf: '2026-03-06' }, 'figure.day-in-future'],
    ['without a source', { source: ' ' }, 'request.invalid'],
    [
      'of a street that is none',
      { zoneId: '00000000-0000-7000-8000-000000000000' },
      'request.unknown-reference',
    ],
  ])('%s is refused', async (_, change, code) => {
    const work = district.as.office(contract.reportFigure, { body: { ...reported, ...change } })
    await expect(work).rejects.toMatchObject({ message: code })
  })

  it('is reported once for a zone and a day, then corrected', async () => {
    const { office } = district.as
    const { id } = await office(contract.reportFigure, { body: reported })
    await expect(office(contract.reportFigure, { body: reported })).rejects.toMatchObject({
      message: 'figure.reported-already',
    })
    const { inputId: _, zoneId: __, ...body } = { ...reported, value: 99.5 }
    expect(await office(contract.correctFigure, { params: { figureId: id }, body })).toMatchObject({
      value: 99.5,
    })
    const lines = await app.deps.db.read({ districtId: district.id }, ({ query }) =>
      query.selectFrom('journal').select(['verb', 'details']).where('what', '=', id).orderBy('seq').execute(),
    )
    expect(lines.map(({ verb }) => verb)).toEqual(['figure.reported', 'figure.corrected'])
    expect(lines[1]?.details).toMatchObject({ before: { value: 99.2 }, after: { value: 99.5 } })
  })

  it('that is removed can be brought back from what the removal returns', async () => {
    const { office } = district.as
    const { id } = await office(contract.reportFigure, { body: reported })
    const gone = await office(contract.removeFigure, { params: { figureId: id } })
    const { inputId, value, source } = gone
    expect((await office(contract.figureHistory, { params: { inputId } })).figures).toEqual([])
    await office(contract.reportFigure, { body: { ...reported, inputId, value, source } })
    expect((await office(contract.figureHistory, { params: { inputId } })).figures).toHaveLength(1)
  })
})

describe('who may report', () => {
  it('a street reports for itself alone', async () => {
    const own = streetId('990001001')
    const { call } = await district.signedInWith([
      { role: 'street', scope: { kind: 'street', streetId: own } },
    ])
    const { id } = await call(contract.reportFigure, { body: { ...reported, zoneId: own } })
    for (const zoneId of [null, streetId('990001002')]) {
      const work = call(contract.reportFigure, { body: { ...reported, zoneId } })
      await expect(work).rejects.toMatchObject({ message: 'identity.outside-scope' })
    }
    await call(contract.removeFigure, { params: { figureId: id } })
  })

  it('a unit reports what the items need that it leads', async () => {
    const unitId = unitIds.get('U1') ?? ''
    const { call } = await district.signedInWith([{ role: 'unit', scope: { kind: 'unit', unitId } }])
    await call(contract.reportFigure, { body: reported })
    const other = { ...reported, inputId: 'good-air-days', value: 300, unit: 'day' } as const
    await expect(call(contract.reportFigure, { body: other })).rejects.toMatchObject({
      message: 'identity.outside-scope',
    })
  })

  it('a leader reads and reports nothing, another district does not even read', async () => {
    const { id } = await district.as.office(contract.reportFigure, { body: reported })
    await expect(district.as.leader(contract.reportFigure, { body: reported })).rejects.toMatchObject({
      message: 'identity.verb-not-granted',
    })
    const other = await app.aDistrict('乙区')
    await expect(other.as.office(contract.removeFigure, { params: { figureId: id } })).rejects.toMatchObject({
      message: 'request.not-found',
    })
  })
})
