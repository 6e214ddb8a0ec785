import { Kysely, PostgresDialect, PostgresDriver, type PostgresDialectConfig } from 'kysely'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { DatabaseConfig } from '../config/config.ts'
import type { Blobs } from './blobs.ts'
import type { Manifest } from './bundle.ts'
import { openPool, withConnection } from './connect.ts'
import { codeOf } from './fault.ts'
import type { Log } from './log.ts'
import { migrate } from './migrate.ts'
import { reachDatabase, type Reached } from './place.ts'
import { refuseUnsafeRoles } from './roles.ts'
import { conversing, type Planning } from './send-ahead.ts'
import type { Tables } from './tables.ts'
import {
  identify,
  read,
  transact,
  type DistrictScope,
  type ReadTx,
  type SignInTx,
  type Tx,
} from './transact.ts'
import { writeBundle } from './write-bundle.ts'

/** The rows, reachable only inside a transaction of a known scope. */
export interface Database {
  transact<T>(scope: DistrictScope, work: (tx: Tx) => Promise<T>): Promise<T>
  read<T>(scope: DistrictScope, work: (tx: ReadTx) => Promise<T>): Promise<T>
  identify<T>(work: (tx: SignInTx) => Promise<T>): Promise<T>
  /** Writes everything of every district into a bundle, as the owner of the tables. */
  backUp(
    blobs: Blobs,
    file: string,
    as: { readonly program: string; readonly now: number },
  ): Promise<Manifest>
  /** Answers if the database does. */
  ping(): Promise<void>
  readonly started: Reached['started']
  close(): Promise<void>
}

/** Starts or finds the database, brings its schema up to date, and opens it to requests. */
export async function openDatabase(
  config: DatabaseConfig,
  log: Log,
  now: () => number = Date.now,
): Promise<Database> {
  const reached = await reachDatabase(config, log)
  try {
    const taken = await withConnection(reached.owner, async (owner) => {
      await refuseUnsafeRoles(owner)
      return migrate(owner)
    })
    if (taken.length > 0) log.info({ migrations: taken }, '数据库结构已更新')
  } catch (fault) {
    await reached.leave()
    throw fault
  }
  return serve(reached, config.poolSize, log, now)
}

/** Opens an up-to-date database to requests. */
export function serve(reached: Reached, poolSize: number, log: Log, now: () => number): Database {
  const pool = openPool(reached.login, poolSize, (fault) => {
    log.warn({ err: fault }, '一条数据库连接中断')
  })
  const conversation = (planning: Planning) => ({
    connect: async () => conversing(await connectPatiently(pool), planning),
    end: () => Promise.resolve(),
    options: pool.options,
  })
  const reading = new Kysely<Tables>({ dialect: new OneMessageDialect({ pool: conversation('every time') }) })
  const writing = new Kysely<Tables>({ dialect: new OneMessageDialect({ pool: conversation('once') }) })
  // The log is written in order: a transaction that commits now takes all earlier ones to the disk. It has to write a
  // line of its own: PostgreSQL waits for the disk for no transaction that wrote none.
  const reachDisk = together(async () => {
    await pool.query(`SELECT pg_logical_emit_message(true, 'chuangyuan', '')`)
  })
  return {
    started: reached.started,
    transact: (scope, work) => transact(writing, now, scope, work, reachDisk),
    read: (scope, work) => read(reading, scope, work),
    identify: (work) => identify(reading, work),
    backUp: (blobs, file, as) => writeBundle(reached.owner, blobs, file, as),
    async ping() {
      await pool.query('SELECT 1')
    },
    async close() {
      await pool.end()
      await reached.leave()
    },
  }
}

/** Leaves beginning a transaction to its first statement, which `transact.ts` sends with the settings in one message. */
class OneMessageDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig

  constructor(config: PostgresDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): PostgresDriver {
    return new OneMessageDriver(this.#config)
  }
}

class OneMessageDriver extends PostgresDriver {
  override beginTransaction(): Promise<void> {
    return Promise.resolve()
  }
}

/** One run of the work serves everybody who asked before it began; who asks while it runs waits for the next. */
function together(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  return () => {
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined
        return work()
      })
    running = next
    return next
  }
}

const restartPatienceMs = 5000
const absent: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ECONNREFUSED', '57P03'])

/** Waits while the server comes back: nothing has been asked yet, so nothing can be done twice. */
async function connectPatiently(pool: pg.Pool): Promise<pg.PoolClient> {
  const deadline = performance.now() + restartPatienceMs
  for (;;) {
    try {
      return await pool.connect()
    } catch (fault) {
      if (performance.now() > deadline || !absent.has(codeOf(fault))) throw fault
      await pause(50)
    }
  }
}
