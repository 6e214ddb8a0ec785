import { expect, it } from 'vitest'
import { diffHandbooks } from './handbook-diff.ts'
import type { ChecklistEntry, Handbook, ProblemKind } from './handbook.ts'

const sourced = { source: '本项目拟定', status: 'unverified' } as const
const limit = { amount: 4, unit: 'working-hours' } as const
const litter: ProblemKind = {
  ...{ id: 'litter', name: '垃圾', stream: 'clean-up', severity: 'minor', limit, urgentLimit: limit },
  ...{ items: {}, siteKinds: [], ...sourced },
}
const clean: ChecklistEntry = { id: 'park-clean', text: '无垃圾', kind: 'litter', ...sourced }
const handbook: Handbook = {
  kinds: [litter],
  checklists: [
    { id: 'park', name: '公园', siteKinds: ['park'], entries: [clean] },
    { id: 'road', name: '道路', siteKinds: ['road'], entries: [] },
  ],
  hours: [{ from: 510, to: 1050 }],
  ladder: [{ level: 'unit', after: limit }],
  duplicateMetres: 30,
  cycleDays: [],
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

it('finds nothing between a handbook and itself', () => {
  expect(diffHandbooks(handbook, { ...handbook, kinds: [{ ...litter }] })).toEqual([])
})

it('names the field of a kind, and the settings by where they stand', () => {
  const after: Handbook = {
    ...handbook,
    kinds: [{ ...litter, limit: { amount: 2, unit: 'working-hours' } }],
    duplicateMetres: 50,
  }
  expect(diffHandbooks(handbook, after)).toEqual([
    {
      ...{ part: 'kind', id: 'litter', name: '垃圾', change: 'changed' },
      fields: [{ field: 'limit.amount', before: 4, after: 2 }],
    },
    {
      ...{ part: 'settings', id: 'settings', name: '', change: 'changed' },
      fields: [{ field: 'duplicateMetres', before: 30, after: 50 }],
    },
  ])
})

it('says what came and what went', () => {
  const after: Handbook = { ...handbook, kinds: [litter, { ...litter, id: 'mud', name: '泥' }] }
  expect(diffHandbooks(handbook, after)).toMatchObject([{ id: 'mud', change: 'added' }])
  expect(diffHandbooks(after, handbook)).toMatchObject([{ id: 'mud', change: 'removed' }])
})

it('calls a line that moves to another checklist changed', () => {
  const [park, road] = handbook.checklists
  if (park === undefined || road === undefined) throw new Error('no checklists')
  const after: Handbook = {
    ...handbook,
    checklists: [
      { ...park, entries: [] },
      { ...road, entries: [clean] },
    ],
  }
  expect(diffHandbooks(handbook, after)).toMatchObject([
    { part: 'entry', id: 'park-clean', fields: [{ field: 'checklist', before: 'park', after: 'road' }] },
  ])
})
