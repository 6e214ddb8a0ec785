import { accept } from '@chuangyuan/domain/result'
import { serveWork } from '@chuangyuan/process/serve-work'
import { packed } from './packed-layer.ts'
import { prepareLayer } from './prepare-layer.ts'
import type { PrepareWork } from './read-in-process.ts'

serveWork<PrepareWork>(async ({ bytes, fileName, reference, plan }, tell) => {
  const prepared = await prepareLayer(bytes, fileName, plan, reference, {
    onProgress(done, total) {
      tell({ done, total })
    },
  })
  return prepared.ok ? accept(packed(plan, prepared.value)) : prepared
})
