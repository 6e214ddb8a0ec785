import type { Result } from '@chuangyuan/domain/result'
import { runInProcess, type InProcess } from '@chuangyuan/process/run-in-process'
import type { PlacementReference } from './check-placement.ts'
import type { InspectOptions, Inspection } from './inspect-map-file.ts'
import type { PackedLayer } from './packed-layer.ts'
import type { PrepareRefusal, ReadingPlan } from './prepare-layer.ts'

interface GivenFile {
  readonly bytes: Uint8Array
  readonly fileName: string
  readonly reference: PlacementReference
}

/** Features that are read, and how many there are where the format tells. */
interface Read {
  readonly done: number
  readonly total: number | undefined
}

export interface InspectWork {
  readonly input: GivenFile & { readonly options: Omit<InspectOptions, 'onProgress' | 'signal'> }
  readonly progress: Read
  readonly answer: Result<Inspection, PrepareRefusal>
}

export interface PrepareWork {
  readonly input: GivenFile & { readonly plan: ReadingPlan }
  readonly progress: Read
  readonly answer: Result<PackedLayer, PrepareRefusal>
}

/** Inspects a file in a process of its own, so that the server keeps answering. */
export function inspectInProcess(
  input: InspectWork['input'],
  options?: InProcess<Read>,
): Promise<InspectWork['answer']> {
  return runInProcess<InspectWork>(new URL('./inspect-process.ts', import.meta.url), input, options)
}

/** Prepares a layer in a process of its own. */
export function prepareInProcess(
  input: PrepareWork['input'],
  options?: InProcess<Read>,
): Promise<PrepareWork['answer']> {
  return runInProcess<PrepareWork>(new URL('./prepare-process.ts', import.meta.url), input, options)
}
