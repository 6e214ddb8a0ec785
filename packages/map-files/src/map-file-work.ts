import { accept, type Result } from '@chuangyuan/domain/result'
import { featureCount } from '@chuangyuan/geo/layer'
import { layerToBytes } from '@chuangyuan/geo/layer-binary'
import type { PlacementReference } from './check-placement.ts'
import { drawingOf, type Drawing } from './drawing.ts'
import { inspectMapFile, type InspectOptions, type Inspection } from './inspect-map-file.ts'
import { prepareLayer, type PreparedLayer, type PrepareRefusal, type ReadingPlan } from './prepare-layer.ts'
import type { Progress } from './pace.ts'

/** What a thread is asked to do with a file. */
export type MapFileWork = {
  readonly bytes: Uint8Array
  readonly fileName: string
  readonly reference: PlacementReference
} & (
  | { readonly task: 'inspect'; readonly options: Omit<InspectOptions, 'onProgress' | 'signal'> }
  | { readonly task: 'prepare'; readonly plan: ReadingPlan }
)

/** A prepared layer on its way between threads: its arrays as one block of bytes. */
export interface PackedLayer extends Omit<PreparedLayer, 'layer'> {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly featureCount: number
  /** Attributes of the features that are kept, for matching streets; empty for other kinds. */
  readonly streets: readonly { readonly code: string; readonly name: string }[]
  readonly drawing: Drawing
}

export type MapFileOutcome =
  | { readonly task: 'inspect'; readonly result: Result<Inspection, PrepareRefusal> }
  | { readonly task: 'prepare'; readonly result: Result<PackedLayer, PrepareRefusal> }

export type FromMapFileWorker =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number | undefined }
  | { readonly kind: 'outcome'; readonly outcome: MapFileOutcome }

export async function carryOut(work: MapFileWork, onProgress: Progress): Promise<MapFileOutcome> {
  const { bytes, fileName, reference } = work
  if (work.task === 'inspect') {
    const result = await inspectMapFile(bytes, fileName, reference, { ...work.options, onProgress })
    return { task: 'inspect', result }
  }
  const result = await prepareLayer(bytes, fileName, work.plan, reference, { onProgress })
  return { task: 'prepare', result: result.ok ? accept(packed(work.plan, result.value)) : result }
}

function packed({ kind }: ReadingPlan, { layer, ...prepared }: PreparedLayer): PackedLayer {
  const streets = kind === 'streets' ? layer.attributes : []
  return {
    ...prepared,
    bytes: layerToBytes(layer),
    featureCount: featureCount(layer),
    streets: streets.map(({ code, name }) => ({ code: String(code ?? ''), name: String(name ?? '') })),
    drawing: drawingOf(layer),
  }
}
