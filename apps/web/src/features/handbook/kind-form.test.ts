import { expect, it } from 'vitest'

import type { Handbook, ProblemKind } from '@chuangyuan/domain/handbook/handbook'

import { formOf, withKind } from './kind-form.ts'

const sourced = { source: '本项目拟定', status: 'unverified' } as const
const deadTree: ProblemKind = {
  ...{ id: 'dead-tree', name: '死树', stream: 'greening', severity: 'major', ...sourced },
  limit: { amount: 5, unit: 'working-days' },
  urgentLimit: { amount: 1, unit: 'working-days' },
  season: { months: [3, 11], interim: '挖除', interimLimit: { amount: 2, unit: 'working-days' } },
  items: { 'garden-2010': ['roads-with-trees', 'shaded-roads'], 'garden-2022': ['shaded-roads'] },
  siteKinds: ['road'],
}
const handbook: Handbook = {
  ...{ kinds: [deadTree], checklists: [], hours: [], ladder: [], duplicateMetres: 30, cycleDays: [] },
  denominators: { rework: 'handled', deferred: 'counted' },
  recheck: { afterDays: 7 },
  basis: {
    hours: sourced,
    ladder: sourced,
    duplicateMetres: sourced,
    denominators: sourced,
    recheck: sourced,
  },
}

it('a form that nobody touched gives the same kind', () => {
  expect(withKind(handbook, formOf(deadTree), deadTree)).toEqual(handbook)
})

it('a kind without a season loses what was typed about one', () => {
  const { kinds } = withKind(handbook, { ...formOf(deadTree), seasonal: false }, deadTree)
  expect(kinds[0]).not.toHaveProperty('season')
})

it('months and items are read as clerks write them', () => {
  const form = {
    ...formOf(deadTree),
    months: '3月、4月，10',
    items: ' garden-2010：sewage \n\ngarden-2022:wetlands',
  }
  expect(withKind(handbook, form, deadTree).kinds[0]).toMatchObject({
    season: { months: [3, 4, 10] },
    items: { 'garden-2010': ['sewage'], 'garden-2022': ['wetlands'] },
  })
})

it('a new kind stands at the end', () => {
  const form = { ...formOf(undefined), id: 'new', name: '新' }
  expect(withKind(handbook, form, undefined).kinds.map(({ id }) => id)).toEqual(['dead-tree', 'new'])
})
