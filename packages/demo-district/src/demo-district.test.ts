import { addDays, parseDay, type Day } from '@chuangyuan/domain/day'
import { rowsOf } from '@chuangyuan/domain/standard/pack'
import { featureCount, type MapLayer } from '@chuangyuan/geo/layer'
import { shippedPack } from '@chuangyuan/standards-data/shipped-packs'
import { describe, expect, it } from 'vitest'
import { demoSeed, generateDemoDistrict } from './demo-district.ts'
import { demoPack } from './standing-rows.ts'
import { shoelaceArea, survey, type Shares } from './testing/town-survey.ts'

const today: Day = (() => {
  const day = parseDay('2026-03-05')
  if (day === undefined) throw new Error('no such day')
  return day
})()
const demo = generateDemoDistrict(demoSeed, today)
const pack = shippedPack(demoPack)

/** The demo's variant of the base table: north, 500,000 to 1,000,000 people (建城[2005]43号). */
const base = { perHead: 7.5, greenRate: 31, coverage: 36 }

function parkArea(district = demo): number {
  return shoelaceArea(district.layers.green, ({ class2017 }) => String(class2017).startsWith('G1'))
}

function streetCode(name: string): string {
  return demo.streets.find((street) => street.name === name)?.code ?? ''
}

describe('the demo district', () => {
  it('is the same for the same seed and day, and another one for another seed', () => {
    expect(generateDemoDistrict(demoSeed, today)).toEqual(demo)
    expect(generateDemoDistrict(demoSeed + 1, today).layers.green.positions).not.toEqual(
      demo.layers.green.positions,
    )
  })

  it('is drawn alike on every day; only days move', () => {
    const later = generateDemoDistrict(demoSeed, addDays(today, 400))
    expect(later.layers).toEqual(demo.layers)
    expect(later.sites).toEqual(demo.sites)
    expect(later.figures.map(({ value }) => value)).toEqual(demo.figures.map(({ value }) => value))
  })

  it('is small enough to be seeded at the first start', () => {
    const layers = Object.values<MapLayer>({ ...demo.layers })
    expect(layers.reduce((sum, layer) => sum + featureCount(layer), 0)).toBeLessThan(25_000)
    expect(layers.reduce((sum, layer) => sum + layer.positions.length / 2, 0)).toBeLessThan(300_000)
  })

  it('carries codes that belong to no real place and names that belong to no person', () => {
    expect(demo.mark).toBe('演示数据')
    expect(demo.communities.every(({ code }) => /^990102\d{6}$/.test(code))).toBe(true)
    expect(demo.people.every(({ name }) => name.startsWith('演示'))).toBe(true)
    expect(new Set(demo.people.map(({ name }) => name)).size).toBe(demo.people.length)
  })
})

describe('its map', () => {
  it('has a built-up area of 40 to 50 km² with one hole and one detached part', () => {
    const { builtUp } = demo.layers
    expect(shoelaceArea(builtUp) / 1e6).toBeGreaterThan(40)
    expect(shoelaceArea(builtUp) / 1e6).toBeLessThan(50)
    expect(builtUp.partStarts.length - 1).toBe(2)
    expect(builtUp.ringStarts.length - 1).toBe(3)
  })

  it('is filled by the streets, which share every vertex of the lines between them', () => {
    const { builtUp, streets } = demo.layers
    expect(shoelaceArea(streets)).toBeCloseTo(shoelaceArea(builtUp), 0)
    const vertices = new Set<string>()
    for (let v = 0; v < streets.positions.length; v += 2) {
      vertices.add(`${String(streets.positions[v])},${String(streets.positions[v + 1])}`)
    }
    for (let v = 0; v < builtUp.positions.length; v += 2) {
      expect(vertices).toContain(`${String(builtUp.positions[v])},${String(builtUp.positions[v + 1])}`)
    }
  })

  it('houses everybody who lives in a street', () => {
    const { attributes } = demo.layers.residential
    expect(attributes.reduce((sum, { people }) => sum + Number(people), 0)).toBe(demo.population)
    expect(demo.streets.reduce((sum, { people }) => sum + people, 0)).toBe(demo.population)
    expect(demo.communities.reduce((sum, { people }) => sum + people, 0)).toBe(demo.population)
  })
})

describe('its story', () => {
  const seen = survey(demo.layers, 60_000)
  const of = (name: string): Shares =>
    seen.streets.get(streetCode(name)) ?? { greenRate: NaN, coverage: NaN, served: NaN }

  it('lays no ground in two streets and leaves none out', () => {
    expect(seen.misplaced).toBe(0)
  })

  it('passes the green rate and the coverage of the whole, narrowly', () => {
    expect(seen.whole.greenRate).toBeGreaterThan(base.greenRate + 0.3)
    expect(seen.whole.greenRate).toBeLessThan(base.greenRate + 2)
    expect(seen.whole.coverage).toBeGreaterThan(base.coverage + 0.7)
    expect(seen.whole.coverage).toBeLessThan(base.coverage + 3)
  })

  it('fails public green per head today, and would pass with the parks under construction', () => {
    const making = shoelaceArea(demo.layers.greenUnderConstruction, ({ class2017 }) =>
      String(class2017).startsWith('G1'),
    )
    expect(parkArea() / demo.population).toBeLessThan(base.perHead)
    expect((parkArea() + making) / demo.population).toBeGreaterThan(base.perHead)
  })

  it('has an old town with far too little green, whatever the whole says', () => {
    expect(of('古槐街道').coverage).toBeLessThan(20)
    expect(of('古槐街道').greenRate).toBeLessThan(seen.whole.greenRate - 10)
  })

  it('leaves homes by the railway and in the new zone without a park in reach', () => {
    expect(of('驿东街道').served).toBeLessThan(75)
    expect(of('新穗街道').served).toBeLessThan(75)
    expect(of('澜南街道').served).toBeGreaterThan(97)
  })

  it.each([1, 2, 3])('is the same story for seed %i', (seed) => {
    const other = generateDemoDistrict(seed, today)
    const shares = survey(other.layers, 40_000).whole
    expect(shares.greenRate).toBeGreaterThan(base.greenRate)
    expect(shares.coverage).toBeGreaterThan(base.coverage)
    expect(parkArea(other) / other.population).toBeLessThan(base.perHead)
  })
})

describe('its lists', () => {
  const units = new Set(demo.units.map(({ code }) => code))
  const posts = new Set(demo.posts.map(({ code }) => code))

  it('name only units, posts, streets and communities that exist', () => {
    const communities = new Set(demo.communities.map(({ code }) => code))
    const streets = new Set(demo.streets.map(({ code }) => code))
    for (const { owner, territory, street, community, roles } of demo.sites) {
      expect(units).toContain(owner)
      expect(units).toContain(territory)
      expect(streets).toContain(street)
      expect(communities).toContain(community)
      if (roles.responsibleUnit !== undefined) expect(units).toContain(roles.responsibleUnit)
      for (const post of [roles.firstResponsible, roles.contact, roles.supervisor, roles.sponsor]) {
        if (post !== undefined) expect(posts).toContain(post)
      }
    }
  })

  it('hold 600 sites, of which about six in a hundred have a hole in the chain', () => {
    const holes = demo.sites.filter(({ roles }) => Object.keys(roles).length < 5)
    expect(demo.sites).toHaveLength(600)
    expect(holes.length).toBeGreaterThan(24)
    expect(holes.length).toBeLessThan(54)
  })

  it('never let a site be supervised by the one who must fix it', () => {
    for (const { roles } of demo.sites) {
      const supervisor = demo.posts.find(({ code }) => code === roles.supervisor)
      if (supervisor !== undefined) expect(supervisor.unit).not.toBe(roles.responsibleUnit)
    }
  })

  it('give owner and territory apart: railway land lies in a street and is not its own', () => {
    const rail = demo.sites.filter(({ kind }) => kind === 'railway')
    expect(rail.length).toBeGreaterThan(0)
    for (const { owner, territory } of rail) expect(owner).not.toBe(territory)
  })

  it('have five to nine communities in every street', () => {
    for (const { code } of demo.streets) {
      const own = demo.communities.filter(({ street }) => street === code)
      expect(own.length).toBeGreaterThanOrEqual(5)
      expect(own.length).toBeLessThanOrEqual(9)
    }
  })

  it('name the leaders of the four bodies in protocol order', () => {
    const bodies = demo.posts.flatMap(({ body }) => (body === undefined ? [] : [body]))
    expect([...new Set(bodies)]).toEqual(['party', 'congress', 'government', 'consultative'])
    expect(demo.posts.map(({ order }) => order)).toEqual(demo.posts.map((_, n) => n + 1))
  })
})

describe('its standing under the pack', () => {
  const rows = pack === undefined ? [] : rowsOf(pack).map(({ row }) => row)

  it('binds duties, answers and defects to rows that exist', () => {
    const ids = new Set(rows.map(({ id }) => id))
    for (const { row } of [
      ...demo.duties,
      ...demo.answers,
      ...demo.incidentStatements,
      ...demo.seenDefects,
    ]) {
      expect(ids).toContain(row)
    }
  })

  it('answers clauses that exist', () => {
    for (const { row, clause } of demo.answers) {
      const item = rows.find(({ id }) => id === row)
      expect(item?.kind === 'qualitative' && item.clauses.some(({ id }) => id === clause)).toBe(true)
    }
  })

  it('reports figures in the unit of a quantity that exists, on days that have passed', () => {
    for (const { quantity, unit, asOf } of demo.figures) {
      expect(pack?.quantities.find(({ id }) => id === quantity)?.unit).toBe(unit)
      expect(asOf < today).toBe(true)
    }
  })

  it('lets the base indicators rise for five years, which takes six figures', () => {
    for (const quantity of ['green-rate', 'green-coverage', 'park-green-per-head']) {
      const series = demo.figures.filter((figure) => figure.quantity === quantity)
      expect(series).toHaveLength(6)
      const values = series.map(({ value }) => value)
      expect(values).toEqual(values.toSorted((a, b) => a - b))
      expect(new Set(values).size).toBe(6)
    }
  })

  it('leaves rows open, with and without a lead unit', () => {
    const items = rows.filter(({ kind }) => kind !== 'heading' && kind !== 'unknown')
    expect(demo.duties.filter(({ lead }) => lead === undefined)).toHaveLength(4)
    expect(
      demo.duties.some(({ lead, responsiblePost }) => lead !== undefined && responsiblePost === undefined),
    ).toBe(true)
    expect(demo.answers.length).toBeLessThan(items.filter(({ kind }) => kind === 'qualitative').length)
  })
})
