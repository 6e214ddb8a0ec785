import type { FieldPackage } from '@chuangyuan/contract/field'

/** Lines of one kind of thing; closed ones are filled. */
export interface Outline {
  readonly kind: string
  readonly closed: boolean
  readonly lines: readonly (readonly (readonly [number, number])[])[]
}

/** The package's GeoJSON as lines to draw. What is no polygon or line is left out. */
export function outlinesOf({ map }: FieldPackage): Outline[] {
  return map.flatMap(({ kind, geojson }) =>
    geometriesIn(geojson).flatMap((geometry) => outlineOf(kind, geometry)),
  )
}

interface Geometry {
  readonly type: string
  readonly coordinates: unknown
}

function geometriesIn(geojson: Readonly<Record<string, unknown>>): Geometry[] {
  const { type } = geojson
  if (type === 'FeatureCollection')
    return (geojson['features'] as Record<string, unknown>[]).flatMap(geometriesIn)
  if (type === 'GeometryCollection')
    return (geojson['geometries'] as Record<string, unknown>[]).flatMap(geometriesIn)
  if (type === 'Feature')
    return geojson['geometry'] === null ? [] : geometriesIn(geojson['geometry'] as Record<string, unknown>)
  return [geojson as unknown as Geometry]
}

type Line = readonly (readonly [number, number])[]

function outlineOf(kind: string, { type, coordinates }: Geometry): Outline[] {
  switch (type) {
    case 'Polygon':
      return [{ kind, closed: true, lines: coordinates as Line[] }]
    case 'MultiPolygon':
      return [{ kind, closed: true, lines: (coordinates as Line[][]).flat() }]
    case 'LineString':
      return [{ kind, closed: false, lines: [coordinates as Line] }]
    case 'MultiLineString':
      return [{ kind, closed: false, lines: coordinates as Line[] }]
    default:
      return []
  }
}
