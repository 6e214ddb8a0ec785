import { addDays } from '@chuangyuan/domain/day'
import { bundleFolder, nightlyBundleName, nightOf } from '../db/bundle-folder.ts'
import type { Deps } from '../deps.ts'
import { makeBundle, nightStore, recordEverywhere } from '../features/backup/public.ts'

const lookEveryMs = 5 * 60_000
const leaseMs = 10 * 60_000

/**
 * Makes one bundle a day, from the set hour on. A machine that was off at that
 * hour makes it when it is on again. Of several processes one makes it: the
 * lease is in the database, and one whose process died runs out.
 */
export function nightlyBackup(deps: Deps) {
  const { db, clock, config, log } = deps
  let timer: NodeJS.Timeout | undefined
  let working: Promise<unknown> = Promise.resolve()

  /** The name of the bundle it made, if it was due and nobody else's. */
  async function look(): Promise<string | undefined> {
    const { on, hour, keepDays } = config.nightlyBackup
    const night = nightOf(clock())
    if (!on || night.hour < hour) return undefined
    const { day } = night
    const mine = await db.identify(({ query }) => nightStore(query).claim(day, clock(), leaseMs))
    if (!mine) return undefined
    const holding = setInterval(() => {
      hold(clock() + leaseMs).catch((err: unknown) => {
        log.warn({ err }, '夜间备份的占用没有续上')
      })
    }, leaseMs / 5)
    try {
      const { name, ...made } = await makeBundle(deps, nightlyBundleName(day))
      const removed = await bundleFolder(config.dataDir).sweep(addDays(day, 1 - keepDays))
      await db.identify(({ query }) =>
        nightStore(query).change(() => ({ lastDay: day, failedAt: null, leasedUntil: 0 })),
      )
      await recordEverywhere(deps, { verb: 'backup.made', what: name, details: { ...made, removed } })
      return name
    } catch (err) {
      log.error({ err }, '夜间备份没有完成')
      // Tried again when the lease has run out, not at once: a full disk does not empty itself in a minute.
      const failedAt = clock()
      await db.identify(({ query }) =>
        nightStore(query).change((before) => ({ ...before, failedAt, leasedUntil: failedAt + leaseMs })),
      )
      return undefined
    } finally {
      clearInterval(holding)
    }
  }

  async function hold(leasedUntil: number): Promise<void> {
    await db.identify(({ query }) => nightStore(query).change((before) => ({ ...before, leasedUntil })))
  }

  return {
    look,
    start(): void {
      timer = setInterval(() => {
        working = working.then(look).catch((err: unknown) => {
          log.error({ err }, '夜间备份无法开始')
        })
      }, lookEveryMs)
    },
    /** Waits for a bundle that is being written. */
    async stop(): Promise<void> {
      clearInterval(timer)
      await working
    },
  }
}
