import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pack, Row } from '../standard/pack.ts'
import type { Scoring } from '../standard/scoring.ts'
import { appeal, chargedIn, chargedWith, correctEntry, decideAppeal } from './correct-entry.ts'
import { keepLedger, type LedgerGround } from './keep-ledger.ts'
import type { LedgerFinding } from './ledger-entry.ts'
import { frozen, movesBetween } from './ledger-moves.ts'
import type { LedgerRules } from './ledger-rules.ts'
import { sumOf } from './micro.ts'
import { inMorningOrder } from './morning-list.ts'

const check = { status: 'verified', sources: [] } as const
const stated = <Value>(value: Value) => ({ value, check })
const basis = { source: '测试', status: 'unverified' } as const

const rules: LedgerRules = {
  ownerPercent: { unit: 70, outside: 100, street: 0, unknown: 50 },
  outsideKinds: ['railway'],
  leaderWeight: 2,
  severityWeight: { minor: 1, ordinary: 2, major: 4 },
  split: 'equal',
  deductionKinds: { test: { 'dead-tree': ['dead-plant', 'dead-street-tree'] } },
  basis: {
    ownerPercent: basis,
    outsideKinds: basis,
    leaderWeight: basis,
    severityWeight: basis,
    split: basis,
    deductionKinds: basis,
  },
}

function clause(id: string, more: Partial<Row> = {}): Row {
  return { kind: 'qualitative', id, name: id, check, clauses: [], ...more } as Row
}
function numeric(id: string, more: Partial<Row> = {}): Row {
  const requirement = { kind: 'level', quantity: id, comparator: 'at-least', thresholds: [] }
  return { kind: 'numeric', id, name: id, check, requirement, ...more } as Row
}
const deadTrees: Scoring = {
  mode: 'deduction',
  full: stated(3),
  deductions: [
    { id: 'tree', name: '一棵死树', cause: { kind: 'finding', finding: 'dead-tree' }, points: stated(0.1) },
  ],
}
const rows: readonly Row[] = [
  {
    kind: 'heading',
    id: 'greening',
    name: '绿化',
    check,
    scoring: deadTrees,
    rows: [numeric('coverage', { entryGate: { check } }), clause('vertical'), numeric('roads')],
  },
  clause('law', { scoring: { mode: 'all-or-nothing', full: stated(2) } }),
  numeric('sewage', { scoring: { mode: 'ratio', full: stated(4) } }),
  clause('bare'),
]
const pack: Pack = {
  ...{ format: 1, id: 'test', version: 0, award: '', edition: '', title: '' },
  ...{ tiers: [], sizes: [], applicants: [], quantities: [], sources: [], rows },
  outcome: { kind: 'every-item', check },
}
const verdict = (row: string, more = {}) => ({ row, verdict: 'earned', check: 'verified', ...more }) as const
const ground: LedgerGround = {
  pack,
  rules,
  units: new Map([
    ['parks', 'landscape'],
    ['rail', 'railway'],
    ['office', 'street'],
  ]),
  rows: [
    ...['coverage', 'vertical', 'roads', 'law', 'bare'].map((row) => verdict(row)),
    verdict('sewage', {
      verdict: 'lost',
      points: { earned: 3, lost: 1, notAssessed: 0, notApplicable: 0 },
    }),
  ],
}

function finding(id: string, items: string[], more: Partial<LedgerFinding> = {}): LedgerFinding {
  return {
    ...{ id, kind: 'weeds', severity: 'minor', items, streetId: 'north' },
    ...{ ownerUnitId: 'parks', dutyUnitId: null, byLeader: false, lost: false, ...more },
  }
}
function tree(id: string) {
  return finding(id, ['coverage', 'roads'], { kind: 'dead-plant' })
}

describe('what a finding endangers', () => {
  it('costs what the pack takes for it, once, though it endangers two items of the heading', () => {
    const ledger = keepLedger(ground, [tree('1'), tree('2')])
    expect(ledger.map(({ row, micro }) => [row, micro])).toEqual([
      ['greening', 100_000],
      ['greening', 100_000],
    ])
    expect(ledger[0]?.why).toEqual({
      ...{ code: 'deduction', deduction: '一棵死树', each: 100_000, among: 2, loss: 200_000, capped: false },
    })
  })

  it('costs nothing beside what the pack states for it, unless an item has points of its own', () => {
    const ledger = keepLedger(ground, [finding('1', ['coverage', 'bare', 'law'], { kind: 'dead-plant' })])
    expect(ledger.map(({ row }) => row)).toEqual(['greening', 'law'])
  })

  it('never costs more than the heading has: forty trees share its three points', () => {
    const ledger = keepLedger(
      ground,
      Array.from({ length: 40 }, (_, index) => tree(`t${String(index + 10)}`)),
    )
    expect(sumOf(ledger.map(({ micro }) => micro))).toBe(3_000_000)
    expect(new Set(ledger.map(({ micro }) => micro))).toEqual(new Set([75_000]))
  })

  it('leaves to the items of a heading only what its deductions leave', () => {
    const ledger = keepLedger(ground, [...['1', '2', '3'].map(tree), finding('4', ['vertical'])])
    const own = ledger.find(({ row }) => row === 'vertical')
    expect(own?.micro).toBe(900_000)
    expect(own?.assumed).toBe(true)
  })

  it('is a k-th of a clause that any of k findings loses', () => {
    const ledger = keepLedger(
      ground,
      ['1', '2', '3'].map((id) => finding(id, ['law'])),
    )
    expect(ledger.map(({ micro }) => micro)).toEqual([666_667, 666_667, 666_666])
    expect(ledger[0]?.why).toEqual({ code: 'clause', among: 3, loss: 2_000_000 })
  })

  it('is a part of what a measured item is short of, by weight', () => {
    const ledger = keepLedger(ground, [
      finding('1', ['sewage']),
      finding('2', ['sewage'], { severity: 'major' }),
    ])
    expect(ledger.map(({ micro }) => micro)).toEqual([200_000, 800_000])
  })

  it('is a share of a veto and no points where the item is a gate', () => {
    const ledger = keepLedger(ground, [finding('1', ['coverage']), finding('2', ['coverage'])])
    expect(ledger.map(({ currency, micro }) => [currency, micro])).toEqual([
      ['vetoes', 500_000],
      ['vetoes', 500_000],
    ])
  })

  it('is a share of one item where the edition gives no points', () => {
    const [entry] = keepLedger(ground, [finding('1', ['bare'])])
    expect([entry?.currency, entry?.micro]).toEqual(['items', 1_000_000])
  })

  it('is nothing for an item that is not demanded or not in the pack', () => {
    const spared = { ...ground, rows: [verdict('law', { verdict: 'not-applicable' })] }
    expect(keepLedger(spared, [finding('1', ['law', 'elsewhere'])])).toEqual([])
  })

  it('never adds up to more than the pack has, and every entry to its charges', () => {
    const items = fc.subarray(['coverage', 'vertical', 'roads', 'law', 'sewage', 'bare'])
    const owner = fc.constantFrom('parks', 'rail', 'office', null)
    const some = fc.array(
      fc.record({
        items,
        ownerUnitId: owner,
        byLeader: fc.boolean(),
        kind: fc.constantFrom('weeds', 'dead-plant'),
        severity: fc.constantFrom('minor', 'ordinary', 'major'),
      }),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(some, (made) => {
        const ledger = keepLedger(
          ground,
          made.map(({ items: endangered, ...more }, index) => finding(String(index), endangered, more)),
        )
        const sum = (currency: string) =>
          sumOf(ledger.filter((entry) => entry.currency === currency).map(({ micro }) => micro))
        expect(sum('points')).toBeLessThanOrEqual(9_000_000)
        expect(sum('items')).toBeLessThanOrEqual(1_000_000)
        for (const { micro, charges } of ledger)
          expect(sumOf(charges.map((charge) => charge.micro))).toBe(micro)
      }),
    )
  })
})

describe('who is charged', () => {
  const chargesOf = (more: Partial<LedgerFinding>) =>
    keepLedger(ground, [finding('1', ['law'], more)])[0]?.charges.map(({ to, micro }) => [to.id, micro])

  it('is the owner and the street, by the shares of the rule', () => {
    expect(chargesOf({})).toEqual([
      ['parks', 1_400_000],
      ['north', 600_000],
    ])
  })
  it('is not the street for what a railway owns on its ground', () => {
    expect(chargesOf({ ownerUnitId: 'rail' })).toEqual([['rail', 2_000_000]])
  })
  it('is the street alone for its own', () => {
    expect(chargesOf({ ownerUnitId: 'office' })).toEqual([['north', 2_000_000]])
  })
  it('is whoever was told to put it right where nobody knows the owner', () => {
    expect(chargesOf({ ownerUnitId: null })).toEqual([['north', 2_000_000]])
    expect(chargesOf({ ownerUnitId: null, dutyUnitId: 'parks' })).toEqual([
      ['parks', 1_000_000],
      ['north', 1_000_000],
    ])
  })
  it("weighs a leader's finding on the owner, and the sum stays", () => {
    expect(chargesOf({ byLeader: true })).toEqual([
      ['parks', 1_647_059],
      ['north', 352_941],
    ])
  })
})

describe('a correction', () => {
  const [entry] = keepLedger(ground, [finding('1', ['law'])])
  const [parks, rail] = [{ kind: 'unit', id: 'parks' } as const, { kind: 'unit', id: 'rail' } as const]
  const correction = {
    ...{ id: 'c', appealId: 'a', findingId: '1', row: 'law', from: parks, to: rail, percent: 50 },
  }

  it('takes from one what it gives the other, and the first charge stands', () => {
    if (entry === undefined) throw new Error('no entry')
    const corrected = correctEntry(entry, [correction])
    expect(corrected.charges).toEqual(entry.charges)
    expect(chargedWith(corrected, parks)).toBe(700_000)
    expect(chargedWith(corrected, rail)).toBe(700_000)
    expect(sumOf(chargedIn(corrected).map((who) => chargedWith(corrected, who)))).toBe(entry.micro)
  })

  it('needs an appeal of somebody who is charged, decided once and in favour of another', () => {
    if (entry === undefined) throw new Error('no entry')
    const standing = correctEntry(entry, [])
    expect(appeal(standing, parks, false).ok).toBe(true)
    expect(appeal(standing, parks, true)).toMatchObject({ refusal: { code: 'ledger.appeal-pending' } })
    expect(appeal(standing, rail, false)).toMatchObject({ refusal: { code: 'ledger.not-charged' } })
    expect(decideAppeal(parks, parks, false)).toMatchObject({
      refusal: { code: 'ledger.correction-to-itself' },
    })
    expect(decideAppeal(parks, null, true)).toMatchObject({ refusal: { code: 'ledger.appeal-decided' } })
  })
})

describe('what moved since yesterday', () => {
  const by = { packKey: 'test', packVersion: 0, rulesVersion: 0 }
  it('names every entry that came, went or changed, and adds up to the difference', () => {
    const ids = fc.subarray(['1', '2', '3', '4', '5', '6'])
    fc.assert(
      fc.property(ids, ids, (then, now) => {
        const at = (each: string[]) =>
          keepLedger(
            ground,
            each.map((id) => finding(id, ['law'])),
          ).map(frozen)
        const [before, after] = [at(then), at(now)]
        const moves = movesBetween({ by, entries: before }, { by, entries: after })
        expect(sumOf(moves.map((move) => move.after - move.before))).toBe(
          sumOf(after.map(({ micro }) => micro)) - sumOf(before.map(({ micro }) => micro)),
        )
        for (const { findingId, why } of moves) {
          const [was, is] = [then.includes(findingId), now.includes(findingId)]
          expect(why).toBe(was && is ? 'company' : was ? 'gone' : 'new')
        }
      }),
    )
  })
})

it('what can cost the title comes first in the morning, then what is most in danger for its work and time', () => {
  const one = { points: 0, items: 0, vetoes: 0, effortHours: 8, hoursLeft: 8 }
  const order = inMorningOrder([
    { ...one, id: 'far', points: 100, hoursLeft: 80 },
    { ...one, id: 'near', points: 100 },
    { ...one, id: 'nothing' },
    { ...one, id: 'late', points: 100, hoursLeft: -20 },
    { ...one, id: 'veto', vetoes: 1, hoursLeft: 800 },
    { ...one, id: 'laborious', points: 100, effortHours: 40 },
  ])
  expect(order.map(({ id }) => id)).toEqual(['veto', 'late', 'near', 'laborious', 'far'])
})
