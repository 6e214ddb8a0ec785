import { CompiledQuery, type Kysely, type Transaction } from 'kysely'
import { setTimeout as pause } from 'node:timers/promises'
import { codeOf } from './fault.ts'
import { isUuid } from './id.ts'
import { openJournal, type BufferedJournal, type Journal } from './journal.ts'
import { appRole, signInRole } from './roles.ts'
import type { Tables } from './tables.ts'

/** The district a request works in; it sees no other. */
export interface DistrictScope {
  readonly districtId: string
  /** Longest one statement may take, milliseconds. */
  readonly statementMs?: number
  /**
   * How the commit reaches the disk. `alone`: before the locks are given up. `together`: after that, with whatever
   * else commits at the time; many small writers of one district then do not wait for each other's disk. Either way
   * it is on the disk when this answers.
   */
  readonly commit?: 'alone' | 'together'
}

/** What a verb works with: nothing here outlives the transaction. */
export interface Tx {
  readonly districtId: string
  readonly query: Transaction<Tables>
  readonly journal: Journal
  /** Work that may fail alone: if it throws, its rows and its journal lines are as if it had never begun. */
  attempt<T>(work: () => Promise<T>): Promise<T>
}

/** All reads inside see one moment. */
export interface ReadTx {
  readonly districtId: string
  readonly query: Transaction<Tables>
}

/** Before a district is known: reaches only what migrations open with `open_to_sign_in`. */
export interface SignInTx {
  readonly query: Transaction<Tables>
}

const usualStatementMs = 30_000
const idleInTransactionMs = 60_000
const mostAttempts = 5

/**
 * Writes inside one district. `work` may run again after a deadlock, so it
 * changes nothing outside `tx`. What it loads in order to change it, it locks
 * (`forUpdate`): another verb may otherwise decide on the same old state.
 */
export async function transact<T>(
  db: Kysely<Tables>,
  now: () => number,
  { districtId, statementMs, commit }: DistrictScope,
  work: (tx: Tx) => Promise<T>,
  reachDisk: () => Promise<void>,
): Promise<T> {
  const value = await again(() =>
    db.transaction().execute(async (query) => {
      await query.executeQuery(preamble(appRole, districtId, statementMs, commit))
      const journal = openJournal(query, districtId, now)
      const attempt = savepoints(query, journal)
      const value = await work({ districtId, query, journal: { record: journal.record }, attempt })
      await journal.write()
      return value
    }),
  )
  if (commit === 'together') await reachDisk()
  return value
}

function savepoints(query: Transaction<Tables>, journal: BufferedJournal): Tx['attempt'] {
  return async (work) => {
    const forget = journal.mark()
    await query.executeQuery(CompiledQuery.raw('SAVEPOINT attempt'))
    try {
      const value = await work()
      await query.executeQuery(CompiledQuery.raw('RELEASE SAVEPOINT attempt'))
      return value
    } catch (fault) {
      await query.executeQuery(CompiledQuery.raw('ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt'))
      forget()
      throw fault
    }
  }
}

export async function read<T>(
  db: Kysely<Tables>,
  { districtId, statementMs }: DistrictScope,
  work: (tx: ReadTx) => Promise<T>,
): Promise<T> {
  return again(() =>
    db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (query) => {
        await query.executeQuery(preamble(appRole, districtId, statementMs))
        return work({ districtId, query })
      }),
  )
}

export async function identify<T>(db: Kysely<Tables>, work: (tx: SignInTx) => Promise<T>): Promise<T> {
  return again(() =>
    db.transaction().execute(async (query) => {
      await query.executeQuery(preamble(signInRole, undefined, undefined))
      return work({ query })
    }),
  )
}

/**
 * Role, district and limits of one transaction, gone with it. The district is a
 * literal, checked to be a UUID, and not a parameter of `set_config()`: only
 * `SET LOCAL` is passed on to the workers of a distributed PostgreSQL.
 */
function preamble(
  role: string,
  districtId: string | undefined,
  statementMs = usualStatementMs,
  commit: DistrictScope['commit'] = 'alone',
): CompiledQuery {
  if (districtId !== undefined && !isUuid(districtId)) throw new TypeError(`not a district id: ${districtId}`)
  const settings = [
    // First, so that it is not passed on to the workers of a distributed PostgreSQL.
    ...(commit === 'together' ? ['SET LOCAL synchronous_commit = off'] : []),
    `SET LOCAL citus.propagate_set_commands = 'local'`,
    `SET LOCAL ROLE ${role}`,
    `SET LOCAL app.district = '${districtId ?? ''}'`,
    `SET LOCAL statement_timeout = ${String(Math.trunc(statementMs))}`,
    `SET LOCAL idle_in_transaction_session_timeout = ${String(idleInTransactionMs)}`,
  ]
  return CompiledQuery.raw(settings.join(';'))
}

/** Serialization failure and deadlock: the transaction is gone without trace and may succeed the next time. */
const passing: ReadonlySet<string | undefined> = new Set(['40001', '40P01'])

async function again<T>(attempt: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt()
    } catch (fault) {
      if (count === mostAttempts || !passing.has(codeOf(fault))) throw fault
      // Random, so that two that met do not meet again.
      await pause(Math.random() * 10 * 2 ** count)
    }
  }
}
