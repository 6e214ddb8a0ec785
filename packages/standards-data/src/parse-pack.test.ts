import { expect, test } from 'vitest'

import { parsePack } from './parse-pack.ts'
import { shippedPack } from './shipped-packs.ts'

type Json = Record<string, unknown>

/** The 2016 pack as plain JSON, with something done to it. */
function spoilt(spoil: (pack: Json, row: (id: string) => Json, quantity: (id: string) => Json) => void) {
  const pack = JSON.parse(JSON.stringify(shippedPack('garden-2016'))) as Json
  const found = (list: unknown, id: string): Json | undefined =>
    (list as Json[])
      .flatMap((each) =>
        each['id'] === id ? [each] : each['rows'] === undefined ? [] : [found(each['rows'], id)],
      )
      .find((each) => each !== undefined)
  spoil(
    pack,
    (id) => found(pack['rows'], id) ?? {},
    (id) => found(pack['quantities'], id) ?? {},
  )
  const parsed = parsePack(pack)
  return parsed.ok ? [] : parsed.refusal.problems
}

test('a missing field names its row and itself', () => {
  expect(spoilt((_pack, row) => delete row('green-coverage')['name'])).toEqual([
    { code: 'pack.field-missing', row: 'green-coverage', field: 'name', path: '/rows/2/rows/0/name' },
  ])
})

test('a threshold that is text names the row, the field and what was found', () => {
  const problems = spoilt((_pack, row) => {
    row('green-coverage')['requirement'] = {
      kind: 'level',
      quantity: 'green-coverage',
      comparator: 'at-least',
      thresholds: [{ value: '36%' }],
    }
  })
  expect(problems).toEqual([
    {
      code: 'pack.type-wrong',
      row: 'green-coverage',
      field: 'requirement.thresholds.0.value',
      path: '/rows/2/rows/0/requirement/thresholds/0/value',
      found: '36%',
    },
  ])
})

test('a misspelt field, an unknown word and an unknown kind are told apart', () => {
  const problems = spoilt((_pack, row) => {
    row('green-coverage')['vetto'] = {}
    row('green-rate')['methods'] = ['rumour']
    row('service-coverage')['kind'] = 'wish'
  })
  expect(problems.map(({ code, row, field }) => [code, row, field])).toEqual([
    ['pack.field-unknown', 'green-coverage', 'vetto'],
    ['pack.value-not-allowed', 'green-rate', 'methods.0'],
    ['pack.value-not-allowed', 'service-coverage', 'kind'],
  ])
  expect(problems[1]).toMatchObject({
    found: 'rumour',
    expected: expect.arrayContaining(['field']) as unknown,
  })
})

test('verified without a source is not verified', () => {
  const problems = spoilt((_pack, row) => {
    row('green-coverage')['check'] = { status: 'verified', sources: [] }
  })
  expect(problems).toMatchObject([{ code: 'pack.too-few', row: 'green-coverage', field: 'check.sources' }])
})

test('names that lead nowhere are found wherever they stand', () => {
  const problems = spoilt((pack, row, quantity) => {
    row('green-coverage')['check'] = { status: 'verified', sources: ['hearsay'] }
    row('roads')['tiers'] = ['golden']
    row('green-rate')['requirement'] = {
      kind: 'level',
      quantity: 'greenness',
      comparator: 'between',
      thresholds: [{ value: 1, tier: 'golden', when: { size: 'huge' } }],
    }
    pack['applicants'] = [
      { kind: 'district', name: '城区', excludes: ['nothing'], check: { status: 'unverified' } },
    ]
    quantity('green-rate')['per'] = { quantity: 'nowhere', shortageUnit: 'ha' }
  })
  expect(problems.map(({ code, row, quantity, found }) => [code, row ?? quantity, found])).toEqual([
    ['pack.row-unknown', undefined, 'nothing'],
    ['pack.quantity-unknown', 'green-rate', 'nowhere'],
    ['pack.source-unknown', 'green-coverage', 'hearsay'],
    ['pack.quantity-unknown', 'green-rate', 'greenness'],
    ['pack.upper-missing', 'green-rate', undefined],
    ['pack.tier-unknown', 'green-rate', 'golden'],
    ['pack.size-unknown', 'green-rate', 'huge'],
    ['pack.tier-unknown', 'roads', 'golden'],
  ])
})

test('an id used twice is refused, for rows in any branch and for quantities', () => {
  const problems = spoilt((_pack, row, quantity) => {
    row('roads')['id'] = 'green-rate'
    quantity('green-area')['id'] = 'green-rate'
  })
  expect(problems.filter(({ code }) => code === 'pack.id-twice').map(({ path }) => path)).toHaveLength(2)
})

test('a formula that cannot be read, feeds itself or mixes units is refused', () => {
  const problems = spoilt((_pack, _row, quantity) => {
    quantity('green-rate')['formula'] = {
      expression: '100 * part +',
      inputs: [{ name: 'part', quantity: 'green-rate', unit: 'ha' }],
    }
  })
  expect(problems.map(({ code, quantity }) => [code, quantity])).toEqual([
    ['pack.formula-unreadable', 'green-rate'],
    ['pack.formula-circular', 'green-rate'],
    ['pack.unit-mismatch', 'green-rate'],
  ])
})

test.each([null, 'text', [], 7])('something that is no pack at all is refused: %j', (json) => {
  const parsed = parsePack(json)
  expect(parsed.ok ? undefined : parsed.refusal.problems[0]?.code).toBe('pack.not-an-object')
})
