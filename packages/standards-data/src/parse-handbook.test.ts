import { expect, it } from 'vitest'

import type { Handbook } from '@chuangyuan/domain/handbook/handbook'

import { parseHandbook } from './parse-handbook.ts'
import { shippedHandbook } from './shipped-handbook.ts'

type Loose = Record<string, unknown>

/** The shipped handbook after one change, by a path such as `kinds.0.stream`. */
function changed(path: string, value: unknown): unknown {
  const copy: unknown = structuredClone(shippedHandbook)
  const steps = path.split('.')
  const last = steps.pop() ?? ''
  let inner = copy as Loose
  for (const step of steps) inner = inner[step] as Loose
  if (value === undefined) Reflect.deleteProperty(inner, last)
  else inner[last] = value
  return copy
}

function problemsOf(json: unknown) {
  const parsed = parseHandbook(json)
  return parsed.ok ? [] : parsed.refusal.problems
}

const kind = shippedHandbook.kinds[0]?.id
const entry = shippedHandbook.checklists[0]?.entries[0]?.id

it.each([
  [
    'kinds.0.stream',
    'roads',
    { code: 'handbook.value-not-allowed', list: 'kinds', row: kind, field: 'stream' },
  ],
  [
    'kinds.0.source',
    undefined,
    { code: 'handbook.field-missing', list: 'kinds', row: kind, field: 'source' },
  ],
  ['kinds.0.colour', 'red', { code: 'handbook.field-unknown', list: 'kinds', row: kind, field: 'colour' }],
  ['kinds.0.limit.amount', -1, { code: 'handbook.value-out-of-range', row: kind, field: 'limit.amount' }],
  ['kinds.0.name', '', { code: 'handbook.value-malformed', row: kind, field: 'name' }],
  ['kinds.0.season.months', [13], { code: 'handbook.value-out-of-range', field: 'season.months.0' }],
  ['kinds.0.siteKinds', ['palace'], { code: 'handbook.value-not-allowed', found: 'palace' }],
  ['kinds.1.id', kind, { code: 'handbook.id-twice', row: kind, field: 'id' }],
  ['kinds', [], { code: 'handbook.too-few', field: 'kinds' }],
  [
    'checklists.0.entries.0.kind',
    'comet',
    { code: 'handbook.kind-unknown', list: 'entries', row: entry, found: 'comet' },
  ],
  [
    'checklists.0.entries.0.kind',
    'roof-green-leak',
    { code: 'handbook.kind-elsewhere', row: entry, found: 'park' },
  ],
  [
    'checklists.0.entries.0.items',
    { 'garden-2010': ['sewage'] },
    { code: 'handbook.item-wider', row: entry, found: 'sewage' },
  ],
  [
    'checklists.1.siteKinds',
    ['park'],
    { code: 'handbook.site-kind-twice', list: 'checklists', found: 'park' },
  ],
  ['cycleDays.0.siteKinds', ['park'], { code: 'handbook.site-kind-twice', list: 'cycleDays', row: '#2' }],
  ['hours', [{ from: 600, to: 500 }], { code: 'handbook.hours-overlap', list: 'hours', row: '#1' }],
  [
    'hours',
    [
      { from: 500, to: 700 },
      { from: 650, to: 800 },
    ],
    { code: 'handbook.hours-overlap', row: '#2' },
  ],
  ['ladder.1.level', 'unit', { code: 'handbook.ladder-out-of-order', list: 'ladder', row: '#2' }],
])('a wrong %s (%j) is named with its row and field', (path, value, problem) => {
  expect(problemsOf(changed(path, value))).toContainEqual(expect.objectContaining(problem))
})

it('something else than a handbook is none', () => {
  expect(problemsOf([])).toEqual([expect.objectContaining({ code: 'handbook.not-an-object' })])
})

it('items are looked up in the packs of the day, where those are given', () => {
  const none = parseHandbook(shippedHandbook, () => undefined)
  const first = none.ok ? undefined : none.refusal.problems[0]
  expect(first).toMatchObject({ code: 'handbook.item-unknown', list: 'kinds', found: 'garden-2000-2005' })
})

it('a version that knows nothing of a site kind is read, and refused only as a new one', () => {
  const older: Handbook = {
    ...shippedHandbook,
    checklists: shippedHandbook.checklists.map((each) => ({
      ...each,
      siteKinds: each.siteKinds.filter((siteKind) => siteKind !== 'zoo'),
    })),
  }
  expect(parseHandbook(older)).toMatchObject({ ok: true })
  expect(parseHandbook(older, () => undefined)).toMatchObject({
    refusal: {
      problems: expect.arrayContaining([
        expect.objectContaining({ code: 'handbook.site-kind-missing', found: 'zoo' }),
      ]) as unknown,
    },
  })
})
