import { shiftFromWgs84 } from '@chuangyuan/geo/datum'
import { describe, expect, it } from 'vitest'
import { toCgcs2000, whyOutside, type Extent } from './extent.ts'

const extent: Extent = [118, 36, 118.1, 36.1]
const inside = [118.001, 36.001] as const

describe('a point', () => {
  it('that lies in the district has no fault, whatever system it is given in', () => {
    for (const system of ['gcj-02', 'bd-09'] as const) {
      const given = shiftFromWgs84(inside, system)
      expect(whyOutside(given, system, extent)).toBeUndefined()
      expect(toCgcs2000(given, system)[0]).toBeCloseTo(inside[0], 6)
      expect(toCgcs2000(given, system)[1]).toBeCloseTo(inside[1], 6)
    }
  })

  it('outside is told with the likely mistake', () => {
    expect(whyOutside([36.05, 118.05], 'cgcs2000', extent)?.code).toBe('coordinates.swapped')
    expect(whyOutside([117, 36.05], 'cgcs2000', extent)?.code).toBe('coordinates.outside')
    // Just beyond the eastern edge as given; as a point of 百度 it lies inside.
    const given = shiftFromWgs84([118.099, 36.05], 'bd-09')
    expect(whyOutside(given, 'cgcs2000', extent)).toMatchObject({
      code: 'coordinates.wrong-system',
      details: { likely: 'bd-09' },
    })
  })

  it('is not judged while the district has no map', () => {
    expect(whyOutside([1, 1], 'cgcs2000', undefined)).toBeUndefined()
  })
})
