import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import type { Attributes, MapLayer } from './layer.ts'

/** One layer per kind of geometry that occurs: a file may mix them. */
export interface GeoJsonLayers {
  readonly polygon?: MapLayer
  readonly line?: MapLayer
  readonly point?: MapLayer
  /** Features without a geometry. */
  readonly empty: number
}

type Kind = MapLayer['geometry']

/** Shells and holes, vertices of a line, or a single vertex, part by part. */
interface Shape {
  readonly kind: Kind
  readonly parts: readonly (readonly (readonly Position[])[])[]
}

/** Collects features one at a time into the flat arrays of a layer. */
export class LayerBuilder {
  readonly geometry: Kind
  private readonly positions: number[] = []
  private readonly ringStarts: number[] = [0]
  private readonly partStarts: number[] = [0]
  private readonly featureStarts: number[] = [0]
  private readonly attributes: Attributes[] = []

  constructor(geometry: Kind) {
    this.geometry = geometry
  }

  /** Parts of rings of positions: shell first, then holes. A line or a point is a part of one ring. */
  add(parts: readonly (readonly (readonly Position[])[])[], attributes: Attributes): void {
    for (const rings of parts) {
      for (const ring of rings) {
        for (const position of ring) this.positions.push(position[0] ?? NaN, position[1] ?? NaN)
        this.ringStarts.push(this.positions.length / 2)
      }
      this.partStarts.push(this.ringStarts.length - 1)
    }
    this.featureStarts.push(this.partStarts.length - 1)
    this.attributes.push(attributes)
  }

  get size(): number {
    return this.attributes.length
  }

  build(): MapLayer {
    return {
      geometry: this.geometry,
      positions: Float64Array.from(this.positions),
      ringStarts: Uint32Array.from(this.ringStarts),
      partStarts: Uint32Array.from(this.partStarts),
      featureStarts: Uint32Array.from(this.featureStarts),
      attributes: this.attributes,
    }
  }
}

/** Numbers are taken as they stand: convert another coordinate system with `toLonLat` afterwards. */
export function layersFromGeoJson(input: FeatureCollection | readonly Feature[]): GeoJsonLayers {
  const features = 'features' in input ? input.features : input
  const builders = new Map<Kind, LayerBuilder>()
  let empty = 0
  for (const { geometry, properties } of features) {
    const shapes = shapesOf(geometry)
    if (shapes.length === 0) empty++
    for (const { kind, parts } of shapes) {
      const builder = builders.get(kind) ?? new LayerBuilder(kind)
      builders.set(kind, builder)
      builder.add(parts, attributesOf(properties))
    }
  }
  const built = (kind: Kind) => builders.get(kind)?.build()
  const polygon = built('polygon')
  const line = built('line')
  const point = built('point')
  return {
    ...(polygon === undefined ? {} : { polygon }),
    ...(line === undefined ? {} : { line }),
    ...(point === undefined ? {} : { point }),
    empty,
  }
}

function shapesOf(geometry: Geometry | null): readonly Shape[] {
  if (geometry === null) return []
  switch (geometry.type) {
    case 'Point':
      return [{ kind: 'point', parts: [[[geometry.coordinates]]] }]
    case 'MultiPoint':
      return [{ kind: 'point', parts: geometry.coordinates.map((position) => [[position]]) }]
    case 'LineString':
      return [{ kind: 'line', parts: [[geometry.coordinates]] }]
    case 'MultiLineString':
      return [{ kind: 'line', parts: geometry.coordinates.map((line) => [line]) }]
    case 'Polygon':
      return [{ kind: 'polygon', parts: [geometry.coordinates] }]
    case 'MultiPolygon':
      return [{ kind: 'polygon', parts: geometry.coordinates }]
    case 'GeometryCollection': {
      // The parts of one kind stay one feature, so that its attributes are not counted twice.
      const shapes = geometry.geometries.flatMap(shapesOf)
      return (['polygon', 'line', 'point'] as const).flatMap((kind) => {
        const parts = shapes.filter((shape) => shape.kind === kind).flatMap((shape) => shape.parts)
        return parts.length === 0 ? [] : [{ kind, parts }]
      })
    }
  }
}

function attributesOf(properties: Feature['properties']): Attributes {
  return Object.fromEntries(
    Object.entries(properties ?? {}).map(([name, value]: [string, unknown]) => [name, attributeOf(value)]),
  )
}

function attributeOf(value: unknown): string | number | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number') return value
  return JSON.stringify(value)
}

/** Rings come out closed, as RFC 7946 demands. */
export function layerToGeoJson(layer: MapLayer): FeatureCollection {
  const features = layer.attributes.map((properties, feature): Feature => {
    const parts: Position[][][] = []
    const end = layer.featureStarts[feature + 1] ?? 0
    for (let part = layer.featureStarts[feature] ?? 0; part < end; part++) parts.push(ringsOf(layer, part))
    return { type: 'Feature', properties: { ...properties }, geometry: geometryOf(layer.geometry, parts) }
  })
  return { type: 'FeatureCollection', features }
}

function ringsOf(layer: MapLayer, part: number): Position[][] {
  const rings: Position[][] = []
  for (let ring = layer.partStarts[part] ?? 0; ring < (layer.partStarts[part + 1] ?? 0); ring++) {
    const positions: Position[] = []
    for (let v = layer.ringStarts[ring] ?? 0; v < (layer.ringStarts[ring + 1] ?? 0); v++) {
      positions.push([layer.positions[2 * v] ?? NaN, layer.positions[2 * v + 1] ?? NaN])
    }
    const first = positions[0]
    const last = positions.at(-1)
    const isOpen = first?.[0] !== last?.[0] || first?.[1] !== last?.[1]
    if (layer.geometry === 'polygon' && first !== undefined && isOpen) positions.push([...first])
    rings.push(positions)
  }
  return rings
}

function geometryOf(kind: Kind, parts: readonly Position[][][]): Geometry {
  const lines = parts.map((rings) => rings[0] ?? [])
  const only = parts.length === 1
  switch (kind) {
    case 'polygon':
      return only
        ? { type: 'Polygon', coordinates: parts[0] ?? [] }
        : { type: 'MultiPolygon', coordinates: [...parts] }
    case 'line':
      return only
        ? { type: 'LineString', coordinates: lines[0] ?? [] }
        : { type: 'MultiLineString', coordinates: lines }
    case 'point': {
      const points = lines.flatMap((line) => line.slice(0, 1))
      return only && points[0] !== undefined
        ? { type: 'Point', coordinates: points[0] }
        : { type: 'MultiPoint', coordinates: points }
    }
  }
}
