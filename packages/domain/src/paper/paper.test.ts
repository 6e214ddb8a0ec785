import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Instant } from '../day.ts'
import { unknownFields } from './fields.ts'
import { actionsAt, advance, numberText, paperActions, type PaperFlow } from './paper.ts'
import { redBlackList, type RedBlackRule, type UnitLooks } from './red-black.ts'

const at = 0 as Instant
const drafted: PaperFlow = { stage: 'drafted', steps: [{ action: 'draft', by: 'clerk', at, words: '' }] }

describe('a paper on its way', () => {
  it('passes the hands in order, each of them kept', () => {
    let paper = drafted
    for (const [action, by] of [
      ['submit', 'clerk'],
      ['pass', 'head'],
      ['sign', 'leader'],
      ['issue', 'clerk'],
    ] as const) {
      const next = advance(paper, { action, by, at, words: '' })
      if (!next.ok) throw new Error(next.refusal.code)
      paper = next.value
    }
    expect(paper.stage).toBe('issued')
    expect(paper.steps.map(({ by }) => by)).toEqual(['clerk', 'clerk', 'head', 'leader', 'clerk'])
    expect(actionsAt('issued')).toEqual([])
  })

  it('is neither passed nor signed by the one who wrote it, and is not returned without a reason', () => {
    const inReview: PaperFlow = { ...drafted, stage: 'in-review' }
    expect(advance(inReview, { action: 'pass', by: 'clerk', at, words: '' })).toMatchObject({
      refusal: { code: 'paper.own-draft' },
    })
    expect(advance(inReview, { action: 'return', by: 'head', at, words: ' ' })).toMatchObject({
      refusal: { code: 'paper.reason-missing' },
    })
  })

  it('never leaves the issued stage, whatever is tried', () => {
    const step = fc.record({
      action: fc.constantFrom(...paperActions),
      by: fc.constantFrom('clerk', 'head', 'leader'),
      words: fc.constantFrom('', '改'),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let paper = drafted
        for (const each of steps) {
          const next = advance(paper, { ...each, at })
          if (paper.stage === 'issued' || paper.stage === 'withdrawn') expect(next.ok).toBe(false)
          if (next.ok) paper = next.value
        }
        if (paper.stage === 'issued') {
          const signer = paper.steps.find(({ action }) => action === 'sign')
          expect(signer?.by).not.toBe('clerk')
        }
      }),
    )
  })
})

test('numbers are printed as a secretary writes them', () => {
  expect(numberText({ mark: '创园办', style: 'number' }, 2026, 3)).toBe('创园办〔2026〕3号')
  expect(numberText({ mark: '创园日报', style: 'issue' }, 2026, 12)).toBe('第12期')
})

describe('red and black lists', () => {
  const rule: RedBlackRule = { least: 2, red: 2, black: 2, ladder: ['约谈', '督办', '问责'] }
  const unit = (unitId: string, lookedAt: number, undone: number, blackBefore = 0): UnitLooks => ({
    ...{ unitId, lookedAt, undone, blackBefore },
  })

  it('ranks by the share of second looks that failed, and lists ties whole', () => {
    const list = redBlackList(
      [unit('甲', 10, 0), unit('乙', 4, 0), unit('丙', 2, 0), unit('丁', 10, 1), unit('戊', 4, 2, 1)],
      rule,
    )
    expect(list.red.map(({ unitId, place }) => [unitId, place])).toEqual([
      ['丙', 1],
      ['乙', 1],
      ['甲', 1],
    ])
    expect(list.black.map(({ unitId, consequence }) => [unitId, consequence])).toEqual([
      ['戊', '督办'],
      ['丁', '约谈'],
    ])
  })

  it('does not rank a unit that was hardly looked at, and blames nobody where all did equally', () => {
    const list = redBlackList([unit('甲', 1, 1), unit('乙', 4, 2), unit('丙', 2, 1)], rule)
    expect(list.unranked.map(({ unitId }) => unitId)).toEqual(['甲'])
    expect(list.black).toEqual([])
  })

  it('never has a unit on both lists, nor a spotless one on the black list', () => {
    const units = fc.uniqueArray(
      fc.record({
        unitId: fc.stringMatching(/^[a-f]{2}$/),
        lookedAt: fc.nat(6),
        undone: fc.nat(6),
        blackBefore: fc.nat(4),
      }),
      { selector: ({ unitId }) => unitId },
    )
    fc.assert(
      fc.property(units, (all) => {
        const sane = all.map((each) => ({ ...each, undone: Math.min(each.undone, each.lookedAt) }))
        const { red, black, unranked } = redBlackList(sane, rule)
        const names = [...red, ...black, ...unranked].map(({ unitId }) => unitId)
        expect(new Set(names).size).toBe(names.length)
        expect(black.every(({ undone }) => undone > 0)).toBe(true)
      }),
    )
  })
})

test('a template’s strange names are found, rows and all', () => {
  expect(unknownFields('notice', { 标题: {}, 问题: { 序号: {}, 单位: {}, 责任人: {} } })).toEqual([
    '问题 › 责任人',
  ])
  expect(unknownFields('daily', { 标题: { 序号: {} }, 批次: {} })).toEqual(['标题', '批次'])
})
