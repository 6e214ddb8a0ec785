import { LayerBuilder } from '../layer-geojson.ts'
import type { MapLayer } from '../layer.ts'
import { planeAround, type Plane } from '../measure/plane.ts'
import { ringArea } from '../measure/part-areas.ts'
import { contactsOf } from './contacts.ts'
import { coveredArea } from './covered-area.ts'
import type { PlanePart, PlaneRing } from './plane-part.ts'

/** What is wrong with a feature that can still be measured. */
export const flaws = [
  /** The last vertex is not the first. Some formats never repeat it, so this alone is no cause for alarm. */
  'ring-unclosed',
  /** A ring without area was left out. */
  'ring-degenerate',
  /** A ring crosses itself (bow-tie): both loops count. */
  'ring-crosses-itself',
  /** A hole sticks out of its shell or overlaps another: it takes away once, and only inside. */
  'hole-misplaced',
  /** Parts overlap: their ground counts once. */
  'parts-overlap',
  /** Another feature with other attributes has the same outline; both stay. */
  'outline-repeated',
] as const
export type Flaw = (typeof flaws)[number]

export interface RepairedFeature {
  /** Its place in the source layer. */
  readonly feature: number
  readonly flaws: readonly Flaw[]
  /** What adding up rings as they stand would give. */
  readonly squareMetresBefore: number
  /** What is counted. */
  readonly squareMetresAfter: number
}

export type DropReason =
  /** A coordinate is no number or lies off the globe. */
  | 'coordinate-invalid'
  /** Nothing with an area (polygon) or length (line) remains. */
  | 'nothing-left'
  /** Outline and attributes equal those of an earlier feature. */
  | 'duplicate'

export interface DroppedFeature {
  readonly feature: number
  readonly reason: DropReason
}

export interface RepairedLayer {
  readonly layer: MapLayer
  /** Source feature of each feature of `layer`. */
  readonly sourceFeatures: Uint32Array
  readonly repaired: readonly RepairedFeature[]
  readonly dropped: readonly DroppedFeature[]
}

type LonLatRing = readonly (readonly [number, number])[]

/**
 * Makes a layer measurable and says what that changed; nothing is repaired in
 * silence. Crossing rings keep their vertices: measuring follows the even-odd
 * rule, so both loops of a bow-tie count, and holes only ever take away.
 */
export function repairLayer(source: MapLayer): RepairedLayer {
  const builder = new LayerBuilder(source.geometry)
  const sourceFeatures: number[] = []
  const repaired: RepairedFeature[] = []
  const dropped: DroppedFeature[] = []
  const plane = planeOf(source)
  const outlines = new Map<string, string>()

  source.attributes.forEach((attributes, feature) => {
    const given = partsOf(source, feature)
    if (given.flat(2).some(isOffTheGlobe)) {
      dropped.push({ feature, reason: 'coordinate-invalid' })
      return
    }
    const found = new Set<Flaw>()
    const parts =
      source.geometry === 'polygon' ? usableParts(given, found) : given.filter(hasExtent(source.geometry))
    if (parts.length === 0) {
      dropped.push({ feature, reason: 'nothing-left' })
      return
    }
    const outline = JSON.stringify(parts)
    const text = JSON.stringify(attributes)
    const known = outlines.get(outline)
    if (known === text) {
      dropped.push({ feature, reason: 'duplicate' })
      return
    }
    if (known !== undefined) found.add('outline-repeated')
    else outlines.set(outline, text)

    let before = 0
    let after = 0
    if (source.geometry === 'polygon') {
      const areas = examine(parts, plane, found)
      before = areas.before
      after = areas.after
    }
    if (found.size > 0) {
      repaired.push({ feature, flaws: [...found], squareMetresBefore: before, squareMetresAfter: after })
    }
    builder.add(
      parts.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [lon, lat]))),
      attributes,
    )
    sourceFeatures.push(feature)
  })
  return { layer: builder.build(), sourceFeatures: Uint32Array.from(sourceFeatures), repaired, dropped }
}

/** A layer in which everything is off the globe has no plane, and needs none. */
function planeOf({ positions }: MapLayer): Plane {
  let west = 180
  let south = 90
  let east = -180
  let north = -90
  for (let i = 0; i + 1 < positions.length; i += 2) {
    const point: [number, number] = [positions[i] ?? NaN, positions[i + 1] ?? NaN]
    if (isOffTheGlobe(point)) continue
    west = Math.min(west, point[0])
    east = Math.max(east, point[0])
    south = Math.min(south, point[1])
    north = Math.max(north, point[1])
  }
  return planeAround(east >= west ? { west, south, east, north } : { west: 0, south: 0, east: 1, north: 1 })
}

function isOffTheGlobe([lon, lat]: readonly [number, number]): boolean {
  return !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)
}

function partsOf(layer: MapLayer, feature: number): LonLatRing[][] {
  const parts: LonLatRing[][] = []
  for (let part = layer.featureStarts[feature] ?? 0; part < (layer.featureStarts[feature + 1] ?? 0); part++) {
    const rings: LonLatRing[] = []
    for (let ring = layer.partStarts[part] ?? 0; ring < (layer.partStarts[part + 1] ?? 0); ring++) {
      const end = layer.ringStarts[ring + 1] ?? 0
      const points: [number, number][] = []
      for (let v = layer.ringStarts[ring] ?? 0; v < end; v++) {
        points.push([layer.positions[2 * v] ?? NaN, layer.positions[2 * v + 1] ?? NaN])
      }
      rings.push(points)
    }
    parts.push(rings)
  }
  return parts
}

function hasExtent(geometry: MapLayer['geometry']) {
  return ([line = []]: readonly LonLatRing[]) =>
    geometry === 'point' ? line.length > 0 : new Set(line.map(String)).size >= 2
}

/** Closed rings with at least three different vertices; a part without its shell is no part. */
function usableParts(parts: readonly LonLatRing[][], found: Set<Flaw>): LonLatRing[][] {
  return parts.flatMap((rings) => {
    const usable = rings.map((ring) => {
      const first = ring[0]
      const last = ring.at(-1)
      if (first === undefined || new Set(ring.map(String)).size < 3) {
        found.add('ring-degenerate')
        return undefined
      }
      if (first[0] === last?.[0] && first[1] === last[1]) return ring
      found.add('ring-unclosed')
      return [...ring, first]
    })
    const [shell, ...holes] = usable
    return shell === undefined ? [] : [[shell, ...holes.filter((hole) => hole !== undefined)]]
  })
}

function examine(
  parts: readonly LonLatRing[][],
  plane: Plane,
  found: Set<Flaw>,
): { before: number; after: number } {
  const onPlane: PlanePart[] = parts.map((rings) => rings.map((ring) => planeRing(ring, plane)))
  let before = 0
  let counted = 0
  for (const part of onPlane) {
    const naive = part.map((ring) => Math.abs(ringArea(ring, ring.length / 2)))
    const evenOdd = part.map((ring, i) =>
      contactsOf([ring]).length === 0 ? (naive[i] ?? 0) : coveredArea([[ring]]),
    )
    before += lessHoles(naive)
    if (evenOdd.some((area, i) => differs(area, naive[i] ?? 0))) found.add('ring-crosses-itself')
    const expected = lessHoles(evenOdd)
    const covered = part.length === 1 ? expected : coveredArea([part])
    if (differs(covered, expected)) found.add('hole-misplaced')
    counted += covered
  }
  const after = onPlane.length === 1 ? counted : coveredArea(onPlane)
  if (differs(after, counted)) found.add('parts-overlap')
  return { before, after }
}

function lessHoles([shell = 0, ...holes]: readonly number[]): number {
  return holes.reduce((rest, hole) => rest - hole, shell)
}

/** Above the rounding of coordinates: a square millimetre, or a billionth. */
function differs(a: number, b: number): boolean {
  return Math.abs(a - b) > Math.max(1e-6, 1e-9 * Math.max(Math.abs(a), Math.abs(b)))
}

function planeRing(ring: LonLatRing, plane: Plane): PlaneRing {
  const distinct = ring.filter((point, i) => {
    const before = ring[(i + ring.length - 1) % ring.length]
    return i === ring.length - 1 ? false : i === 0 || point[0] !== before?.[0] || point[1] !== before[1]
  })
  const flat = Float64Array.from(distinct.flat())
  plane.project(flat, 0, distinct.length, flat, 0)
  return flat
}
