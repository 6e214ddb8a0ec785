import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gcj02FromWgs84, shiftFromWgs84, shiftToWgs84 } from './datum.ts'
import type { LonLat } from './layer.ts'

const metresPerDegree = 111_320

function metresBetween(a: LonLat, b: LonLat): number {
  return Math.hypot((a[0] - b[0]) * Math.cos((a[1] * Math.PI) / 180), a[1] - b[1]) * metresPerDegree
}

const china = fc.tuple(
  fc.double({ min: 74, max: 134, noNaN: true }),
  fc.double({ min: 18, max: 53, noNaN: true }),
)

test('the inverse of both shifts is exact to a thousandth of a millimetre', () => {
  fc.assert(
    fc.property(china, fc.constantFrom('gcj-02' as const, 'bd-09' as const), (point, datum) => {
      expect(metresBetween(shiftToWgs84(shiftFromWgs84(point, datum), datum), point)).toBeLessThan(1e-6)
    }),
  )
})

test('at Xuzhou the shifts are 548 m and 1,240 m', () => {
  const place: LonLat = [117.184, 34.261]
  expect(metresBetween(place, shiftFromWgs84(place, 'gcj-02'))).toBeCloseTo(548, -1)
  expect(metresBetween(place, shiftFromWgs84(place, 'bd-09'))).toBeCloseTo(1240, -2)
})

test('outside China nothing is shifted', () => {
  expect(gcj02FromWgs84([13.4, 52.5])).toEqual([13.4, 52.5])
})
