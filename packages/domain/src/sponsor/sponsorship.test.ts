import { describe, expect, it } from 'vitest'
import type { Day } from '../day.ts'
import { handOver, holdsOn, sponsor, withoutSuccessor, type Sponsorship } from './sponsorship.ts'

const day = (text: string) => `2026-${text}` as Day

function held(postId: string, from: string, until: string, siteId = 'garden'): Sponsorship {
  return { id: `${postId} ${from}`, postId, siteId, from: day(from), until: day(until), handedFrom: null }
}

const march = held('mayor', '03-01', '03-31')

function wanted(postId: string, from: string, until: string, siteId = 'garden') {
  return sponsor({ postId, siteId, from: day(from), until: day(until) }, [march])
}

describe('a sponsorship', () => {
  it('is refused where the same post sponsors the same site on any of its days', () => {
    const refusal = { code: 'sponsor.overlaps', from: march.from, until: march.until }
    for (const [from, until] of [
      ['03-31', '04-30'],
      ['02-01', '03-01'],
      ['03-10', '03-12'],
      ['01-01', '12-31'],
    ] as const) {
      expect(wanted('mayor', from, until)).toEqual({ ok: false, refusal })
    }
  })

  it('may begin the day after, belong to another post, or be about another site', () => {
    expect(wanted('mayor', '04-01', '04-30').ok).toBe(true)
    expect(wanted('secretary', '03-01', '03-31').ok).toBe(true)
    expect(wanted('mayor', '03-01', '03-31', 'square').ok).toBe(true)
  })

  it('does not end before it begins', () => {
    expect(wanted('secretary', '04-02', '04-01')).toEqual({
      ok: false,
      refusal: { code: 'sponsor.period-reversed', from: day('04-02'), until: day('04-01') },
    })
  })

  it('holds on both its days', () => {
    const days = ['02-28', '03-01', '03-31', '04-01'] as const
    expect(days.map((each) => holdsOn(march, day(each)))).toEqual([false, true, true, false])
  })
})

describe('handing over', () => {
  it('ends the one the day before and begins the other for what is left', () => {
    const handed = handOver(march, { postId: 'secretary', on: day('03-16') }, [march])
    expect(handed).toEqual({
      ok: true,
      value: {
        ended: { ...march, until: day('03-15') },
        begun: { postId: 'secretary', siteId: 'garden', from: day('03-16'), until: day('03-31') },
      },
    })
  })

  it('leaves the first one at least a day, and the second', () => {
    const outside = { code: 'sponsor.hand-over-outside', from: march.from, until: march.until }
    for (const on of ['03-01', '04-01'] as const) {
      expect(handOver(march, { postId: 'secretary', on: day(on) }, [march])).toEqual({
        ok: false,
        refusal: outside,
      })
    }
    expect(handOver(march, { postId: 'secretary', on: day('03-31') }, [march]).ok).toBe(true)
  })

  it('goes neither to the same post nor to one that sponsors the site already', () => {
    const codeOf = (postId: string, known: readonly Sponsorship[]) => {
      const handed = handOver(march, { postId, on: day('03-16') }, known)
      return handed.ok ? 'ok' : handed.refusal.code
    }
    expect(codeOf('mayor', [march])).toBe('sponsor.hand-over-to-itself')
    expect(codeOf('secretary', [march, held('secretary', '03-20', '04-30')])).toBe('sponsor.overlaps')
    expect(codeOf('secretary', [march, held('secretary', '04-01', '04-30')])).toBe('ok')
  })
})

describe('a site without a sponsor to come', () => {
  const soon = (...rows: Sponsorship[]) =>
    withoutSuccessor(rows, day('03-31')).map(({ siteId, postId }) => [siteId, postId])

  it('is told of from a week before its last sponsorship ends, the soonest first', () => {
    expect(soon(held('mayor', '03-01', '04-07'), held('secretary', '03-01', '03-30', 'square'))).toEqual([
      ['square', 'secretary'],
      ['garden', 'mayor'],
    ])
    expect(soon(held('mayor', '03-01', '04-08'))).toEqual([])
  })

  it('is told of no more once somebody follows, or another still holds it', () => {
    expect(soon(march, held('secretary', '04-05', '06-30'))).toEqual([])
    expect(soon(march, held('secretary', '02-01', '12-31'))).toEqual([])
  })
})
