import type { Result } from '@chuangyuan/domain/result'
import type { WorkbookRefusal } from '@chuangyuan/workbook/raw-sheet'
import type { Mark } from '@chuangyuan/workbook/return-marked'
import { Worker } from 'node:worker_threads'
import type { DistrictReading } from './compare/district-reading.ts'

export type FileJob =
  | { readonly kind: 'read'; readonly bytes: Uint8Array; readonly fileName: string }
  | { readonly kind: 'mark'; readonly bytes: Uint8Array; readonly marks: readonly Mark[] }

export type FileAnswer =
  | { readonly kind: 'read'; readonly result: Result<DistrictReading, WorkbookRefusal> }
  | { readonly kind: 'marked'; readonly result: Result<Uint8Array, WorkbookRefusal> }

/** A heap of its own: a hostile file runs out of memory there and not in the server. */
const mostHeapMegabytes = 1_024
/** Short-lived garbage is cleared sooner rather than kept as room to grow. */
const youngMegabytes = 32

/** Reads a workbook in a thread: taking a file of twenty thousand rows apart would keep everybody else waiting. */
export async function readDistrictFile(
  bytes: Uint8Array,
  fileName: string,
  signal: AbortSignal,
): Promise<Result<DistrictReading, WorkbookRefusal>> {
  const answer = await inThread({ kind: 'read', bytes, fileName }, signal)
  if (answer.kind !== 'read') throw new Error('the thread answered another question')
  return answer.result
}

/** The same workbook with its wrong rows in red. */
export async function markDistrictFile(
  bytes: Uint8Array,
  marks: readonly Mark[],
  signal: AbortSignal,
): Promise<Result<Uint8Array, WorkbookRefusal>> {
  const answer = await inThread({ kind: 'mark', bytes, marks }, signal)
  if (answer.kind !== 'marked') throw new Error('the thread answered another question')
  return answer.result
}

function inThread(job: FileJob, signal: AbortSignal): Promise<FileAnswer> {
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./district-file-worker.ts', import.meta.url), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: mostHeapMegabytes, maxYoungGenerationSizeMb: youngMegabytes },
    })
    const stop = () => {
      void worker.terminate()
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
    }
    signal.addEventListener('abort', stop, { once: true })
    worker.once('message', (answer: FileAnswer) => {
      resolve(answer)
    })
    worker.once('error', reject)
    worker.once('exit', () => {
      signal.removeEventListener('abort', stop)
      reject(new Error('the thread ended without an answer'))
    })
  })
}
