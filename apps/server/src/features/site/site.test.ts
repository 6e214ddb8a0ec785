import { addressOf, CallRefused } from '@chuangyuan/contract/call'
import { readJournal } from '@chuangyuan/contract/identity'
import type { BodyOf, QueryOf } from '@chuangyuan/contract/operation'
import * as contract from '@chuangyuan/contract/site'
import { readWorkbook } from '@chuangyuan/workbook/read-workbook'
import { districtWorkbook } from '@chuangyuan/workbook/district-workbook'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../db/id.ts'
import type { DistrictIds } from '../intake/public.ts'
import { settle } from '../../testing/small-town.ts'
import { testApp, type TestApp, type TestDistrict } from '../../testing/test-app.ts'

let app: TestApp
let district: TestDistrict
let ids: DistrictIds
beforeAll(async () => {
  app = await testApp()
}, 60_000)
beforeEach(async () => {
  district = await app.aDistrict()
  ids = await settle(app, district)
})
afterAll(() => app.close())

type Filter = Partial<Omit<QueryOf<typeof contract.listSites>, 'holes' | 'placed'>> & {
  holes?: 'true' | 'false'
  placed?: 'true' | 'false'
}

async function listed(query: Filter = {}) {
  const { rows, total } = await district.as.office(contract.listSites, { query })
  return { codes: rows.map(({ code }) => code), total }
}

/** Cells of the first list in a downloaded workbook, as they read in the file. */
async function linesOf(path: string, sheet = '') {
  const response = await app.http.inject({ url: path, headers: { cookie: district.cookies.office } })
  expect(response.statusCode).toBe(200)
  const sites = { ...districtWorkbook.sites, ...(sheet === '' ? {} : { name: sheet }) }
  const book = await readWorkbook(new Uint8Array(response.rawPayload), 'x.xlsx', { sites })
  return book.ok ? (book.value.sheets.sites?.rows ?? []).map(({ cells }) => cells) : []
}

async function refusalOf(call: Promise<unknown>) {
  const refused = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  return refused instanceof CallRefused ? refused.problem : refused
}

function idOf(of: keyof DistrictIds, code: string): string {
  return ids[of].get(code) ?? 'nothing'
}

describe('the list of sites', () => {
  test('stands by street in protocol order, then by code', async () => {
    expect(await listed()).toEqual({ codes: ['G-1', 'G-2', 'G-3', 'G-4', 'G-5'], total: 5 })
    expect(await listed({ offset: 1, limit: 2 })).toEqual({ codes: ['G-2', 'G-3'], total: 5 })
  })

  test.each<[string, () => Filter, string[]]>([
    ['street', () => ({ street: idOf('streets', '370102001') }), ['G-4', 'G-5']],
    ['kind', () => ({ kind: 'road' }), ['G-3']],
    ['owner', () => ({ unit: idOf('units', 'roads') }), ['G-3', 'G-4']],
    ['unit of a post that fills a role', () => ({ unit: idOf('units', 'street') }), ['G-1', 'G-3', 'G-5']],
    ['holes', () => ({ holes: 'true' }), ['G-2', 'G-3', 'G-4']],
    ['no holes', () => ({ holes: 'false' }), ['G-1', 'G-5']],
    ['role with a hole', () => ({ hole: 'contact' }), ['G-2', 'G-3']],
    ['position missing', () => ({ placed: 'false' }), ['G-2', 'G-5']],
    ['name', () => ({ search: '泉水' }), ['G-1']],
    ['code in small letters', () => ({ search: 'g-4' }), ['G-4']],
    ['pinyin', () => ({ search: 'konggang' }), ['G-3']],
    ['initials', () => ({ search: 'dwgc' }), ['G-4']],
    ['a text that is a pattern elsewhere', () => ({ search: '%' }), []],
    ['two conditions', () => ({ holes: 'true', placed: 'true' }), ['G-3', 'G-4']],
  ])('is narrowed by %s, and map and workbook by the same', async (_, filterOf, codes) => {
    const query = filterOf()
    expect(await listed(query)).toEqual({ codes, total: codes.length })

    const map = await district.as.office(contract.mapSites, { query })
    const onMap = map.features.map(({ properties }) => properties.code)
    expect(onMap.length + map.unplaced).toBe(codes.length)
    expect(codes).toEqual(expect.arrayContaining(onMap))
    if (query.holes === undefined) {
      expect(map.withHoles).toBe((await listed({ ...query, holes: 'true' })).total)
    }

    const lines = await linesOf(addressOf(contract.exportSites, { query }))
    expect(lines.map((cells) => cells['code'])).toEqual(codes)
  })
})

describe('duty holes', () => {
  test('are told by rule: nobody, a unit without a person, a vacant post', async () => {
    const { rows } = await district.as.office(contract.listSites, { query: { holes: 'true' } })
    expect(rows.map(({ code, holes }) => [code, holes])).toEqual([
      [
        'G-2',
        ['responsible', 'first-responsible', 'contact', 'supervisor'].map((role) => ({
          role,
          why: 'nobody',
        })),
      ],
      ['G-3', [{ role: 'contact', why: 'vacant' }]],
      ['G-4', [{ role: 'supervisor', why: 'no-post' }]],
    ])
  })

  test('every figure of the page is the total of the list it opens', async () => {
    const holes = await district.as.leader(contract.listDutyHoles, {})
    expect(holes.sites).toBe((await listed()).total)
    expect(holes.sitesWithHoles).toBe((await listed({ holes: 'true' })).total)
    for (const { role, sites } of holes.byRole) expect(sites).toBe((await listed({ hole: role })).total)
    expect(holes.byStreet.map(({ street }) => street.name)).toEqual(['泉城路街道', '大明湖街道'])
    for (const { street, sites, sitesWithHoles } of holes.byStreet) {
      expect(sites).toBe((await listed({ street: street.id })).total)
      expect(sitesWithHoles).toBe((await listed({ street: street.id, holes: 'true' })).total)
    }
  })

  test('go out as a workbook with one line for each site', async () => {
    const lines = await linesOf('/api/duty-holes/export', '点位')
    expect(lines.map((cells) => [cells['code'], cells['contact']])).toEqual([
      ['G-2', '【无人】'],
      ['G-3', '【职务空缺】'],
      ['G-4', '钱二'],
    ])
  })
})

describe('a site', () => {
  function fields(
    more: Partial<BodyOf<typeof contract.createSite>> = {},
  ): BodyOf<typeof contract.createSite> {
    return {
      code: 'G-9',
      name: '新公园',
      kind: 'park',
      streetId: idOf('streets', '370102002'),
      communityId: null,
      territoryUnitId: null,
      ownerUnitId: null,
      address: null,
      lon: null,
      lat: null,
      area: null,
      length: null,
      onRoute: false,
      remark: null,
      holders: [],
      ...more,
    }
  }
  const create = (more: Partial<BodyOf<typeof contract.createSite>> = {}) =>
    district.as.office(contract.createSite, { body: fields(more) })

  test('is made and changed, and the journal has what was before', async () => {
    const made = await create({
      holders: [{ role: 'contact', unitId: null, postId: idOf('posts', 'parks-clerk') }],
    })
    expect(made.holders).toMatchObject([
      { role: 'contact', person: { name: '钱二' }, unit: { name: '区园林中心' } },
    ])
    const changed = await district.as.office(contract.changeSite, {
      params: { siteId: made.id },
      body: fields({ name: '改名公园', lon: 117.01, lat: 36.6 }),
    })
    expect(changed).toMatchObject({ name: '改名公园', holders: [] })
    const { rows } = await district.as['audit-admin'](readJournal, { query: { what: made.id } })
    expect(rows.map(({ verb }) => verb).toSorted()).toEqual(['site.changed', 'site.created'])
    expect(rows.find(({ verb }) => verb === 'site.changed')?.details).toMatchObject({
      before: { name: '新公园' },
      after: { name: '改名公园' },
    })
  })

  test.each<[string, () => Partial<BodyOf<typeof contract.createSite>>]>([
    ['street', () => ({ streetId: newId() })],
    ['community', () => ({ communityId: newId() })],
    [
      'community',
      () => ({ streetId: idOf('streets', '370102001'), communityId: idOf('communities', '370102002001') }),
    ],
    ['unit', () => ({ ownerUnitId: newId() })],
    ['unit', () => ({ holders: [{ role: 'responsible', unitId: newId(), postId: null }] })],
    ['post', () => ({ holders: [{ role: 'contact', unitId: null, postId: newId() }] })],
  ])('is refused with a %s that its place does not have', async (what, more) => {
    expect(await refusalOf(create(more()))).toMatchObject({
      code: 'request.unknown-reference',
      details: { what },
    })
    expect((await listed()).total).toBe(5)
  })

  test('has a code of its own in the district, and the same code in another is nothing to it', async () => {
    expect(await refusalOf(create({ code: 'G-1' }))).toMatchObject({ code: 'site.code-taken', status: 409 })
    const elsewhere = await app.aDistrict()
    await settle(app, elsewhere)
    expect((await create()).code).toBe('G-9')
  })

  test('of another district does not exist', async () => {
    const elsewhere = await app.aDistrict()
    const foreign = await settle(app, elsewhere)
    const siteId = foreign.sites.get('G-1') ?? ''
    const get = district.as.office(contract.getSite, { params: { siteId } })
    expect(await refusalOf(get)).toMatchObject({ code: 'request.not-found' })
    const change = district.as.office(contract.changeSite, { params: { siteId }, body: fields() })
    expect(await refusalOf(change)).toMatchObject({ code: 'request.not-found' })
  })

  test('lies in the street of whoever edits it, before and after', async () => {
    const streetId = idOf('streets', '370102001')
    const { call } = await district.signedInWith([{ role: 'office', scope: { kind: 'street', streetId } }])
    const outside = { code: 'identity.outside-scope' }
    const change = (code: string, body: BodyOf<typeof contract.createSite>) =>
      call(contract.changeSite, { params: { siteId: idOf('sites', code) }, body })

    expect((await call(contract.createSite, { body: fields({ streetId }) })).street.id).toBe(streetId)
    expect(await refusalOf(call(contract.createSite, { body: fields({ code: 'G-10' }) }))).toMatchObject(
      outside,
    )
    expect((await change('G-5', fields({ code: 'G-5', streetId }))).name).toBe('新公园')
    expect(await refusalOf(change('G-1', fields({ code: 'G-1', streetId })))).toMatchObject(outside)
    expect(await refusalOf(change('G-4', fields({ code: 'G-4' })))).toMatchObject(outside)
  })

  test('keeps the outline that a map layer gave it until its point is moved', async () => {
    const siteId = idOf('sites', 'G-1')
    const before = await district.as.office(contract.getSite, { params: { siteId } })
    expect(before).toMatchObject({ lon: 117.02, lat: 36.67, geometry: { type: 'Point' } })
    const put = (lon: number) =>
      district.as.office(contract.changeSite, {
        params: { siteId },
        body: fields({ code: 'G-1', lon, lat: 36.67 }),
      })
    await put(117.02)
    await put(117.5)
    const after = await district.as.office(contract.getSite, { params: { siteId } })
    expect(after.geometry).toEqual({ type: 'Point', coordinates: [117.5, 36.67] })
  })
})

describe('a telephone number', () => {
  test('is masked in lists, and each look at a whole one is on record', async () => {
    const { rows } = await district.as.leader(contract.listPosts, { query: {} })
    expect(rows.map(({ person }) => person?.phoneTail)).toEqual(['1234', '5678', null, undefined])
    expect(JSON.stringify(rows)).not.toContain('1380000')
    const personId = idOf('people', 'zhao')
    for (const _ of [1, 2]) {
      expect(await district.as.leader(contract.readPhone, { params: { personId } })).toEqual({
        phone: '13800001234',
      })
    }
    const journal = await district.as['audit-admin'](readJournal, { query: { verb: 'person.phone-read' } })
    expect(journal.total).toBe(2)
    expect(JSON.stringify(journal.rows)).not.toContain('13800001234')
    expect(await refusalOf(district.as.unit(contract.readPhone, { params: { personId } }))).toMatchObject({
      code: 'identity.verb-not-granted',
    })
  })
})
