import { MetricFeatures } from './metric-features.ts'
import { randomFrom } from '@chuangyuan/geo/testing/random'

/** A seeded city: counts and vertex numbers follow a real northern city of 97 km². */
export interface City {
  readonly boundary: MetricFeatures
  readonly districts: MetricFeatures
  readonly green: MetricFeatures
  readonly parks: MetricFeatures
  readonly canopy: MetricFeatures
  readonly homes: MetricFeatures
  readonly people: Float64Array
  readonly roads: MetricFeatures
  /** 1 where the road is shaded. */
  readonly shaded: Uint8Array
  readonly greenways: MetricFeatures
}

type Point = readonly [number, number]

/** Middle of the city on the plane of meridian 117: 22 km east of it. */
const centre: Point = [522_000, 3_793_000]

export function cityOf(scale: number, seed = 20_240_601): City {
  const random = randomFrom(seed)
  const radius = 5_550 * Math.sqrt(scale)
  const between = (low: number, high: number) => low + (high - low) * random()
  const inside = (): Point => {
    const angle = between(0, 2 * Math.PI)
    const distance = radius * Math.sqrt(random())
    return [centre[0] + distance * Math.cos(angle), centre[1] + distance * Math.sin(angle)]
  }
  /** A lumpy closed curve. */
  const blob = ([x, y]: Point, size: number, vertices: number, lump = 0.25): Point[] => {
    const turn = between(0, 2 * Math.PI)
    const waves = [1, 2, 3].map((n) => ({ n, height: (lump * random()) / n, phase: between(0, 6.28) }))
    return Array.from({ length: vertices }, (_, i) => {
      const angle = (2 * Math.PI * i) / vertices
      const swell = waves.reduce(
        (sum, { n, height, phase }) => sum + height * Math.sin(n * angle * 2 + phase),
        1,
      )
      const r = size * swell * (1 + 0.08 * (random() - 0.5))
      return [x + r * Math.cos(angle + turn), y + r * Math.sin(angle + turn)]
    })
  }
  const lognormal = (median: number, spread: number) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    return median * Math.exp(spread * normal)
  }

  const boundary = new MetricFeatures('polygon')
  boundary.add(
    blob(centre, radius, 2_500, 0.12),
    blob([centre[0] + 0.3 * radius, centre[1] + 0.2 * radius], 0.08 * radius, 90),
    blob([centre[0] - 0.4 * radius, centre[1] - 0.3 * radius], 0.06 * radius, 90),
  )

  const districts = districtsOf(radius, scale > 4 ? [8, 7] : [4, 3], random)

  const green = new MetricFeatures('polygon')
  const greenCount = Math.round(20_016 * scale)
  for (let i = 0; i < greenCount; i++) {
    const at = inside()
    const size = Math.min(160, lognormal(19, 0.55))
    const vertices = 8 + Math.floor(12 * random())
    if (random() < 0.05) green.add(blob(at, size, vertices), blob(at, size * 0.3, 6))
    else green.add(blob(at, size, vertices))
  }
  for (let i = 0; i < greenCount / 200; i++) green.repeat(Math.floor(random() * greenCount))

  const parks = new MetricFeatures('polygon')
  const clusters = Array.from({ length: Math.round(26 * scale) }, inside)
  const parkCount = Math.round(1_989 * scale)
  for (let i = 0; i < parkCount; i++) {
    const cluster = clusters[Math.floor(random() * clusters.length)] ?? centre
    const at: Point = [
      cluster[0] + 700 * (random() + random() + random() - 1.5),
      cluster[1] + 700 * (random() + random() + random() - 1.5),
    ]
    const size = Math.min(400, lognormal(33.5, 0.6))
    const vertices = 24 + Math.floor(28 * random())
    if (random() < 0.1) parks.add(blob(at, size, vertices), blob(at, size * 0.35, 12))
    else parks.add(blob(at, size, vertices))
  }

  const canopy = new MetricFeatures('polygon')
  for (let i = 0; i < Math.round(60_000 * scale); i++) {
    canopy.add(blob(inside(), lognormal(7.3, 0.4), 8 + Math.floor(8 * random()), 0.15))
  }

  const { homes, people } = homesOf(radius, scale, random)

  const roads = new MetricFeatures('line')
  const roadCount = Math.round(51_000 * scale)
  const shaded = new Uint8Array(roadCount)
  for (let i = 0; i < roadCount; i++) {
    const [x, y] = inside()
    const along = random() < 0.5
    const length = between(20, 160)
    const bend = between(-8, 8)
    roads.add([
      [x, y],
      along ? [x + length / 2, y + bend] : [x + bend, y + length / 2],
      along ? [x + length, y] : [x, y + length],
    ])
    shaded[i] = random() < 0.62 ? 1 : 0
  }

  const greenways = new MetricFeatures('line')
  for (let i = 0; i < Math.round(60 * scale); i++) {
    let [x, y] = inside()
    let heading = between(0, 2 * Math.PI)
    const line: Point[] = [[x, y]]
    for (let step = 0; step < 50; step++) {
      heading += between(-0.4, 0.4)
      x += 40 * Math.cos(heading)
      y += 40 * Math.sin(heading)
      line.push([x, y])
    }
    greenways.add(line)
  }
  return { boundary, districts, green, parks, canopy, homes, people, roads, shaded, greenways }
}

/** Cells of a bent grid; neighbours share every vertex of their common edge. */
function districtsOf(radius: number, [columns, bands]: readonly [number, number], random: () => number) {
  const districts = new MetricFeatures('polygon')
  const phase = random() * 6
  const reach = 1.35 * radius
  const at = (u: number, v: number): Point => {
    const x = (2 * u) / columns - 1
    const y = (2 * v) / bands - 1
    return [
      centre[0] + reach * (x + 0.05 * Math.sin(5 * y + phase) + 0.004 * Math.sin(60 * y)),
      centre[1] + reach * (y + 0.05 * Math.sin(4 * x + phase) + 0.004 * Math.sin(55 * x)),
    ]
  }
  const steps = 50
  for (let u = 0; u < columns; u++) {
    for (let v = 0; v < bands; v++) {
      const ring: Point[] = []
      for (let i = 0; i < steps; i++) ring.push(at(u + i / steps, v))
      for (let i = 0; i < steps; i++) ring.push(at(u + 1, v + i / steps))
      for (let i = 0; i < steps; i++) ring.push(at(u + 1 - i / steps, v + 1))
      for (let i = 0; i < steps; i++) ring.push(at(u, v + 1 - i / steps))
      districts.add(ring)
    }
  }
  return districts
}

/** Parcels of a bent street grid: neighbours share edges, every parcel has six vertices, some lots are no homes. */
function homesOf(radius: number, scale: number, random: () => number) {
  const homes = new MetricFeatures('polygon')
  const people: number[] = []
  const target = Math.round(28_960 * scale)
  const pitch = 42
  const block = 10
  const half = Math.floor(radius / pitch)
  const jitter = new Map<string, Point>()
  const node = (i: number, j: number): Point => {
    const key = `${String(i)},${String(j)}`
    const known = jitter.get(key)
    if (known !== undefined) return known
    const point: Point = [
      centre[0] + i * pitch + 5 * (random() - 0.5),
      centre[1] + j * 30 + 4 * (random() - 0.5),
    ]
    jitter.set(key, point)
    return point
  }
  const middle = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
  const bands = Math.floor(radius / 30)
  const lots = ((Math.PI * radius ** 2) / (pitch * 30)) * 0.81
  const share = Math.min(1, target / lots)
  for (let i = -half; i < half && homes.size < target; i++) {
    for (let j = -bands; j < bands && homes.size < target; j++) {
      if ((i * pitch) ** 2 + (j * 30) ** 2 > radius ** 2) continue
      // Streets between the blocks.
      if (i % block === 0 || j % block === 0 || random() > share) continue
      const [a, b, c, d] = [node(i, j), node(i + 1, j), node(i + 1, j + 1), node(i, j + 1)]
      homes.add([a, middle(a, b), b, c, middle(c, d), d])
      people.push(Math.floor(5 + 60 * random()))
    }
  }
  return { homes, people: Float64Array.from(people) }
}
