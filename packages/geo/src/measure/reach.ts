import { featureCount, type MapLayer } from '../layer.ts'
import { polygonCrossings, type Emitter } from './crossings.ts'
import { edgesOf, type Box, type Edges } from './edges.ts'
import type { Plane } from './plane.ts'
import { ReachTiles } from './reach-tiles.ts'
import type { RowEvents } from './row-events.ts'
import { rowAt, type Rows } from './rows.ts'
import { thinned } from './thin.ts'
import { tilesPerBand, type Place, type TileGrid } from './tile-grid.ts'

/** Short chunks: a tile near a long outline looks at the edges near it only. */
const edgesPerChunk = 16

/**
 * How far a thinned outline may lie from the given one, as a share of the
 * reach: 5 cm at 500 m. The area within reach changes by less than a hundredth
 * of a percent.
 */
const thinningShare = 1 / 10_000

/** What a layer's reach is measured from. */
export interface ReachOutline {
  readonly edges: Edges
  readonly thinned: Edges
  /** Metres, by unit; 0 or less does not count. */
  readonly reachOf: (unit: number) => number
  /** Polygon parts so wide that their middle may lie beyond reach of their outline. */
  readonly wideUnits: ReadonlySet<number>
}

export function reachOutline(
  layer: MapLayer,
  reachMetres: number | Float64Array,
  plane: Plane,
  box: Box,
): ReachOutline {
  const reachOfFeature = (feature: number) =>
    typeof reachMetres === 'number' ? reachMetres : (reachMetres[feature] ?? 0)
  const counts = (feature: number) => reachOfFeature(feature) > 0 && reachOfFeature(feature) < Infinity
  let furthest = 0
  for (let feature = 0; feature < featureCount(layer); feature++) {
    if (counts(feature)) furthest = Math.max(furthest, reachOfFeature(feature))
  }
  const edges = edgesOf(layer, plane, {
    edgesPerChunk,
    within: grown(box, furthest),
    close: layer.geometry === 'polygon',
    takes: counts,
  })
  const reachOf = (unit: number) => reachOfFeature(edges.unitFeature[unit] ?? 0)
  const wideUnits = new Set<number>()
  if (layer.geometry === 'polygon') {
    for (let unit = 0; unit < edges.unitFeature.length; unit++) {
      const width = (edges.unitBox[4 * unit + 2] ?? 0) - (edges.unitBox[4 * unit] ?? 0)
      const height = (edges.unitBox[4 * unit + 3] ?? 0) - (edges.unitBox[4 * unit + 1] ?? 0)
      // A point inside a polygon narrower than twice the reach is within reach of its outline.
      if (Math.min(width, height) > 2 * reachOf(unit)) wideUnits.add(unit)
    }
  }
  const outline = thinned(edges, (unit) => reachOf(unit) * thinningShare, edgesPerChunk)
  return { edges, thinned: outline, reachOf, wideUnits }
}

function grown(box: Box, metres: number): Box {
  return { x0: box.x0 - metres, y0: box.y0 - metres, x1: box.x1 + metres, y1: box.y1 + metres }
}

/**
 * The ground within reach, as crossings: whole runs of tiles where everything is
 * within reach, slices of discs and capsules where only part is.
 */
export function reachCrossings(
  { edges, thinned: outline, reachOf, wideUnits }: ReachOutline,
  place: Place,
  slot: number,
): readonly Emitter[] {
  const { rows, grid } = place
  const tiles = new ReachTiles(outline, reachOf, grid, place.inside)
  const slices: Emitter = {
    emit(band, events) {
      const toggle = events.addToggle(slot, 0)
      for (let tile = 0; tile < tilesPerBand; tile++) {
        emitTiles(tiles, grid, rows, band * tilesPerBand + tile, tile * grid.rowsPerTile, toggle, events)
      }
    },
    mostToggles: 1,
  }
  if (wideUnits.size === 0) return [slices]
  return [slices, polygonCrossings(edges, place, slot, wideUnits)]
}

function emitTiles(
  tiles: ReachTiles,
  grid: TileGrid,
  rows: Rows,
  band: number,
  lane: number,
  toggle: number,
  events: RowEvents,
): void {
  let column = 0
  while (column < grid.columns) {
    const state = tiles.stateOf(band, column)
    if (state === 'full') {
      const from = column
      while (column < grid.columns && tiles.stateOf(band, column) === 'full') column++
      for (let row = 0; row < grid.rowsPerTile; row++) {
        events.add(lane + row, grid.x0 + from * grid.size, toggle)
        events.add(lane + row, grid.x0 + column * grid.size, toggle)
      }
    } else {
      if (state === 'partial') emitSlices(tiles, grid, rows, band, lane, column, toggle, events)
      column++
    }
  }
}

let lows = new Float64Array(1 << 12)
let highs = new Float64Array(1 << 12)

/** Adds, for each row of a tile, the union of the slices of the capsules about the edges near it. */
function emitSlices(
  tiles: ReachTiles,
  grid: TileGrid,
  rows: Rows,
  band: number,
  lane: number,
  column: number,
  toggle: number,
  events: RowEvents,
): void {
  const { xy } = tiles.outline
  const left = grid.x0 + column * grid.size
  const right = grid.x0 + (column + 1) * grid.size
  const { rowsPerTile } = grid
  const firstRow = band * rowsPerTile
  const [from, end] = tiles.edgesNear(band, column)
  const stride = end - from
  if (stride * rowsPerTile > lows.length) {
    lows = new Float64Array(2 * stride * rowsPerTile)
    highs = new Float64Array(2 * stride * rowsPerTile)
  }
  const lo = lows
  const hi = highs
  const found = new Int32Array(rowsPerTile)

  for (let i = from; i < end; i++) {
    const a = tiles.edgeStart[i] ?? 0
    const b = tiles.edgeEnd[i] ?? 0
    const reach = tiles.edgeReach[i] ?? 0
    const ax = xy[2 * a] ?? 0
    const ay = xy[2 * a + 1] ?? 0
    const bx = xy[2 * b] ?? 0
    const by = xy[2 * b + 1] ?? 0
    const dx = bx - ax
    const dy = by - ay
    const length = Math.sqrt(dx * dx + dy * dy)
    const perMetre = length > 0 ? reach / length : 0
    // The two long sides of the capsule lie `reach` to either side of the edge.
    const nx = -dy * perMetre
    const ny = dx * perMetre
    const perRise = dy === 0 ? 0 : 1 / dy
    const squared = reach * reach
    let row = rowAt(rows, Math.min(ay, by) - reach) - firstRow
    let last = rowAt(rows, Math.max(ay, by) + reach) - firstRow
    if (row < 0) row = 0
    if (last > rowsPerTile) last = rowsPerTile
    for (; row < last; row++) {
      const known = found[row] ?? 0
      if (known < 0) continue
      const y = rows.firstY + (firstRow + row) * rows.height
      let low = Infinity
      let high = -Infinity
      const ya = y - ay
      const yb = y - by
      const halfA = squared - ya * ya
      if (halfA >= 0) {
        const half = Math.sqrt(halfA)
        low = ax - half
        high = ax + half
      }
      const halfB = squared - yb * yb
      if (halfB >= 0) {
        const half = Math.sqrt(halfB)
        if (bx - half < low) low = bx - half
        if (bx + half > high) high = bx + half
      }
      if (perRise !== 0) {
        const t = (ya - ny) * perRise
        if (t >= 0 && t <= 1) {
          const x = ax + t * dx + nx
          if (x < low) low = x
          if (x > high) high = x
        }
        const s = (ya + ny) * perRise
        if (s >= 0 && s <= 1) {
          const x = ax + s * dx - nx
          if (x < low) low = x
          if (x > high) high = x
        }
      }
      if (low >= right || high <= left || low >= high) continue
      if (low <= left && high >= right) {
        found[row] = -1
        continue
      }
      const base = row * stride
      // Kept in the order of their left ends.
      let k = known - 1
      while (k >= 0 && (lo[base + k] ?? 0) > low) {
        lo[base + k + 1] = lo[base + k] ?? 0
        hi[base + k + 1] = hi[base + k] ?? 0
        k--
      }
      lo[base + k + 1] = low
      hi[base + k + 1] = high
      found[row] = known + 1
    }
  }
  for (let row = 0; row < rowsPerTile; row++) {
    const count = found[row] ?? 0
    if (count < 0) {
      events.add(lane + row, left, toggle)
      events.add(lane + row, right, toggle)
      continue
    }
    const base = row * stride
    let k = 0
    while (k < count) {
      const low = Math.max(left, lo[base + k] ?? 0)
      let high = hi[base + k] ?? 0
      k++
      while (k < count && (lo[base + k] ?? 0) <= high) {
        high = Math.max(high, hi[base + k] ?? 0)
        k++
      }
      events.add(lane + row, low, toggle)
      events.add(lane + row, Math.min(right, high), toggle)
    }
  }
}
