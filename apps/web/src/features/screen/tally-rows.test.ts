import { findingStages } from '@chuangyuan/domain/finding/finding'
import { expect, it } from 'vitest'
import { shownStreets } from './tally-rows.ts'

const byStage = Object.fromEntries(findingStages.map((stage) => [stage, 0])) as Parameters<
  typeof shownStreets
>[0][number]['byStage']

function tally(name: string, open: number, overdue: number) {
  return { street: { id: name, name }, open, overdue, byStage }
}

const streets = [tally('甲', 1, 0), tally('乙', 9, 0), tally('丙', 2, 2), tally('丁', 3, 0)]

it('shows all where there is room, in the order they came', () => {
  expect(shownStreets(streets, 4).map(({ street }) => street.name)).toEqual(['甲', '乙', '丙', '丁'])
})

it('shows those with most overdue, then most open, where there is not, in the same order', () => {
  expect(shownStreets(streets, 2).map(({ street }) => street.name)).toEqual(['乙', '丙'])
})
