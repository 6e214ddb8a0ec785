import { expect, it } from 'vitest'
import { effectScope, nextTick, reactive } from 'vue'
import { useSelection } from './use-selection.ts'

const rows = Array.from({ length: 7 }, (_, at) => ({ id: String(at) }))

function aList(most = 1000) {
  const list = reactive({ offset: 0, filter: 'all', of: 7 })
  const page = () => ({ rows: rows.slice(list.offset, list.offset + 3), total: list.of })
  const asked: number[] = []
  const readFirst = (limit: number) => {
    asked.push(limit)
    return Promise.resolve({ rows: rows.slice(0, limit), total: list.of })
  }
  const scope = effectScope()
  const selection = scope.run(() => useSelection({ page, conditions: () => list.filter, readFirst, most }))
  if (selection === undefined) throw new Error('the scope has ended')
  const ids = () => selection.chosen.value.map(({ id }) => id).join('')
  const pick = (...keys: string[]) => {
    selection.choose(new Set(keys))
  }
  return { list, ids, pick, asked, ...selection }
}

it('offers all that match once the page is chosen, and has them when they are asked for', async () => {
  const { pick, ids, all, chooseAll, asked } = aList()
  pick('0', '1')
  expect(all.value.offer).toBeUndefined()
  pick('0', '1', '2')
  expect(all.value.offer).toEqual({ total: 7, most: 7 })
  await chooseAll()
  expect(ids()).toBe('0123456')
  expect(asked).toEqual([1000])
  expect(all.value.offer).toBeUndefined()
})

it('offers no more than can be acted upon at once', async () => {
  const { pick, ids, all, chooseAll } = aList(5)
  pick('0', '1', '2')
  expect(all.value.offer).toEqual({ total: 7, most: 5 })
  await chooseAll()
  expect(ids()).toBe('01234')
})

it('lets go of rows that a turned page has no more, but not of all that were asked for', async () => {
  const { list, pick, ids, chooseAll } = aList()
  pick('0', '1', '2')
  list.offset = 2
  await nextTick()
  expect(ids()).toBe('2')
  list.offset = 0
  await nextTick()
  pick('0', '1', '2')
  await chooseAll()
  list.offset = 3
  await nextTick()
  expect(ids()).toBe('0123456')
  pick('0', '1', '2', '4', '5', '6')
  expect(ids()).toBe('012456')
})

it('lets go of everything when the conditions change, asked for or just being asked for', async () => {
  const { list, pick, ids, chooseAll } = aList()
  pick('0', '1', '2')
  await chooseAll()
  list.filter = 'mine'
  await nextTick()
  expect(ids()).toBe('')
  pick('0', '1', '2')
  const asking = chooseAll()
  list.filter = 'all'
  await asking
  expect(ids()).toBe('')
})
