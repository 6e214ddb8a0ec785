import { featureCount, type MapLayer } from './layer.ts'
import { LayerBuilder } from './layer-geojson.ts'

export interface ThinnedLayer {
  readonly layer: MapLayer
  /** Place in the full layer of each feature that is drawn. */
  readonly features: Uint32Array
}

/**
 * A layer light enough for a browser: the largest features, and of their outlines the vertices that a screen
 * could tell apart. For drawing only; a thinned ring may cross itself.
 */
export function thinForScreen(
  layer: MapLayer,
  most: { readonly features: number; readonly vertices: number },
): ThinnedLayer {
  const features = largest(layer, most.features)
  // A screen has some 2,000 points across; half a point is the first step that nobody sees.
  let step = extent(layer.positions, 0, layer.positions.length / 2) / 4_000
  let layered = keepingStep(layer, features, 0)
  for (let attempt = 0; attempt < 12 && layered.positions.length / 2 > most.vertices; attempt++) {
    layered = keepingStep(layer, features, step)
    step *= 2
  }
  return { layer: layered, features }
}

function largest(layer: MapLayer, most: number): Uint32Array {
  const count = featureCount(layer)
  const all = Uint32Array.from({ length: count }, (_, feature) => feature)
  if (count <= most) return all
  const sizes = Float64Array.from(all, (feature) => {
    const [from, to] = verticesOf(layer, feature)
    return extent(layer.positions, from, to)
  })
  return all
    .sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0))
    .slice(0, most)
    .sort()
}

function verticesOf({ featureStarts, partStarts, ringStarts }: MapLayer, feature: number): [number, number] {
  const vertexAt = (index: number) => ringStarts[partStarts[featureStarts[index] ?? 0] ?? 0] ?? 0
  return [vertexAt(feature), vertexAt(feature + 1)]
}

/** The longer side of the box around some vertices, degrees. */
function extent(positions: Float64Array, from: number, to: number): number {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let v = from; v < to; v++) {
    west = Math.min(west, positions[2 * v] ?? west)
    east = Math.max(east, positions[2 * v] ?? east)
    south = Math.min(south, positions[2 * v + 1] ?? south)
    north = Math.max(north, positions[2 * v + 1] ?? north)
  }
  return east >= west ? Math.max(east - west, north - south) : 0
}

function keepingStep(layer: MapLayer, features: Uint32Array, step: number): MapLayer {
  const builder = new LayerBuilder(layer.geometry)
  for (const feature of features) {
    const parts: [number, number][][][] = []
    for (
      let part = layer.featureStarts[feature] ?? 0;
      part < (layer.featureStarts[feature + 1] ?? 0);
      part++
    ) {
      const rings: [number, number][][] = []
      for (let ring = layer.partStarts[part] ?? 0; ring < (layer.partStarts[part + 1] ?? 0); ring++) {
        rings.push(stepped(layer, ring, step))
      }
      parts.push(rings)
    }
    builder.add(parts, layer.attributes[feature] ?? {})
  }
  return builder.build()
}

/** First and last vertex stay, and so many between that a polygon keeps its ground. */
function stepped(
  { positions, ringStarts, geometry }: MapLayer,
  ring: number,
  step: number,
): [number, number][] {
  const [from, to] = [ringStarts[ring] ?? 0, ringStarts[ring + 1] ?? 0]
  const least = geometry === 'polygon' ? 8 : 2
  const kept: [number, number][] = []
  for (let v = from; v < to; v++) {
    const [lon, lat] = [positions[2 * v] ?? 0, positions[2 * v + 1] ?? 0]
    const last = kept.at(-1)
    const isFar = last === undefined || Math.abs(lon - last[0]) > step || Math.abs(lat - last[1]) > step
    if (isFar || v === to - 1 || to - from <= least) kept.push([lon, lat])
  }
  return kept
}
