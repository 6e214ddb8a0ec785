import { expect, it } from 'vitest'
import { nextSort } from './table-column.ts'

it('pressing a column three times sorts up, sorts down and gives the protocol order back', () => {
  const first = nextSort(undefined, 'name')
  const second = nextSort(first, 'name')
  expect(first).toEqual({ key: 'name', direction: 'ascending' })
  expect(second).toEqual({ key: 'name', direction: 'descending' })
  expect(nextSort(second, 'name')).toBeUndefined()
})

it('pressing another column starts upwards there', () => {
  expect(nextSort({ key: 'name', direction: 'descending' }, 'points')).toEqual({
    key: 'points',
    direction: 'ascending',
  })
})
