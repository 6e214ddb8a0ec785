import type { Day } from '@chuangyuan/domain/day'
import type { IndicatorDefinition } from '@chuangyuan/domain/standard/indicator'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import { demoSeed, generateDemoDistrict } from '@chuangyuan/demo-district/demo-district'
import { LayerBuilder } from '@chuangyuan/geo/layer-geojson'
import { measure } from '@chuangyuan/geo/measure/measure'
import { packOfKey } from './testing/packs.ts'
import { describe, expect, it } from 'vitest'
import type { DistrictMap } from './district-map.ts'
import { figuresOf } from './figures.ts'
import { perHeadFigures } from './per-head.ts'
import { measureInput, mapQuantities } from './measure-plan.ts'

const asOf = '2026-03-01' as Day

function figuresFor(pack: Pack, map: DistrictMap, rowMetres = 1) {
  const input = measureInput(map, mapQuantities(pack))
  if (input === undefined) throw new Error('no boundary')
  const result = measure({ ...input, rowMetres })
  if (!result.ok) throw new Error(result.refusal.code)
  return figuresOf(pack, map, result.value)
}

/** Rectangles in metres from a corner at 34° N, where a degree is about 92.4 by 110.9 km. */
const [lon0, lat0] = [117, 34]
const [mx, my] = [1 / 92_385.1, 1 / 110_922.4]
function rectangle(x0: number, y0: number, x1: number, y1: number): [number, number][] {
  const corners: [number, number][] = [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
    [x0, y0],
  ]
  return corners.map(([x, y]) => [lon0 + x * mx, lat0 + y * my])
}

function polygons(...features: [number[], Record<string, string | number | null>][]) {
  const builder = new LayerBuilder('polygon')
  for (const [[x0 = 0, y0 = 0, x1 = 0, y1 = 0], attributes] of features) {
    builder.add([[rectangle(x0, y0, x1, y1)]], attributes)
  }
  return { layer: builder.build(), name: '测试图层', asOf }
}

/** A square kilometre with two streets, drawn so that every figure can be had with pencil and paper. */
const square: DistrictMap = {
  zones: ['west', 'east'],
  layers: {
    'built-up': polygons([[0, 0, 1000, 1000], {}]),
    streets: polygons([[0, 0, 500, 1000], { code: '1' }], [[500, 0, 1000, 1000], { code: '2' }]),
    green: polygons(
      [[0, 0, 100, 100], { id: 'p1', class2017: 'G11' }],
      [[50, 50, 150, 150], { id: 'a1', class2017: 'RG' }],
      [[900, 900, 1000, 1000], { id: 'e1', class2017: 'EG1' }],
      [[800, 0, 850, 50], { id: 'p2', class2017: null, class2002: 'G15' }],
    ),
    canopy: polygons([[0, 0, 200, 100], {}]),
    homes: polygons([[0, 600, 1000, 700], { people: 1000 }]),
  },
}

const find = (figures: ReturnType<typeof figuresFor>, quantity: string, zone?: string) =>
  figures.find((figure) => figure.quantity === quantity && figure.zone === zone)

describe('figures from the map', () => {
  const pack = packOfKey('garden-2000-2005')
  const figures = figuresFor(pack, square)

  it('count the green classes of the edition, newer code first, and no ground twice', () => {
    // 100 × 100 and 100 × 100 overlapping on 50 × 50, and 50 × 50 of the old code G15; EG is outside the classes.
    expect(find(figures, 'green-rate')?.value).toBeCloseTo(((10_000 + 10_000 - 2_500 + 2_500) / 1e6) * 100, 2)
    expect(find(figures, 'green-rate', 'west')?.value).toBeCloseTo((17_500 / 500_000) * 100, 2)
    expect(find(figures, 'green-rate', 'east')?.value).toBeCloseTo((2_500 / 500_000) * 100, 2)
  })

  it('unite crowns and green land for coverage', () => {
    // Green of all classes 32,500 less 2,500 twice counted, crowns add 100..200 × 0..100 less what they share with a1.
    const covered = 10_000 + 10_000 - 2_500 + 10_000 + 2_500 + 10_000 - 2_500
    expect(find(figures, 'green-coverage')?.value).toBeCloseTo((covered / 1e6) * 100, 2)
  })

  it('give parks their area and leave the heads to whoever counts heads', () => {
    expect(find(figures, 'park-green-area')).toMatchObject({ unit: 'm2', origin: 'computed', asOf })
    expect(find(figures, 'park-green-area')?.value).toBeCloseTo(12_500, -1)
    expect(find(figures, 'park-green-per-head')).toBeUndefined()
  })

  it('serve homes within the radius of the edition, from the edge of parks that are large enough', () => {
    // Of 1000-m² parks only, 500 m: p1 reaches y = 600 exactly, where the homes begin, so nothing is served there but p2 neither.
    expect(find(figures, 'service-coverage')?.value).toBeLessThan(0.01)
    const wider = withRadii(pack, [{ areaAtLeast: 5_000, radiusMetres: 550 }])
    const served = find(figuresFor(wider, square), 'service-coverage')?.value ?? 0
    // A strip 50 m deep over 0..100 and a quarter of a circle beyond: 100·50 + area of the cap right of x = 100.
    const cap = (550 ** 2 / 2) * (Math.acos(500 / 550) - (500 / 550) * Math.sqrt(1 - (500 / 550) ** 2))
    expect(served).toBeCloseTo(((5_000 + cap) / 100_000) * 100, 1)
  })

  it('name the layers and the oldest day they were made of', () => {
    expect(find(figures, 'green-rate')).toMatchObject({ asOf, source: '测试图层、测试图层' })
    expect(find(figures, 'green-rate')?.inputs?.map(({ quantity }) => quantity)).toEqual([
      'green-area',
      'built-up-area',
    ])
  })

  it('are absent, not zero, where a layer is missing', () => {
    const { homes: _, ...layers } = square.layers
    expect(find(figuresFor(pack, { ...square, layers }), 'service-coverage')).toBeUndefined()
    expect(find(figures, 'roads-with-trees')).toBeUndefined()
  })
})

describe('green per head', () => {
  const pack = packOfKey('garden-2000-2005')
  const heads = (value: number, asOf: Day, zone?: string) =>
    ({
      quantity: 'non-farming-population',
      value,
      unit: 'person',
      asOf,
      source: '年报',
      origin: 'reported',
      ...(zone === undefined ? {} : { zone }),
    }) as const
  const figures = figuresFor(pack, square)

  it('divides by the latest heads that are known, of the same zone only', () => {
    const all = [...figures, heads(1_000, '2024-12-31' as Day), heads(2_500, '2025-12-31' as Day)]
    const [whole, ...zones] = perHeadFigures(pack, all, asOf)
    expect(whole?.value).toBeCloseTo(12_500 / 2_500, 2)
    expect(whole).toMatchObject({ asOf: '2025-12-31', origin: 'computed', unit: 'm2-per-person' })
    expect(zones).toEqual([])
  })

  it('does not know heads that are counted after today, nor divides by nobody', () => {
    expect(perHeadFigures(pack, [...figures, heads(2_500, '2027-12-31' as Day)], asOf)).toEqual([])
    expect(perHeadFigures(pack, [...figures, heads(0, '2025-12-31' as Day)], asOf)).toEqual([])
  })
})

describe('the demo district', () => {
  it('fails public green per head narrowly and passes green rate and coverage, as its story says', () => {
    const district = generateDemoDistrict(demoSeed, '2026-11-23' as Day)
    const { layers } = district
    const named = (layer: (typeof layers)['green']) => ({ layer, name: '演示', asOf })
    const map: DistrictMap = {
      zones: district.streets.map(({ code }) => code),
      layers: {
        'built-up': named(layers.builtUp),
        streets: named(layers.streets),
        green: named(layers.green),
        canopy: named(layers.canopy),
        homes: named(layers.residential),
        roads: named(layers.roads),
      },
    }
    const figures = figuresFor(packOfKey('garden-2000-2005'), map, 2)
    expect(find(figures, 'green-rate')?.value).toBeCloseTo(31.8, 1)
    expect(find(figures, 'green-coverage')?.value).toBeCloseTo(37.86, 2)
    expect((find(figures, 'park-green-area')?.value ?? 0) / district.population).toBeCloseTo(7.35, 2)
    const byStreet = district.streets.reduce(
      (sum, { code }) => sum + (find(figures, 'park-green-area', code)?.value ?? 0),
      0,
    )
    expect(byStreet).toBeCloseTo(find(figures, 'park-green-area')?.value ?? 0, -1)
  })
})

function withRadii(
  pack: Pack,
  radii: Extract<IndicatorDefinition, { indicator: 'service-coverage' }>['radii']['value'],
): Pack {
  return {
    ...pack,
    quantities: pack.quantities.map((quantity) =>
      quantity.map?.indicator === 'service-coverage'
        ? { ...quantity, map: { ...quantity.map, radii: { ...quantity.map.radii, value: radii } } }
        : quantity,
    ),
  }
}
