import { expect, it } from 'vitest'
import { mayBackUp } from './may-back-up.ts'

const demo = { id: 'demo', isDemo: true }
const first = { id: 'first', isDemo: false }
const second = { id: 'second', isDemo: false }

it('the only real district takes the bundle, whether or not it founded the installation', () => {
  expect(mayBackUp('first', [first, demo], undefined).ok).toBe(true)
  expect(mayBackUp('demo', [demo], undefined).ok).toBe(true)
})

it('of several real districts only the founding one does', () => {
  expect(mayBackUp('first', [first, second, demo], 'first').ok).toBe(true)
  expect(mayBackUp('second', [first, second, demo], 'first')).toEqual({
    ok: false,
    refusal: { code: 'backup.other-districts', districts: 1 },
  })
  expect(mayBackUp('first', [first, second], undefined).ok).toBe(false)
})

it('the demo gives no real district away unless the link was spent there', () => {
  expect(mayBackUp('demo', [demo, first], 'first').ok).toBe(false)
  expect(mayBackUp('demo', [demo, first], 'demo').ok).toBe(true)
})
