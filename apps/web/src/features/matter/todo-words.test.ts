import { addDays, startOfDay, type Day } from '@chuangyuan/domain/day'
import { expect, it } from 'vitest'
import { doneWords, todoDue, todoLink } from './todo-words.ts'

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

it('an appeal is opened in the list where it is decided', () => {
  expect(todoLink({ ...item, what: 'appeal' })).toEqual({ name: 'ledger-appeals', query: { appeal: 'a' } })
})

it('a joint plan is opened on its finding', () => {
  expect(todoLink({ ...item, what: 'joint-plan' })).toEqual({
    name: 'finding-detail',
    params: { findingId: 'a' },
  })
})

it('says what was done in words, and a step nobody has words for as it came', () => {
  const words = ['finding.reported', 'finding.file', 'matter.given', 'matter.accept', 'paper.drafted'].map(
    (verb) => doneWords({ verb }),
  )
  // Without messages a word is its own key.
  expect(words).toEqual([
    'finding.past.reported',
    'finding.act.file',
    'matter.step.give',
    'matter.step.accept',
    'paper.action.draft',
  ])
  expect(doneWords({ verb: 'joint-plan.objected' })).toBe('matter.plan.past.objected')
  expect(doneWords({ verb: 'paper.unheard-of' })).toBe('paper.unheard-of')
})
