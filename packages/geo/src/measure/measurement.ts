import { phases } from './sweep.ts'

/**
 * What was measured, as plain data: it can be sent between processes and kept.
 * Every indicator is a sum over masks, so a new definition needs no new
 * measurement.
 */
export interface Measurement {
  /** Name of each mask bit, lowest first. */
  readonly areaNames: readonly string[]
  readonly weightNames: readonly string[]
  readonly zoneCount: number
  readonly rowMetres: number
  /** The combinations of layers that occur, one column each. */
  readonly masks: Uint32Array
  /** m²: areas[(column * 4 + phase) * (zoneCount + 1) + zone]; the last zone is what no zone claims. */
  readonly areas: Float64Array
  /** Weights in the same order, one table for each weight layer. */
  readonly weights: readonly Float64Array[]
  readonly lines: readonly LineMeasurement[]
  /** Ground that two zones claim; it is counted once, for the zone that comes first. */
  readonly zoneOverlaps: readonly {
    readonly zones: readonly [number, number]
    readonly squareMetres: number
  }[]
  /** Parts left out because a coordinate is no number. */
  readonly unreadableParts: number
}

export interface LineMeasurement {
  readonly name: string
  readonly classCount: number
  readonly masks: Uint32Array
  /** m: lengths[(column * classCount + class) * (zoneCount + 1) + zone] */
  readonly lengths: Float64Array
}

/** A measured number and how far it may be from the truth. */
export interface Figure {
  readonly value: number
  readonly error: number
}

/** A zone by its place in the zone layer, everything inside the boundary, or what no zone claims. */
export type Zone = number | 'whole' | 'unclaimed'

/** Chooses masks: asked once for each combination of layers, by layer name. */
export type Where = (covers: (name: string) => boolean) => boolean

export const everywhere: Where = () => true

/** Square metres inside the zone where the layers fulfil the condition. */
export function areaWhere(measurement: Measurement, zone: Zone, where: Where): Figure {
  return figureOf(sumsOf(measurement, measurement.areas, zone, where))
}

/** The part of a weight layer's amounts (people, households) that lies in the zone where the condition holds. */
export function weightWhere(measurement: Measurement, weight: string, zone: Zone, where: Where): Figure {
  return figureOf(sumsOf(measurement, weightTable(measurement, weight), zone, where))
}

/** Share of `of` in `among`, by area. Undefined where `among` is empty: nothing of nothing is no share. */
export function areaShare(measurement: Measurement, zone: Zone, of: Where, among: Where): Figure | undefined {
  const { areas } = measurement
  return ratioOf(
    sumsOf(measurement, areas, zone, (covers) => of(covers) && among(covers)),
    sumsOf(measurement, areas, zone, among),
  )
}

/** Share of `of` in `among`, by weight. */
export function weightShare(
  measurement: Measurement,
  weight: string,
  zone: Zone,
  of: Where,
  among: Where,
): Figure | undefined {
  const table = weightTable(measurement, weight)
  return ratioOf(
    sumsOf(measurement, table, zone, (covers) => of(covers) && among(covers)),
    sumsOf(measurement, table, zone, among),
  )
}

/** Metres of a line layer, of the given classes (all where absent). Lengths are exact. */
export function lengthWhere(
  measurement: Measurement,
  line: string,
  zone: Zone,
  where: Where = everywhere,
  classes?: readonly number[],
): number {
  const found = measurement.lines.find(({ name }) => name === line)
  if (found === undefined) throw new RangeError(`no line layer ${line}`)
  const cells = measurement.zoneCount + 1
  const [first, last] = zoneRange(measurement, zone)
  let sum = 0
  found.masks.forEach((mask, column) => {
    if (!holds(measurement, mask, where)) return
    for (let c = 0; c < found.classCount; c++) {
      if (classes !== undefined && !classes.includes(c)) continue
      for (let z = first; z <= last; z++)
        sum += found.lengths[(column * found.classCount + c) * cells + z] ?? 0
    }
  })
  return sum
}

function weightTable({ weightNames, weights }: Measurement, name: string): Float64Array {
  const table = weights[weightNames.indexOf(name)]
  if (table === undefined) throw new RangeError(`no weight layer ${name}`)
  return table
}

function holds({ areaNames }: Measurement, mask: number, where: Where): boolean {
  return where((name) => {
    const bit = areaNames.indexOf(name)
    if (bit < 0) throw new RangeError(`no area layer ${name}`)
    return ((mask >>> bit) & 1) === 1
  })
}

function zoneRange({ zoneCount }: Measurement, zone: Zone): readonly [number, number] {
  if (zone === 'whole') return [0, zoneCount]
  if (zone === 'unclaimed') return [zoneCount, zoneCount]
  if (!Number.isInteger(zone) || zone < 0 || zone >= zoneCount)
    throw new RangeError(`no zone ${String(zone)}`)
  return [zone, zone]
}

/** The sum of each of the four sub-measurements. */
function sumsOf(measurement: Measurement, table: Float64Array, zone: Zone, where: Where): Float64Array {
  const cells = measurement.zoneCount + 1
  const [first, last] = zoneRange(measurement, zone)
  const sums = new Float64Array(phases)
  measurement.masks.forEach((mask, column) => {
    if (!holds(measurement, mask, where)) return
    for (let phase = 0; phase < phases; phase++) {
      for (let z = first; z <= last; z++) {
        sums[phase] = (sums[phase] ?? 0) + (table[(column * phases + phase) * cells + z] ?? 0)
      }
    }
  })
  return sums
}

/**
 * The error bar. Two estimates from rows twice as far apart differ by about
 * three times the error of their mean; the range of the four coarsest, quartered,
 * guards against the two agreeing by chance.
 */
function spread(pairs: readonly [number, number], singles: readonly number[]): number {
  return Math.max(Math.abs(pairs[0] - pairs[1]), (Math.max(...singles) - Math.min(...singles)) / 4)
}

function figureOf(sums: Float64Array): Figure {
  const [a = 0, b = 0, c = 0, d = 0] = sums
  return {
    value: a + b + c + d,
    error: spread(
      [2 * (a + c), 2 * (b + d)],
      [a, b, c, d].map((sum) => 4 * sum),
    ),
  }
}

function ratioOf(part: Float64Array, whole: Float64Array): Figure | undefined {
  const [a = 0, b = 0, c = 0, d = 0] = part
  const [wa = 0, wb = 0, wc = 0, wd = 0] = whole
  const total = wa + wb + wc + wd
  if (total <= 0) return undefined
  const value = (a + b + c + d) / total
  const share = (sum: number, of: number) => (of > 0 ? sum / of : value)
  return {
    value,
    error: spread(
      [share(a + c, wa + wc), share(b + d, wb + wd)],
      [share(a, wa), share(b, wb), share(c, wc), share(d, wd)],
    ),
  }
}
