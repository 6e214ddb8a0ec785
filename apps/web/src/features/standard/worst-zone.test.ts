import type { ZoneCell, ZoneLine } from '@chuangyuan/domain/assessment/zone-table'
import type { Comparator } from '@chuangyuan/domain/standard/requirement'
import { expect, it } from 'vitest'
import { cellOf, zoneColumns } from './worst-zone.ts'

function aCell(value: number | undefined, comparator: Comparator = 'at-least'): ZoneCell {
  return {
    row: 'base-green-rate',
    quantity: 'green-rate',
    comparator,
    binding: false,
    outcome: value === undefined ? 'open' : value < 31 ? 'short' : 'met',
    ...(value === undefined
      ? {}
      : {
          figure: {
            quantity: 'green-rate',
            value,
            low: value,
            high: value,
            unit: 'percent',
            origin: 'computed',
            inputs: [],
          },
        }),
  }
}

function aStreet(zone: string, ...cells: ZoneCell[]): ZoneLine {
  return { zone, name: zone, kind: 'street', cells, bindingShort: 0 }
}

it('the worst street is the lowest where much is asked and the highest where little is', () => {
  const streets = (comparator: Comparator) =>
    [30, 40, 20].map((value, at) => aStreet(`s${String(at)}`, aCell(value, comparator)))
  expect(zoneColumns(streets('at-least'))[0]).toMatchObject({ worst: 's2', short: 2 })
  expect(zoneColumns(streets('at-most'))[0]).toMatchObject({ worst: 's1' })
})

it('no street is the worst where all are alike, or nothing is known', () => {
  expect(zoneColumns([aStreet('a', aCell(30)), aStreet('b', aCell(30))])[0]?.worst).toBeUndefined()
  expect(zoneColumns([aStreet('a', aCell(undefined))])[0]?.worst).toBeUndefined()
  expect(zoneColumns([])).toEqual([])
})

it('a street without a figure of a column has no cell in it', () => {
  const [column] = zoneColumns([aStreet('a', aCell(30)), aStreet('b')])
  if (column === undefined) throw new Error('no column')
  expect(cellOf(aStreet('b'), column)).toBeUndefined()
})
