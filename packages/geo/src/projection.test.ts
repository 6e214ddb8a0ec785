import fc from 'fast-check'
import proj4 from 'proj4'
import { expect, test } from 'vitest'
import { gaussKrueger, pointScale, projectionOf, threeDegreeMeridian, utm } from './projection.ts'

const lonLat = fc.record({
  meridian: fc.integer({ min: 25, max: 45 }).map((zone) => zone * 3),
  offset: fc.double({ min: -3, max: 3, noNaN: true }),
  lat: fc.double({ min: 3, max: 54, noNaN: true }),
})

test('Gauss-Krüger agrees with proj4 within a tenth of a millimetre, anywhere in China', () => {
  fc.assert(
    fc.property(lonLat, ({ meridian, offset, lat }) => {
      const target = new Float64Array(2)
      projectionOf(gaussKrueger(meridian)).forward(new Float64Array([meridian + offset, lat]), target)
      const [x = NaN, y = NaN] = proj4(
        `+proj=etmerc +lat_0=0 +lon_0=${String(meridian)} +k=1 +x_0=500000 +ellps=GRS80`,
        [meridian + offset, lat],
      )
      expect(Math.hypot((target[0] ?? NaN) - x, (target[1] ?? NaN) - y)).toBeLessThan(1e-4)
    }),
  )
})

test('forward and inverse undo each other within a few micrometres', () => {
  fc.assert(
    fc.property(lonLat, fc.boolean(), ({ meridian, offset, lat }, south) => {
      for (const definition of [gaussKrueger(meridian), utm(Math.floor(meridian / 6) + 31, south)]) {
        const projection = projectionOf(definition)
        const there = new Float64Array([definition.centralMeridian + offset, south ? -lat : lat])
        const back = new Float64Array(2)
        projection.forward(there, back)
        projection.inverse(back, back)
        expect(
          Math.hypot((back[0] ?? NaN) - (there[0] ?? NaN), (back[1] ?? NaN) - (there[1] ?? NaN)),
        ).toBeLessThan(4e-11)
      }
    }),
  )
})

test('the meridian of a longitude is the middle of its 3-degree zone', () => {
  expect([117.2, 118.49, 118.51, 73.6].map(threeDegreeMeridian)).toEqual([117, 117, 120, 75])
})

test('the point scale is the ratio of a projected to a true length', () => {
  const meridian = 117
  const projection = projectionOf(gaussKrueger(meridian, 0))
  const pair = new Float64Array([meridian + 1.4, 34, meridian + 1.4, 34.001])
  const xy = new Float64Array(4)
  projection.forward(pair, xy)
  const projected = Math.hypot((xy[2] ?? NaN) - (xy[0] ?? NaN), (xy[3] ?? NaN) - (xy[1] ?? NaN))
  // Meridian arc of 0.001 degrees at latitude 34, from the radius of curvature.
  const e2 = 0.006_694_380_022_9
  const radius = (6_378_137 * (1 - e2)) / (1 - e2 * Math.sin((34.0005 * Math.PI) / 180) ** 2) ** 1.5
  const arc = radius * ((0.001 * Math.PI) / 180)
  expect(projected / arc / pointScale(xy[0] ?? NaN, 34)).toBeCloseTo(1, 7)
})
