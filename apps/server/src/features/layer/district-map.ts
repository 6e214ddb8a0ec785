import type { Day } from '@chuangyuan/domain/day'
import type { LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import type { MapLayer } from '@chuangyuan/geo/layer'
import { layerFromBytes } from '@chuangyuan/geo/layer-binary'
import type { DistrictLayer, DistrictMap } from '@chuangyuan/indicators/district-map'
import type { Blobs } from '../../db/blobs.ts'
import { streetOf } from './match-streets.ts'
import type { StoredLayer } from './store.ts'

/** The layers in use on a day: of each kind the newest that is not newer than the day. */
export function layersOn<Layer extends StoredLayer>(layers: readonly Layer[], day: Day): Layer[] {
  const inUse = new Map<LayerKind, Layer>()
  for (const layer of layers) {
    if (layer.asOf <= day && !inUse.has(layer.kind)) inUse.set(layer.kind, layer)
  }
  return [...inUse.values()]
}

/**
 * Reads the layers and finds the zone of each street polygon, by its code or,
 * where the file has none, by its name.
 */
export async function districtMapOf(
  blobs: Blobs,
  layers: readonly StoredLayer[],
  streets: readonly { readonly id: string; readonly code: string; readonly name: string }[],
): Promise<DistrictMap> {
  const read: Partial<Record<LayerKind, DistrictLayer>> = {}
  for (const { kind, name, asOf, layerBlob } of layers) {
    read[kind] = { layer: await readLayer(blobs, layerBlob), name, asOf }
  }
  const zones = (read.streets?.layer.attributes ?? []).map(({ code, name }) => {
    const polygon = { code: String(code ?? ''), name: String(name ?? '') }
    return streetOf(polygon, streets)?.id ?? null
  })
  return { layers: read, zones }
}

/** A stored layer; damage is a fault of the store, not of the user. */
export async function readLayer(blobs: Blobs, layerBlob: string): Promise<MapLayer> {
  const layer = layerFromBytes(await blobs.read(layerBlob))
  if (!layer.ok) throw new Error(`stored layer ${layerBlob} is damaged: ${layer.refusal.code}`)
  return layer.value
}
