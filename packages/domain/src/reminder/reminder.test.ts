import { assert, property, array, record, string, boolean, integer, constant } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Instant } from '../day.ts'
import { isQuiet, neverTold, remind, type Told, type Waiting } from './reminder.ts'
import { reminderWords, standingWords } from './reminder-words.ts'
import type { TimeOfDay } from './time-of-day.ts'

const time = (text: string) => text as TimeOfDay
const at = (text: string) => Date.parse(`${text}:00+08:00`) as Instant
const times = {
  digests: [time('08:30'), time('14:30')],
  quiet: { from: time('20:00'), until: time('08:00') },
}
const minuteMs = 60_000

function aThing(key: string, rest: Partial<Waiting> = {}): Waiting {
  return { key, title: `黄土裸露 · ${key}`, dueAt: null, late: false, urgent: false, ...rest }
}

/** Lets a clock run minute by minute and tells what was told when. */
function run(
  from: string,
  until: string,
  waitingAt: (now: Instant) => readonly Waiting[],
  told: Told = neverTold,
) {
  const messages: { readonly at: string; readonly kind: string; readonly fresh: readonly string[] }[] = []
  for (let now = at(from); now <= at(until); now = (now + minuteMs) as Instant) {
    const waiting = waitingAt(now)
    const outcome = remind(waiting, told, times, now)
    const { reminder } = outcome
    told = outcome.told
    if (reminder === undefined) continue
    messages.push({
      at: new Date(now + 8 * 3_600_000).toISOString().slice(5, 16),
      kind: reminder.kind,
      fresh: reminder.fresh.map(({ key }) => key),
    })
  }
  return messages
}

describe('a digest', () => {
  const told = { ...neverTold, digestAt: at('2026-03-05T08:30') }

  it('tells of forty new things in one message', () => {
    const forty = Array.from({ length: 40 }, (_, n) => aThing(String(n)))
    const messages = run('2026-03-05T09:00', '2026-03-06T20:00', () => forty, told)
    expect(messages.map(({ at, kind, fresh }) => [at, kind, fresh.length])).toEqual([
      ['03-05T14:30', 'digest', 40],
    ])
  })

  it('passes unsaid where there was nothing to say, and what comes after it waits for the next', () => {
    const messages = run(
      '2026-03-05T09:00',
      '2026-03-06T09:00',
      (now) => (now < at('2026-03-05T15:00') ? [] : [aThing('a')]),
      told,
    )
    expect(messages.map(({ at: when }) => when)).toEqual(['03-06T08:30'])
  })

  it('says nothing where nothing is new, and comes again while something is late', () => {
    expect(run('2026-03-05T09:00', '2026-03-06T09:00', () => [], told)).toEqual([])
    const messages = run('2026-03-05T14:00', '2026-03-06T15:00', () => [aThing('a', { late: true })], {
      ...told,
      keys: ['a late'],
    })
    expect(messages.map(({ at }) => at)).toEqual(['03-05T14:30', '03-06T08:30', '03-06T14:30'])
  })

  it('is new again when the thing waits for something else', () => {
    const messages = run(
      '2026-03-05T14:30',
      '2026-03-06T09:00',
      (now) => [aThing(now < at('2026-03-05T18:00') ? 'a filed' : 'a planned')],
      told,
    )
    expect(messages.map(({ fresh }) => fresh)).toEqual([['a filed'], ['a planned']])
  })
})

describe('what is urgent', () => {
  it('goes at once, but no more than one message an hour', () => {
    const messages = run(
      '2026-03-05T09:00',
      '2026-03-05T12:00',
      (now) =>
        Array.from({ length: Math.floor((now - at('2026-03-05T08:50')) / (10 * minuteMs)) }, (_, n) =>
          aThing(String(n), { urgent: true }),
        ),
      { ...neverTold, digestAt: at('2026-03-05T08:30') },
    )
    expect(messages.map(({ at, kind }) => [at, kind])).toEqual([
      ['03-05T09:00', 'urgent'],
      ['03-05T10:00', 'urgent'],
      ['03-05T11:00', 'urgent'],
      ['03-05T12:00', 'urgent'],
    ])
    expect(messages.flatMap(({ fresh }) => fresh)).toHaveLength(19)
  })

  it('is also what has just become late though it was told before', () => {
    const messages = run(
      '2026-03-05T09:00',
      '2026-03-05T12:00',
      (now) => [aThing('a', { late: now >= at('2026-03-05T10:07') })],
      {
        ...neverTold,
        digestAt: at('2026-03-05T08:30'),
        keys: ['a'],
      },
    )
    expect(messages).toEqual([{ at: '03-05T10:07', kind: 'urgent', fresh: ['a'] }])
  })
})

describe('quiet hours', () => {
  it('hold everything back and let it out in one message', () => {
    const messages = run(
      '2026-03-05T20:00',
      '2026-03-06T08:29',
      () => [aThing('a', { urgent: true }), aThing('b')],
      {
        ...neverTold,
        digestAt: at('2026-03-05T14:30'),
      },
    )
    expect(messages).toEqual([{ at: '03-06T08:00', kind: 'urgent', fresh: ['a'] }])
  })

  it('may lie within a day, and are none where both ends are the same', () => {
    const noon = { from: time('12:00'), until: time('14:00') }
    expect(
      ['11:59', '12:00', '13:59', '14:00'].map((text) => isQuiet(noon, at(`2026-03-05T${text}`))),
    ).toEqual([false, true, true, false])
    expect(isQuiet({ from: time('12:00'), until: time('12:00') }, at('2026-03-05T12:00'))).toBe(false)
  })
})

it('tells of everything that waits, whatever comes when, and of nothing in the quiet hours', () => {
  const things = array(
    record({
      key: string({ minLength: 1, maxLength: 3 }),
      from: integer({ min: 0, max: 2_880 }),
      urgent: boolean(),
      late: constant(false),
    }),
    { maxLength: 12 },
  )
  assert(
    property(things, (made) => {
      const start = at('2026-03-05T00:00')
      const messages = run('2026-03-05T00:00', '2026-03-07T15:00', (now) =>
        made
          .filter(({ from }) => start + from * minuteMs <= now)
          .map(({ key, urgent }) => aThing(key, { urgent })),
      )
      const told = new Set(messages.flatMap(({ fresh }) => fresh))
      expect(told).toEqual(new Set(made.map(({ key }) => key)))
      for (const { at: when } of messages)
        expect(when.slice(6) >= '08:00' && when.slice(6) < '20:00').toBe(true)
    }),
    { numRuns: 30 },
  )
})

it('is said in a line that stands alone, five things and how many more', () => {
  const fresh = Array.from({ length: 7 }, (_, n) =>
    aThing(String(n), { dueAt: at('2026-03-05T18:00'), late: n === 0, urgent: n < 2 }),
  )
  expect(reminderWords({ kind: 'digest', fresh, total: 9, late: 1 }, '青禾区', 'https://x/todos')).toEqual({
    title: '青禾区创建：待办 9 件，其中超期 1 件',
    lines: [
      '新增 7 件：',
      '【急】【超期】黄土裸露 · 0',
      '【急】黄土裸露 · 1，2026年3月5日到期',
      '黄土裸露 · 2，2026年3月5日到期',
      '黄土裸露 · 3，2026年3月5日到期',
      '黄土裸露 · 4，2026年3月5日到期',
      '其余 2 件见待办',
    ],
    address: 'https://x/todos',
  })
  expect(standingWords({ open: 3, overdue: 1, matters: 2, lateMatters: 0 }, '青禾区', 'a').lines[0]).toBe(
    '未销号问题 3 件，其中超期 1 件',
  )
})
