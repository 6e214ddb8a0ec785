import type { Attributes, MapLayer } from '@chuangyuan/geo/layer'
import { lonLatOf, type PlanPoint } from './plane.ts'

/** Collects features drawn in the plan and lays them on the ground as one layer. */
export interface LayerBuilder {
  /** One part, its shell first and its holes after it; a line or a point is one ring. */
  add(attributes: Attributes, ...rings: readonly (readonly PlanPoint[])[]): void
  /** Several parts. */
  addParts(attributes: Attributes, parts: readonly (readonly (readonly PlanPoint[])[])[]): void
  layer(): MapLayer
}

export function layerBuilder(geometry: MapLayer['geometry']): LayerBuilder {
  const positions: number[] = []
  const ringStarts = [0]
  const partStarts = [0]
  const featureStarts = [0]
  const attributes: Attributes[] = []

  function addParts(of: Attributes, parts: readonly (readonly (readonly PlanPoint[])[])[]) {
    for (const rings of parts) {
      for (const ring of rings) {
        for (const point of ring) positions.push(...lonLatOf(point))
        ringStarts.push(positions.length / 2)
      }
      partStarts.push(ringStarts.length - 1)
    }
    featureStarts.push(partStarts.length - 1)
    attributes.push(of)
  }
  return {
    add: (of, ...rings) => {
      addParts(of, [rings])
    },
    addParts,
    layer: () => ({
      geometry,
      positions: Float64Array.from(positions),
      ringStarts: Uint32Array.from(ringStarts),
      partStarts: Uint32Array.from(partStarts),
      featureStarts: Uint32Array.from(featureStarts),
      attributes,
    }),
  }
}
