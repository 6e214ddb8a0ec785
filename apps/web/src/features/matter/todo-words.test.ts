import { addDays, startOfDay, type Day } from '@chuangyuan/domain/day'
import { expect, it } from 'vitest'
import { todoDue, todoLink } from './todo-words.ts'

const item = { id: 'a', title: '', stage: 'open', dueAt: null, late: false }

it('says the day a matter is due on, not the midnight after it', () => {
  const dueAt = startOfDay(addDays('2026-03-10' as Day, 1))
  expect(todoDue({ what: 'matter', dueAt })).toBe('2026年3月10日')
  expect(todoDue({ what: 'finding', dueAt })).toBe('2026年3月11日 00:00')
  expect(todoDue({ what: 'paper', dueAt: null })).toBe('—')
})

it('opens the thing itself', () => {
  expect(todoLink({ ...item, what: 'paper' })).toEqual({ name: 'paper-detail', params: { paperId: 'a' } })
  expect(todoLink({ ...item, what: 'matter' })).toEqual({ name: 'matter-detail', params: { matterId: 'a' } })
})
