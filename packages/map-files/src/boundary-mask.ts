import type { MapLayer } from '@chuangyuan/geo/layer'

type Shapes = Pick<MapLayer, 'positions' | 'ringStarts' | 'partStarts' | 'featureStarts'>

/** About 15 m a cell for a district 15 km across: far below the 500 m shifts it is to tell apart. */
const cells = 1_024
const metresPerDegree = 111_320

/** A polygon layer as a grid of inside and outside, so that a hundred readings of a file are judged in a blink. */
export class BoundaryMask {
  readonly #minLon: number
  readonly #minLat: number
  readonly #lonPerCell: number
  readonly #latPerCell: number
  readonly #inside: Uint8Array
  readonly #bounds: readonly [number, number, number, number]

  constructor(boundary: Shapes) {
    this.#bounds = boundsOf(boundary.positions)
    const [minLon, minLat, maxLon, maxLat] = this.#bounds
    this.#minLon = minLon
    this.#minLat = minLat
    this.#lonPerCell = (maxLon - minLon) / cells
    this.#latPerCell = (maxLat - minLat) / cells
    this.#inside = this.#fill(boundary)
  }

  contains(lon: number, lat: number): boolean {
    const column = Math.floor((lon - this.#minLon) / this.#lonPerCell)
    const row = Math.floor((lat - this.#minLat) / this.#latPerCell)
    if (!(column >= 0 && column < cells && row >= 0 && row < cells)) return false
    return this.#inside[row * cells + column] === 1
  }

  /** Whether the point is within so many metres of the mask's bounds. */
  isNear(lon: number, lat: number, metres: number): boolean {
    const [minLon, minLat, maxLon, maxLat] = this.#bounds
    const latMargin = metres / metresPerDegree
    const lonMargin = latMargin / Math.cos((lat * Math.PI) / 180)
    return (
      lon >= minLon - lonMargin &&
      lon <= maxLon + lonMargin &&
      lat >= minLat - latMargin &&
      lat <= maxLat + latMargin
    )
  }

  get centre(): readonly [lon: number, lat: number] {
    const [minLon, minLat, maxLon, maxLat] = this.#bounds
    return [(minLon + maxLon) / 2, (minLat + maxLat) / 2]
  }

  /** Area of both over area of either, of this mask and another layer laid on the same grid. */
  overlapWith(other: Shapes): number {
    const covered = this.#fill(other)
    let both = 0
    let either = 0
    for (let i = 0; i < covered.length; i++) {
      const a = this.#inside[i] === 1
      const b = covered[i] === 1
      if (a && b) both++
      if (a || b) either++
    }
    return either === 0 ? 0 : both / either
  }

  /** Share of this mask that another layer covers; what lies outside does not matter. */
  coveredBy(other: Shapes): number {
    const covered = this.#fill(other)
    let both = 0
    let own = 0
    for (let i = 0; i < covered.length; i++) {
      if (this.#inside[i] !== 1) continue
      own++
      if (covered[i] === 1) both++
    }
    return own === 0 ? 0 : both / own
  }

  /** Even-odd per feature, row by row at the cells' middles; features lie on top of each other. */
  #fill(shapes: Shapes): Uint8Array {
    const grid = new Uint8Array(cells * cells)
    const { positions, ringStarts, partStarts, featureStarts } = shapes
    const crossings: number[][] = Array.from({ length: cells }, () => [])
    for (let feature = 0; feature + 1 < featureStarts.length; feature++) {
      const firstRing = partStarts[featureStarts[feature] ?? 0] ?? 0
      const lastRing = partStarts[featureStarts[feature + 1] ?? 0] ?? 0
      const touched = new Set<number>()
      for (let ring = firstRing; ring < lastRing; ring++) {
        const from = ringStarts[ring] ?? 0
        const to = ringStarts[ring + 1] ?? 0
        for (let v = from, w = to - 1; v < to; w = v++) {
          this.#cross(positions, w, v, crossings, touched)
        }
      }
      for (const row of touched) {
        const line = crossings[row]
        if (line === undefined) continue
        line.sort((a, b) => a - b)
        for (let i = 0; i + 1 < line.length; i += 2) {
          const start = Math.max(0, Math.ceil((line[i] ?? 0) - 0.5))
          const end = Math.min(cells - 1, Math.floor((line[i + 1] ?? 0) - 0.5))
          if (end >= start) grid.fill(1, row * cells + start, row * cells + end + 1)
        }
        line.length = 0
      }
    }
    return grid
  }

  #cross(positions: Float64Array, a: number, b: number, crossings: number[][], touched: Set<number>): void {
    const x1 = ((positions[2 * a] ?? 0) - this.#minLon) / this.#lonPerCell
    const y1 = ((positions[2 * a + 1] ?? 0) - this.#minLat) / this.#latPerCell
    const x2 = ((positions[2 * b] ?? 0) - this.#minLon) / this.#lonPerCell
    const y2 = ((positions[2 * b + 1] ?? 0) - this.#minLat) / this.#latPerCell
    const low = Math.max(0, Math.ceil(Math.min(y1, y2) - 0.5))
    const high = Math.min(cells - 1, Math.ceil(Math.max(y1, y2) - 0.5) - 1)
    for (let row = low; row <= high; row++) {
      crossings[row]?.push(x1 + ((row + 0.5 - y1) / (y2 - y1)) * (x2 - x1))
      touched.add(row)
    }
  }
}

function boundsOf(positions: Float64Array): readonly [number, number, number, number] {
  let minLon = Infinity
  let minLat = Infinity
  let maxLon = -Infinity
  let maxLat = -Infinity
  for (let i = 0; i + 1 < positions.length; i += 2) {
    minLon = Math.min(minLon, positions[i] ?? minLon)
    maxLon = Math.max(maxLon, positions[i] ?? maxLon)
    minLat = Math.min(minLat, positions[i + 1] ?? minLat)
    maxLat = Math.max(maxLat, positions[i + 1] ?? maxLat)
  }
  return [minLon, minLat, maxLon, maxLat]
}
