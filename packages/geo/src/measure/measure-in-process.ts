import type { Result } from '@chuangyuan/domain/result'
import { runInProcess, type InProcess } from '@chuangyuan/process/run-in-process'
import type { MeasureInput, MeasureRefusal } from './measure-input.ts'
import type { Measurement } from './measurement.ts'

export interface MeasureWork {
  readonly input: Omit<MeasureInput, 'onProgress'>
  /** The share that is done, 0–1. */
  readonly progress: number
  readonly answer: Result<Measurement, MeasureRefusal>
}

/** Measures in a process of its own, so that the server keeps answering; the layers are copied there. */
export function measureInProcess(
  input: MeasureWork['input'],
  options?: InProcess<MeasureWork['progress']>,
): Promise<MeasureWork['answer']> {
  return runInProcess<MeasureWork>(new URL('./measure-process.ts', import.meta.url), input, options)
}
