import type { AssessedHeading, AssessedItem } from '@chuangyuan/domain/assessment/assessment'
import { nothing } from '@chuangyuan/domain/assessment/four-part'
import { describe, expect, it } from 'vitest'
import { passes, readItemFilter } from './item-filter.ts'
import { itemSections } from './item-section.ts'
import { groupByReason } from './reason-group.ts'
import { countItems, isCounted } from './score-book.ts'

function anItem(row: string, more: Partial<AssessedItem> = {}): AssessedItem {
  return {
    row,
    name: row,
    kind: 'numeric',
    under: ['greening'],
    verdict: 'earned',
    shortages: [],
    deductions: [],
    veto: 'none',
    entryGate: 'none',
    check: 'verified',
    standsFor: 1,
    ...more,
  }
}

function aHeading(row: string, under: readonly string[] = []): AssessedHeading {
  return { row, name: row, under, items: nothing, deductions: [], check: 'verified' }
}

const bonus = anItem('bonus', { verdict: 'not-assessed', bonus: { earned: 0, open: 1 } })
const gate = anItem('gate', { verdict: 'lost', entryGate: 'triggered', under: ['greening', 'indicators'] })
const unread = anItem('unread', {
  verdict: 'not-assessed',
  reason: { code: 'row.unknown' },
  standsFor: 8,
  check: 'unverified',
})
const unanswered = anItem('unanswered', { verdict: 'not-assessed', reason: { code: 'answer.missing' } })
const items = [anItem('fine'), gate, unread, unanswered, bonus]

describe('the list behind a number', () => {
  const shown = (filter: Parameters<typeof passes>[1]) =>
    items.filter((item) => passes(item, filter)).map(({ row }) => row)

  it('of a verdict leaves out the bonus items, which the four parts do not count either', () => {
    expect(shown({ verdict: 'not-assessed' })).toEqual(['unread', 'unanswered'])
    expect(countItems(items.filter((item) => item.verdict === 'not-assessed' && isCounted(item)))).toBe(9)
    expect(shown({ kind: 'bonus' })).toEqual(['bonus'])
  })

  it('holds the items of a heading at any depth, of a reason, and what is to be checked', () => {
    expect(shown({ heading: 'indicators' })).toEqual(['gate'])
    expect(shown({ reason: 'text' })).toEqual(['unread'])
    expect(shown({ check: 'unverified' })).toEqual(['unread'])
    expect(shown({ kind: 'gates' })).toEqual(['gate'])
    expect(shown({})).toHaveLength(items.length)
  })

  it('passes over words of an address that are no conditions', () => {
    const address = new Map([
      ['verdict', 'splendid'],
      ['kind', 'gates'],
    ])
    expect(readItemFilter((name) => address.get(name))).toEqual({
      verdict: undefined,
      kind: 'gates',
      check: undefined,
      heading: undefined,
      reason: undefined,
    })
  })
})

it('what is not assessed is grouped by who can settle it, in the order of the work', () => {
  const groups = groupByReason([unread, unanswered])
  expect(groups.map(({ group, items: held }) => [group, held.map(({ row }) => row)])).toEqual([
    ['answer', ['unanswered']],
    ['text', ['unread']],
  ])
})

it('the tree keeps the printed order and drops headings of which nothing is shown', () => {
  const headings = [aHeading('planning'), aHeading('greening'), aHeading('indicators', ['greening'])]
  const sections = itemSections(headings, [gate, anItem('loose', { under: [] })])
  expect(sections.map(({ heading, depth, items: held }) => [heading?.row, depth, held.length])).toEqual([
    [undefined, 0, 1],
    ['greening', 0, 0],
    ['indicators', 1, 1],
  ])
})
