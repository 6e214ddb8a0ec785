import { featureCount, type MapLayer } from '../layer.ts'
import { polygonCrossings } from './crossings.ts'
import { boxOf, edgesOf, type Box, type Edges } from './edges.ts'
import { insideTiles } from './inside-tiles.ts'
import type { MeasureInput } from './measure-input.ts'
import { unitAreas } from './part-areas.ts'
import { planeAround, type LonLatBox, type Plane } from './plane.ts'
import { reachCrossings, reachOutline, type ReachOutline } from './reach.ts'
import { rowsOver } from './rows.ts'
import type { Density, Slot } from './slot.ts'
import { sweep, type SweepOutput } from './sweep.ts'
import { tileGrid, type Place } from './tile-grid.ts'

/** Everything on the plane, ready to be swept as often as needed. */
export interface Ground {
  readonly input: MeasureInput
  readonly plane: Plane
  readonly box: Box
  readonly boundaryEdges: Edges
  readonly zoneEdges: Edges | undefined
  readonly zoneCount: number
  readonly slots: readonly GroundSlot[]
  readonly partCount: number
  readonly unreadableParts: number
}

/** A layer in all its roles, or the reach of one. */
type GroundSlot =
  | {
      readonly kind: 'polygons'
      readonly edges: Edges
      readonly bits: number
      /** Per unit of these edges, for each weight layer that has them. */
      readonly densities: readonly Density[]
    }
  | { readonly kind: 'reach'; readonly outline: ReachOutline; readonly bits: number }

/** Undefined where the boundary encloses nothing. */
export function groundOf(input: MeasureInput): Ground | undefined {
  const { boundary, zones, areas = [], weights = [] } = input
  const extent = extentOf(boundary)
  if (extent === undefined) return undefined
  const plane = planeAround(extent)
  const everything: Box = { x0: -Infinity, y0: -Infinity, x1: Infinity, y1: Infinity }
  const polygons = (layer: MapLayer, within: Box) =>
    edgesOf(layer, plane, { edgesPerChunk: 64, within, close: true })
  const boundaryEdges = polygons(boundary, everything)
  const box = boxOf(boundaryEdges)
  if (!(box.x1 > box.x0)) return undefined

  // A layer that plays several roles is projected and swept once.
  const covers = areas.map(({ layer, reachMetres }, bit) => ({ layer, reachMetres, bit }))
  const polygonLayers = new Set([
    ...covers.filter(({ reachMetres }) => reachMetres === undefined).map(({ layer }) => layer),
    ...weights.map(({ layer }) => layer),
  ])
  const slots: GroundSlot[] = [...polygonLayers].map((layer) => {
    const carried = weights.flatMap((weight, index) =>
      weight.layer === layer ? [{ index, amounts: weight.amounts }] : [],
    )
    // An amount is spread over all of its feature, also over parts outside.
    const edges = polygons(layer, carried.length > 0 ? everything : box)
    return {
      kind: 'polygons',
      edges,
      bits: covers.reduce(
        (bits, cover) =>
          cover.layer === layer && cover.reachMetres === undefined ? bits | (1 << cover.bit) : bits,
        0,
      ),
      densities: carried.map(({ index, amounts }) => ({
        weight: index,
        perUnit: densitiesOf(edges, amounts),
      })),
    }
  })
  for (const { layer, reachMetres, bit } of covers) {
    if (reachMetres === undefined) continue
    slots.push({ kind: 'reach', outline: reachOutline(layer, reachMetres, plane, box), bits: 1 << bit })
  }

  const zoneEdges = zones === undefined ? undefined : polygons(zones, box)
  const all = [
    boundaryEdges,
    ...(zoneEdges === undefined ? [] : [zoneEdges]),
    ...slots.map((slot) => (slot.kind === 'reach' ? slot.outline.edges : slot.edges)),
  ]
  return {
    input,
    plane,
    box,
    boundaryEdges,
    zoneEdges,
    zoneCount: zones === undefined ? 0 : featureCount(zones),
    slots,
    partCount: all.reduce((sum, edges) => sum + edges.unitFeature.length + 1, 0),
    unreadableParts: all.reduce((sum, edges) => sum + edges.unreadableParts, 0),
  }
}

/** One pass over the box. With `onlyZone`, what lies elsewhere may be left out. */
export function sweepGround(
  ground: Ground,
  box: Box,
  rowMetres: number,
  { onlyZone, onProgress }: Pick<MeasureInput, 'onlyZone' | 'onProgress'> = {},
): SweepOutput {
  const { input, boundaryEdges, zoneEdges, zoneCount } = ground
  const { areas = [], weights = [] } = input
  // A finer measurement must not meet the rows of a coarser one again.
  const rows = rowsOver(box.y0, box.y1, rowMetres, (rowMetres * 7.31) % 1)
  const grid = tileGrid(rows, box)
  const inside =
    onlyZone === undefined || zoneEdges === undefined
      ? insideTiles(boundaryEdges, grid)
      : insideTiles(zoneEdges, grid, onlyZone)
  const place: Place = { rows, grid, inside }
  const slots: Slot[] = []
  const polygons = (edges: Edges, role: Slot['role'], bits = 0, densities: readonly Density[] = []) => {
    slots.push({ role, bits, densities, emitters: [polygonCrossings(edges, place, slots.length)] })
  }
  for (const slot of ground.slots) {
    if (slot.kind === 'polygons') polygons(slot.edges, 'area', slot.bits, slot.densities)
    else {
      const emitters = reachCrossings(slot.outline, place, slots.length)
      slots.push({ role: 'area', bits: slot.bits, emitters })
    }
  }
  if (zoneEdges !== undefined) polygons(zoneEdges, 'zone')
  polygons(boundaryEdges, 'boundary')
  return sweep({
    rows,
    x0: box.x0,
    x1: box.x1,
    slots,
    unitZone: zoneEdges?.unitFeature ?? new Uint32Array(),
    zoneCount,
    weightCount: weights.length,
    bitCount: areas.length,
    ...(onProgress === undefined ? {} : { onProgress }),
  })
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
