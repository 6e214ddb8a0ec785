import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'

/** A colour of the design tokens, e.g. `--green`; never a literal, so that map, legend and page agree. */
export type Token = `--${string}`

interface ColourClass {
  readonly label: string
  readonly colour: Token
}

/** Colour by the value of one property, e.g. of verdicts; the legend names each class. Other values get `other`. */
export interface ColourByValue {
  readonly property: string
  readonly classes: readonly (ColourClass & { readonly value: string })[]
  readonly other: ColourClass
}

export type MapLook =
  | { readonly kind: 'area'; readonly colour: Token | ColourByValue; readonly opacity?: number }
  | {
      readonly kind: 'line'
      readonly colour: Token | ColourByValue
      readonly widthPixels?: number
      readonly dashed?: boolean
    }
  | {
      readonly kind: 'point'
      readonly colour: Token | ColourByValue
      readonly radiusPixels?: number
      /** Property with how many a point stands for: it is written in the point, which grows with it. */
      readonly countProperty?: string
    }

/** One layer of a map: GeoJSON in longitude and latitude, drawn in one look. Later layers lie on top. */
export interface MapView {
  readonly id: string
  readonly label: string
  readonly data: GeoJSON.FeatureCollection
  readonly look: MapLook
  /** Property written beside each feature. */
  readonly nameProperty?: string
  /** Whether a click on a feature means something. */
  readonly pickable?: boolean
}

type Resolve = (token: Token) => string

/** The layers that draw one view over the source of the same id. */
export function styleLayers(view: MapView, resolve: Resolve): LayerSpecification[] {
  const { id, look } = view
  const colour = paintColour(look.colour, resolve)
  const drawn: LayerSpecification[] = []
  switch (look.kind) {
    case 'area':
      drawn.push(
        {
          id: `${id}/fill`,
          type: 'fill',
          source: id,
          paint: { 'fill-color': colour, 'fill-opacity': look.opacity ?? 0.35 },
        },
        { id: `${id}/edge`, type: 'line', source: id, paint: { 'line-color': colour, 'line-width': 1 } },
      )
      break
    case 'line':
      drawn.push({
        id: `${id}/line`,
        type: 'line',
        source: id,
        layout: { 'line-cap': look.dashed ? 'butt' : 'round', 'line-join': 'round' },
        paint: {
          'line-color': colour,
          'line-width': look.widthPixels ?? 2,
          ...(look.dashed ? { 'line-dasharray': [3, 2] } : {}),
        },
      })
      break
    case 'point':
      drawn.push({
        id: `${id}/point`,
        type: 'circle',
        source: id,
        paint: {
          'circle-color': colour,
          'circle-radius':
            look.countProperty === undefined
              ? radiusByZoom(look.radiusPixels ?? 5)
              : radiusByCount(look.countProperty),
          'circle-stroke-color': resolve('--surface'),
          'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 10, 0.5, 14, 1.5],
        },
      })
      break
  }
  if (look.kind === 'point' && look.countProperty !== undefined)
    drawn.push(countLayer(id, look.countProperty, resolve))
  if (view.nameProperty !== undefined) drawn.push(nameLayer(view, view.nameProperty, resolve))
  return drawn
}

/** Hundreds of points on a small screen must not hide the district they lie in. */
function radiusByZoom(pixels: number): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], 10, pixels * 0.4, 12, pixels * 0.8, 14, pixels]
}

/** The area, not the radius, grows with the count; one digit fits into the smallest. */
function radiusByCount(property: string): ExpressionSpecification {
  return ['interpolate', ['linear'], ['sqrt', ['get', property]], 1, 9, 30, 30]
}

function countLayer(id: string, property: string, resolve: Resolve): LayerSpecification {
  return {
    id: `${id}/count`,
    type: 'symbol',
    source: id,
    layout: { 'text-field': ['to-string', ['get', property]], 'text-size': 12, 'text-allow-overlap': true },
    paint: { 'text-color': resolve('--surface') },
  }
}

function nameLayer(view: MapView, property: string, resolve: Resolve): LayerSpecification {
  return {
    id: `${view.id}/name`,
    type: 'symbol',
    source: view.id,
    layout: {
      'text-field': ['coalesce', ['get', property], ''],
      'text-size': 12,
      ...(view.look.kind === 'point' ? { 'text-anchor': 'left', 'text-offset': [0.8, 0] } : {}),
    },
    paint: {
      'text-color': resolve('--ink'),
      'text-halo-color': resolve('--surface'),
      'text-halo-width': 1.4,
    },
  }
}

function paintColour(colour: Token | ColourByValue, resolve: Resolve): string | ExpressionSpecification {
  if (typeof colour === 'string') return resolve(colour)
  return colour.classes.reduceRight<string | ExpressionSpecification>(
    (otherwise, each) => [
      'case',
      ['==', ['get', colour.property], each.value],
      resolve(each.colour),
      otherwise,
    ],
    resolve(colour.other.colour),
  )
}

/** West, south, east, north in degrees; undefined where there is nothing to show. */
export type Bounds = readonly [west: number, south: number, east: number, north: number]

export function boundsOf(views: readonly MapView[]): Bounds | undefined {
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity

  function visit(coordinates: unknown): void {
    if (!Array.isArray(coordinates)) return
    const [lon, lat] = coordinates as readonly unknown[]
    if (typeof lon === 'number' && typeof lat === 'number') {
      west = Math.min(west, lon)
      east = Math.max(east, lon)
      south = Math.min(south, lat)
      north = Math.max(north, lat)
      return
    }
    coordinates.forEach(visit)
  }

  function visitGeometry(geometry: GeoJSON.Geometry | null): void {
    if (geometry === null) return
    if (geometry.type === 'GeometryCollection') geometry.geometries.forEach(visitGeometry)
    else visit(geometry.coordinates)
  }

  for (const { data } of views) for (const { geometry } of data.features) visitGeometry(geometry)
  return west <= east && south <= north ? [west, south, east, north] : undefined
}
