import { layerKinds, type LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import { accept, refuse, type Result } from '@chuangyuan/domain/result'
import type { Attributes, MapLayer } from '@chuangyuan/geo/layer'
import {
  repairLayer,
  type Flaw,
  type DropReason as UnmeasurableReason,
} from '@chuangyuan/geo/repair/repair-layer'
import { checkPlacement, type PlacementCheck, type PlacementReference } from './check-placement.ts'
import {
  readFields,
  type FieldProblem,
  type FieldSources,
  type Recognised,
  type ValueMeanings,
} from './field-values.ts'
import { crsOfStated, plainReading, toMapLayer, type CoordinateReading } from './layer-crs.ts'
import type { Progress } from './pace.ts'
import { readLayer } from './read-map-file.ts'
import type { DropReason, MapFileRefusal, StatedCrs, TextEncoding, TextEncodingName } from './source-layer.ts'

/** How a person wants a file's layer to be read. */
export interface ReadingPlan {
  readonly kind: LayerKind
  readonly layer?: string
  readonly encoding?: TextEncodingName
  /** Left out, the system that the file names. */
  readonly reading?: CoordinateReading
  readonly sources: FieldSources
  readonly meanings?: ValueMeanings
}

/** What the repair of one feature changed. */
export interface RepairLine {
  /** Counted from 1, in the file's order. */
  readonly row: number
  readonly label: string
  readonly flaws: readonly Flaw[]
  readonly squareMetresBefore: number
  readonly squareMetresAfter: number
}

export interface DroppedCount {
  readonly reason: DropReason | UnmeasurableReason
  readonly count: number
}

/** A layer ready to be measured, with everything that was done to it. */
export interface PreparedLayer {
  /** Longitude and latitude, repaired, attributes by the kind's field names. */
  readonly layer: MapLayer
  readonly bounds: readonly [west: number, south: number, east: number, north: number]
  readonly reading: CoordinateReading
  readonly encoding: TextEncoding
  readonly placement: PlacementCheck
  readonly repairs: readonly RepairLine[]
  readonly dropped: readonly DroppedCount[]
  readonly problems: readonly FieldProblem[]
  readonly recognised: readonly Recognised[]
}

export type PrepareRefusal =
  | MapFileRefusal
  | { readonly code: 'layer.crs-unknown'; readonly stated: string }
  | { readonly code: 'layer.crs-local'; readonly stated: string }
  | { readonly code: 'layer.geometry-unfit'; readonly kind: LayerKind; readonly wanted: string }
  | { readonly code: 'layer.nothing-left'; readonly dropped: readonly DroppedCount[] }

/** Reads, places, converts and repairs one layer. Whether a misplaced one is kept is the caller's decision. */
export async function prepareLayer(
  bytes: Uint8Array,
  fileName: string,
  plan: ReadingPlan,
  reference: PlacementReference,
  { onProgress, signal }: { readonly onProgress?: Progress; readonly signal?: AbortSignal } = {},
): Promise<Result<PreparedLayer, PrepareRefusal>> {
  const { kind } = plan
  const { geometry } = layerKinds[kind]
  const source = await readLayer(bytes, fileName, {
    geometry,
    ...(plan.layer === undefined ? {} : { layer: plan.layer }),
    ...(plan.encoding === undefined ? {} : { encoding: plan.encoding }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(signal === undefined ? {} : { signal }),
  })
  if (!source.ok) {
    return refuse(
      isOtherGeometry(source.refusal)
        ? { code: 'layer.geometry-unfit', kind, wanted: geometry }
        : source.refusal,
    )
  }
  if (source.value.geometry !== geometry) {
    return refuse({ code: 'layer.geometry-unfit', kind, wanted: geometry })
  }
  const reading = readingOf(plan.reading, source.value.crs)
  if (!reading.ok) return reading
  const placement = checkPlacement(kind, source.value, reading.value, reference)
  const { attributes, problems, recognised } = readFields(
    kind,
    source.value.attributes,
    plan.sources,
    plan.meanings,
  )
  const converted = toMapLayer({ ...source.value, attributes }, reading.value)
  const { layer, repaired, dropped } = repairLayer(converted)
  const allDropped = [...source.value.dropped, ...countsOf(dropped.map(({ reason }) => reason))]
  if (layer.attributes.length === 0) return refuse({ code: 'layer.nothing-left', dropped: allDropped })
  return accept({
    layer,
    bounds: boundsOf(layer.positions),
    reading: reading.value,
    encoding: source.value.encoding,
    placement,
    repairs: repaired
      // Some formats never repeat the first vertex; closing a ring that changes no area is no repair.
      .filter(({ flaws }) => flaws.some((flaw) => flaw !== 'ring-unclosed'))
      .map(({ feature, ...repair }) => ({
        row: feature + 1,
        label: labelOf(attributes[feature]) ?? labelOf(source.value.attributes[feature]) ?? '',
        ...repair,
      })),
    dropped: allDropped,
    problems,
    recognised,
  })
}

/** The chosen reading, else the system that the file names. */
export function readingOf(
  chosen: CoordinateReading | undefined,
  stated: StatedCrs | undefined,
): Result<CoordinateReading, PrepareRefusal> {
  if (chosen !== undefined) return accept(chosen)
  if (stated === undefined) return refuse({ code: 'layer.crs-unknown', stated: '' })
  const named = crsOfStated(stated)
  if (named.ok) return accept(plainReading(named.value))
  return refuse(
    named.refusal.code === 'crs.local-parameters'
      ? { code: 'layer.crs-local', stated: named.refusal.datum }
      : { code: 'layer.crs-unknown', stated: named.refusal.text.slice(0, 200) },
  )
}

function isOtherGeometry(refusal: MapFileRefusal): boolean {
  return (
    refusal.code === 'map-file.layer-empty' &&
    refusal.dropped.length > 0 &&
    refusal.dropped.every(({ reason }) => reason === 'other-geometry')
  )
}

function countsOf(reasons: readonly UnmeasurableReason[]): DroppedCount[] {
  return [...Map.groupBy(reasons, (reason) => reason)].map(([reason, all]) => ({ reason, count: all.length }))
}

/** Name, else number: what a person finds the feature by. */
function labelOf(attributes: Attributes | undefined): string | undefined {
  for (const field of ['name', '名称', 'code', 'id', '编号']) {
    const value = attributes?.[field]
    if (value !== null && value !== undefined && value !== '') return String(value)
  }
  return undefined
}

export function boundsOf(positions: Float64Array): [number, number, number, number] {
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i + 1 < positions.length; i += 2) {
    const [lon, lat] = [positions[i] ?? NaN, positions[i + 1] ?? NaN]
    if (lon < bounds[0]) bounds[0] = lon
    if (lat < bounds[1]) bounds[1] = lat
    if (lon > bounds[2]) bounds[2] = lon
    if (lat > bounds[3]) bounds[3] = lat
  }
  return bounds
}
