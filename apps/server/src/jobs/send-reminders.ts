import type { Deps } from '../deps.ts'
import { districtStore } from '../features/district/public.ts'
import { sendDue } from '../features/reminder/public.ts'

const lookEveryMs = 60_000

/** Sends every district's reminders as they fall due. Several processes may do it at the same time. */
export function sendReminders(deps: Deps) {
  let timer: NodeJS.Timeout | undefined
  let working: Promise<unknown> | undefined

  async function look(): Promise<void> {
    for (const { id: districtId, name } of await deps.db.identify(({ query }) => districtStore(query).list()))
      await sendDue(deps, { districtId, name })
  }

  return {
    look,
    start(): void {
      timer = setInterval(() => {
        // A slow mail server must not let the looks pile up.
        working ??= look()
          .catch((err: unknown) => {
            deps.log.error({ err }, '提醒没有发完')
          })
          .finally(() => (working = undefined))
      }, lookEveryMs)
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      await working
    },
  }
}
