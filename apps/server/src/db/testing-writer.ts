import { readConfig } from '../config/config.ts'
import { newId } from './id.ts'
import { silentLog } from './log.ts'
import { openDatabase } from './open-database.ts'

/**
 * A process for the supervisor's tests: opens the database named by the
 * environment, says `open <how>`, then writes one journal line after another
 * and prints each number once its commit was acknowledged, until it is killed.
 */
try {
  const database = await openDatabase(readConfig(process.env).database, silentLog)
  say(`open ${database.started}`)
  const stop = new AbortController()
  process.once('SIGTERM', () => {
    stop.abort()
  })
  const districtId = newId()
  await database.transact({ districtId }, ({ query }) =>
    query
      .insertInto('districts')
      .values({ id: districtId, code: String(process.pid).padStart(6, '0'), name: '甲区', settings: '{}' })
      .execute(),
  )
  const writers = Number(process.env['WRITERS'] ?? '4')
  let last = 0
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (!stop.signal.aborted) {
        last += 1
        const what = `${districtId} ${String(last)}`
        await database.transact({ districtId }, ({ journal }) => {
          journal.record({ verb: 'written', who: null, what })
          return Promise.resolve()
        })
        say(what)
      }
    }),
  )
  while (!stop.signal.aborted) await new Promise((resolve) => setTimeout(resolve, 20))
  await database.close()
  say('closed')
} catch (fault) {
  say(`fault ${fault instanceof Error ? fault.message : String(fault)}`)
  process.exitCode = 1
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
