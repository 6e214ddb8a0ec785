import { expect, test } from 'vitest'

import { aPack, aRow, atLeast, aQuantity, verified } from '../assessment/bench.testing.ts'
import { carryOver } from './carry-over.ts'
import type { Pack, QualitativeRow } from './pack.ts'
import { diffPacks } from './pack-diff.ts'

const plan: QualitativeRow = {
  kind: 'qualitative',
  id: 'plan',
  name: 'plan',
  check: verified,
  clauses: [
    { id: '1', text: 'made' },
    { id: '2', text: 'approved' },
  ],
}
const none = { answers: [], figures: [], statements: [], duties: [] }
const before = aPack([aRow(atLeast(31)), plan, aRow(atLeast(5), { id: 'gone' })])

function nextVersion(rows: Pack['rows'], more: Partial<Pack> = {}): Pack {
  return { ...before, version: 2, rows, ...more }
}

test('a corrected threshold is one changed field, and what is new or gone is named', () => {
  const after = nextVersion([aRow(atLeast(29)), plan, aRow(atLeast(1), { id: 'new' })])
  expect(diffPacks(before, after)).toMatchObject({
    added: ['new'],
    removed: ['gone'],
    changed: [
      {
        before: 'row',
        after: 'row',
        fields: [{ field: 'requirement.thresholds.0.value', before: 31, after: 29 }],
      },
    ],
    unchanged: [{ before: 'plan', after: 'plan' }],
    quantities: [],
    whole: [],
  })
})

test('a clause put in front of others is one new clause, not three changed ones', () => {
  const after = nextVersion([{ ...plan, clauses: [{ id: '0', text: 'begun' }, ...plan.clauses] }])
  const [change] = diffPacks(before, after).changed
  expect(change?.fields.map(({ field }) => field)).toEqual(['clauses.0'])
})

test('rows of another edition are paired by what they replace', () => {
  const replaces = [{ pack: 'tiny', row: 'plan', relation: 'same', check: verified }] as const
  const after = { ...aPack([{ ...plan, id: 'planning', replaces }]), id: 'next' }
  expect(diffPacks(before, after)).toMatchObject({
    unchanged: [{ before: 'plan', after: 'planning' }],
    removed: ['row', 'gone'],
  })
})

test('an answer moves with its clause as long as the words stand', () => {
  const after = nextVersion([
    {
      ...plan,
      clauses: [
        { id: '1', text: 'approved' },
        { id: '2', text: 'made and published' },
      ],
    },
  ])
  const answers = [
    { row: 'plan', clause: '1' },
    { row: 'plan', clause: '2' },
    { row: 'gone', clause: '1' },
  ]
  const carried = carryOver(before, after, { ...none, answers })
  expect(carried.answers).toEqual([{ from: { row: 'plan', clause: '2' }, to: { row: 'plan', clause: '1' } }])
  expect(carried.questions.map(({ about, reason, choices }) => [about, reason, choices])).toEqual([
    [{ kind: 'answer', row: 'plan', clause: '1' }, 'clause-not-found', ['ask-again', 'discard']],
    [{ kind: 'answer', row: 'gone', clause: '1' }, 'row-gone', ['discard']],
  ])
})

test('a changed clause asks what to do with the old answer', () => {
  const after = nextVersion([{ ...plan, clauses: [{ id: '1', text: 'made in time' }] }])
  const { questions } = carryOver(before, after, { ...none, answers: [{ row: 'plan', clause: '1' }] })
  expect(questions).toMatchObject([
    {
      reason: 'clause-changed',
      to: ['plan'],
      changes: [{ field: 'text', before: 'made', after: 'made in time' }],
      choices: ['keep', 'ask-again', 'discard'],
    },
  ])
})

test('a figure moves though its threshold changed, and is asked about when its definition did', () => {
  const after = nextVersion([aRow(atLeast(29))], {
    quantities: [aQuantity('green', { definition: 'without nurseries' }), aQuantity('canopy')],
  })
  const carried = carryOver(before, after, { ...none, figures: ['green', 'canopy', 'park'] })
  expect(carried.figures).toEqual(['canopy'])
  expect(carried.questions.map(({ reason }) => reason)).toEqual(['definition-changed', 'quantity-gone'])
})

test('a duty moves with its row, and is asked about where the row is gone or has several heirs', () => {
  const replaces = [{ pack: 'tiny', row: 'row', relation: 'changed', check: verified }] as const
  const planned = [{ pack: 'tiny', row: 'plan', relation: 'same', check: verified }] as const
  const after = {
    ...aPack([
      aRow(atLeast(31), { replaces }),
      aRow(atLeast(2), { id: 'heir', replaces }),
      { ...plan, replaces: planned },
    ]),
    id: 'next',
  }
  const carried = carryOver(before, after, { ...none, duties: ['row', 'plan', 'gone'] })
  expect(carried.duties).toEqual([{ from: 'plan', to: 'plan' }])
  expect(carried.questions.map(({ reason, to }) => [reason, to])).toEqual([
    ['several-heirs', ['row', 'heir']],
    ['row-gone', []],
  ])
})

test('nothing a district holds is dropped in silence', () => {
  const held = {
    answers: [{ row: 'plan', clause: '1' }],
    figures: ['green'],
    statements: ['plan'],
    duties: ['row', 'gone'],
  }
  const carried = carryOver(before, nextVersion([aRow(atLeast(29))], { quantities: [] }), held)
  const kept =
    carried.answers.length + carried.figures.length + carried.statements.length + carried.duties.length
  expect(kept + carried.questions.length).toBe(5)
})
