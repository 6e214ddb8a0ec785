import { parentPort, workerData } from 'node:worker_threads'
import { carryOut, type FromMapFileWorker, type MapFileWork } from './map-file-work.ts'

/** Body of the reading thread: one file, then it ends. */
async function run(work: MapFileWork): Promise<void> {
  const post = (message: FromMapFileWorker) => parentPort?.postMessage(message)
  const outcome = await carryOut(work, (done, total) => {
    post({ kind: 'progress', done, total })
  })
  post({ kind: 'outcome', outcome })
}

await run(workerData as MapFileWork)
