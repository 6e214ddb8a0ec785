import { featureCount } from '@chuangyuan/geo/layer'
import { layerToBytes } from '@chuangyuan/geo/layer-binary'
import { drawingOf, type Drawing } from './drawing.ts'
import type { PreparedLayer, ReadingPlan } from './prepare-layer.ts'

/** A prepared layer on its way between processes: its arrays as one block of bytes. */
export interface PackedLayer extends Omit<PreparedLayer, 'layer'> {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly featureCount: number
  /** Attributes of the features that are kept, for matching streets; empty for other kinds. */
  readonly streets: readonly { readonly code: string; readonly name: string }[]
  readonly drawing: Drawing
}

export function packed({ kind }: ReadingPlan, { layer, ...prepared }: PreparedLayer): PackedLayer {
  const streets = kind === 'streets' ? layer.attributes : []
  return {
    ...prepared,
    bytes: layerToBytes(layer),
    featureCount: featureCount(layer),
    streets: streets.map(({ code, name }) => ({ code: String(code ?? ''), name: String(name ?? '') })),
    drawing: drawingOf(layer),
  }
}
