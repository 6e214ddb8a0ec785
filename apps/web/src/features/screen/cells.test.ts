import { expect, it } from 'vitest'
import { cellsOf } from './cells.ts'
import { sheetOf } from './outline.ts'

const sheet = sheetOf([117, 36, 117.2, 36.1])
function finding(id: string, lon: number, lat: number, overdue = false) {
  return { id, lon, lat, overdue, stage: 'filed' as const, stream: 'greening' as const }
}

it('adds up to what the server counted, near ones together, far ones apart', () => {
  const clusters = [{ lon: 117.01, lat: 36.09, count: 7, open: 7, overdue: 2 }]
  const findings = [
    finding('a', 117.011, 36.091, true),
    finding('b', 117.19, 36.01),
    finding('c', 117.1, 36.05),
  ]
  const cells = cellsOf({ clusters, findings }, sheet, 10)
  expect(cells.map(({ open, overdue, findingId }) => [open, overdue, findingId])).toEqual([
    [8, 3, null],
    [1, 0, 'b'],
    [1, 0, 'c'],
  ])
})

it('stands where most of its findings lie', () => {
  const clusters = [{ lon: 117.01, lat: 36.09, count: 9, open: 9, overdue: 0 }]
  const [cell] = cellsOf({ clusters, findings: [finding('a', 117.012, 36.09)] }, sheet, 10)
  const [left] = sheet.at(117.01, 36.09)
  const [right] = sheet.at(117.012, 36.09)
  expect(cell?.x).toBeCloseTo(left + (right - left) / 10)
})
