import { addressOf, CallRefused } from '@chuangyuan/contract/call'
import type { Operation } from '@chuangyuan/contract/operation'
import { actOnFinding, listFindings, reportFinding, type ReportInput } from '@chuangyuan/contract/finding'
import { readJournal } from '@chuangyuan/contract/identity'
import * as contract from '@chuangyuan/contract/paper'
import { dayOf } from '@chuangyuan/domain/day'
import { paperKinds } from '@chuangyuan/domain/paper/paper'
import { templateFields } from '@chuangyuan/paper/template'
import { unzipSync, strFromU8, zipSync, strToU8 } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { exportedFile } from '../../testing/exported-file.ts'
import { settle } from '../../testing/small-town.ts'
import { testApp, testNow, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const today = dayOf(testNow)
const noWording = { title: '', addressed: '', copies: '' }

async function aTown() {
  const district = await app.aDistrict()
  const ids = await settle(app, district)
  const one = (of: 'sites' | 'units', code: string) => ids[of].get(code) ?? ''
  return { district, one, ...district.as }
}
type Town = Awaited<ReturnType<typeof aTown>>

/** A problem that the office has filed and sent to a unit. */
async function aDispatched({ office, one }: Town, unit = one('units', 'parks')): Promise<string> {
  const id = newId()
  const report: ReportInput = {
    ...{ id, kind: 'dead-plant', severity: null, siteId: one('sites', 'G-1'), streetId: null, place: null },
    ...{ address: '', words: '枯死三株', entries: [], photos: [newId()], channel: 'desk', foundAt: testNow },
    ...{ onBehalfOf: null, visitId: null },
  }
  await office(reportFinding, { body: report })
  await office(actOnFinding, {
    params: { findingId: id },
    body: { onBehalfOf: null, act: { action: 'file' } },
  })
  await office(actOnFinding, {
    params: { findingId: id },
    body: { onBehalfOf: null, act: { action: 'dispatch', unitId: unit, postId: null, assisting: [] } },
  })
  return id
}

async function refusalOf(attempt: Promise<unknown>) {
  const fault = await attempt.then(
    () => undefined,
    (refused: unknown) => refused,
  )
  return fault instanceof CallRefused ? fault.problem : fault
}

/** The file that an operation sends. */
async function fileOf({ district }: Town, operation: Operation, input: Parameters<typeof addressOf>[1]) {
  const response = await app.http.inject({
    url: addressOf(operation, input),
    headers: { cookie: district.cookies.office },
  })
  expect(response.statusCode).toBe(200)
  return new Uint8Array(response.rawPayload)
}

function textOf(file: Uint8Array): string {
  const parts = unzipSync(file)
  return strFromU8(parts['word/document.xml'] ?? new Uint8Array()).replaceAll(/<[^>]+>/g, '')
}

/** Through all hands to the signature. */
async function signed({ office, leader }: Town, ids: string[]) {
  await office(contract.stepPapers, { body: { ids, action: 'submit', words: '' } })
  await leader(contract.stepPapers, { body: { ids, action: 'pass', words: '' } })
  await leader(contract.stepPapers, { body: { ids, action: 'sign', words: '' } })
}

describe('notices', () => {
  it('are drawn up by unit in one batch, numbered in a row, and kept as issued', async () => {
    const town = await aTown()
    const findingIds = [await aDispatched(town), await aDispatched(town), await aDispatched(town)]
    const { ids, batch } = await town.office(contract.draftPapers, {
      body: { source: { kind: 'notice', findingIds }, ...noWording },
    })
    expect(batch).toBe(1)
    expect(ids).toHaveLength(1)
    await signed(town, ids)
    const { numbers } = await town.office(contract.stepPapers, { body: { ids, action: 'issue', words: '' } })
    expect(numbers).toEqual(['创园整〔2026〕1号'])
    const [paperId = ''] = ids
    const paper = await town.office(contract.showPaper, { params: { paperId } })
    expect(paper).toMatchObject({ stage: 'issued', number: numbers[0], findings: 3, mayDo: [] })
    expect(paper.sha256).toMatch(/^[0-9a-f]{64}$/)
    const text = textOf(await fileOf(town, contract.paperFile, { params: { paperId } }))
    expect(text).toContain('创园整〔2026〕1号')
    expect(text).toContain('枯死三株')
    expect(text).toContain('存　根')
    expect(text).not.toMatch(/[{}]/)
    await aDispatched(town)
    const listed = await town.office(listFindings, { query: { paper: paperId } })
    expect(listed.rows.map(({ id }) => id).toSorted()).toEqual(findingIds.toSorted())
    const register = await exportedFile(app, town.district.cookies.office, '/api/papers/export?stage=issued')
    expect(register.get('公文登记簿')?.at(-1)?.slice(0, 7)).toEqual([
      ...[numbers[0], '整改通知单', paper.title, paper.addressed, '3', '1', '已印发'],
    ])
  })

  it('need a unit that answers', async () => {
    const town = await aTown()
    const id = newId()
    await town.office(reportFinding, {
      body: {
        ...{ id, kind: 'dead-plant', severity: null, siteId: town.one('sites', 'G-1'), streetId: null },
        ...{ place: null, address: '', words: '枯死', entries: [], photos: [newId()], channel: 'desk' },
        ...{ foundAt: testNow, onBehalfOf: null, visitId: null },
      },
    })
    const drafting = town.office(contract.draftPapers, {
      body: { source: { kind: 'notice', findingIds: [id] }, ...noWording },
    })
    expect(await refusalOf(drafting)).toMatchObject({ code: 'paper.not-dispatched' })
  })

  it('are seen by their unit once they are issued, and by no other', async () => {
    const town = await aTown()
    const { ids } = await town.office(contract.draftPapers, {
      body: { source: { kind: 'notice', findingIds: [await aDispatched(town)] }, ...noWording },
    })
    const listed = async () => (await town.unit(contract.listPapers, { query: {} })).total
    expect(await listed()).toBe(0)
    await signed(town, ids)
    await town.office(contract.stepPapers, { body: { ids, action: 'issue', words: '' } })
    const { rows } = await town.office(contract.listPapers, { query: { stage: 'issued' } })
    expect(rows.map(({ id }) => id)).toEqual(ids)
  })
})

describe('numbers', () => {
  it('have no gap and no repeat, though many issue at once and some fail', async () => {
    const town = await aTown()
    const drafts = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const { ids } = await town.office(contract.draftPapers, {
          body: { source: { kind: 'circular', from: today, to: today }, ...noWording },
        })
        return ids
      }),
    )
    for (const ids of drafts) await signed(town, ids)
    const strange = newId()
    const outcomes = await Promise.allSettled([
      ...drafts.map((ids) => town.office(contract.stepPapers, { body: { ids, action: 'issue', words: '' } })),
      // One of the two is not there: the number that the other took goes back.
      town.office(contract.stepPapers, {
        body: { ids: [...(drafts[0] ?? []), strange], action: 'issue', words: '' },
      }),
    ])
    const numbers = outcomes.flatMap((each) => (each.status === 'fulfilled' ? each.value.numbers : []))
    expect(numbers.toSorted()).toEqual(
      Array.from({ length: 6 }, (_, place) => `创园通〔2026〕${String(place + 1)}号`),
    )
  })
})

describe('the way of a paper', () => {
  it('takes other hands than the drafter’s, and a verb for each', async () => {
    const town = await aTown()
    const { ids } = await town.office(contract.draftPapers, {
      body: { source: { kind: 'daily', on: today }, ...noWording },
    })
    await town.office(contract.stepPapers, { body: { ids, action: 'submit', words: '' } })
    const pass = town.office(contract.stepPapers, { body: { ids, action: 'pass', words: '' } })
    // Of many, the one that stops them is named.
    expect(await refusalOf(pass)).toMatchObject({
      ...{ code: 'paper.own-draft', details: { paper: '创建工作日报（2026年3月5日）' } },
    })
    const sign = town.office(contract.stepPapers, { body: { ids, action: 'sign', words: '' } })
    expect(await refusalOf(sign)).toMatchObject({ code: 'identity.verb-not-granted' })
    await town.leader(contract.stepPapers, { body: { ids, action: 'return', words: '数字再核' } })
    const [paperId = ''] = ids
    await town.office(contract.rewordPaper, {
      params: { paperId },
      body: { title: '日报（更正）', addressed: '', copies: '区委办' },
    })
    const paper = await town.office(contract.showPaper, { params: { paperId } })
    expect(paper).toMatchObject({ stage: 'drafted', title: '日报（更正）', copies: '区委办' })
    expect(paper.steps.map(({ action, words }) => [action, words])).toEqual([
      ['draft', ''],
      ['submit', ''],
      ['return', '数字再核'],
    ])
    const { rows } = await town['audit-admin'](readJournal, { query: {} })
    expect(rows.map(({ verb }) => verb)).toContain('paper.reworded')
  })

  it('ends at the issue: not even the database changes what is issued', async () => {
    const town = await aTown()
    const { ids } = await town.office(contract.draftPapers, {
      body: { source: { kind: 'daily', on: today }, ...noWording },
    })
    await signed(town, ids)
    await town.office(contract.stepPapers, { body: { ids, action: 'issue', words: '' } })
    const again = town.office(contract.stepPapers, { body: { ids, action: 'withdraw', words: '错' } })
    expect(await refusalOf(again)).toMatchObject({ code: 'paper.not-at-this-stage' })
    const forced = app.deps.db.transact({ districtId: town.district.id }, ({ query }) =>
      query.updateTable('papers').set({ title: '别的' }).where('id', 'in', ids).execute(),
    )
    await expect(forced).rejects.toThrow('an issued paper never changes')
  })
})

it('a brief says what the ledger says at that moment', async () => {
  const town = await aTown()
  await aDispatched(town)
  await aDispatched(town)
  const { ids } = await town.office(contract.draftPapers, {
    body: { source: { kind: 'daily', on: today }, ...noWording },
  })
  const { filling } = await town.office(contract.showPaper, { params: { paperId: ids[0] ?? '' } })
  const total = async (query: object) => (await town.office(listFindings, { query })).total
  expect(filling).toMatchObject({
    新增: String(await total({ from: today, to: today })),
    销号: String(await total({ stage: 'closed', closedFrom: today, closedTo: today })),
    在办: String(await total({ open: 'true' })),
    逾期: String(await total({ overdue: 'true' })),
  })
})

it('a site on one page says who answers, what is open and what that endangers', async () => {
  const town = await aTown()
  const ids = [await aDispatched(town), await aDispatched(town)]
  const { ids: papers } = await town.office(contract.draftPapers, {
    body: { source: { kind: 'site-sheet', siteId: town.one('sites', 'G-1') }, ...noWording },
  })
  const [paperId = ''] = papers
  const paper = await town.office(contract.showPaper, { params: { paperId } })
  expect(paper.findingIds.toSorted()).toEqual(ids.toSorted())
  expect(paper.filling).toMatchObject({ 编码: 'G-1', 问题数: '2', 照片: [] })
  expect(paper.filling['危及']).toEqual(
    expect.arrayContaining([{ 条目: expect.any(String) as string, 件数: '2' }]),
  )
  expect(textOf(await fileOf(town, contract.paperFile, { params: { paperId } }))).toContain('枯死三株')
})

it('minutes are what the clerk typed, each decision with its unit and day', async () => {
  const town = await aTown()
  const { ids } = await town.office(contract.draftPapers, {
    body: {
      source: {
        ...{ kind: 'minutes', heldOn: today, place: '三楼会议室', chair: '分管副区长', attending: '各街道' },
        ...{ agenda: ['整改进度'], decisions: [{ matter: '补植', unit: '', until: today }] },
      },
      ...noWording,
    },
  })
  const text = textOf(await fileOf(town, contract.paperFile, { params: { paperId: ids[0] ?? '' } }))
  for (const words of ['三楼会议室', '分管副区长', '整改进度', '补植', '2026年3月5日'])
    expect(text).toContain(words)
})

describe('templates', () => {
  it.each(paperKinds)('the shipped %s names only fields that there are', async (paperKind) => {
    const town = await aTown()
    const file = await fileOf(town, contract.templateFile, { params: { paperKind } })
    const fields = templateFields(file)
    expect(fields.ok).toBe(true)
    const uploaded = await town.office(contract.uploadTemplate, {
      ...{ params: { paperKind }, query: { fileName: '模板.docx' }, file: new Blob([file]) },
    })
    expect(uploaded).toEqual({ version: 1 })
  })

  it('a strange field is named, an open brace is shown, and something else is no template', async () => {
    const town = await aTown()
    const upload = async (text: string) => {
      const body = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`
      const types =
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
      const zip = zipSync({ '[Content_Types].xml': strToU8(types), 'word/document.xml': strToU8(body) })
      return refusalOf(
        town.office(contract.uploadTemplate, {
          ...{ params: { paperKind: 'daily' }, query: { fileName: 'x.docx' }, file: new Blob([zip]) },
        }),
      )
    }
    expect(await upload('{标题}')).toBeUndefined()
    expect(await upload('{标提}')).toMatchObject({
      code: 'paper.fields-unknown',
      details: { names: ['标提'] },
    })
    expect(await upload('{标题')).toMatchObject({
      code: 'paper.template-broken',
      details: { faults: [{ fault: 'unclosed' }] },
    })
    const none = town.office(contract.uploadTemplate, {
      ...{ params: { paperKind: 'daily' }, query: { fileName: 'x.docx' }, file: new Blob(['nothing']) },
    })
    expect(await refusalOf(none)).toMatchObject({ code: 'paper.not-a-docx' })
  })
})

it('settings are changed on the newest version only', async () => {
  const town = await aTown()
  const { version, settings } = await town.office(contract.getPaperSettings, {})
  expect(version).toBe(0)
  const body = { basedOn: 0, settings: { ...settings, issuer: '甲区创建办' } }
  expect(await town.office(contract.changePaperSettings, { body })).toEqual({ version: 1 })
  expect(await refusalOf(town.office(contract.changePaperSettings, { body }))).toMatchObject({
    code: 'request.stale',
  })
})

it('a paper is sent as PDF, or says that this machine has no LibreOffice', { timeout: 90_000 }, async () => {
  const town = await aTown()
  const { ids } = await town.office(contract.draftPapers, {
    body: { source: { kind: 'daily', on: today }, ...noWording },
  })
  const response = await app.http.inject({
    url: addressOf(contract.paperFile, { params: { paperId: ids[0] ?? '' }, query: { as: 'pdf' } }),
    headers: { cookie: town.district.cookies.office },
  })
  if (response.statusCode === 503) {
    expect(response.json()).toMatchObject({ code: 'paper.no-converter' })
  } else {
    expect(response.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    expect(response.headers['content-disposition']).toMatch(/\.pdf"/)
  }
})
