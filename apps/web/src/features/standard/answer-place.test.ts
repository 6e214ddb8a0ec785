import type { Row } from '@chuangyuan/domain/standard/pack'
import { expect, it } from 'vitest'
import { answerPlaces } from './answer-place.ts'

const head = { id: 'row', name: '条目', check: { status: 'verified', sources: [] } } as const

it('a row of clauses is answered clause by clause, with the veto where the clause has it', () => {
  const row: Row = {
    ...head,
    kind: 'qualitative',
    clauses: [
      { id: '1', text: '有规划' },
      { id: '2', text: '获批准', veto: { check: head.check } },
    ],
  }
  expect(answerPlaces(row).map(({ clause, veto }) => [clause, veto])).toEqual([
    ['1', false],
    ['2', true],
  ])
})

it('a row of incidents is answered as a whole, or by each incident that did happen', () => {
  const row: Row = {
    ...head,
    kind: 'incident',
    incidents: ['major-pollution'],
    lookBack: { years: 3, countedBy: 'date' },
  }
  expect(answerPlaces(row).map(({ kind, clause }) => [kind, clause])).toEqual([
    ['no-incident', '-'],
    ['incident', 'major-pollution'],
  ])
})

it('a row that is measured, or that nobody has read, asks nobody', () => {
  expect(answerPlaces({ ...head, kind: 'unknown' })).toEqual([])
})
