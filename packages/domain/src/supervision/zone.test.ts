import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GroundPoint } from './ground.ts'
import { proposeZones } from './propose-zones.ts'
import { zoneCoverage, type Zone, type ZonedSite } from './zone.ts'

function aZone(id: string, claims: Partial<Omit<Zone, 'id'>>): Zone {
  return { id, streetIds: [], ring: null, siteIds: [], ...claims }
}

const square = (west: number, south: number): readonly GroundPoint[] => [
  [west, south],
  [west + 1, south],
  [west + 1, south + 1],
  [west, south + 1],
  [west, south],
]

describe('zones', () => {
  const sites: readonly ZonedSite[] = [
    { id: 'a', streetId: 'north', at: [117.5, 36.5] },
    { id: 'b', streetId: 'south', at: [118.5, 36.5] },
    { id: 'c', streetId: 'south', at: null },
  ]

  it('claim whole streets, drawn ground and single sites', () => {
    const zones = [
      aZone('street', { streetIds: ['north'] }),
      aZone('drawn', { ring: square(118, 36) }),
      aZone('single', { siteIds: ['c'] }),
    ]
    const { zonesOf, gaps, overlaps } = zoneCoverage(zones, sites)
    expect([...zonesOf]).toEqual([
      ['a', ['street']],
      ['b', ['drawn']],
      ['c', ['single']],
    ])
    expect([gaps, overlaps]).toEqual([[], []])
  })

  it('show what no zone claims and what two claim', () => {
    const zones = [aZone('1', { streetIds: ['north'] }), aZone('2', { ring: square(117, 36) })]
    const { gaps, overlaps } = zoneCoverage(zones, sites)
    expect(gaps).toEqual(['b', 'c'])
    expect(overlaps).toEqual(['a'])
  })

  it('leave a site that one of them names to that one', () => {
    const zones = [aZone('1', { streetIds: ['south'] }), aZone('2', { siteIds: ['b', 'b'] })]
    expect(zoneCoverage(zones, sites).zonesOf.get('b')).toEqual(['2'])
  })

  it('that share a border never both claim a site on it', () => {
    fc.assert(
      fc.property(fc.double({ min: 36, max: 36.999, noNaN: true }), (lat) => {
        const zones = [aZone('west', { ring: square(117, 36) }), aZone('east', { ring: square(118, 36) })]
        const onBorder: ZonedSite = { id: 'x', streetId: '', at: [118, lat] }
        expect(zoneCoverage(zones, [onBorder]).zonesOf.get('x')).toHaveLength(1)
      }),
    )
  })
})

describe('proposed zones', () => {
  const someSites = fc
    .uniqueArray(
      fc.record({
        id: fc.uuid(),
        streetId: fc.constantFrom('north', 'south', 'east'),
        at: fc.option(
          fc.tuple(
            fc.double({ min: 117, max: 117.2, noNaN: true }),
            fc.double({ min: 36, max: 36.2, noNaN: true }),
          ),
          { freq: 8 },
        ),
      }),
      { minLength: 1, maxLength: 60, selector: ({ id }) => id },
    )
    .map((sites): readonly ZonedSite[] => sites)

  it('hold every site exactly once, whatever the sites', () => {
    fc.assert(
      fc.property(someSites, fc.integer({ min: 1, max: 8 }), (sites, count) => {
        const { zones } = proposeZones(sites, count)
        expect(zones).toHaveLength(count)
        expect(zones.flat().sort()).toEqual(sites.map(({ id }) => id).sort())
        const made = zones.map((siteIds, index) => aZone(String(index), { siteIds }))
        const { gaps, overlaps } = zoneCoverage(made, sites)
        expect([gaps, overlaps]).toEqual([[], []])
      }),
    )
  })

  it('differ by one site at most', () => {
    fc.assert(
      fc.property(someSites, fc.integer({ min: 1, max: 8 }), (sites, count) => {
        const sizes = proposeZones(sites, count).zones.map(({ length }) => length)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('are the same for the same sites in another order', () => {
    fc.assert(
      fc.property(someSites, fc.integer({ min: 1, max: 6 }), (sites, count) => {
        expect(proposeZones(sites.toReversed(), count)).toEqual(proposeZones(sites, count))
      }),
    )
  })

  it('find the clusters that anybody sees', () => {
    const cluster = (name: string, lon: number): ZonedSite[] =>
      Array.from({ length: 10 }, (_, index) => ({
        id: `${name}${String(index)}`,
        streetId: '',
        at: [lon + index / 10_000, 36 + (index % 3) / 10_000],
      }))
    const { zones, spread } = proposeZones(
      [...cluster('c', 117.3), ...cluster('a', 117), ...cluster('b', 117.1)],
      3,
    )
    expect(zones.map((zone) => new Set(zone.map(([letter]) => letter)).size)).toEqual([1, 1, 1])
    expect(spread).toBeLessThan(50)
  })
})
