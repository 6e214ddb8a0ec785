import { expect, test } from 'vitest'

import { aPack, aRow, atLeast, verified } from '../assessment/bench.testing.ts'
import type { QualitativeRow } from './pack.ts'
import { changesBetween } from './pack-diff.ts'
import { statementsOf } from './statements.ts'

const memory = { status: 'unverified', confidence: 'low' } as const

test('every number has a line that says where it and its check stand, its own check before its row’s', () => {
  const thresholds = [{ value: 31 }, { value: 35, tier: 'raised', check: memory }]
  const row = aRow({ kind: 'any-of', options: [atLeast(0, { thresholds })] })
  expect(statementsOf(aPack([row]), row)).toMatchObject([
    { field: 'requirement.options.0.thresholds.0.value', value: 31, unit: 'percent', check: verified },
    {
      field: 'requirement.options.0.thresholds.1.value',
      checkField: 'requirement.options.0.thresholds.1.check',
      value: 35,
      tier: 'raised',
      check: memory,
    },
  ])
})

test('a clause is named by its id, as the comparison of packs names it', () => {
  const row: QualitativeRow = {
    kind: 'qualitative',
    id: 'plan',
    name: 'plan',
    check: verified,
    clauses: [{ id: 'made', text: 'made' }],
  }
  const [line] = statementsOf(aPack([row]), row)
  const [change] = changesBetween(row, { ...row, clauses: [{ id: 'made', text: 'made in time' }] })
  expect(line?.field).toBe(change?.field)
})

test('a row not read has no line', () => {
  const row = { kind: 'unknown', id: 'x', name: 'x', check: memory } as const
  expect(statementsOf(aPack([row]), row)).toEqual([])
})
