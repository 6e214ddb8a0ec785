import type { Deps } from '../deps.ts'
import { clearUnfinished } from '../features/photo/public.ts'

const lookEveryMs = 6 * 3_600_000

/** Lets go, a few times a day, of what phones began to send and never finished. Several processes do it harmlessly. */
export function clearUnfinishedPhotos(deps: Pick<Deps, 'db' | 'clock' | 'log'>) {
  let timer: NodeJS.Timeout | undefined
  let working: Promise<unknown> = Promise.resolve()
  return {
    start(): void {
      timer = setInterval(() => {
        working = working
          .then(() => clearUnfinished(deps))
          .catch((err: unknown) => {
            deps.log.error({ err }, '未传完的照片没有清除')
          })
      }, lookEveryMs)
    },
    /** Waits for a clearing that is under way. */
    async stop(): Promise<void> {
      clearInterval(timer)
      await working
    },
  }
}
