import { featureCount, type Attributes, type MapLayer } from './layer.ts'

/** The features that `keep` chooses, in their order, as a layer of their own. */
export function pickFeatures(
  layer: MapLayer,
  keep: (attributes: Attributes, feature: number) => boolean,
): MapLayer {
  const chosen: number[] = []
  for (let feature = 0; feature < featureCount(layer); feature++) {
    if (keep(layer.attributes[feature] ?? {}, feature)) chosen.push(feature)
  }
  if (chosen.length === featureCount(layer)) return layer
  const { featureStarts, partStarts, ringStarts, positions } = layer
  const sizes = { parts: 0, rings: 0, vertices: 0 }
  for (const feature of chosen) {
    const [part, partEnd] = [featureStarts[feature] ?? 0, featureStarts[feature + 1] ?? 0]
    sizes.parts += partEnd - part
    sizes.rings += (partStarts[partEnd] ?? 0) - (partStarts[part] ?? 0)
    sizes.vertices += (ringStarts[partStarts[partEnd] ?? 0] ?? 0) - (ringStarts[partStarts[part] ?? 0] ?? 0)
  }
  const picked = {
    positions: new Float64Array(2 * sizes.vertices),
    ringStarts: new Uint32Array(sizes.rings + 1),
    partStarts: new Uint32Array(sizes.parts + 1),
    featureStarts: new Uint32Array(chosen.length + 1),
  }
  let [parts, rings, vertices] = [0, 0, 0]
  chosen.forEach((feature, index) => {
    for (let part = featureStarts[feature] ?? 0; part < (featureStarts[feature + 1] ?? 0); part++) {
      for (let ring = partStarts[part] ?? 0; ring < (partStarts[part + 1] ?? 0); ring++) {
        const [from, to] = [ringStarts[ring] ?? 0, ringStarts[ring + 1] ?? 0]
        picked.positions.set(positions.subarray(2 * from, 2 * to), 2 * vertices)
        vertices += to - from
        rings += 1
        picked.ringStarts[rings] = vertices
      }
      parts += 1
      picked.partStarts[parts] = rings
    }
    picked.featureStarts[index + 1] = parts
  })
  return {
    geometry: layer.geometry,
    ...picked,
    attributes: chosen.map((feature) => layer.attributes[feature] ?? {}),
  }
}
