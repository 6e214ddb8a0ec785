import { Worker } from 'node:worker_threads'
import type { Result } from '@chuangyuan/domain/result'
import type { MeasureInput, MeasureRefusal } from './measure-input.ts'
import type { Measurement } from './measurement.ts'

export type FromWorker =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'result'; readonly result: Result<Measurement, MeasureRefusal> }

export interface InWorker {
  readonly onProgress?: (share: number) => void
  /** Ends the thread at once; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/**
 * Measures in a thread of its own, so that the server keeps answering. Layers
 * over SharedArrayBuffer are shared, others are copied.
 */
export function measureInWorker(
  input: Omit<MeasureInput, 'onProgress'>,
  { onProgress, signal }: InWorker = {},
): Promise<Result<Measurement, MeasureRefusal>> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(reasonOf(signal))
      return
    }
    const worker = new Worker(new URL('./measure-worker.ts', import.meta.url), { workerData: input })
    const abort = () => {
      void worker.terminate()
      if (signal !== undefined) reject(reasonOf(signal))
    }
    signal?.addEventListener('abort', abort, { once: true })
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'progress') onProgress?.(message.share)
      else resolve(message.result)
    })
    worker.on('error', reject)
    worker.on('exit', (code) => {
      signal?.removeEventListener('abort', abort)
      reject(new Error(`measuring thread ended early with code ${String(code)}`))
    })
  })
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('cancelled', { cause: signal.reason })
}
