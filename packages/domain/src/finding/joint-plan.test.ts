import { expect, test } from 'vitest'
import type { Day, Instant } from '../day.ts'
import {
  approveJointPlan,
  jointPlanWaitsFor,
  replyToJointPlan,
  writeJointPlan,
  type JointPlan,
  type JointPlanRefusal,
} from './joint-plan.ts'
import type { Result } from '../result.ts'

const duty = {
  ...{ unitId: 'lead', postId: null },
  assisting: ['a', 'b'].map((unitId) => ({ unitId, doneAt: null })),
}
const share = (unitId: string) => ({ unitId, what: '补植', dueOn: '2026-03-10' as Day })
const reply = (unitId: string, agreed: boolean, reason = '') => ({
  ...{ unitId, agreed, reason, by: 'x', at: 0 as Instant },
})
const code = (result: Result<JointPlan, JointPlanRefusal>) => (result.ok ? undefined : result.refusal.code)
function right(result: Result<JointPlan, JointPlanRefusal>): JointPlan {
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}
const plan = right(writeJointPlan(undefined, duty, [share('lead'), share('a')]))

test('a plan needs units that assist, and binds only those of the finding', () => {
  expect(code(writeJointPlan(undefined, { ...duty, assisting: [] }, [share('lead')]))).toBe(
    'joint-plan.not-joint',
  )
  expect(code(writeJointPlan(undefined, duty, [share('stranger')]))).toBe('joint-plan.unit-outside')
})

test('each unit confirms or objects with a reason; nobody else is asked', () => {
  expect(code(replyToJointPlan(plan, reply('lead', true)))).toBe('joint-plan.not-assisting')
  expect(code(replyToJointPlan(plan, reply('a', false, ' ')))).toBe('joint-plan.reason-missing')
  expect(jointPlanWaitsFor(plan)).toEqual({ sort: 'confirm', unitIds: ['a', 'b'] })
  const one = right(replyToJointPlan(plan, reply('a', true)))
  expect(jointPlanWaitsFor(one)).toEqual({ sort: 'confirm', unitIds: ['b'] })
  expect(jointPlanWaitsFor(right(replyToJointPlan(one, reply('b', false, '无经费'))))).toEqual({
    sort: 'rewrite',
  })
  expect(jointPlanWaitsFor(right(replyToJointPlan(one, reply('b', true))))).toEqual({ sort: 'approve' })
})

test('a plan written anew is confirmed anew', () => {
  const confirmed = right(replyToJointPlan(plan, reply('a', true)))
  expect(right(writeJointPlan(confirmed, duty, [share('b')])).replies).toEqual([])
})

test('the office overrules only with words, and an approved plan stands', () => {
  expect(code(approveJointPlan(plan, ''))).toBe('joint-plan.not-confirmed')
  const approved = right(approveJointPlan(plan, '区领导已定'))
  expect(jointPlanWaitsFor(approved)).toEqual({ sort: 'nobody' })
  for (const attempt of [
    writeJointPlan(approved, duty, [share('a')]),
    replyToJointPlan(approved, reply('a', true)),
    approveJointPlan(approved, 'x'),
  ]) {
    expect(code(attempt)).toBe('joint-plan.approved')
  }
})
