import { CallRefused } from '@chuangyuan/contract/call'
import { checkPack, correctPack, diffPacks, getPack, listPacks, packSchema } from '@chuangyuan/contract/pack'
import { findRow, type Pack, type Row } from '@chuangyuan/domain/standard/pack'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp, type TestDistrict } from '../../testing/test-app.ts'

const packKey = 'garden-2000-2005'
let app: TestApp
let district: TestDistrict
beforeAll(async () => {
  app = await testApp()
  district = await app.aDistrict()
}, 60_000)
afterAll(() => app.close())

function rowOf(pack: Pack, id: string): Row {
  const row = findRow(pack, id)
  if (row === undefined) throw new Error(`no row ${id}`)
  return row
}

/** The row with its first threshold at another value. */
function withThreshold(row: Row, value: unknown) {
  if (row.kind !== 'numeric' || row.requirement.kind !== 'level') throw new Error('no level')
  const [first, ...rest] = row.requirement.thresholds
  return { ...row, requirement: { ...row.requirement, thresholds: [{ ...first, value }, ...rest] } }
}

async function shipped(of: TestDistrict): Promise<Pack> {
  const { content } = await of.as.office(getPack, { params: { packKey, version: 0 } })
  return content
}

async function problemOf(call: Promise<unknown>) {
  const refused = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(refused instanceof CallRefused)) throw new Error('not refused')
  return refused.problem
}

test('a corrected threshold is a new version, and the difference names exactly that field', async () => {
  const fresh = await app.aDistrict('乙区')
  const row = rowOf(await shipped(fresh), 'base-green-rate')
  const before =
    row.kind === 'numeric' && row.requirement.kind === 'level' ? row.requirement.thresholds[0] : undefined
  const { version } = await fresh.as.office(correctPack, {
    params: { packKey },
    body: { basedOn: 0, note: '按公报原件更正', correction: { changed: [withThreshold(row, 33.5)] } },
  })
  expect(version).toBe(1)
  expect(await fresh.as.leader(diffPacks, { params: { packKey, version }, query: { from: 0 } })).toEqual([
    {
      part: 'row',
      id: 'base-green-rate',
      name: '绿地率',
      change: 'changed',
      fields: [{ field: 'requirement.thresholds.0.value', before: before?.value, after: 33.5 }],
    },
  ])
  const pack = (await fresh.as.leader(listPacks, {})).find((each) => each.packKey === packKey)
  expect(pack?.versions.map((each) => [each.version, each.note, each.correctedBy])).toEqual([
    [0, '', null],
    [1, '按公报原件更正', 'office'],
  ])
  const { head, latest } = await fresh.as.leader(getPack, { params: { packKey, version: 1 } })
  expect([head.version, latest]).toEqual([1, 1])
})

test('a value that cannot be is refused with its row and field, and nothing is saved', async () => {
  const row = rowOf(await shipped(district), 'base-green-rate')
  const correction = { changed: [withThreshold(row, '三十三')] }
  const { problems } = await district.as.office(checkPack, {
    params: { packKey, version: 0 },
    body: correction,
  })
  expect(problems).toMatchObject([
    {
      code: 'pack.type-wrong',
      row: 'base-green-rate',
      field: 'requirement.thresholds.0.value',
      found: '三十三',
    },
  ])
  const problem = await problemOf(
    district.as.office(correctPack, { params: { packKey }, body: { basedOn: 0, note: '错', correction } }),
  )
  expect(problem).toMatchObject({ code: 'pack.invalid', details: { count: 1 } })
  expect((await problemOf(district.as.office(getPack, { params: { packKey, version: 1 } }))).code).toBe(
    'request.not-found',
  )
})

test('a name that leads nowhere is refused', async () => {
  const row = rowOf(await shipped(district), 'base-green-rate')
  const { problems } = await district.as.office(checkPack, {
    params: { packKey, version: 0 },
    body: { changed: [{ ...row, check: { status: 'verified', sources: ['nobody'] } }] },
  })
  expect(problems).toMatchObject([{ code: 'pack.source-unknown', row: 'base-green-rate', found: 'nobody' }])
})

test('an unknown row becomes rows once somebody has read the text', async () => {
  const reader = await app.aDistrict('丙区')
  const { changes } = await reader.as.office(correctPack, {
    params: { packKey },
    body: {
      basedOn: 0,
      note: '补录景观保护子项',
      correction: {
        removed: ['landscape-rest'],
        sources: [{ id: 'own-copy', title: '建城[2000]106号复印件', kind: 'paper' }],
        added: [
          {
            under: 'landscape',
            row: {
              id: 'landscape-hills',
              kind: 'qualitative',
              name: '山体保护',
              check: { status: 'verified', sources: ['own-copy'], by: '创建办', on: '2026-03-05' },
              clauses: [{ id: '1', text: '山体绿化得到保护' }],
            },
          },
        ],
      },
    },
  })
  expect(changes.map(({ part, id, change }) => [part, id, change])).toEqual([
    ['row', 'landscape-hills', 'added'],
    ['row', 'landscape-rest', 'removed'],
    ['source', 'own-copy', 'added'],
  ])
})

test('what an applicant is spared can be corrected', async () => {
  const { changes, problems } = await district.as.office(checkPack, {
    params: { packKey, version: 0 },
    body: { excludes: [{ kind: 'district', excludes: ['planning-green-system'] }] },
  })
  expect(problems).toEqual([])
  expect(changes.map(({ part, change }) => [part, change])).toEqual([['pack', 'changed']])
})

test('a correction without a change, or upon an old version, is refused', async () => {
  const own = await app.aDistrict('丁区')
  const row = rowOf(await shipped(own), 'base-green-rate')
  const correct = (basedOn: number, value: number) =>
    own.as.office(correctPack, {
      params: { packKey },
      body: { basedOn, note: '更正', correction: { changed: [withThreshold(row, value)] } },
    })
  const same =
    row.kind === 'numeric' && row.requirement.kind === 'level'
      ? row.requirement.thresholds[0]?.value
      : undefined
  expect((await problemOf(correct(0, same ?? 0))).code).toBe('pack.unchanged')
  await correct(0, 40)
  expect(await problemOf(correct(0, 41))).toMatchObject({ code: 'request.stale', details: { latest: 1 } })
})

test('another district sees nothing of a correction', async () => {
  const [one, other] = [await app.aDistrict('戊区'), await app.aDistrict('己区')]
  const row = rowOf(await shipped(one), 'base-green-rate')
  await one.as.office(correctPack, {
    params: { packKey },
    body: { basedOn: 0, note: '更正', correction: { changed: [withThreshold(row, 40)] } },
  })
  expect((await problemOf(other.as.office(getPack, { params: { packKey, version: 1 } }))).code).toBe(
    'request.not-found',
  )
  const seen = (await other.as.office(listPacks, {})).find((each) => each.packKey === packKey)
  expect(seen?.versions).toHaveLength(1)
})

test('who may not correct is told so', async () => {
  const problem = await problemOf(
    district.as.leader(checkPack, { params: { packKey, version: 0 }, body: {} }),
  )
  expect(problem).toMatchObject({ code: 'identity.verb-not-granted', details: { verb: 'pack.correct' } })
})

test('the form of a pack is published for everybody', async () => {
  expect(await app.callerWith()(packSchema, {})).toMatchObject({ type: 'object' })
})
