import { expect, it } from 'vitest'
import { parseDay, type Day } from '../day.ts'
import type { ProblemKind } from './handbook.ts'
import { limitFor } from './limit-for.ts'

const deadTree: ProblemKind = {
  id: 'dead-street-tree',
  name: '行道树死株',
  stream: 'greening',
  severity: 'major',
  limit: { amount: 5, unit: 'working-days' },
  urgentLimit: { amount: 1, unit: 'working-days' },
  season: { months: [3, 11], interim: '挖除并填平', interimLimit: { amount: 2, unit: 'working-days' } },
  items: {},
  siteKinds: [],
  source: '',
  status: 'unverified',
}
const { season: _, ...litter } = deadTree
const march = day('2026-03-31')
const july = day('2026-07-01')

function day(text: string): Day {
  const parsed = parseDay(text)
  if (parsed === undefined) throw new Error(text)
  return parsed
}

it('is the usual one in the planting season', () => {
  expect(limitFor(deadTree, { day: march, urgent: false })).toEqual({
    limit: deadTree.limit,
    because: 'standard',
  })
})

it('is that of the interim measure where planting has to wait', () => {
  expect(limitFor(deadTree, { day: july, urgent: false })).toEqual({
    limit: { amount: 2, unit: 'working-days' },
    because: 'off-season',
    interim: '挖除并填平',
  })
})

it('is shorter where it is urgent, for the interim measure as well', () => {
  const limit = deadTree.urgentLimit
  expect(limitFor(deadTree, { day: march, urgent: true })).toEqual({ limit, because: 'urgent' })
  expect(limitFor(deadTree, { day: july, urgent: true })).toEqual({
    limit,
    because: 'urgent',
    interim: '挖除并填平',
  })
})

it('knows no season where nothing is planted', () => {
  expect(limitFor(litter, { day: july, urgent: false })).toEqual({ limit: litter.limit, because: 'standard' })
})
