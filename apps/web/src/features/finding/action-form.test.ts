import { findingAction } from '@chuangyuan/contract/finding'
import { findingActions } from '@chuangyuan/domain/finding/action'
import { requestKinds } from '@chuangyuan/domain/finding/finding'
import { expect, it } from 'vitest'
import { actionForm, actOf, type ActionForm } from './action-form.ts'

const someId = '0192f0a0-0000-7000-8000-000000000001'
const filled: ActionForm = {
  ...actionForm(),
  words: '已补植',
  unitId: someId,
  unitIds: ['0192f0a0-0000-7000-8000-000000000002'],
  into: someId,
  responsible: '张三',
  day: '2026-12-01',
  promise: '开春补植',
  verdict: 'yes',
}

it('every action of the contract can be said with the form', () => {
  for (const action of findingActions) {
    expect(findingAction.safeParse(actOf(action, filled, { urgent: false })).error, action).toBeUndefined()
  }
})

it('every wish of a unit can be said with the form', () => {
  for (const wish of requestKinds) {
    const act = actOf('ask', { ...filled, wish }, { urgent: false })
    expect(findingAction.safeParse(act).error, wish).toBeUndefined()
    expect(act).toMatchObject({ wish: { kind: wish } })
  }
})

it('the result passes only if every entry that failed passes now', () => {
  const entries = [
    { entryId: 'a', text: '无枯死树', verdict: 'yes', words: '' },
    { entryId: 'b', text: '树池平整', verdict: 'no', words: '仍塌陷' },
  ] as const
  const form = { ...filled, entries: entries.map((entry) => ({ ...entry })) }
  expect(actOf('check-result', form, { urgent: false })).toMatchObject({ passed: false })
  for (const entry of form.entries) entry.verdict = 'yes'
  expect(actOf('check-result', form, { urgent: false })).toMatchObject({ passed: true })
})

it('marking turns over what the finding is', () => {
  expect(actOf('mark-urgent', filled, { urgent: true })).toEqual({ action: 'mark-urgent', urgent: false })
})

it('who holds the post is not asked again', () => {
  const post = { id: someId, title: '科长', person: { id: someId, name: '李四' } }
  const duty = { unit: { id: someId, name: '园林局' }, post, assisting: [] }
  expect(actionForm({ entries: [], duty }).responsible).toBe('李四')
})
