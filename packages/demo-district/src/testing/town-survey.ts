import type { Attributes, MapLayer } from '@chuangyuan/geo/layer'
import type { DemoLayers } from '../map-layers.ts'
import { middle } from '../plane.ts'
import { randomOf } from '../random.ts'

// A second way to the district's numbers, for the tests: dots thrown over the town and looked up one by
// one, on a plain sphere. It shares nothing with the indicator engine and is good to about half a percent.

const metresPerDegree = 111_195
const metresPerLon = metresPerDegree * Math.cos((middle[1] * Math.PI) / 180)
const cellMetres = 250

interface Ring {
  readonly xs: readonly number[]
  readonly ys: readonly number[]
}

interface Shape {
  readonly attributes: Attributes
  readonly rings: readonly Ring[]
  readonly box: readonly [number, number, number, number]
}

function shapesOf(layer: MapLayer): readonly Shape[] {
  return layer.attributes.map((attributes, feature) => {
    const rings: Ring[] = []
    for (
      let part = layer.featureStarts[feature] ?? 0;
      part < (layer.featureStarts[feature + 1] ?? 0);
      part++
    ) {
      for (let ring = layer.partStarts[part] ?? 0; ring < (layer.partStarts[part + 1] ?? 0); ring++) {
        const xs: number[] = []
        const ys: number[] = []
        for (let v = layer.ringStarts[ring] ?? 0; v < (layer.ringStarts[ring + 1] ?? 0); v++) {
          xs.push(((layer.positions[2 * v] ?? NaN) - middle[0]) * metresPerLon)
          ys.push(((layer.positions[2 * v + 1] ?? NaN) - middle[1]) * metresPerDegree)
        }
        rings.push({ xs, ys })
      }
    }
    const xs = rings.flatMap((ring) => ring.xs)
    const ys = rings.flatMap((ring) => ring.ys)
    return { attributes, rings, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] }
  })
}

/** Square metres by the shoelace formula, holes taken away. */
export function shoelaceArea(
  layer: MapLayer,
  fits: (attributes: Attributes) => boolean = () => true,
): number {
  let sum = 0
  for (const { attributes, rings } of shapesOf(layer)) {
    if (!fits(attributes)) continue
    for (const { xs, ys } of rings) {
      for (let i = 0; i < xs.length; i++) {
        const j = (i + 1) % xs.length
        sum += ((xs[i] ?? 0) * (ys[j] ?? 0) - (xs[j] ?? 0) * (ys[i] ?? 0)) / 2
      }
    }
  }
  return sum
}

function covers({ rings, box }: Shape, x: number, y: number): boolean {
  if (x < box[0] || y < box[1] || x > box[2] || y > box[3]) return false
  let inside = false
  for (const { xs, ys } of rings) {
    for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
      const [ax = 0, ay = 0, bx = 0, by = 0] = [xs[i], ys[i], xs[j], ys[j]]
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
    }
  }
  return inside
}

/** Shapes by cell, each also in the cells within `reach` metres. */
function lookUp(shapes: readonly Shape[], reach = 0): (x: number, y: number) => readonly Shape[] {
  const cells = new Map<string, Shape[]>()
  const index = (metres: number) => Math.floor(metres / cellMetres)
  for (const shape of shapes) {
    const [x0, y0, x1, y1] = shape.box
    for (let i = index(x0 - reach); i <= index(x1 + reach); i++) {
      for (let j = index(y0 - reach); j <= index(y1 + reach); j++) {
        const key = `${String(i)},${String(j)}`
        const list = cells.get(key)
        if (list === undefined) cells.set(key, [shape])
        else list.push(shape)
      }
    }
  }
  return (x, y) => cells.get(`${String(index(x))},${String(index(y))}`) ?? []
}

function lies(within: number, { rings }: Shape, x: number, y: number): boolean {
  return rings.some(({ xs, ys }) =>
    xs.some((ax, i) => {
      const ay = ys[i] ?? 0
      const [bx, by] = [xs[(i + 1) % xs.length] ?? 0, ys[(i + 1) % ys.length] ?? 0]
      const length = (bx - ax) ** 2 + (by - ay) ** 2
      const t =
        length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length))
      return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)) <= within
    }),
  )
}

/** What the dots say, in percent; `streets` by code. */
export interface Survey {
  readonly whole: Shares
  readonly streets: ReadonlyMap<string, Shares>
  /** Dots in the built-up area that no street claims, or more than one. */
  readonly misplaced: number
}

export interface Shares {
  readonly greenRate: number
  readonly coverage: number
  readonly served: number
}

interface Tally {
  dots: number
  green: number
  covered: number
  homes: number
  served: number
}

export function survey(layers: DemoLayers, dots: number): Survey {
  const random = randomOf(1, 'survey')
  const [town] = shapesOf(layers.builtUp)
  if (town === undefined) throw new Error('no built-up area')
  const streets = lookUp(shapesOf(layers.streets))
  const green = shapesOf(layers.green).filter(({ attributes }) => attributes['class2017'] !== 'EG12')
  const greenAt = lookUp(green)
  const canopyAt = lookUp(shapesOf(layers.canopy))
  const homesAt = lookUp(shapesOf(layers.residential))
  const parksNear = lookUp(
    green.filter(({ attributes }) => String(attributes['class2017']).startsWith('G1')),
    500,
  )
  const empty = (): Tally => ({ dots: 0, green: 0, covered: 0, homes: 0, served: 0 })
  const all = empty()
  const byStreet = new Map<string, Tally>()
  let misplaced = 0

  for (let n = 0; n < dots; n++) {
    const x = random.between(town.box[0], town.box[2])
    const y = random.between(town.box[1], town.box[3])
    if (!covers(town, x, y)) continue
    const hit = (shapes: readonly Shape[]) => shapes.filter((shape) => covers(shape, x, y))
    const owners = hit(streets(x, y))
    if (owners.length !== 1) misplaced++
    const code = String(owners[0]?.attributes['code'])
    const street = byStreet.get(code) ?? empty()
    byStreet.set(code, street)
    const isGreen = hit(greenAt(x, y)).length > 0
    const isCovered = isGreen || hit(canopyAt(x, y)).length > 0
    const isHome = hit(homesAt(x, y)).length > 0
    const isServed = isHome && parksNear(x, y).some((park) => covers(park, x, y) || lies(500, park, x, y))
    for (const tally of [all, street]) {
      tally.dots++
      if (isGreen) tally.green++
      if (isCovered) tally.covered++
      if (isHome) tally.homes++
      if (isServed) tally.served++
    }
  }
  return {
    whole: sharesOf(all),
    streets: new Map([...byStreet].map(([code, tally]) => [code, sharesOf(tally)])),
    misplaced,
  }
}

function sharesOf({ dots, green, covered, homes, served }: Tally): Shares {
  return {
    greenRate: (100 * green) / dots,
    coverage: (100 * covered) / dots,
    served: (100 * served) / homes,
  }
}
