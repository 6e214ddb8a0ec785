import { featureCount, type MapLayer } from '../layer.ts'
import type { LineLayer } from './lines.ts'

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
  /** True: small zones are not measured again with rows closer together. */
  readonly equalRows?: boolean
  /** Measures the ground of this zone alone; the other zones stay incomplete. */
  readonly onlyZone?: number
  /** Called with the share that is done, 0–1. */
  readonly onProgress?: (share: number) => void
}

export type MeasureRefusal =
  | { readonly code: 'measure.too-many-layers'; readonly count: number; readonly limit: number }
  | { readonly code: 'measure.duplicate-name'; readonly name: string }
  | { readonly code: 'measure.unknown-name'; readonly name: string }
  | { readonly code: 'measure.reach-splits-no-lines'; readonly name: string }
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

/** What is wrong with the input, before anything is measured. */
export function refusalOf(input: MeasureInput): MeasureRefusal | undefined {
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
    for (const name of within) {
      const area = areas.find((candidate) => candidate.name === name)
      if (area === undefined) return { code: 'measure.unknown-name', name }
      // Lines are split at edges, and ground within reach has none.
      if (area.reachMetres !== undefined) return { code: 'measure.reach-splits-no-lines', name }
    }
  }
  return undefined
}
