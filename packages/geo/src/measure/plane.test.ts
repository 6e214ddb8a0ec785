import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gaussKrueger, pointScale, projectionOf } from '../projection.ts'
import { ringArea } from './part-areas.ts'
import { planeAround } from './plane.ts'

const place = fc.record({
  lon: fc.double({ min: 75, max: 133, noNaN: true }),
  lat: fc.double({ min: 4, max: 53, noNaN: true }),
  width: fc.double({ min: 0.01, max: 1, noNaN: true }),
  u: fc.double({ min: 0, max: 1, noNaN: true }),
  v: fc.double({ min: 0, max: 1, noNaN: true }),
})

test('areas and lengths on the plane are those on the ground', () => {
  fc.assert(
    fc.property(place, ({ lon, lat, width, u, v }) => {
      const plane = planeAround({ west: lon, south: lat, east: lon + width, north: lat + width })
      const x = lon + u * width
      const y = lat + v * width
      const ring = Float64Array.of(x, y, x + 0.004, y, x + 0.004, y + 0.004, x, y + 0.004)
      const here = new Float64Array(8)
      plane.project(ring, 0, 4, here, 0)
      // Gauss-Krüger about the place itself is true there.
      const there = new Float64Array(8)
      projectionOf(gaussKrueger(x + 0.002, 0)).forward(ring, there)
      expect(Math.abs(ringArea(here, 4) / ringArea(there, 4))).toBeCloseTo(1, 6)
      const step = (xy: Float64Array) => [(xy[2] ?? 0) - (xy[0] ?? 0), (xy[3] ?? 0) - (xy[1] ?? 0)] as const
      const [dx, dy] = step(here)
      const onGround = Math.hypot(...step(there)) / pointScale(220, lat)
      expect(plane.trueLength(here[0] ?? 0, here[1] ?? 0, dx, dy) / onGround).toBeCloseTo(1, 6)
    }),
  )
})

test('the cells of the plane meet without a gap, and with its surroundings', () => {
  const box = { west: 117, south: 34, east: 117.3, north: 34.2 }
  const plane = planeAround(box)
  const xy = new Float64Array(4)
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 17 }),
      fc.double({ min: -0.02, max: 0.2, noNaN: true }),
      (i, along) => {
        const lon = box.west - 0.02 + i * 0.02
        const lat = box.south + along
        plane.project(Float64Array.of(lon - 1e-12, lat, lon + 1e-12, lat), 0, 2, xy, 0)
        expect(Math.hypot((xy[2] ?? 0) - (xy[0] ?? 0), (xy[3] ?? 0) - (xy[1] ?? 0))).toBeLessThan(1e-4)
      },
    ),
  )
})
