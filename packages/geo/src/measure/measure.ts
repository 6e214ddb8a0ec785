import { accept, refuse, type Result } from '@chuangyuan/domain/result'
import { featureCount, type MapLayer } from '../layer.ts'
import { polygonCrossings, slotLimit } from './crossings.ts'
import { boxOf, edgesOf, type Box, type Edges } from './edges.ts'
import { measureLines, type LineLayer } from './lines.ts'
import type { Measurement } from './measurement.ts'
import { planeAround, type LonLatBox } from './plane.ts'
import { unitAreas } from './part-areas.ts'
import { reachEmitter } from './reach.ts'
import { rowsOver } from './rows.ts'
import { sweep, type Density, type Slot } from './sweep.ts'

/**
 * Ground covered by polygons, or, with `reachMetres`, ground within that
 * distance of polygons, lines or points: true arcs, measured on the ground.
 * A feature whose reach is 0 or less does not count at all.
 */
export interface AreaLayer {
  readonly name: string
  readonly layer: MapLayer
  readonly reachMetres?: number | Float64Array
}

/** Amounts spread evenly over polygons, such as the people of each parcel. Overlapping parcels each count. */
export interface WeightLayer {
  readonly name: string
  readonly layer: MapLayer
  /** One amount per feature. */
  readonly amounts: Float64Array
}

export interface MeasureInput {
  /** Nothing outside it counts. Several features are united. */
  readonly boundary: MapLayer
  /** One zone per feature. */
  readonly zones?: MapLayer
  readonly areas?: readonly AreaLayer[]
  readonly weights?: readonly WeightLayer[]
  readonly lines?: readonly LineLayer[]
  /** Distance between the rows; 2 where absent. Halving it doubles the time and divides the error by about three. */
  readonly rowMetres?: number
  /** Measures this zone alone; every other zone stays empty. */
  readonly onlyZone?: number
  /** Called with the share that is done, 0–1. */
  readonly onProgress?: (share: number) => void
}

export type MeasureRefusal =
  | { readonly code: 'measure.too-many-layers'; readonly count: number; readonly limit: number }
  | { readonly code: 'measure.duplicate-name'; readonly name: string }
  | { readonly code: 'measure.unknown-name'; readonly name: string }
  | { readonly code: 'measure.empty-boundary' }
  | {
      readonly code: 'measure.wrong-geometry'
      readonly name: string
      readonly geometry: MapLayer['geometry']
    }
  | {
      readonly code: 'measure.wrong-count'
      readonly name: string
      readonly expected: number
      readonly found: number
    }
  | { readonly code: 'measure.invalid-amount'; readonly name: string; readonly feature: number }
  | { readonly code: 'measure.invalid-row-height'; readonly rowMetres: number }
  | { readonly code: 'measure.too-many-parts'; readonly count: number; readonly limit: number }

/** One bit each in a mask of 31 bits. */
export const areaLayerLimit = 31
const partLimit = 2 ** 25

/**
 * Measures every combination of layers in every zone at once, inside the boundary.
 *
 * Polygons follow the even-odd rule for each ring, holes take away, and parts
 * and features of a layer are united: ground counts once per layer.
 */
export function measure(input: MeasureInput): Result<Measurement, MeasureRefusal> {
  const refusal = refusalOf(input)
  if (refusal !== undefined) return refuse(refusal)
  const { boundary, zones, areas = [], weights = [], lines = [], rowMetres = 2 } = input

  const extent = extentOf(boundary)
  if (extent === undefined) return refuse({ code: 'measure.empty-boundary' })
  const plane = planeAround(extent)
  const everything: Box = { x0: -Infinity, y0: -Infinity, x1: Infinity, y1: Infinity }
  const boundaryEdges = edgesOf(boundary, plane, polygonOptions(everything))
  let box = boxOf(boundaryEdges)
  if (!(box.x1 > box.x0)) return refuse({ code: 'measure.empty-boundary' })

  const zoneCount = zones === undefined ? 0 : featureCount(zones)
  const { onlyZone } = input
  const zoneEdges =
    zones === undefined
      ? undefined
      : edgesOf(zones, plane, {
          ...polygonOptions(box),
          ...(onlyZone === undefined ? {} : { takes: (feature: number) => feature === onlyZone }),
        })
  if (onlyZone !== undefined && zoneEdges !== undefined) box = intersection(box, boxOf(zoneEdges))

  const empty = !(box.x1 > box.x0 && box.y1 > box.y0)
  // A finer measurement must not meet the rows of a coarser one again.
  const rows = rowsOver(empty ? 0 : box.y0, empty ? 0 : box.y1, rowMetres, (rowMetres * 7.31) % 1)

  const slots: Slot[] = []
  const densities: Density[][] = []
  const unitZones: Int32Array[] = []
  let unitCount = 0
  let unreadableParts = 0
  const addUnits = (count: number) => {
    const first = unitCount
    unitCount += count
    return first
  }
  const addPolygons = (edges: Edges, role: Slot['role'], bits: number) => {
    const first = addUnits(edges.unitFeature.length)
    const slot = slots.length
    slots.push({ role, bits, emitters: [polygonCrossings(edges, rows, first, slot)] })
    densities.push([])
    unreadableParts += edges.unreadableParts
    if (role === 'zone') unitZones.push(new Int32Array(first), Int32Array.from(edges.unitFeature))
    return { first, slot }
  }

  addPolygons(boundaryEdges, 'boundary', 0)
  if (zoneEdges !== undefined) addPolygons(zoneEdges, 'zone', 0)
  const unitZone = joined(unitZones)

  // A layer that plays several roles is projected and swept once.
  const polygonSlots = new Map<MapLayer, { first: number; slot: number; edges: Edges }>()
  const slotOf = (layer: MapLayer) => {
    const known = polygonSlots.get(layer)
    if (known !== undefined) return known
    // An amount is spread over all of its feature, also over parts outside.
    const isWeighted = weights.some((weight) => weight.layer === layer)
    const edges = edgesOf(layer, plane, polygonOptions(isWeighted ? everything : box))
    const added = { ...addPolygons(edges, 'area', 0), edges }
    polygonSlots.set(layer, added)
    return added
  }
  areas.forEach(({ layer, reachMetres }, bit) => {
    if (reachMetres === undefined) {
      const { slot } = slotOf(layer)
      const known = slots[slot]
      if (known !== undefined) slots[slot] = { ...known, bits: known.bits | (1 << bit) }
      return
    }
    const slot = slots.length
    const reach = reachEmitter({
      layer,
      reachMetres,
      plane,
      rows,
      box,
      boundary: boundaryEdges,
      slot,
      addUnits,
    })
    unreadableParts += reach.unreadableParts
    slots.push({ role: 'area', bits: 1 << bit, emitters: reach.emitters })
    densities.push([])
  })
  const perUnit: { weight: number; slot: number; first: number; values: Float64Array }[] = []
  weights.forEach(({ layer, amounts }, weight) => {
    const { first, slot, edges } = slotOf(layer)
    perUnit.push({ weight, slot, first, values: densitiesOf(edges, amounts) })
  })
  if (slots.length > slotLimit || unitCount > partLimit) {
    return refuse({ code: 'measure.too-many-parts', count: unitCount, limit: partLimit })
  }
  for (const { weight, slot, first, values } of perUnit) {
    const spread = new Float64Array(unitCount)
    spread.set(values, first)
    densities[slot]?.push({ weight, perUnit: spread })
  }

  const { onProgress } = input
  const { tally, zoneOverlaps } = sweep({
    rows,
    x0: empty ? 0 : box.x0,
    x1: empty ? 0 : box.x1,
    slots,
    unitCount,
    unitZone,
    zoneCount,
    densities,
    weightCount: weights.length,
    bitCount: areas.length,
    ...(onProgress === undefined ? {} : { onProgress }),
  })
  const measuredLines = measureLines({ lines, areas, plane, box, boundaryEdges, zoneEdges, zoneCount })

  const tableLength = tally.masks.length * 4 * (zoneCount + 1)
  const measurement: Measurement = {
    areaNames: areas.map(({ name }) => name),
    weightNames: weights.map(({ name }) => name),
    zoneCount,
    rowMetres,
    masks: Uint32Array.from(tally.masks),
    areas: tally.areas.slice(0, tableLength),
    weights: tally.weights.map((table) => table.slice(0, tableLength)),
    lines: measuredLines.lines,
    zoneOverlaps: [...zoneOverlaps].map(([key, squareMetres]) => ({
      zones: [Math.floor(key / zoneCount), key % zoneCount],
      squareMetres,
    })),
    unreadableParts: unreadableParts + measuredLines.unreadableParts,
  }
  return accept(onlyZone === undefined ? measurement : keptZone(measurement, onlyZone))
}

/** Without the other zones' ground, which the sweep saw as unclaimed. */
function keptZone(measurement: Measurement, zone: number): Measurement {
  const cells = measurement.zoneCount + 1
  const kept = (table: Float64Array) => table.map((value, i) => (i % cells === zone ? value : 0))
  return {
    ...measurement,
    areas: kept(measurement.areas),
    weights: measurement.weights.map(kept),
    lines: measurement.lines.map((line) => ({ ...line, lengths: kept(line.lengths) })),
  }
}

function polygonOptions(within: Box) {
  return { edgesPerChunk: 64, within, close: true }
}

function intersection(a: Box, b: Box): Box {
  return {
    x0: Math.max(a.x0, b.x0),
    y0: Math.max(a.y0, b.y0),
    x1: Math.min(a.x1, b.x1),
    y1: Math.min(a.y1, b.y1),
  }
}

function joined(parts: readonly Int32Array[]): Int32Array {
  const whole = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Amount per square metre of each unit: a feature's parts share its amount by their area. */
function densitiesOf(edges: Edges, amounts: Float64Array): Float64Array {
  const areas = new Float64Array(amounts.length)
  unitAreas(edges).forEach((area, unit) => {
    const feature = edges.unitFeature[unit] ?? 0
    areas[feature] = (areas[feature] ?? 0) + area
  })
  const densities = new Float64Array(edges.unitFeature.length)
  edges.unitFeature.forEach((feature, unit) => {
    const area = areas[feature] ?? 0
    densities[unit] = area > 0 ? (amounts[feature] ?? 0) / area : 0
  })
  return densities
}

function extentOf({ positions }: MapLayer): LonLatBox | undefined {
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (let i = 0; i + 1 < positions.length; i += 2) {
    const lon = positions[i] ?? NaN
    const lat = positions[i + 1] ?? NaN
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) continue
    west = Math.min(west, lon)
    east = Math.max(east, lon)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  return east > west && north > south ? { west, south, east, north } : undefined
}

function refusalOf(input: MeasureInput): MeasureRefusal | undefined {
  const { boundary, zones, areas = [], weights = [], lines = [], rowMetres = 2 } = input
  if (!(rowMetres >= 0.001 && rowMetres <= 100)) return { code: 'measure.invalid-row-height', rowMetres }
  if (areas.length > areaLayerLimit) {
    return { code: 'measure.too-many-layers', count: areas.length, limit: areaLayerLimit }
  }
  for (const group of [areas, weights, lines]) {
    const names = new Set<string>()
    for (const { name } of group) {
      if (names.has(name)) return { code: 'measure.duplicate-name', name }
      names.add(name)
    }
  }
  const polygons = [
    { name: 'boundary', layer: boundary },
    ...(zones === undefined ? [] : [{ name: 'zones', layer: zones }]),
    ...areas.filter(({ reachMetres }) => reachMetres === undefined),
    ...weights,
  ]
  for (const { name, layer } of polygons) {
    if (layer.geometry !== 'polygon')
      return { code: 'measure.wrong-geometry', name, geometry: layer.geometry }
  }
  for (const { name, layer } of lines) {
    if (layer.geometry !== 'line') return { code: 'measure.wrong-geometry', name, geometry: layer.geometry }
  }
  const counted = [
    ...weights.map(({ name, layer, amounts }) => ({ name, layer, found: amounts.length })),
    ...areas.flatMap(({ name, layer, reachMetres }) =>
      typeof reachMetres === 'object' ? [{ name, layer, found: reachMetres.length }] : [],
    ),
    ...lines.flatMap(({ name, layer, classes }) =>
      classes === undefined ? [] : [{ name, layer, found: classes.length }],
    ),
  ]
  for (const { name, layer, found } of counted) {
    const expected = featureCount(layer)
    if (found !== expected) return { code: 'measure.wrong-count', name, expected, found }
  }
  for (const { name, amounts } of weights) {
    const feature = amounts.findIndex((amount) => !(amount >= 0 && amount < Infinity))
    if (feature >= 0) return { code: 'measure.invalid-amount', name, feature }
  }
  for (const { within = [] } of lines) {
    const unknown = within.find((name) => !areas.some((area) => area.name === name))
    if (unknown !== undefined) return { code: 'measure.unknown-name', name: unknown }
  }
  return undefined
}
