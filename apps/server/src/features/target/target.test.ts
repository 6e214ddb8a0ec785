import { addressOf, CallRefused } from '@chuangyuan/contract/call'
import { readJournal } from '@chuangyuan/contract/identity'
import * as contract from '@chuangyuan/contract/target'
import { addDays, dayOf } from '@chuangyuan/domain/day'
import { openTableFile } from '@chuangyuan/workbook/open-table-file'
import { partSheet, targetSheet } from '@chuangyuan/workbook/target-sheets'
import { writeWorkbook, type WritableRow } from '@chuangyuan/workbook/write-workbook'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { settle } from '../../testing/small-town.ts'
import { testApp, testNow, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const today = dayOf(testNow)
const term = { startsOn: addDays(today, -50), dueOn: addDays(today, 49) }
const hectares = (amount: number) => amount * 1_000

async function aTown() {
  const district = await app.aDistrict()
  const ids = await settle(app, district)
  const [spring, lake] = [ids.streets.get('370102002') ?? '', ids.streets.get('370102001') ?? '']
  const parks = ids.units.get('parks') ?? ''
  const own = async (role: 'street' | 'unit', id: string) =>
    district.signedInWith([
      { role, scope: role === 'street' ? { kind: role, streetId: id } : { kind: role, unitId: id } },
    ])
  return {
    ...{ district, spring, lake, parks, ...district.as },
    springOffice: (await own('street', spring)).call,
    parksUnit: (await own('unit', parks)).call,
  }
}
type Town = Awaited<ReturnType<typeof aTown>>

async function codeOf(attempt: Promise<unknown>) {
  const fault = await attempt.then(
    () => undefined,
    (refused: unknown) => refused,
  )
  return fault instanceof CallRefused ? fault.problem.code : fault
}

const green = {
  code: 'ZB-01',
  kind: 'new-green',
  name: '新增绿地',
  unit: 'ha',
  amount: hectares(10),
  ...term,
  source: '市任务书',
} as const
const share = { kind: 'street', name: '', unitId: null, build: null, greenRate: null } as const
const project = { ...share, kind: 'project', name: '湖滨绿地', streetId: null } as const
const work = { figure: 'built', on: today, words: '验收单第3号', photos: [] as string[] } as const

/** Ten hectares until day 100, of which two streets answer for nine. */
async function aTarget({ office, spring, lake, parks }: Town) {
  const { id: targetId } = await office(contract.addTarget, { body: green })
  const part = async (body: contract.TargetPartInput) =>
    (await office(contract.addTargetPart, { params: { targetId }, body })).id
  return {
    targetId,
    springShare: await part({ ...share, streetId: spring, planned: hectares(6) }),
    lakeShare: await part({ ...share, streetId: lake, planned: hectares(3) }),
    park: await part({ ...project, streetId: spring, unitId: parks, planned: hectares(2) }),
  }
}

describe('a target', () => {
  it('keeps planned, built and visible apart, and shows what its breakdown differs by', async () => {
    const town = await aTown()
    const { office, springOffice, spring, lake } = town
    const { springShare, lakeShare, park } = await aTarget(town)
    const report = (call: typeof office, partId: string, body: object) =>
      call(contract.reportTargetProgress, { params: { partId }, body: { ...work, amount: 0, ...body } })
    await report(springOffice, springShare, { amount: hectares(2.5) })
    await report(springOffice, park, { amount: hectares(1) })
    await report(office, lakeShare, { amount: hectares(2) })
    const image = { figure: 'visible', words: '卫星影像' }
    await report(office, springShare, { ...image, amount: hectares(3), on: addDays(today, -2) })
    await report(office, springShare, { ...image, amount: hectares(1), on: addDays(today, -9) })
    const { targets } = await office(contract.listTargets, {})
    expect(targets[0]).toMatchObject({
      figures: {
        ...{ planned: hectares(10), built: hectares(5.5), expected: hectares(5), behind: false },
        ...{ percent: 55, daysLeft: 50, pace: hectares(0.09) },
        visible: { amount: hectares(3), parts: 1, from: addDays(today, -2), to: addDays(today, -2) },
      },
      breakdown: {
        street: { parts: 2, sum: hectares(9), difference: hectares(-1) },
        project: { parts: 1, sum: hectares(2), difference: hectares(-8) },
      },
      streetsBehind: 0,
    })
    expect(targets[0]?.streets.map(({ street, figures }) => [street?.id, figures.built])).toEqual(
      expect.arrayContaining([
        [spring, hectares(3.5)],
        [lake, hectares(2)],
      ]),
    )
    await report(office, lakeShare, { amount: hectares(-0.6), words: '重复计算，更正' })
    const { target } = await office(contract.showTarget, { params: { targetId: targets[0]?.id ?? '' } })
    expect(target.streetsBehind).toBe(1)
  })

  it('opens the entries behind every number, and they add up to it', async () => {
    const town = await aTown()
    const { office, springOffice, spring } = town
    const { targetId, springShare, park } = await aTarget(town)
    for (const [partId, amount] of [
      [springShare, 100],
      [springShare, 250],
      [park, 7],
    ] as const)
      await springOffice(contract.reportTargetProgress, { params: { partId }, body: { ...work, amount } })
    const list = async (query: object) => {
      const page = await office(contract.listTargetProgress, { query: { target: targetId, ...query } })
      return page.rows.reduce((sum, { amount }) => sum + amount, 0)
    }
    const { target, parts } = await office(contract.showTarget, { params: { targetId } })
    expect([await list({ figure: 'built' }), target.figures.built]).toEqual([357, 357])
    for (const { id, built } of parts) expect(await list({ part: id, figure: 'built' })).toBe(built)
    expect(await list({ street: spring })).toBe(357)
    expect(await list({ street: 'none' })).toBe(0)
    expect(await list({ search: '第3号' })).toBe(357)
  })

  it('is reported on by those who answer for it; an image is read by the office alone', async () => {
    const town = await aTown()
    const { springOffice, parksUnit, leader } = town
    const { springShare, lakeShare, park } = await aTarget(town)
    const report = (call: typeof leader, partId: string, body: object = {}) =>
      codeOf(
        call(contract.reportTargetProgress, { params: { partId }, body: { ...work, amount: 1, ...body } }),
      )
    expect(await report(springOffice, lakeShare)).toBe('identity.outside-scope')
    expect(await report(parksUnit, springShare)).toBe('identity.outside-scope')
    expect(await report(parksUnit, park)).toBeUndefined()
    expect(await report(leader, park)).toBe('identity.verb-not-granted')
    expect(await report(springOffice, springShare, { figure: 'visible' })).toBe('identity.verb-not-granted')
    expect(await report(springOffice, springShare, { words: '' })).toBe('target.no-evidence')
    expect(await report(springOffice, springShare, { on: addDays(today, 1) })).toBe('target.day-in-future')
    expect(await report(springOffice, springShare, { amount: -1 })).toBe('target.below-zero')
    const { rows } = await town['audit-admin'](readJournal, { query: { verb: 'target.reported' } })
    expect(rows).toHaveLength(1)
  })

  it('counts a garden-style unit only where its build kind and green rate let it be chosen', async () => {
    const { office } = await aTown()
    const { id: targetId } = await office(contract.addTarget, {
      body: { ...green, kind: 'garden-unit', unit: 'count', name: '园林式单位', amount: 8_000 },
    })
    const body = { ...project, planned: 1_000, build: 'new', greenRate: 30 } as const
    const { id: partId } = await office(contract.addTargetPart, { params: { targetId }, body })
    const report = () =>
      codeOf(office(contract.reportTargetProgress, { params: { partId }, body: { ...work, amount: 1_000 } }))
    const verdict = async () =>
      (await office(contract.showTarget, { params: { targetId } })).parts[0]?.verdict
    expect(await report()).toBe('target.not-chosen')
    expect(await verdict()).toMatchObject({
      code: 'short',
      threshold: { greenRate: 35, status: 'unverified' },
    })
    await office(contract.changeTargetPart, { params: { partId }, body: { ...body, build: 'renewed' } })
    expect(await verdict()).toMatchObject({ code: 'meets' })
    expect(await report()).toBeUndefined()
    expect(await codeOf(office(contract.removeTargetPart, { params: { partId } }))).toBe('target.part-in-use')
  })

  it('refuses what does not fit and takes kinds of the district’s own', async () => {
    const town = await aTown()
    const { office, spring } = town
    const { targetId } = await aTarget(town)
    const part = { ...share, streetId: spring, planned: 1 }
    const add = (body: contract.TargetPartInput) =>
      codeOf(office(contract.addTargetPart, { params: { targetId }, body }))
    expect(await add(part)).toBe('target.part-taken')
    expect(await add({ ...part, streetId: null })).toBe('target.part-unnamed')
    expect(await codeOf(office(contract.addTarget, { body: green }))).toBe('target.code-taken')
    const backwards = { ...green, code: 'ZB-9', dueOn: addDays(term.startsOn, -1) }
    expect(await codeOf(office(contract.addTarget, { body: backwards }))).toBe('target.days-unfit')
    const inMetres = office(contract.changeTarget, { params: { targetId }, body: { ...green, unit: 'm2' } })
    expect(await codeOf(inMetres)).toBe('target.unit-in-use')
    const pocket = { name: '口袋公园', unit: 'count', garden: null } as const
    const { id: kind } = await office(contract.addTargetKind, { body: pocket })
    expect(await codeOf(office(contract.addTargetKind, { body: pocket }))).toBe('target.kind-taken')
    await office(contract.addTarget, { body: { ...green, code: 'ZB-02', kind, unit: 'count' } })
    const { targets } = await office(contract.listTargets, {})
    expect(targets.map((target) => target.kind.name)).toEqual(['新增绿地', '口袋公园'])
  })
})

describe('the workbook', () => {
  const row = { code: 'ZB-01', kind: '新增绿地', name: '新增绿地', amount: 12.5, ...term }
  const book = (targets: readonly WritableRow[], parts: readonly WritableRow[]) =>
    writeWorkbook({
      title: '任务指标',
      sheets: [
        { definition: targetSheet, rows: targets },
        { definition: partSheet, rows: parts },
      ],
    })

  it('writes right rows, returns wrong ones in red, and changes nothing when read again', async () => {
    const { office } = await aTown()
    const bytes = await book(
      [row, { ...row, code: 'ZB-02', kind: '没有的种类' }, { ...row, code: 'ZB-03', amount: 0.0001 }],
      [
        { target: 'ZB-01', street: '泉城路街道', planned: 6.25 },
        { target: 'ZB-01', name: '湖滨绿地', unit: '区园林中心', planned: 2 },
        { target: 'ZB-01', street: '没有街道', planned: 1 },
        { target: 'ZB-02', street: '泉城路街道', planned: 1 },
        { target: 'ZB-01', street: '泉城路街道', name: '湖滨绿地', planned: 3 },
      ],
    )
    const file = new Blob([new Uint8Array(bytes)])
    const query = { fileName: '任务指标.xlsx' }
    const preview = await office(contract.previewTargetImport, { query, file })
    expect(preview.counts).toEqual({ new: 3, changed: 0, same: 0, wrong: 5 })
    expect(preview.wrong.map(({ sheet, faults }) => [sheet, faults[0]?.code])).toEqual([
      ['targets', 'kind.unknown'],
      ['targets', 'amount.unfit'],
      ['parts', 'street.unknown'],
      ['parts', 'target.unknown'],
      ['parts', 'part.repeated'],
    ])
    const marked = await openTableFile(Buffer.from(preview.marked ?? '', 'base64'))
    const texts = marked.ok ? marked.value.sheets.flatMap((sheet) => sheet.rows.flat()).map(String) : []
    expect(texts.filter((text) => text.includes('没有'))).toContain('街道：没有街道“没有街道”，请核对')
    const apply = (rows: number) => office(contract.applyTargetImport, { query: { ...query, rows }, file })
    expect(await codeOf(apply(2))).toBe('request.stale')
    await apply(3)
    const again = await office(contract.previewTargetImport, { query, file })
    expect(again.counts).toEqual({ new: 0, changed: 0, same: 3, wrong: 5 })
    const { targets } = await office(contract.listTargets, {})
    expect(targets[0]?.breakdown.street).toEqual({ parts: 1, sum: 6_250, difference: -6_250 })
  })

  it('goes out and comes back as it was', async () => {
    const town = await aTown()
    const { springShare } = await aTarget(town)
    await town.office(contract.reportTargetProgress, {
      params: { partId: springShare },
      body: { ...work, amount: 1 },
    })
    const { rawPayload } = await app.http.inject({
      url: addressOf(contract.exportTargets, {}),
      headers: { cookie: town.district.cookies.office },
    })
    const preview = await town.office(contract.previewTargetImport, {
      query: { fileName: '任务指标.xlsx' },
      file: new Blob([new Uint8Array(rawPayload)]),
    })
    expect(preview.counts).toEqual({ new: 0, changed: 0, same: 4, wrong: 0 })
  })
})
