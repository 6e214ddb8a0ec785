import { dayOf, type Day } from '@chuangyuan/domain/day'
import type { Deps } from '../deps.ts'
import { districtStore } from '../features/district/public.ts'
import { freezeLedger } from '../features/ledger/public.ts'

const lookEveryMs = 10 * 60_000

/**
 * Freezes every district's ledger of lost points once a day, soon after midnight, so that the next morning can say
 * what moved. Several processes may do it at the same time: what is frozen is not frozen again.
 */
export function nightlyLedger({ db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>) {
  let timer: NodeJS.Timeout | undefined
  let working: Promise<unknown> = Promise.resolve()
  let doneOn: Day | undefined

  /** How many districts it froze, where the day was not done yet. */
  async function look(): Promise<number | undefined> {
    const today = dayOf(clock())
    if (doneOn === today) return undefined
    let frozen = 0
    for (const { id: districtId } of await db.identify(({ query }) => districtStore(query).list()))
      if (await db.transact({ districtId }, (tx) => freezeLedger({ clock }, tx))) frozen += 1
    doneOn = today
    return frozen
  }

  return {
    look,
    start(): void {
      timer = setInterval(() => {
        working = working.then(look).catch((err: unknown) => {
          log.error({ err }, '失分账没有定格')
        })
      }, lookEveryMs)
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      await working
    },
  }
}
