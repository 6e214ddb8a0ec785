import { layerKinds, type LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import { accept, type Result } from '@chuangyuan/domain/result'
import {
  checkPlacement,
  fittingSystems,
  type PlacementCheck,
  type PlacementReference,
} from './check-placement.ts'
import { drawingOf, type Drawing } from './drawing.ts'
import { guessFields, type FieldMapping } from './field-guess.ts'
import { guessKind } from './kind-guess.ts'
import { toMapLayer, type CoordinateReading } from './layer-crs.ts'
import type { Progress } from './pace.ts'
import type { Candidate } from './placement.ts'
import { readingOf, type PrepareRefusal } from './prepare-layer.ts'
import { listLayers, readLayer } from './read-map-file.ts'
import type {
  Dropped,
  Extent,
  GeometryKind,
  LayerListing,
  MapFileRefusal,
  SourceField,
  StatedCrs,
  TextEncoding,
  TextEncodingName,
} from './source-layer.ts'

export interface InspectOptions {
  readonly layer?: string
  readonly encoding?: TextEncodingName
  readonly kind?: LayerKind
  readonly reading?: CoordinateReading
  readonly onProgress?: Progress
  readonly signal?: AbortSignal
}

/** All that a person needs to see before deciding how a file is to be read. */
export interface Inspection {
  readonly layers: readonly LayerListing[]
  /** The one that was read. */
  readonly layer: string
  readonly name: string
  readonly geometry: GeometryKind
  readonly featureCount: number
  readonly fields: readonly SourceField[]
  readonly encoding: TextEncoding
  readonly stated: StatedCrs | undefined
  readonly extent: Extent | undefined
  readonly dropped: readonly Dropped[]
  readonly kind: LayerKind | undefined
  readonly mapping: FieldMapping | undefined
  readonly reading: CoordinateReading | undefined
  readonly crsRefusal: PrepareRefusal | undefined
  readonly placement: PlacementCheck | undefined
  readonly candidates: readonly Candidate[]
  /** A light drawing by `reading`; undefined where no system is known. */
  readonly drawing: Drawing | undefined
}

export async function inspectMapFile(
  bytes: Uint8Array,
  fileName: string,
  reference: PlacementReference,
  options: InspectOptions = {},
): Promise<Result<Inspection, MapFileRefusal>> {
  const listed = await listLayers(bytes, fileName)
  if (!listed.ok) return listed
  const { layer, encoding, onProgress, signal } = options
  const chosen = listed.value.find(({ id }) => id === layer) ?? listed.value[0]
  const source = await readLayer(bytes, fileName, {
    ...(chosen === undefined ? {} : { layer: chosen.id }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(options.kind === undefined ? {} : { geometry: layerKinds[options.kind].geometry }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(signal === undefined ? {} : { signal }),
  })
  if (!source.ok) return source
  const { geometry, fields, attributes } = source.value
  const kind = options.kind ?? guessKind(chosen?.name ?? '', geometry) ?? guessKind(fileName, geometry)
  const mapping = kind === undefined ? undefined : guessFields(kind, fields, attributes)
  const reading = readingOf(options.reading, source.value.crs)
  // Where the kind is still open, a polygon layer is most often something inside the built-up area.
  const judgedAs: LayerKind = kind ?? (geometry === 'line' ? 'roads' : 'green')
  return accept({
    layers: listed.value,
    layer: chosen?.id ?? '',
    name: source.value.name,
    geometry,
    featureCount: attributes.length,
    fields,
    encoding: source.value.encoding,
    stated: source.value.crs,
    extent: source.value.extent,
    dropped: source.value.dropped,
    kind,
    mapping,
    reading: reading.ok ? reading.value : undefined,
    crsRefusal: reading.ok ? undefined : reading.refusal,
    placement: reading.ok ? checkPlacement(judgedAs, source.value, reading.value, reference) : undefined,
    candidates: fittingSystems(judgedAs, source.value, reference),
    drawing: reading.ok ? drawingOf(toMapLayer(source.value, reading.value)) : undefined,
  })
}
