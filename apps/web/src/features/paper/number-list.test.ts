import { expect, it } from 'vitest'
import { listBehind, ofRow } from './number-list.ts'
import { periodIn } from './period.ts'

const week = periodIn('2026年3月5日至2026年3月11日')
const ledger = (query: object) => ({ name: 'finding', query })
const asked = { paperId: 'P', period: week }

it('reads the days of a period as papers write them, and one day as both', () => {
  expect(week).toEqual({ from: '2026-03-05', to: '2026-03-11' })
  expect(periodIn('2026年11月26日')).toEqual({ from: '2026-11-26', to: '2026-11-26' })
  expect(periodIn('2026年2月30日')).toBeUndefined()
  expect(periodIn('')).toBeUndefined()
})

it('every count of a brief opens the rows it was counted from', () => {
  expect(listBehind('新增', asked)).toEqual(ledger({ from: '2026-03-05', to: '2026-03-11' }))
  expect(listBehind('销号', asked)).toEqual(
    ledger({ stage: 'closed', closedFrom: '2026-03-05', closedTo: '2026-03-11' }),
  )
  expect(listBehind('问题数', asked)).toEqual(ledger({ paper: 'P' }))
  expect(listBehind('倒计时', asked)).toBeUndefined()
})

it('a row is counted in its street or stream alone, and one that is not known links nowhere', () => {
  const places = {
    streets: [{ id: 'S', code: '1', name: '甲街道', people: null }],
    communities: [],
    units: [],
  }
  const street = ofRow('街道', { name: '甲街道', index: 0 }, asked, places)
  expect(listBehind('逾期', street)).toEqual(ledger({ street: 'S', overdue: 'true' }))
  expect(ofRow('街道', { name: '乙街道', index: 1 }, asked, places)).toBeUndefined()
  const stream = ofRow('条线', { name: '绿化', index: 0 }, asked, places)
  expect(listBehind('在办', stream)).toEqual(ledger({ stream: 'greening', open: 'true' }))
})

it('a number of a unit opens the findings that were counted for it in that time, a share both its numbers', () => {
  const units = [{ id: 'U', name: '甲局', kind: null, streetId: null }]
  const places = { streets: [], communities: [], units }
  const unit = ofRow('黑榜', { name: '甲局', index: 4 }, asked, places)
  const period = { since: '2026-03-05', until: '2026-03-11' }
  expect(listBehind('不合格', unit)).toEqual(ledger({ unit: 'U', counter: 'undone', ...period }))
  expect(listBehind('复查', unit)).toEqual(ledger({ unit: 'U', counter: 'lookedAtAgain', ...period }))
  expect(listBehind('不合格率', unit)).toEqual({
    name: 'finding-index',
    query: { by: 'unit', from: '2026-03-05', to: '2026-03-11' },
  })
  expect(ofRow('单位', { name: '乙局', index: 0 }, asked, places)).toBeUndefined()
  expect(listBehind('派遣', asked)).toBeUndefined()
})
