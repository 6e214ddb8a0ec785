import { featureCount, type MapLayer } from '@chuangyuan/geo/layer'
import { layerToGeoJson } from '@chuangyuan/geo/layer-geojson'
import { thinForScreen } from '@chuangyuan/geo/layer-thin'

/** A layer as a map on a screen takes it: GeoJSON, thinned, with how much of it is shown. */
export interface Drawing {
  readonly type: 'FeatureCollection'
  readonly features: {
    readonly type: 'Feature'
    readonly geometry: Record<string, unknown>
    readonly properties: Record<string, string | number | null>
  }[]
  readonly shown: number
  readonly total: number
}

/** Six decimals are a decimetre, finer than any screen. */
const decimals = 1e6

export function drawingOf(layer: MapLayer, most = { features: 2_000, vertices: 20_000 }): Drawing {
  const thin = thinForScreen(layer, most)
  const rounded = {
    ...thin.layer,
    positions: thin.layer.positions.map((degrees) => Math.round(degrees * decimals) / decimals),
  }
  return {
    type: 'FeatureCollection',
    features: layerToGeoJson(rounded).features.map(({ geometry, properties }, index) => ({
      type: 'Feature',
      geometry: { ...geometry },
      properties: { ...properties, row: (thin.features[index] ?? 0) + 1 },
    })),
    shown: thin.features.length,
    total: featureCount(layer),
  }
}
