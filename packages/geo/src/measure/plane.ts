import { meanRadius } from '../ellipsoid.ts'
import { gaussKrueger, projectionOf } from '../projection.ts'

/** Longitudes and latitudes in degrees. */
export interface LonLatBox {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** Where everything is measured, metres. */
export interface Plane {
  /** Projects `count` coordinate pairs, from pair `from` of the source to pair `to` of the target. */
  readonly project: (
    source: Float64Array,
    from: number,
    count: number,
    target: Float64Array,
    to: number,
  ) => void
  /** Metres on the ground of the short vector (dx, dy) at (x, y). */
  readonly trueLength: (x: number, y: number, dx: number, dy: number) => number
}

/**
 * Streets and parcels run north–south and east–west, and edges that lie along
 * the sweep's rows are the ones it measures worst. Turning the plane spreads
 * that error over both directions.
 */
const turn = 0.13

/**
 * Side of a cell in degrees, about 2 km: within it, a polynomial of the second
 * degree follows the series to a twentieth of a millimetre.
 */
const cellDegrees = 0.02

/** Beyond this many cells, vertices go through the series one by one. */
const cellLimit = 250_000

/** Coefficients of a cell: 1, u, v, u², uv, v² for x, then for y. */
const perCell = 12

/**
 * The plane on which everything is measured: Gauss-Krüger about the middle
 * meridian of the box, eastings shortened by the square of the point scale, so
 * that areas are true. Distances are true to 1/65,000 within 35 km of that
 * meridian, and to 1/8,000 at 100 km.
 *
 * Inside the box the series is replaced by a small polynomial for each cell of
 * 2 km: a city has a million vertices, and this is twenty times faster.
 */
export function planeAround(box: LonLatBox): Plane {
  const centreLon = (box.west + box.east) / 2
  const centreLat = (box.south + box.north) / 2
  const exact = exactPlane(centreLon, centreLat)
  const trueLength = trueLengthAbout(centreLat)
  // Reach and overlapping layers lie a little outside.
  const margin = cellDegrees
  const west = box.west - margin
  const south = box.south - margin
  const columns = Math.ceil((box.east + margin - west) / cellDegrees)
  const bands = Math.ceil((box.north + margin - south) / cellDegrees)
  const cells =
    columns * bands <= cellLimit ? new Float64Array(columns * bands * perCell) : new Float64Array()
  const known = new Uint8Array(cells.length / perCell)
  const perDegree = 1 / cellDegrees

  const cellAt = (column: number, band: number) => {
    const cell = band * columns + column
    if (known[cell] === 0) {
      known[cell] = 1
      const lon = west + (column + 0.5) * cellDegrees
      const lat = south + (band + 0.5) * cellDegrees
      cells.set(fitCell(exact, lon, lat), cell * perCell)
    }
    return cell * perCell
  }

  const project: Plane['project'] = (source, from, count, target, to) => {
    let write = 2 * to
    let read = 2 * from
    const end = 2 * (from + count)
    while (read < end) {
      const column = Math.floor(((source[read] ?? NaN) - west) * perDegree)
      const band = Math.floor(((source[read + 1] ?? NaN) - south) * perDegree)
      if (!(column >= 0 && column < columns && band >= 0 && band < bands) || cells.length === 0) {
        const [x, y] = exact(source[read] ?? NaN, source[read + 1] ?? NaN)
        target[write] = x
        target[write + 1] = y
        read += 2
        write += 2
        continue
      }
      // A ring seldom leaves its cell, so the cell's coefficients are read once.
      const c = cellAt(column, band)
      const x0 = cells[c] ?? 0
      const xp = cells[c + 1] ?? 0
      const xq = cells[c + 2] ?? 0
      const xpp = cells[c + 3] ?? 0
      const xpq = cells[c + 4] ?? 0
      const xqq = cells[c + 5] ?? 0
      const y0 = cells[c + 6] ?? 0
      const yp = cells[c + 7] ?? 0
      const yq = cells[c + 8] ?? 0
      const ypp = cells[c + 9] ?? 0
      const ypq = cells[c + 10] ?? 0
      const yqq = cells[c + 11] ?? 0
      for (; read < end; read += 2) {
        const p = ((source[read] ?? NaN) - west) * perDegree - column - 0.5
        const q = ((source[read + 1] ?? NaN) - south) * perDegree - band - 0.5
        if (!(p >= -0.5 && p < 0.5 && q >= -0.5 && q < 0.5)) break
        target[write] = x0 + p * (xp + p * xpp + q * xpq) + q * (xq + q * xqq)
        target[write + 1] = y0 + p * (yp + p * ypp + q * ypq) + q * (yq + q * yqq)
        write += 2
      }
    }
  }
  return { project, trueLength }
}

/** Second-degree polynomial through the middle, the four sides and one corner difference of a cell. */
function fitCell(exact: ReturnType<typeof exactPlane>, lon: number, lat: number): number[] {
  // Nodes at 0.43 of the side keep the remaining cubic error smallest over the cell.
  const node = 0.43
  const at = (u: number, v: number) => exact(lon + u * node * cellDegrees, lat + v * node * cellDegrees)
  const middle = at(0, 0)
  const [e, w, n, s] = [at(1, 0), at(-1, 0), at(0, 1), at(0, -1)]
  const [ne, nw, se, sw] = [at(1, 1), at(-1, 1), at(1, -1), at(-1, -1)]
  return ([0, 1] as const).flatMap((axis) => [
    middle[axis],
    (e[axis] - w[axis]) / (2 * node),
    (n[axis] - s[axis]) / (2 * node),
    (e[axis] - 2 * middle[axis] + w[axis]) / (2 * node ** 2),
    (ne[axis] - nw[axis] - se[axis] + sw[axis]) / (4 * node ** 2),
    (n[axis] - 2 * middle[axis] + s[axis]) / (2 * node ** 2),
  ])
}

/** Undoes the plane's two scales: eastings are shortened by the point scale, northings lengthened by it. */
function trueLengthAbout(centreLat: number): Plane['trueLength'] {
  const radius = meanRadius(centreLat)
  const cosine = Math.cos(turn)
  const sine = Math.sin(turn)
  return (x, y, dx, dy) => {
    const east = (x * cosine + y * sine) / radius
    const scale = 1 + (east * east) / 2
    const eastward = (dx * cosine + dy * sine) * scale
    const northward = (dy * cosine - dx * sine) / scale
    return Math.sqrt(eastward * eastward + northward * northward)
  }
}

function exactPlane(centreLon: number, centreLat: number) {
  const series = projectionOf(gaussKrueger(centreLon, 0))
  const radius = meanRadius(centreLat)
  const pair = new Float64Array([centreLon, centreLat])
  series.forward(pair, pair)
  const northing = pair[1] ?? NaN
  const cosine = Math.cos(turn)
  const sine = Math.sin(turn)
  return (lon: number, lat: number): readonly [number, number] => {
    pair[0] = lon
    pair[1] = lat
    series.forward(pair, pair)
    // On the sphere the point scale is cosh(E/R); the integral of its inverse square is R tanh(E/R).
    const x = radius * Math.tanh(pair[0] / radius)
    const y = pair[1] - northing
    return [x * cosine - y * sine, x * sine + y * cosine]
  }
}
