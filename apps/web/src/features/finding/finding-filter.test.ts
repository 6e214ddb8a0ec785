import { listFindings } from '@chuangyuan/contract/finding'
import { expect, it } from 'vitest'
import { conditionsOf, findingFilterOf } from './finding-filter.ts'

it('the address carries every condition that the list knows, so that any number can link to its rows', () => {
  const known = Object.keys(listFindings.query.shape)
  const own = [...Object.keys(findingFilterOf(() => undefined)), 'offset', 'limit', 'search', 'order']
  expect(own.toSorted()).toEqual(known.toSorted())
})

it('conditions go through the address and come back the same', () => {
  const address = {
    stage: 'planned',
    overdue: 'true',
    stream: 'greening',
    from: '2026-11-01',
    counter: 'closed',
  }
  expect(conditionsOf({ ...findingFilterOf((name) => new Map(Object.entries(address)).get(name)) })).toEqual(
    address,
  )
})

it('what is no condition is as if it were not there', () => {
  const address = new Map([
    ['stage', 'nonsense'],
    ['overdue', 'maybe'],
    ['from', '2026-02-30'],
  ])
  expect(conditionsOf({ ...findingFilterOf((name) => address.get(name)) })).toEqual({})
})
