import { Worker } from 'node:worker_threads'
import type { Result } from '@chuangyuan/domain/result'
import type { Inspection } from './inspect-map-file.ts'
import type { FromMapFileWorker, MapFileOutcome, MapFileWork, PackedLayer } from './map-file-work.ts'
import type { Progress } from './pace.ts'
import type { PrepareRefusal } from './prepare-layer.ts'

interface InWorker {
  readonly onProgress?: Progress
  /** Ends the thread at once; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

type WorkOn<Task extends MapFileWork['task']> = Omit<Extract<MapFileWork, { task: Task }>, 'task'>

/** Inspects a file in a thread of its own, so that the server keeps answering. */
export async function inspectInWorker(
  work: WorkOn<'inspect'>,
  options: InWorker = {},
): Promise<Result<Inspection, PrepareRefusal>> {
  const outcome = await inThread({ ...work, task: 'inspect' }, options)
  if (outcome.task !== 'inspect') throw new Error('the thread answered another question')
  return outcome.result
}

/** Prepares a layer in a thread of its own. */
export async function prepareInWorker(
  work: WorkOn<'prepare'>,
  options: InWorker = {},
): Promise<Result<PackedLayer, PrepareRefusal>> {
  const outcome = await inThread({ ...work, task: 'prepare' }, options)
  if (outcome.task !== 'prepare') throw new Error('the thread answered another question')
  return outcome.result
}

function inThread(work: MapFileWork, { onProgress, signal }: InWorker): Promise<MapFileOutcome> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(reasonOf(signal))
      return
    }
    const worker = new Worker(new URL('./map-file-worker.ts', import.meta.url), { workerData: work })
    const abort = () => {
      void worker.terminate()
      if (signal !== undefined) reject(reasonOf(signal))
    }
    signal?.addEventListener('abort', abort, { once: true })
    worker.on('message', (message: FromMapFileWorker) => {
      if (message.kind === 'progress') onProgress?.(message.done, message.total)
      else resolve(message.outcome)
    })
    worker.on('error', reject)
    worker.on('exit', (code) => {
      signal?.removeEventListener('abort', abort)
      reject(new Error(`reading thread ended early with code ${String(code)}`))
    })
  })
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('cancelled', { cause: signal.reason })
}
