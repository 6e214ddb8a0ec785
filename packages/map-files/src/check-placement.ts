import { cgcs2000 } from '@chuangyuan/geo/crs'
import type { LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import { lonLatBy, type CoordinateReading } from './layer-crs.ts'
import {
  judgePlacement,
  type Candidate,
  type Expectation,
  type Placement,
  type RawShapes,
} from './placement.ts'

/** What is known of the district's place when a layer arrives, longitude and latitude. */
export interface PlacementReference {
  readonly builtUp?: RawShapes
  readonly streets?: RawShapes
  /** West, south, east, north of all other layers. */
  readonly others?: readonly [number, number, number, number]
}

export type Against = 'built-up' | 'streets' | 'other-layers' | 'nothing'

/**
 * unchecked  nothing to compare with yet, and the coordinates lie in China
 * off-china  nothing to compare with, and they do not
 */
export type PlacementCheck = (
  Placement | { readonly verdict: 'unchecked' } | { readonly verdict: 'off-china' }
) & {
  readonly against: Against
}

/** With less of the layer in place, "partly there" is a coincidence. */
const leastOverlap = 0.05

/** Whether a layer may be kept: it fits, it fits in part, or nothing speaks against it. */
export function isAcceptable(check: PlacementCheck): boolean {
  if (check.verdict === 'fits' || check.verdict === 'unchecked') return true
  return check.verdict === 'elsewhere' && check.score >= leastOverlap
}

/** Compares a layer with the best that the district has: the built-up area, else its streets, else its other layers. */
export function checkPlacement(
  kind: LayerKind,
  shapes: RawShapes,
  reading: CoordinateReading,
  reference: PlacementReference,
): PlacementCheck {
  const simple = simplified(reading)
  const isPlain = !simple.swapped && simple.shift === 'none'
  const laid = isPlain ? shapes : { ...shapes, positions: lonLatBy(simple)(shapes.positions) }
  const stated = isPlain ? simple.crs : cgcs2000
  let last: PlacementCheck | undefined
  for (const { against, boundary, expected } of comparisons(kind, reference)) {
    last = { ...judgePlacement(laid, stated, boundary, expected), against }
    if (last.verdict !== 'elsewhere' && last.verdict !== 'local-system') return last
  }
  if (last !== undefined) return last
  return {
    verdict: isInChina(lonLatBy(reading)(shapes.positions)) ? 'unchecked' : 'off-china',
    against: 'nothing',
  }
}

/** The systems that would put a layer in its place, best first; none where there is nothing to compare with. */
export function fittingSystems(
  kind: LayerKind,
  shapes: RawShapes,
  reference: PlacementReference,
): readonly Candidate[] {
  for (const { boundary, expected } of comparisons(kind, reference)) {
    const found = judgePlacement(shapes, undefined, boundary, expected)
    if (found.verdict === 'suggested') return found.candidates
  }
  return []
}

interface Comparison {
  readonly against: Against
  readonly boundary: RawShapes
  readonly expected: Expectation
}

function comparisons(kind: LayerKind, { builtUp, streets, others }: PlacementReference): Comparison[] {
  const found: Comparison[] = []
  const expected = kind === 'built-up' ? 'covers' : kind === 'streets' ? 'holds' : 'within'
  if (builtUp !== undefined) found.push({ against: 'built-up', boundary: builtUp, expected })
  if (streets !== undefined) {
    found.push({
      against: 'streets',
      boundary: kind !== 'streets' && builtUp !== undefined ? together(builtUp, streets) : streets,
      expected: kind === 'streets' ? 'holds' : 'within',
    })
  }
  if (found.length === 0 && others !== undefined) {
    found.push({ against: 'other-layers', boundary: boxAround(others), expected: 'within' })
  }
  return found
}

/** GCJ-02 degrees under a geographic system are simply GCJ-02; the judge then knows the way back, too. */
function simplified(reading: CoordinateReading): CoordinateReading {
  return reading.crs.kind === 'geographic' && reading.shift !== 'none'
    ? { ...reading, crs: { kind: 'shifted', datum: reading.shift }, shift: 'none' }
    : reading
}

function together(a: RawShapes, b: RawShapes): RawShapes {
  const joined = (x: Uint32Array, y: Uint32Array) =>
    Uint32Array.from([...x, ...y.subarray(1).map((start) => start + (x.at(-1) ?? 0))])
  return {
    positions: Float64Array.from([...a.positions, ...b.positions]),
    ringStarts: joined(a.ringStarts, b.ringStarts),
    partStarts: joined(a.partStarts, b.partStarts),
    featureStarts: joined(a.featureStarts, b.featureStarts),
  }
}

/** Layers of one district reach a little beyond each other. */
const marginDegrees = 0.05

function boxAround([west, south, east, north]: readonly [number, number, number, number]): RawShapes {
  const [w, s, e, n] = [
    west - marginDegrees,
    south - marginDegrees,
    east + marginDegrees,
    north + marginDegrees,
  ]
  return {
    positions: Float64Array.of(w, s, e, s, e, n, w, n, w, s),
    ringStarts: Uint32Array.of(0, 5),
    partStarts: Uint32Array.of(0, 1),
    featureStarts: Uint32Array.of(0, 1),
  }
}

/** Land and near sea, with a degree to spare. */
function isInChina(lonLat: Float64Array): boolean {
  let inside = 0
  for (let i = 0; i + 1 < lonLat.length; i += 2) {
    const [lon, lat] = [lonLat[i] ?? NaN, lonLat[i + 1] ?? NaN]
    if (lon > 72 && lon < 137 && lat > 2 && lat < 55) inside++
  }
  return inside * 2 > lonLat.length / 2
}
