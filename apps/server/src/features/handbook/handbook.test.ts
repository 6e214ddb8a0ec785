import { addressOf, CallRefused } from '@chuangyuan/contract/call'
import {
  changeHandbook,
  diffHandbooks,
  exportHandbook,
  getHandbook,
  getHandbookVersion,
  handbookSchema,
  importHandbook,
  listHandbookVersions,
} from '@chuangyuan/contract/handbook'
import { readJournal } from '@chuangyuan/contract/identity'
import { afterWorkingMs, workingMsBetween } from '@chuangyuan/domain/calendar/work-calendar'
import type { Instant } from '@chuangyuan/domain/day'
import type { Handbook, ProblemKind } from '@chuangyuan/domain/handbook/handbook'
import { shippedHandbook } from '@chuangyuan/standards-data/shipped-handbook'
import { readWorkbook, rowsIn } from '@chuangyuan/workbook/read-workbook'
import { writeWorkbook } from '@chuangyuan/workbook/write-workbook'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testApp, type TestApp, type TestDistrict } from '../../testing/test-app.ts'
import { calendarOf, currentHandbook, handbookAt } from './public.ts'
import { handbookSheets, type EntryValues, type KindValues } from './workbook-sheets.ts'

let app: TestApp
let district: TestDistrict
beforeAll(async () => {
  app = await testApp()
}, 60_000)
beforeEach(async () => {
  district = await app.aDistrict()
})
afterAll(() => app.close())

/** The shipped handbook with another limit for litter in the green. */
function withLimit(amount: number, of: Handbook = shippedHandbook): Handbook {
  const kinds = of.kinds.map((kind): ProblemKind =>
    kind.id === 'green-litter' ? { ...kind, limit: { amount, unit: 'working-hours' } } : kind,
  )
  return { ...of, kinds }
}

function change(content: unknown, basedOn = 0, note = '按本区手册') {
  return district.as.office(changeHandbook, { body: { basedOn, note, content } })
}

async function problemOf(call: Promise<unknown>) {
  const refused = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(refused instanceof CallRefused)) throw new Error('not refused')
  return refused.problem
}

describe('the handbook of a district', () => {
  it('is the shipped one until the office changes it', async () => {
    expect(await district.as.supervisor(getHandbook, { query: {} })).toEqual({
      unchanged: false,
      version: 0,
      content: shippedHandbook,
    })
  })

  it('is not sent again to a phone that has it', async () => {
    const known = (version: number) => district.as.unit(getHandbook, { query: { known: version } })
    expect(await known(0)).toEqual({ unchanged: true, version: 0 })
    await change(withLimit(2))
    expect(await known(0)).toMatchObject({ unchanged: false, version: 1, content: withLimit(2) })
    expect(await known(1)).toEqual({ unchanged: true, version: 1 })
  })

  it('changes as a new version that says what differs, who did it and why', async () => {
    const { version, changes } = await change(withLimit(2))
    expect(version).toBe(1)
    expect(changes).toMatchObject([
      { part: 'kind', id: 'green-litter', fields: [{ field: 'limit.amount', before: 4, after: 2 }] },
    ])
    const versions = await district.as.leader(listHandbookVersions, {})
    expect(versions.map(({ version: each, note, changedBy }) => [each, note, changedBy])).toEqual([
      [0, '', null],
      [1, '按本区手册', 'office'],
    ])
    expect(
      await district.as.leader(diffHandbooks, { params: { version: 0 }, query: { from: 1 } }),
    ).toMatchObject([{ fields: [{ before: 2, after: 4 }] }])
    const old = await district.as.leader(getHandbookVersion, { params: { version: 0 } })
    expect(old).toMatchObject({ latest: 1, content: shippedHandbook })
  })

  it('is changed only upon its latest version, so that nothing is lost', async () => {
    await change(withLimit(2))
    const late = await problemOf(change(withLimit(3)))
    expect(late).toMatchObject({ code: 'request.stale', details: { latest: 1 } })
    expect((await change(withLimit(3), 1)).version).toBe(2)
  })

  it('is not changed by saying the same again', async () => {
    expect((await problemOf(change(shippedHandbook))).code).toBe('handbook.unchanged')
  })

  it('is refused with row and field where it does not hold together, and nothing is saved', async () => {
    const [first, ...rest] = shippedHandbook.kinds
    const content = { ...shippedHandbook, kinds: [{ ...first, items: { 'garden-2010': ['moon'] } }, ...rest] }
    expect(await problemOf(change(content))).toMatchObject({
      code: 'handbook.invalid',
      details: {
        count: 1,
        problems: [
          {
            code: 'handbook.item-unknown',
            list: 'kinds',
            row: first?.id,
            field: 'items.garden-2010',
            found: 'moon',
          },
        ],
      },
    })
    expect((await problemOf(change({ ...shippedHandbook, ladder: 'high' }))).code).toBe('handbook.invalid')
    expect(await district.as.office(listHandbookVersions, {})).toHaveLength(1)
  })

  it('belongs to the office: the others read it', async () => {
    const body = { basedOn: 0, note: '改', content: withLimit(2) }
    for (const role of ['supervisor', 'unit', 'street', 'leader'] as const) {
      const refused = await problemOf(district.as[role](changeHandbook, { body }))
      expect(refused.code).toBe('identity.verb-not-granted')
    }
  })

  it('is that of its own district only', async () => {
    await change(withLimit(2))
    const other = await app.aDistrict('乙区')
    expect(await other.as.office(getHandbook, { query: {} })).toMatchObject({ version: 0 })
    const foreign = await problemOf(other.as.office(getHandbookVersion, { params: { version: 1 } }))
    expect(foreign.code).toBe('request.not-found')
  })

  it('tells other features the version in force, and when there is work', async () => {
    const [first, ...rest] = shippedHandbook.hours
    await change({ ...shippedHandbook, hours: [{ ...first, from: 540 }, ...rest] })
    const { version, calendar, old } = await app.deps.db.read(
      { districtId: district.id },
      async ({ query, districtId }) => {
        const current = await currentHandbook(query, districtId)
        return {
          version: current.version,
          calendar: calendarOf(current.handbook),
          old: await handbookAt(query, districtId, 0),
        }
      },
    )
    expect([version, old]).toEqual([1, shippedHandbook])
    const at = (text: string) => Date.parse(`${text}+08:00`) as Instant
    // The last afternoon before the week of National Day, and the Saturday on which it is worked off.
    const worked = workingMsBetween(calendar, at('2026-09-30T17:00'), at('2026-10-08T09:30'))
    expect(worked).toBe(60 * 60_000)
    expect(afterWorkingMs(calendar, at('2026-10-09T17:30'), 60_000)).toBe(at('2026-10-10T09:01'))
  })

  it('leaves one line in the journal for each change', async () => {
    await change(withLimit(2))
    const { rows } = await district.as['audit-admin'](readJournal, { query: {} })
    expect(rows.filter(({ verb }) => verb === 'handbook.changed')).toHaveLength(1)
  })

  it('has a published form', async () => {
    expect(await district.as.leader(handbookSchema, {})).toMatchObject({ type: 'object' })
  })
})

describe('the workbook of the handbook', () => {
  async function exported(version = 0): Promise<Uint8Array> {
    const response = await app.http.inject({
      url: addressOf(exportHandbook, { params: { version } }),
      headers: { cookie: district.cookies.leader },
    })
    expect(response.statusCode).toBe(200)
    return new Uint8Array(response.rawPayload)
  }

  function imported(bytes: Uint8Array, note?: string, version = 0) {
    return district.as.office(importHandbook, {
      params: { version },
      query: { fileName: '督查手册.xlsx', ...(note === undefined ? {} : { note }) },
      file: new Blob([new Uint8Array(bytes)]),
    })
  }

  interface Edits {
    readonly kind?: (row: KindValues) => Partial<KindValues> | undefined
    readonly entry?: (row: EntryValues) => Partial<EntryValues> | undefined
    readonly addedKinds?: readonly Partial<KindValues>[]
    readonly leaveOut?: readonly string[]
    readonly hours?: Partial<Record<'from' | 'to', string>>
    readonly days?: number
  }

  /** What a clerk does in Excel. */
  async function edited(bytes: Uint8Array, edits: Edits): Promise<Uint8Array> {
    const reading = await readWorkbook(bytes, 'x.xlsx', handbookSheets)
    if (!reading.ok) throw new Error(reading.refusal.code)
    const { kinds, entries, settings, cycles, stamp } = reading.value.sheets
    const changed = <Values>(row: Values, by: ((row: Values) => object | undefined) | undefined) => ({
      ...row,
      ...by?.(row),
    })
    const kindRows = rowsIn(kinds)
      .filter(({ values }) => edits.leaveOut?.includes(values.id) !== true)
      .map(({ values }) => changed(values, edits.kind))
    return writeWorkbook({
      title: '改过的督查手册',
      sheets: [
        { definition: handbookSheets.kinds, rows: [...kindRows, ...(edits.addedKinds ?? [])] },
        {
          definition: handbookSheets.entries,
          rows: rowsIn(entries).map(({ values }) => changed(values, edits.entry)),
        },
        {
          definition: handbookSheets.settings,
          rows: rowsIn(settings).map(({ values }, at) => (at === 0 ? { ...values, ...edits.hours } : values)),
        },
        {
          definition: handbookSheets.cycles,
          rows: rowsIn(cycles).map(({ values }, at) =>
            at === 0 ? { ...values, days: edits.days ?? values.days } : values,
          ),
        },
        { definition: handbookSheets.stamp, rows: rowsIn(stamp).map(({ values }) => values) },
      ],
    })
  }

  it('read back as it was exported changes nothing', async () => {
    const bytes = await exported()
    expect(await imported(bytes)).toEqual({ version: null, changes: [], faults: [], marked: null })
    expect((await problemOf(imported(bytes, '没有改动'))).code).toBe('handbook.unchanged')
  })

  it('previews without a note, and becomes the next version with one', async () => {
    const bytes = await edited(await exported(), {
      kind: ({ id }) => (id === 'road-litter' ? { amount: 1, siteKinds: ['道路', '广场'] } : undefined),
      entry: ({ id }) => (id === 'park-pests' ? { remove: true } : undefined),
      addedKinds: [
        {
          ...{ id: 'dog-mess', name: '犬只粪便', stream: 'clean-up', severity: 'minor', amount: 2 },
          ...{ unit: 'working-hours', urgentAmount: 1, urgentUnit: 'working-hours' },
          ...{ source: '本区督查手册', status: 'verified' },
        },
      ],
      leaveOut: ['dead-plant'],
      hours: { from: '9:00' },
      days: 5,
    })
    const preview = await imported(bytes)
    // Litter on roads is asked for on the checklists of other sites as well.
    expect(preview.faults.map(({ sheet, reason }) => [sheet, reason])).toContainEqual([
      '检查表',
      '这个问题类型不用于这类点位：林荫路',
    ])

    const right = await edited(bytes, {
      kind: ({ id }) => (id === 'road-litter' ? { siteKinds: undefined } : undefined),
    })
    const second = await imported(right)
    expect(second).toMatchObject({ version: null, faults: [], marked: null })
    expect(second.changes.map(({ part, id, change: how }) => [part, id, how])).toEqual([
      ['kind', 'road-litter', 'changed'],
      ['kind', 'dog-mess', 'added'],
      ['settings', 'settings', 'changed'],
      ['entry', 'park-pests', 'removed'],
    ])
    expect(await district.as.office(listHandbookVersions, {})).toHaveLength(1)

    const saved = await imported(right, '按本区手册')
    expect(saved).toMatchObject({ version: 1, changes: second.changes })
    const { content } = await district.as.leader(getHandbookVersion, { params: { version: 1 } })
    expect(content.hours[0]).toEqual({ from: 540, to: 720 })
    expect(content.cycleDays[0]?.days).toBe(5)
    expect(content.kinds.map(({ id }) => id)).toContain('dead-plant')
  })

  it('comes back with its wrong rows marked, and saves nothing', async () => {
    const bytes = await edited(await exported(), {
      kind: ({ id }) =>
        id === 'weeds'
          ? { siteKinds: ['月球'], items: ['green-coverage'] }
          : id === 'dead-plant'
            ? { interim: undefined }
            : undefined,
      hours: { from: '早上' },
    })
    const reply = await imported(bytes, '改错了')
    expect(reply).toMatchObject({ version: null, changes: [] })
    const said = reply.faults.map(({ sheet, id, field, reason }) => [sheet, id, field, reason.slice(0, 6)])
    expect(said).toEqual(
      expect.arrayContaining([
        ['问题类型', 'weeds', '点位类型', '没有这类点位'],
        ['问题类型', 'weeds', '对应条目', '写法应为“标'],
        ['时限与升级', '', '起', '时间请写成 '],
      ]),
    )
    expect(reply.faults.every(({ row }) => row > 1)).toBe(true)
    const marked = await readWorkbook(Buffer.from(reply.marked ?? '', 'base64'), 'x.xlsx', handbookSheets)
    expect(marked.ok && rowsIn(marked.value.sheets.kinds)).toHaveLength(shippedHandbook.kinds.length)
    expect(await district.as.office(listHandbookVersions, {})).toHaveLength(1)
  })

  it('says where a fault of the whole was written', async () => {
    const bytes = await edited(await exported(), {
      kind: ({ id }) => (id === 'dead-plant' ? { interim: undefined } : undefined),
      entry: ({ id, checklist }) =>
        id === 'road-pit'
          ? { kind: 'comet' }
          : checklist === 'river' && id === 'river-surface'
            ? { siteKinds: ['河道'] }
            : undefined,
    })
    const { faults } = await imported(bytes)
    expect(faults.map(({ sheet, id, field, reason }) => [sheet, id, field, reason])).toEqual([
      ['问题类型', 'dead-plant', '临时措施', '缺少这一项'],
    ])
    const formed = await edited(bytes, {
      kind: ({ id }) => (id === 'dead-plant' ? { interim: '挖除' } : undefined),
    })
    const second = await imported(formed)
    expect(second.faults.map(({ sheet, id, field, reason }) => [sheet, id, field, reason])).toEqual([
      ['检查表', 'road-pit', '问题类型', '没有这个问题类型：comet'],
      ['检查表', '', '', '这类点位没有排到：湖泊湿地'],
    ])
  })

  it('of an older version is refused, since it would undo what was changed since', async () => {
    const bytes = await exported()
    await change(withLimit(2))
    expect((await problemOf(imported(bytes, '旧的', 0))).code).toBe('request.stale')
    expect((await problemOf(imported(bytes, '旧的', 1))).code).toBe('request.stale')
    const other = new TextEncoder().encode('标识,名称\nx,y\n')
    expect((await problemOf(imported(other, '别的'))).code).toBe('handbook.workbook-unreadable')
  })
})
