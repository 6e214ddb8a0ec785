import { describe, expect, it } from 'vitest'
import type { Day, Instant } from '../day.ts'
import { isLate, matterActionsAt, moveMatter, type Matter, type MatterAction } from './matter.ts'

const at = 0 as Instant
const given: Matter = {
  ...{ stage: 'open', unitId: 'parks', dueOn: '2026-03-10' as Day },
  steps: [{ action: 'give', by: 'office', at, words: '' }],
}

function moved(matter: Matter, action: MatterAction, over: Partial<Parameters<typeof moveMatter>[1]> = {}) {
  return moveMatter(matter, { action, by: 'office', unitIds: [], at, words: '说明', ...over })
}

function after(matter: Matter, ...actions: MatterAction[]): Matter {
  return actions.reduce((before, action) => {
    const result = moved(before, action)
    if (!result.ok) throw new Error(result.refusal.code)
    return result.value
  }, matter)
}

describe('a matter', () => {
  it('is answered by its unit and settled by the office', () => {
    const done = after(given, 'note', 'answer', 'return', 'answer', 'accept')
    expect(done.stage).toBe('done')
    expect(done.steps.map(({ action }) => action)).toEqual([
      ...['give', 'note', 'answer', 'return', 'answer', 'accept'],
    ])
    expect(matterActionsAt('done')).toEqual([])
  })

  it('is not settled by the unit that owes it', () => {
    const answered = after(given, 'answer')
    expect(moved(answered, 'accept', { unitIds: ['parks'] })).toMatchObject({
      refusal: { code: 'matter.own-unit' },
    })
  })

  it('is put off to a later day only, and the move stays on record', () => {
    expect(moved(given, 'postpone', { until: '2026-03-10' as Day })).toMatchObject({
      refusal: { code: 'matter.day-not-later' },
    })
    const later = moved(given, 'postpone', { until: '2026-03-20' as Day })
    expect(later).toMatchObject({ ok: true, value: { dueOn: '2026-03-20' } })
    expect(later.ok && later.value.steps.at(-1)).toMatchObject({ until: '2026-03-20', words: '说明' })
  })

  it('wants words with every step but the acceptance', () => {
    expect(moved(given, 'answer', { words: ' ' })).toMatchObject({
      refusal: { code: 'matter.words-missing' },
    })
    expect(moved(after(given, 'answer'), 'accept', { words: '' }).ok).toBe(true)
  })

  it('is late from the day after, until it is answered', () => {
    expect(isLate(given, '2026-03-10' as Day)).toBe(false)
    expect(isLate(given, '2026-03-11' as Day)).toBe(true)
    expect(isLate(after(given, 'answer'), '2026-03-11' as Day)).toBe(false)
  })
})
