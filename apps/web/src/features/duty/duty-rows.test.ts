import type { DutyItem } from '@chuangyuan/contract/duty'
import { expect, test } from 'vitest'
import { headingsOf, linesOf, unitsOf } from './duty-rows.ts'

const [parks, roads] = [
  { id: 'p', name: '园林中心' },
  { id: 'r', name: '城管局' },
]
const lead = (unit: typeof parks, dutyId: string) => ({
  ...{ unit, dutyId, leader: null, post: null, work: null, dueOn: null },
})
const item = (itemId: string, some: Partial<DutyItem>): DutyItem => ({
  ...{
    itemId,
    number: null,
    name: itemId,
    heading: { id: 'h1', name: '建设' },
    verdict: null,
    endangeredBy: 0,
  },
  ...{ leads: [], assisting: [], ...some },
})
const items = [
  item('a', { leads: [lead(parks, '1'), lead(roads, '2')] }),
  item('b', { heading: { id: 'h2', name: '管理' }, assisting: [roads] }),
]
const shown = (filter: Parameters<typeof linesOf>[1]) =>
  linesOf(items, filter).map((line) => `${line.item.itemId}${line.lead?.unit.id ?? '-'}`)

test('an item with two leads has two lines, one without a lead has one', () => {
  expect(shown({ withoutLead: false })).toEqual(['ap', 'ar', 'b-'])
})

test('lines are chosen by unit, leading or assisting, by part, and by the lack of a lead', () => {
  expect(shown({ unit: 'r', withoutLead: false })).toEqual(['ap', 'ar', 'b-'])
  expect(shown({ unit: 'p', withoutLead: false })).toEqual(['ap', 'ar'])
  expect(shown({ heading: 'h2', withoutLead: false })).toEqual(['b-'])
  expect(shown({ withoutLead: true })).toEqual(['b-'])
})

test('every part and every unit is offered once', () => {
  expect(headingsOf(items).map(({ name }) => name)).toEqual(['建设', '管理'])
  expect(unitsOf(items)).toEqual([parks, roads])
})
