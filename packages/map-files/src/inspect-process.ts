import { serveWork } from '@chuangyuan/process/serve-work'
import { inspectMapFile } from './inspect-map-file.ts'
import type { InspectWork } from './read-in-process.ts'

serveWork<InspectWork>(({ bytes, fileName, reference, options }, tell) =>
  inspectMapFile(bytes, fileName, reference, {
    ...options,
    onProgress(done, total) {
      tell({ done, total })
    },
  }),
)
