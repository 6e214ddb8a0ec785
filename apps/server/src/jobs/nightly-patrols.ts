import { dayOf, type Day } from '@chuangyuan/domain/day'
import type { Deps } from '../deps.ts'
import { districtStore } from '../features/district/public.ts'
import { recordMissed } from '../features/supervision/public.ts'

const lookEveryMs = 10 * 60_000

/**
 * Writes down, once a day and district, the visits that were missed. Several
 * processes may do it at the same time: what is recorded is not recorded again.
 */
export function nightlyPatrols({ db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>) {
  let timer: NodeJS.Timeout | undefined
  let working: Promise<unknown> = Promise.resolve()
  let doneOn: Day | undefined

  /** How many it recorded, where the day was not done yet. */
  async function look(): Promise<number | undefined> {
    const now = clock()
    if (doneOn === dayOf(now)) return undefined
    let recorded = 0
    for (const { id: districtId } of await db.identify(({ query }) => districtStore(query).list()))
      recorded += await db.transact({ districtId }, (tx) => recordMissed(tx, now))
    doneOn = dayOf(now)
    return recorded
  }

  return {
    look,
    start(): void {
      timer = setInterval(() => {
        working = working.then(look).catch((err: unknown) => {
          log.error({ err }, '漏巡记录没有完成')
        })
      }, lookEveryMs)
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      await working
    },
  }
}
