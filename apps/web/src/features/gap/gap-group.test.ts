import type { AssessedItem, Assessment } from '@chuangyuan/domain/assessment/assessment'
import { expect, it } from 'vitest'
import { gapsOf, groupByUnit } from './gap-group.ts'

function anItem(row: string, more: Partial<AssessedItem> = {}): AssessedItem {
  return {
    row,
    name: row,
    kind: 'numeric',
    under: [],
    verdict: 'lost',
    shortages: [],
    deductions: [],
    veto: 'none',
    entryGate: 'none',
    check: 'verified',
    standsFor: 1,
    ...more,
  }
}

function bookOf(rows: readonly AssessedItem[]): { readonly assessment: Assessment } {
  return {
    assessment: {
      pack: 'pack',
      packVersion: 0,
      today: '2026-03-05' as Assessment['today'],
      entryGates: [],
      vetoes: [],
      standing: { kind: 'open' },
      items: { earned: 0, lost: 0, notAssessed: 0, notApplicable: 0 },
      bonus: { earned: 0, open: 0 },
      unverified: { items: 0, points: 0 },
      headings: [],
      rows,
      zones: [],
      warnings: [],
    },
  }
}

it('what decides everything stands before what only costs points, and what is lost before what is open', () => {
  const rows = [
    anItem('open', { verdict: 'not-assessed' }),
    anItem('lost'),
    anItem('fine', { verdict: 'earned' }),
    anItem('open-veto', { verdict: 'not-assessed', veto: 'open' }),
    anItem('gate', { entryGate: 'triggered' }),
    anItem('bonus', { verdict: 'not-assessed', bonus: { earned: 0, open: 1 } }),
  ]
  expect(gapsOf(bookOf(rows)).map(({ row }) => row)).toEqual(['gate', 'lost', 'open-veto', 'open'])
})

it('what nobody leads comes first, then the units in protocol order; two units that lead share the item', () => {
  const leads = [
    { row: 'shared', unitId: 'b', unit: '城管局', order: 2 },
    { row: 'shared', unitId: 'a', unit: '园林局', order: 1 },
    { row: 'own', unitId: 'b', unit: '城管局', order: 2 },
  ]
  const groups = groupByUnit([anItem('shared'), anItem('own'), anItem('orphan')], {
    leads: (row) => leads.filter((lead) => lead.row === row),
  })
  expect(groups.map(({ name, items }) => [name, items.map(({ row }) => row)])).toEqual([
    [undefined, ['orphan']],
    ['园林局', ['shared']],
    ['城管局', ['shared', 'own']],
  ])
})
