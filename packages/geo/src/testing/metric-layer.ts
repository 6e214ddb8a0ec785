import { LayerBuilder } from '../layer-geojson.ts'
import type { MapLayer } from '../layer.ts'
import { gaussKrueger, projectionOf } from '../projection.ts'

/** Rings of [x, y] in metres from the test ground's corner. */
export type MetricRing = readonly (readonly [number, number])[]

/** On the central meridian, where Gauss-Krüger areas are true. */
const origin = { meridian: 117, falseEasting: 0, northing: 3_793_000 }
const projection = projectionOf(gaussKrueger(origin.meridian, origin.falseEasting))

function toDegrees(ring: MetricRing): [number, number][] {
  return ring.map(([x, y]) => {
    const pair = new Float64Array([x, y + origin.northing])
    projection.inverse(pair, pair)
    return [pair[0] ?? NaN, pair[1] ?? NaN]
  })
}

/** A layer from metres, so that a test can say areas in its head. One list of parts per feature. */
export function metricLayer(
  geometry: MapLayer['geometry'],
  features: readonly (readonly (readonly MetricRing[])[])[],
): MapLayer {
  const builder = new LayerBuilder(geometry)
  for (const parts of features) {
    builder.add(
      parts.map((rings) => rings.map(toDegrees)),
      {},
    )
  }
  return builder.build()
}

/** One simple polygon per feature. */
export function metricPolygons(...rings: readonly MetricRing[]): MapLayer {
  return metricLayer(
    'polygon',
    rings.map((ring) => [[ring]]),
  )
}

export function square(x: number, y: number, size: number): MetricRing {
  return rectangle(x, y, size, size)
}

export function rectangle(x: number, y: number, width: number, height: number): MetricRing {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
    [x, y],
  ]
}
