import { serveWork } from '@chuangyuan/process/serve-work'
import type { MeasureWork } from './measure-in-process.ts'
import { measure } from './measure.ts'

serveWork<MeasureWork>((input, tell) => {
  let told = 0
  return measure({
    ...input,
    onProgress(share) {
      // A bar on a screen does not need more than a hundred steps.
      if (share - told < 0.01) return
      told = share
      tell(share)
    },
  })
})
