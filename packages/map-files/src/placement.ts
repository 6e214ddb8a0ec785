import { cgcs2000, threeDegreeZone, type Crs } from '@chuangyuan/geo/crs'
import type { MapLayer } from '@chuangyuan/geo/layer'
import { BoundaryMask } from './boundary-mask.ts'
import { lonLatBy, plainReading, type CoordinateReading } from './layer-crs.ts'

/**
 * What a layer should be to the district's boundary.
 *
 * within  it lies inside (parks)
 * covers  it is the same ground (the boundary of another year)
 * holds   it contains the boundary and may reach far beyond it (streets)
 */
export type Expectation = 'within' | 'covers' | 'holds'

/**
 * Why a layer lies beside its place.
 *
 * gcj02-as-true, bd09-as-true   Amap's or Baidu's coordinates under a true system's name, 0.5 and 1.2 km off
 * true-as-gcj02, true-as-bd09   the other way round: a shift was taken off that was never there
 * wrong-zone                    another central meridian than stated
 * zone-number-in-easting        eastings begin with the zone's number, and the stated system has none
 * zone-number-missing           the stated system expects the number, and the eastings have none
 * axes-swapped                  northing first, as survey sheets write it
 * web-mercator                  map tiles' metres
 * degrees-as-metres             degrees under a projected system's name
 * metres-as-degrees             projected coordinates under a geographic system's name
 */
export type PlacementCause =
  | 'gcj02-as-true'
  | 'bd09-as-true'
  | 'true-as-gcj02'
  | 'true-as-bd09'
  | 'wrong-zone'
  | 'zone-number-in-easting'
  | 'zone-number-missing'
  | 'axes-swapped'
  | 'web-mercator'
  | 'degrees-as-metres'
  | 'metres-as-degrees'

export interface Candidate {
  readonly reading: CoordinateReading
  /** Share of the sample inside the boundary; for `covers`, area of both over area of either; for `holds`, share of the boundary covered. 0 … 1. */
  readonly score: number
}

/**
 * fits         it lies where it should. `datum` says whether the data prove it against the 0.5 to 1.2 km
 *              shifts of Chinese web maps, or whether a layer so far from the boundary's edge would fit anyhow
 * shifted      it does not, and this reading of the same numbers would
 * suggested    the file names no system; the readings that fit, best first
 * elsewhere    it lies in another place, so many kilometres away, and no known mistake explains it
 * local-system metres of no national system: a city's own, whose parameters the survey bureau holds
 */
export type Placement =
  | { readonly verdict: 'fits'; readonly score: number; readonly datum: 'proven' | 'unproven' }
  | {
      readonly verdict: 'shifted'
      readonly score: number
      readonly causes: readonly PlacementCause[]
      readonly corrected: Candidate
    }
  | { readonly verdict: 'suggested'; readonly candidates: readonly Candidate[] }
  | { readonly verdict: 'elsewhere'; readonly score: number; readonly kilometres: number }
  | { readonly verdict: 'local-system'; readonly score: number }

/** The raw arrays of a layer, in source units. */
export type RawShapes = Pick<MapLayer, 'positions' | 'ringStarts' | 'partStarts' | 'featureStarts'>

/** Enough for a share within one percent; a hundred readings of it cost less than one of a city. */
const sampleSize = 2_000
/** A layer with this share at its place is roughly there; less, and another reading is looked for. */
const roughlyThere = 0.5
/** A reading that is to explain a misplaced layer must put nearly everything in place. */
const explains = 0.8
/** Two readings of a covering layer must differ so much in overlap before one is preferred. */
const overlapDifference = 0.01
/** Standard deviations of the sign test; so nine features, all on one side, are the fewest that prove anything. */
const surely = 3
/** BD-09's 1.2 km with room to spare: farther off, no shift explains it. */
const shiftReachMetres = 2_500

/**
 * Says whether a layer, read in the system that its file or a person states, lies where it should, and if
 * not, which known mistake explains it. Pure: it decides by geometry alone and converts nothing for keeps.
 */
export function judgePlacement(
  shapes: RawShapes,
  stated: Crs | undefined,
  boundary: RawShapes,
  expected: Expectation = 'within',
): Placement {
  const judge = new Judge(shapes, new BoundaryMask(boundary), expected)
  if (stated === undefined) {
    const candidates = judge.best(judge.bases(undefined)).filter(({ score }) => score >= roughlyThere)
    return candidates.length > 0
      ? { verdict: 'suggested', candidates }
      : { verdict: 'local-system', score: 0 }
  }

  const asStated = judge.candidate(plainReading(stated))
  const shifts = otherShifts(stated)
  const beaten = shifts.find(({ reading }) => judge.isBetter(reading, asStated.reading))
  const bestShift = shifts
    .map(({ reading, cause }) => ({ cause, candidate: judge.candidate(reading) }))
    .sort((a, b) => b.candidate.score - a.candidate.score)[0]
  if (beaten !== undefined && bestShift !== undefined && bestShift.candidate.score >= explains) {
    return {
      verdict: 'shifted',
      score: asStated.score,
      causes: [bestShift.cause],
      corrected: bestShift.candidate,
    }
  }
  if (asStated.score >= roughlyThere) {
    const proven = shifts.every(({ reading }) => judge.isBetter(asStated.reading, reading))
    return { verdict: 'fits', score: asStated.score, datum: proven ? 'proven' : 'unproven' }
  }

  const [found] = judge.best(judge.bases(stated))
  if (found !== undefined && found.score >= explains) {
    return {
      verdict: 'shifted',
      score: asStated.score,
      causes: causesOf(stated, found.reading, judge.magnitude),
      corrected: found,
    }
  }
  const kilometres = judge.kilometresFromBoundary(asStated.reading)
  return kilometres === undefined
    ? { verdict: 'local-system', score: asStated.score }
    : { verdict: 'elsewhere', score: asStated.score, kilometres }
}

/** The score of every system a person might choose from, best first. */
export function rankSystems(
  shapes: RawShapes,
  candidates: readonly Crs[],
  boundary: RawShapes,
  expected: Expectation = 'within',
): readonly Candidate[] {
  const judge = new Judge(shapes, new BoundaryMask(boundary), expected)
  return candidates.map((crs) => judge.candidate(plainReading(crs))).sort((a, b) => b.score - a.score)
}

interface Shift {
  readonly reading: CoordinateReading
  readonly cause: PlacementCause
}

/** The same numbers under the other datums of Chinese web maps. */
function otherShifts(stated: Crs): readonly Shift[] {
  if (stated.kind === 'shifted') {
    return [
      {
        reading: plainReading(cgcs2000),
        cause: stated.datum === 'gcj-02' ? 'true-as-gcj02' : 'true-as-bd09',
      },
      ...(stated.datum === 'gcj-02'
        ? [{ reading: { crs: cgcs2000, swapped: false, shift: 'bd-09' }, cause: 'bd09-as-true' } as const]
        : [{ reading: { crs: cgcs2000, swapped: false, shift: 'gcj-02' }, cause: 'gcj02-as-true' } as const]),
    ]
  }
  return [
    { reading: { crs: stated, swapped: false, shift: 'gcj-02' }, cause: 'gcj02-as-true' },
    { reading: { crs: stated, swapped: false, shift: 'bd-09' }, cause: 'bd09-as-true' },
  ]
}

class Judge {
  readonly #shapes: RawShapes
  readonly #sample: Float64Array
  readonly #mask: BoundaryMask
  readonly #expected: Expectation
  readonly #scores = new Map<string, number>()
  readonly #insides = new Map<string, readonly boolean[]>()

  constructor(shapes: RawShapes, mask: BoundaryMask, expected: Expectation) {
    this.#shapes = shapes
    this.#sample = sampleOf(shapes)
    this.#mask = mask
    this.#expected = expected
  }

  /** Size of the largest coordinates: degrees, metres, or metres with a zone number. */
  get magnitude(): { readonly x: number; readonly y: number } {
    let x = 0
    let y = 0
    for (let i = 0; i + 1 < this.#sample.length; i += 2) {
      x = Math.max(x, Math.abs(this.#sample[i] ?? 0))
      y = Math.max(y, Math.abs(this.#sample[i + 1] ?? 0))
    }
    return { x, y }
  }

  candidate(reading: CoordinateReading): Candidate {
    const key = JSON.stringify(reading)
    let score = this.#scores.get(key)
    if (score === undefined) this.#scores.set(key, (score = this.#score(reading)))
    return { reading, score }
  }

  #score(reading: CoordinateReading): number {
    if (this.#expected !== 'within') {
      const laid = { ...this.#shapes, positions: lonLatBy(reading)(this.#shapes.positions) }
      return this.#expected === 'covers' ? this.#mask.overlapWith(laid) : this.#mask.coveredBy(laid)
    }
    const inside = this.#inside(reading)
    return inside.length === 0 ? 0 : inside.filter(Boolean).length / inside.length
  }

  #inside(reading: CoordinateReading): readonly boolean[] {
    const key = JSON.stringify(reading)
    const known = this.#insides.get(key)
    if (known !== undefined) return known
    const lonLat = lonLatBy(reading)(this.#sample)
    const inside: boolean[] = []
    for (let i = 0; i + 1 < lonLat.length; i += 2) {
      inside.push(this.#mask.contains(lonLat[i] ?? Number.NaN, lonLat[i + 1] ?? Number.NaN))
    }
    this.#insides.set(key, inside)
    return inside
  }

  /**
   * Whether one reading places the layer surely better than another. Within a boundary only the features
   * near its edge can tell: those that one reading puts inside and the other outside. Heads and tails must
   * differ by three standard deviations (sign test) and three to one, because neighbouring features move
   * together and count for less than they number.
   */
  isBetter(one: CoordinateReading, other: CoordinateReading): boolean {
    if (this.#expected !== 'within') {
      return this.candidate(one).score > this.candidate(other).score + overlapDifference
    }
    const a = this.#inside(one)
    const b = this.#inside(other)
    let onlyOne = 0
    let onlyOther = 0
    for (let i = 0; i < a.length; i++) {
      if (a[i] === true && b[i] !== true) onlyOne++
      if (a[i] !== true && b[i] === true) onlyOther++
    }
    const telling = onlyOne + onlyOther
    return onlyOne - onlyOther > Math.max(surely * Math.sqrt(telling), telling / 2)
  }

  /** Every system the numbers could be in by their size alone, the stated one first. */
  bases(stated: Crs | undefined): readonly CoordinateReading[] {
    const { x, y } = this.magnitude
    const readings: CoordinateReading[] = stated === undefined ? [] : [plainReading(stated)]
    const add = (crs: Crs, swapped: boolean) => readings.push({ crs, swapped, shift: 'none' })
    for (const swapped of [false, true]) {
      const easting = swapped ? y : x
      const northing = swapped ? x : y
      if (easting <= 180 && northing <= 90) add(cgcs2000, swapped)
      if (easting < 1_000_000 && northing < 7_000_000 && northing > 90) {
        for (let zone = 25; zone <= 45; zone++) add(threeDegreeZone(zone, false), swapped)
      }
      const number = Math.floor(easting / 1_000_000)
      // Zones 13 to 23 are six degrees wide, 25 to 45 three; their numbers do not overlap in China.
      if (number >= 25 && number <= 45) add(threeDegreeZone(number, true), swapped)
      if (number >= 13 && number <= 23) {
        add(
          {
            kind: 'gauss-krueger',
            centralMeridian: number * 6 - 3,
            falseEasting: number * 1_000_000 + 500_000,
          },
          swapped,
        )
      }
      if (easting > 8_000_000 && easting < 15_100_000) add({ kind: 'web-mercator' }, swapped)
    }
    return readings
  }

  /** The readings with any of the layer inside, best first, each also with the shifts of web maps. */
  best(bases: readonly CoordinateReading[]): readonly Candidate[] {
    const near = bases.filter((reading) => this.#isNear(reading))
    const all = near.flatMap((reading) =>
      reading.crs.kind === 'shifted'
        ? [reading]
        : (['none', 'gcj-02', 'bd-09'] as const).map((shift) => ({ ...reading, shift })),
    )
    // Stable: of equal scores the plainer reading, without exchange and shift, stays first.
    return all
      .map((reading) => this.candidate(reading))
      .sort((a, b) => this.#order(a, b))
      .filter(({ score }) => score > 0)
  }

  /** A shifted reading goes before the plain one only where it is surely better. */
  #order(a: Candidate, b: Candidate): number {
    const sameBase =
      JSON.stringify({ ...a.reading, shift: '' }) === JSON.stringify({ ...b.reading, shift: '' })
    if (!sameBase || a.reading.shift === b.reading.shift) return b.score - a.score
    if (a.reading.shift === 'none') return this.isBetter(b.reading, a.reading) ? 1 : -1
    if (b.reading.shift === 'none') return this.isBetter(a.reading, b.reading) ? -1 : 1
    return b.score - a.score
  }

  #isNear(reading: CoordinateReading): boolean {
    const lonLat = lonLatBy(reading)(this.#sample)
    let near = 0
    for (let i = 0; i + 1 < lonLat.length; i += 2) {
      if (this.#mask.isNear(lonLat[i] ?? Number.NaN, lonLat[i + 1] ?? Number.NaN, shiftReachMetres)) near++
    }
    return near * 4 >= lonLat.length / 2
  }

  /** Distance of the layer's middle from the boundary's; undefined where it is not even in the country's reach. */
  kilometresFromBoundary(reading: CoordinateReading): number | undefined {
    const lonLat = lonLatBy(reading)(this.#sample)
    let lon = 0
    let lat = 0
    const count = lonLat.length / 2
    for (let i = 0; i + 1 < lonLat.length; i += 2) {
      lon += (lonLat[i] ?? 0) / count
      lat += (lonLat[i + 1] ?? 0) / count
    }
    if (!(lon > 72 && lon < 138 && lat > 0 && lat < 56)) return undefined
    const [centreLon, centreLat] = this.#mask.centre
    const east = (lon - centreLon) * Math.cos((centreLat * Math.PI) / 180)
    return Math.hypot(east, lat - centreLat) * 111.32
  }
}

/** One vertex of as many features as possible, else vertices at even steps: features move as one. */
function sampleOf({ positions, ringStarts, partStarts, featureStarts }: RawShapes): Float64Array {
  const features = featureStarts.length - 1
  const vertices = positions.length / 2
  const byFeature = features >= 200
  const available = byFeature ? features : vertices
  const count = Math.min(sampleSize, available)
  const sample = new Float64Array(count * 2)
  for (let i = 0; i < count; i++) {
    const at = Math.floor((i * available) / count)
    const vertex = byFeature ? (ringStarts[partStarts[featureStarts[at] ?? 0] ?? 0] ?? 0) : at
    sample[2 * i] = positions[2 * vertex] ?? 0
    sample[2 * i + 1] = positions[2 * vertex + 1] ?? 0
  }
  return sample
}

function causesOf(
  stated: Crs,
  { crs, swapped, shift }: CoordinateReading,
  magnitude: { readonly x: number; readonly y: number },
): readonly PlacementCause[] {
  const causes: PlacementCause[] = []
  const isDegrees = (system: Crs) => system.kind === 'geographic' || system.kind === 'shifted'
  if (swapped) causes.push('axes-swapped')
  if (crs.kind === 'web-mercator' && stated.kind !== 'web-mercator') causes.push('web-mercator')
  else if (isDegrees(crs) && !isDegrees(stated)) causes.push('degrees-as-metres')
  else if (!isDegrees(crs) && isDegrees(stated)) causes.push('metres-as-degrees')
  else if (crs.kind === 'gauss-krueger')
    causes.push(...zoneCauses(stated, crs, swapped ? magnitude.y : magnitude.x))
  if (shift !== 'none') causes.push(shift === 'gcj-02' ? 'gcj02-as-true' : 'bd09-as-true')
  return causes
}

function zoneCauses(
  stated: Crs,
  found: Extract<Crs, { kind: 'gauss-krueger' }>,
  easting: number,
): readonly PlacementCause[] {
  const isNumbered = easting >= 1_000_000
  const expectsNumber = stated.kind === 'gauss-krueger' && stated.falseEasting >= 1_000_000
  const sameMeridian = stated.kind === 'gauss-krueger' && stated.centralMeridian === found.centralMeridian
  const causes: PlacementCause[] = []
  if (isNumbered && !expectsNumber) causes.push('zone-number-in-easting')
  if (!isNumbered && expectsNumber) causes.push('zone-number-missing')
  if (!sameMeridian) causes.push('wrong-zone')
  return causes
}
