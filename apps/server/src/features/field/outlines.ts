import type { FieldPackage } from '@chuangyuan/contract/field'
import type { LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import { drawingOf } from '@chuangyuan/map-files/drawing'
import type { Blobs } from '../../db/blobs.ts'
import { readLayer, type StoredLayer } from '../layer/public.ts'

/** What one finds one's way by, and its share of what the outlines may weigh. */
const shares = { streets: 0.2, roads: 0.35, water: 0.15, green: 0.3 } as const satisfies Partial<
  Record<LayerKind, number>
>
const mostBytes = 300_000
/** One position of six decimals. */
const bytesPerVertex = 24
/** What a feature weighs before its positions. */
const bytesPerFeature = 150

type Outline = FieldPackage['map'][number]

export function isOutlined({ kind }: Pick<StoredLayer, 'kind'>): boolean {
  return kind in shares
}

/**
 * Outlines of layers by their blobs, which never change: what one phone was given
 * need not be thinned again for the next.
 */
export function outlines(blobs: Blobs) {
  const kept = new Map<string, Promise<Outline>>()
  const mostKept = 32

  async function outline({ kind, layerBlob }: StoredLayer): Promise<Outline> {
    const share = shares[kind as keyof typeof shares]
    const layer = await readLayer(blobs, layerBlob)
    for (let bytes = mostBytes * share; ; bytes /= 2) {
      const features = Math.ceil(bytes / 3 / bytesPerFeature)
      const { type, features: drawn } = drawingOf(layer, { features, vertices: bytes / bytesPerVertex })
      const named = drawn.map(({ properties, ...each }) => ({
        ...each,
        properties: { name: properties['name'] ?? null, class: properties['class'] ?? null },
      }))
      const geojson = { type, features: named }
      if (JSON.stringify(geojson).length <= mostBytes * share || features === 1) return { kind, geojson }
    }
  }

  return (layers: readonly StoredLayer[]): Promise<Outline[]> =>
    Promise.all(
      layers.map((layer) => {
        const made = kept.get(layer.layerBlob) ?? outline(layer)
        kept.delete(layer.layerBlob)
        kept.set(layer.layerBlob, made)
        made.catch(() => kept.delete(layer.layerBlob))
        const [oldest] = kept.keys()
        if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
        return made
      }),
    )
}
