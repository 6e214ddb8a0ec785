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
const turn = 0.2967

/** Worst difference allowed between the fitted polynomial and the exact series, metres. */
const fitToleranceMetres = 1e-4

/**
 * The plane on which everything is measured: Gauss-Krüger about the middle
 * meridian of the box, eastings shortened by the square of the point scale, so
 * that areas are true. Distances are true to 1/65,000 within 35 km of that
 * meridian, and to 1/8,000 at 100 km.
 *
 * Inside the box the series is replaced by a polynomial fitted to it to 0.1 mm:
 * a city has a million vertices, and this is ten times faster.
 */
export function planeAround(box: LonLatBox): Plane {
  const centreLon = (box.west + box.east) / 2
  const centreLat = (box.south + box.north) / 2
  const exact = exactPlane(centreLon, centreLat)
  const trueLength = trueLengthAbout(centreLat)
  const halfLon = Math.max((box.east - box.west) / 2, 1e-4) * 1.1
  const halfLat = Math.max((box.north - box.south) / 2, 1e-4) * 1.1
  const at = (u: number, v: number) => exact(centreLon + u * halfLon, centreLat + v * halfLat)

  for (let degree = 3; degree <= 8; degree++) {
    const fitX = fit(degree, (u, v) => at(u, v)[0])
    const fitY = fit(degree, (u, v) => at(u, v)[1])
    if (worstMiss(degree, fitX, fitY, at) > fitToleranceMetres) continue
    const project: Plane['project'] = (source, from, count, target, to) => {
      const scaleLon = 1 / halfLon
      const scaleLat = 1 / halfLat
      let write = 2 * to
      for (let read = 2 * from; read < 2 * (from + count); read += 2) {
        const lon = source[read] ?? NaN
        const lat = source[read + 1] ?? NaN
        const u = (lon - centreLon) * scaleLon
        const v = (lat - centreLat) * scaleLat
        if (u >= -1 && u <= 1 && v >= -1 && v <= 1) {
          let x = 0
          let y = 0
          let k = fitX.length - 1
          for (let j = degree; j >= 0; j--) {
            let rowX = 0
            let rowY = 0
            for (let i = degree - j; i >= 0; i--) {
              rowX = rowX * u + (fitX[k] ?? 0)
              rowY = rowY * u + (fitY[k] ?? 0)
              k--
            }
            x = x * v + rowX
            y = y * v + rowY
          }
          target[write] = x
          target[write + 1] = y
        } else {
          const [x, y] = exact(lon, lat)
          target[write] = x
          target[write + 1] = y
        }
        write += 2
      }
    }
    return { project, trueLength }
  }
  const project: Plane['project'] = (source, from, count, target, to) => {
    for (let i = 0; i < count; i++) {
      const [x, y] = exact(source[2 * (from + i)] ?? NaN, source[2 * (from + i) + 1] ?? NaN)
      target[2 * (to + i)] = x
      target[2 * (to + i) + 1] = y
    }
  }
  return { project, trueLength }
}

/** Undoes the plane's two scales: eastings are shortened by the point scale, northings lengthened by it. */
function trueLengthAbout(centreLat: number): Plane['trueLength'] {
  const radius = meanRadius(centreLat)
  const cosine = Math.cos(turn)
  const sine = Math.sin(turn)
  return (x, y, dx, dy) => {
    const east = (x * cosine + y * sine) / radius
    const scale = 1 + (east * east) / 2
    return Math.hypot((dx * cosine + dy * sine) * scale, (dy * cosine - dx * sine) / scale)
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
    const x = radius * Math.tanh((pair[0] ?? NaN) / radius)
    const y = (pair[1] ?? NaN) - northing
    return [x * cosine - y * sine, x * sine + y * cosine]
  }
}

/**
 * Coefficients of the polynomial of total degree `degree` through Chebyshev
 * nodes: for each power of v from 0 up, the powers of u from 0 up.
 */
function fit(degree: number, value: (u: number, v: number) => number): Float64Array {
  const nodes = degree + 1
  const angle = (index: number) => (Math.PI * (index + 0.5)) / nodes
  const samples = Array.from({ length: nodes }, (_, i) =>
    Array.from({ length: nodes }, (_, j) => value(Math.cos(angle(i)), Math.cos(angle(j)))),
  )
  const chebyshev = (m: number, n: number) => {
    let sum = 0
    samples.forEach((row, i) => {
      row.forEach((sample, j) => {
        sum += sample * Math.cos(m * angle(i)) * Math.cos(n * angle(j))
      })
    })
    return (sum * (m === 0 ? 1 : 2) * (n === 0 ? 1 : 2)) / nodes ** 2
  }
  const powers = chebyshevPowers(degree)
  const coefficients = Array.from({ length: nodes }, () => new Float64Array(nodes))
  for (let m = 0; m <= degree; m++) {
    for (let n = 0; n + m <= degree; n++) {
      const c = chebyshev(m, n)
      for (let i = 0; i <= m; i++) {
        for (let j = 0; j <= n; j++) {
          const row = coefficients[j]
          if (row !== undefined) row[i] = (row[i] ?? 0) + c * (powers[m]?.[i] ?? 0) * (powers[n]?.[j] ?? 0)
        }
      }
    }
  }
  return new Float64Array(coefficients.flatMap((row, j) => [...row.subarray(0, nodes - j)]))
}

/** Row n holds the coefficients of the Chebyshev polynomial of degree n. */
function chebyshevPowers(degree: number): readonly (readonly number[])[] {
  const rows: number[][] = [[1], [0, 1]]
  for (let n = 2; n <= degree; n++) {
    const row = new Array<number>(n + 1).fill(0)
    rows[n - 1]?.forEach((c, i) => (row[i + 1] = (row[i + 1] ?? 0) + 2 * c))
    rows[n - 2]?.forEach((c, i) => (row[i] = (row[i] ?? 0) - c))
    rows.push(row)
  }
  return rows
}

function worstMiss(
  degree: number,
  fitX: Float64Array,
  fitY: Float64Array,
  at: (u: number, v: number) => readonly [number, number],
): number {
  const evaluate = (coefficients: Float64Array, u: number, v: number) => {
    let k = 0
    let sum = 0
    for (let j = 0; j <= degree; j++) {
      for (let i = 0; i + j <= degree; i++) sum += (coefficients[k++] ?? 0) * u ** i * v ** j
    }
    return sum
  }
  let worst = 0
  for (let u = -1; u <= 1; u += 0.1) {
    for (let v = -1; v <= 1; v += 0.1) {
      const [x, y] = at(u, v)
      worst = Math.max(worst, Math.hypot(evaluate(fitX, u, v) - x, evaluate(fitY, u, v) - y))
    }
  }
  return worst
}
