import { featureCount, type MapLayer } from './layer.ts'
import { edgesOf } from './measure/edges.ts'
import { unitAreas } from './measure/part-areas.ts'
import { planeAround } from './measure/plane.ts'

/** Square metres of each feature of a polygon layer, on the ground: parts added, holes taken away. */
export function featureAreas(layer: MapLayer): Float64Array {
  const areas = new Float64Array(featureCount(layer))
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (let v = 0; v < layer.positions.length; v += 2) {
    const [lon, lat] = [layer.positions[v] ?? NaN, layer.positions[v + 1] ?? NaN]
    if (lon < box.west) box.west = lon
    if (lon > box.east) box.east = lon
    if (lat < box.south) box.south = lat
    if (lat > box.north) box.north = lat
  }
  if (!(box.east >= box.west && box.north >= box.south)) return areas
  const everything = { x0: -Infinity, y0: -Infinity, x1: Infinity, y1: Infinity }
  const edges = edgesOf(layer, planeAround(box), { edgesPerChunk: 64, within: everything, close: true })
  unitAreas(edges).forEach((area, unit) => {
    const feature = edges.unitFeature[unit] ?? 0
    areas[feature] = (areas[feature] ?? 0) + area
  })
  return areas
}
