import type { Attributes } from '@chuangyuan/geo/layer'
import { crsFromName, wgs84ByFormat } from './crs-text.ts'
import { LayerCollector, type ShapeWriter } from './layer-collector.ts'
import type { Pace } from './pace.ts'
import { Refused } from './refused.ts'
import { decodeText } from './text-encoding.ts'
import type { GeometryKind, SourceLayer, StatedCrs, TextEncodingName } from './source-layer.ts'

type Json = Readonly<Record<string, unknown>>

export function isJsonObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Reads GeoJSON in one piece, or as a text sequence (RFC 8142) or a feature a line, in any encoding that Chinese tools write.
 */
export async function readGeoJson(
  bytes: Uint8Array,
  name: string,
  pace: Pace,
  chosen: TextEncodingName | undefined,
  wanted: GeometryKind | undefined,
): Promise<SourceLayer> {
  const { text, encoding } = decodeText(bytes, chosen)
  const { features, crs } = featuresIn(text)
  const collector = new LayerCollector(pace.limits)
  for (const [index, feature] of features.entries()) {
    if (pace.due(index)) await pace.turn(index, features.length)
    collectFeature(feature, collector)
  }
  await pace.turn(features.length, features.length)
  const layer = collector.finish({ name, format: 'geojson', crs, encoding, declaredTypes: new Map() }, wanted)
  return crs === undefined && looksLikeDegrees(layer) ? { ...layer, crs: wgs84ByFormat } : layer
}

/** RFC 7946 means WGS-84 where nothing is said; metric coordinates show that the writer did not. */
function looksLikeDegrees({ extent }: SourceLayer): boolean {
  if (extent === undefined) return false
  const [minX, minY, maxX, maxY] = extent
  return minX >= -180 && maxX <= 180 && minY >= -90 && maxY <= 90
}

function featuresIn(text: string): {
  readonly features: readonly unknown[]
  readonly crs: StatedCrs | undefined
} {
  const whole = parsed(text)
  if (whole !== undefined) {
    if (!isJsonObject(whole))
      throw new Refused({ code: 'map-file.damaged', format: 'geojson', part: 'document' })
    const crs = crsMember(whole)
    if (whole['type'] === 'FeatureCollection') {
      if (!Array.isArray(whole['features'])) {
        throw new Refused({ code: 'map-file.damaged', format: 'geojson', part: 'features' })
      }
      return { features: whole['features'], crs }
    }
    if (whole['type'] === 'Feature') return { features: [whole], crs }
    if (typeof whole['type'] === 'string' && ('coordinates' in whole || 'geometries' in whole)) {
      return { features: [{ type: 'Feature', properties: null, geometry: whole }], crs }
    }
    throw new Refused({ code: 'map-file.damaged', format: 'geojson', part: 'document' })
  }
  const lines = text.split(/[\u001e\n]+/).filter((line) => line.trim() !== '')
  const features = lines.map(parsed)
  if (lines.length > 0 && features.every(isJsonObject)) return { features, crs: undefined }
  const end = text.trimEnd().at(-1)
  throw new Refused({
    code: end === '}' ? 'map-file.damaged' : 'map-file.truncated',
    format: 'geojson',
    part: 'document',
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** The member of the 2008 draft; withdrawn by RFC 7946, and still what GDAL, QGIS and ArcGIS write for projected data. */
function crsMember(document: Json): StatedCrs | undefined {
  const crs = document['crs']
  if (!isJsonObject(crs) || !isJsonObject(crs['properties'])) return undefined
  const { name, code } = crs['properties']
  if (typeof name === 'string') return crsFromName(name)
  return typeof code === 'number' ? crsFromName(`EPSG:${String(code)}`) : undefined
}

/** Puts one GeoJSON feature into the layer; also what KML and FlatGeobuf readers hand over. */
export function collectFeature(feature: unknown, into: LayerCollector): void {
  if (!isJsonObject(feature)) {
    into.drop('damaged-record')
    return
  }
  const geometry = feature['geometry']
  if (geometry === null || geometry === undefined) {
    into.drop('no-geometry')
    return
  }
  const attributes = attributesOf(feature['properties'])
  const id = feature['id']
  collectGeometry(
    geometry,
    typeof id === 'string' || typeof id === 'number' ? { id, ...attributes } : attributes,
    into,
  )
}

/** Nested values become their JSON text: an attribute is one cell of a table here. */
export function attributesOf(properties: unknown): Attributes {
  if (!isJsonObject(properties)) return {}
  const row: Record<string, string | number | null> = {}
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'string' || value === null) row[name] = value
    else if (typeof value === 'number') row[name] = Number.isFinite(value) ? value : null
    else if (typeof value === 'boolean') row[name] = value ? 1 : 0
    else if (typeof value === 'bigint') row[name] = Number(value)
    else if (value instanceof Date) row[name] = Number.isNaN(value.getTime()) ? null : value.toISOString()
    else if (value instanceof Uint8Array || value === undefined) row[name] = null
    else row[name] = JSON.stringify(value)
  }
  return row
}

function collectGeometry(geometry: unknown, attributes: Attributes, into: LayerCollector): void {
  const open = new Set<GeometryKind>()
  const seen = walk(geometry, into, (kind) => {
    const shape = into.shape(kind)
    if (!open.has(kind)) {
      open.add(kind)
      shape.beginFeature()
    }
    return shape
  })
  for (const kind of open) into.shape(kind).endFeature(attributes)
  if (open.size === 0 && seen) into.drop('no-geometry')
}

type Shape = (kind: GeometryKind) => ShapeWriter

/** False where the fault is already counted. */
function walk(geometry: unknown, into: LayerCollector, shape: Shape, depth = 0): boolean {
  if (!isJsonObject(geometry) || depth > 8) {
    into.drop('damaged-record')
    return false
  }
  const coordinates: unknown = geometry['coordinates']
  const list: readonly unknown[] = Array.isArray(coordinates) ? coordinates : []
  switch (geometry['type']) {
    case 'Point':
      if (list.length > 0) path(shape('point'), [list])
      return true
    case 'MultiPoint':
      for (const point of list) path(shape('point'), [point])
      return true
    case 'LineString':
      if (list.length > 0) path(shape('line'), list)
      return true
    case 'MultiLineString':
      for (const line of list) path(shape('line'), line)
      return true
    case 'Polygon':
      if (list.length > 0) polygon(shape('polygon'), list)
      return true
    case 'MultiPolygon':
      for (const part of list) polygon(shape('polygon'), part)
      return true
    case 'GeometryCollection': {
      const members: unknown = geometry['geometries']
      const all: readonly unknown[] = Array.isArray(members) ? members : []
      return all.map((member) => walk(member, into, shape, depth + 1)).every(Boolean)
    }
    default:
      into.drop('unknown-geometry')
      return false
  }
}

function path(shape: ShapeWriter, vertices: unknown): void {
  shape.beginPart()
  ring(shape, vertices)
  shape.endPart()
}

function polygon(shape: ShapeWriter, rings: unknown): void {
  shape.beginPart()
  if (Array.isArray(rings)) for (const vertices of rings) ring(shape, vertices)
  shape.endPart()
}

function ring(shape: ShapeWriter, vertices: unknown): void {
  if (Array.isArray(vertices)) {
    for (const vertex of vertices as readonly unknown[]) {
      const pair: readonly unknown[] = Array.isArray(vertex) ? vertex : []
      const [x, y] = pair
      shape.vertex(typeof x === 'number' ? x : Number.NaN, typeof y === 'number' ? y : Number.NaN)
    }
  }
  shape.endRing()
}

/** Features from a library that speaks GeoJSON. */
export async function collectAll(
  features: AsyncIterable<unknown> | Iterable<unknown>,
  pace: Pace,
  total: () => number | undefined,
): Promise<{ readonly collector: LayerCollector; readonly count: number }> {
  const collector = new LayerCollector(pace.limits)
  let count = 0
  for await (const feature of features) {
    if (pace.due(count)) await pace.turn(count, total())
    collectFeature(feature, collector)
    count++
  }
  await pace.turn(count, total())
  return { collector, count }
}
