import { parentPort, workerData } from 'node:worker_threads'
import type { MeasureInput } from './measure-input.ts'
import { measure } from './measure.ts'
import type { FromWorker } from './measure-in-worker.ts'

/** Body of the measuring thread: one measurement, then it ends. */
function run(input: MeasureInput): void {
  let told = 0
  const post = (message: FromWorker) => parentPort?.postMessage(message)
  const result = measure({
    ...input,
    onProgress(share) {
      // A bar on a screen does not need more than a hundred steps.
      if (share - told < 0.01) return
      told = share
      post({ kind: 'progress', share })
    },
  })
  post({ kind: 'result', result })
}

run(workerData as MeasureInput)
