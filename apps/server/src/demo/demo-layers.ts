import type { Day } from '@chuangyuan/domain/day'
import { layerKinds, type LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import type { DemoLayers } from '@chuangyuan/demo-district/map-layers'
import { layerToBytes } from '@chuangyuan/geo/layer-binary'
import type { MapLayer } from '@chuangyuan/geo/layer'
import type { Blobs } from '../db/blobs.ts'
import { newId } from '../db/id.ts'
import type { NewLayer } from '../features/layer/public.ts'

const kindOf = {
  builtUp: 'built-up',
  streets: 'streets',
  green: 'green',
  greenUnderConstruction: 'green-under-construction',
  canopy: 'canopy',
  residential: 'homes',
  roads: 'roads',
  greenways: 'greenways',
  water: 'water',
  historicQuarters: 'historic-quarters',
  candidates: 'candidates',
} as const satisfies Partial<Record<keyof DemoLayers, LayerKind>>

/** The demo's map as stored layers; its bytes are in the blob store when this returns. */
export async function storeDemoLayers(
  blobs: Blobs,
  layers: DemoLayers,
  { imageOn, at }: { readonly imageOn: Day; readonly at: number },
): Promise<NewLayer[]> {
  const stored: NewLayer[] = []
  for (const [key, kind] of Object.entries(kindOf) as [keyof typeof kindOf, LayerKind][]) {
    const layer = layers[key]
    const { sha256 } = await blobs.put(layerToBytes(layer))
    stored.push({
      id: newId(),
      kind,
      name: `${layerKinds[kind].title}（演示数据）`,
      asOf: imageOn,
      source: '演示数据生成器',
      fileName: `${kind}.demo`,
      fileBlob: sha256,
      layerBlob: sha256,
      crs: { crs: 'EPSG:4490', swapped: false, shift: 'none' },
      encoding: { name: 'utf-8', how: 'chosen' },
      mapping: {},
      featureCount: layer.attributes.length,
      bounds: boundsOf(layer),
      repairs: [],
      importedBy: null,
      importedAt: at,
    })
  }
  return stored
}

function boundsOf({ positions }: MapLayer): [number, number, number, number] {
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let v = 0; v < positions.length; v += 2) {
    const [lon, lat] = [positions[v] ?? NaN, positions[v + 1] ?? NaN]
    bounds[0] = Math.min(bounds[0], lon)
    bounds[1] = Math.min(bounds[1], lat)
    bounds[2] = Math.max(bounds[2], lon)
    bounds[3] = Math.max(bounds[3], lat)
  }
  return bounds
}
