import { CompiledQuery, type Kysely, type Transaction } from 'kysely'
import { setTimeout as pause } from 'node:timers/promises'
import { codeOf } from './fault.ts'
import { isUuid } from './id.ts'
import { openJournal, type BufferedJournal, type Journal } from './journal.ts'
import { appRole, signInRole } from './roles.ts'
import { sentAhead } from './send-ahead.ts'
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
  /**
   * Writes to rows that every transaction of the district writes: done once for all moves, just before the journal.
   * These rows stay locked to the commit, and whoever locks them early holds all others up.
   */
  last<Move>(write: LastWrite<Move>, moves: readonly Move[]): void
  /** Work that may fail alone: if it throws, its rows and its journal lines are as if it had never begun. */
  attempt<T>(work: () => Promise<T>): Promise<T>
}

export type LastWrite<Move> = (tx: ReadTx, moves: readonly Move[]) => Promise<void>

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
      await query.executeQuery(sentAhead(opening('BEGIN', appRole, districtId, statementMs, commit)))
      const journal = openJournal(query, districtId, now)
      const lastly = openLastWrites({ query, districtId })
      const attempt = savepoints(query, [journal, lastly])
      const { last } = lastly
      const value = await work({ districtId, query, journal: { record: journal.record }, last, attempt })
      await lastly.write()
      await journal.write()
      return value
    }),
  )
  if (commit === 'together') await reachDisk()
  return value
}

function savepoints(
  query: Transaction<Tables>,
  buffers: readonly Pick<BufferedJournal, 'mark'>[],
): Tx['attempt'] {
  return async (work) => {
    const marks = buffers.map((buffer) => buffer.mark())
    await query.executeQuery(CompiledQuery.raw('SAVEPOINT attempt'))
    try {
      const value = await work()
      await query.executeQuery(CompiledQuery.raw('RELEASE SAVEPOINT attempt'))
      return value
    } catch (fault) {
      await query.executeQuery(CompiledQuery.raw('ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt'))
      for (const forget of marks) forget()
      throw fault
    }
  }
}

function openLastWrites(tx: ReadTx) {
  const waiting: { readonly write: LastWrite<never>; readonly moves: readonly unknown[] }[] = []
  return {
    last<Move>(write: LastWrite<Move>, moves: readonly Move[]) {
      if (moves.length > 0) waiting.push({ write, moves })
    },
    mark() {
      const count = waiting.length
      return () => {
        waiting.length = count
      }
    },
    async write() {
      for (const [write, all] of Map.groupBy(waiting, (each) => each.write))
        await write(tx, all.flatMap(({ moves }) => moves) as never[])
    },
  }
}

export async function read<T>(
  db: Kysely<Tables>,
  { districtId, statementMs }: DistrictScope,
  work: (tx: ReadTx) => Promise<T>,
): Promise<T> {
  return again(() =>
    db.transaction().execute(async (query) => {
      await query.executeQuery(sentAhead(opening(beginReading, appRole, districtId, statementMs)))
      return work({ districtId, query })
    }),
  )
}

export async function identify<T>(db: Kysely<Tables>, work: (tx: SignInTx) => Promise<T>): Promise<T> {
  return again(() =>
    db.transaction().execute(async (query) => {
      await query.executeQuery(sentAhead(opening('BEGIN', signInRole, undefined, undefined)))
      return work({ query })
    }),
  )
}

const beginReading = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'

/**
 * Begins a transaction, in one message with its role, district and limits, which are gone with it. The district is a
 * literal, checked to be a UUID, and not a parameter of `set_config()`: only
 * `SET LOCAL` is passed on to the workers of a distributed PostgreSQL.
 */
function opening(
  begin: string,
  role: string,
  districtId: string | undefined,
  statementMs = usualStatementMs,
  commit: DistrictScope['commit'] = 'alone',
): CompiledQuery {
  if (districtId !== undefined && !isUuid(districtId)) throw new TypeError(`not a district id: ${districtId}`)
  const settings = [
    begin,
    // Next, so that it is not passed on to the workers of a distributed PostgreSQL.
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
