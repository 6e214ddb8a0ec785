import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { findBinaries, type Binaries } from './binaries.ts'
import { connect, type Address } from './connect.ts'
import {
  clusterHome,
  createDataDirectory,
  locateDataDirectory,
  prepareFolder,
  writeAccessRules,
} from './data-directory.ts'
import { codeOf, DatabaseFault, reasonOf } from './fault.ts'
import type { Log } from './log.ts'
import { databaseUser, type OsUser } from './os-user.ts'
import {
  isServing,
  readPostmaster,
  removeStalePidFile,
  startPostmaster,
  stopPostmaster,
  type Postmaster,
  type StartedPostmaster,
} from './postmaster.ts'
import { superuser } from './roles.ts'

/** The embedded PostgreSQL, serving. */
export interface Cluster {
  readonly dataDirectory: string
  readonly started: 'first' | 'again' | 'attached'
  address(role: string, database: string): Address
  /** Whether another process uses it too. */
  isShared(): Promise<boolean>
  /** Leaves; the last process to leave stops the server. */
  leave(): Promise<void>
  /** Leaves the server running, whoever is left. */
  detach(): Promise<void>
}

export interface ClusterOptions {
  readonly dataDir: string
  readonly binDir: string | undefined
  /** Settings on top of what must hold; a test cluster that is thrown away need not reach the disk. */
  readonly settings?: Readonly<Record<string, string>>
}

const startSeconds = 30
const stopPatienceMs = 20_000
/** `sun_path` holds 108 bytes on Linux and 104 on macOS, the closing zero included. */
const longestSocketPath = 103
const port = 5432
const largestLog = 10_000_000
const presence = 'chuangyuan presence'
const leaving = 'chuangyuan leaving'

/**
 * Attaches to the server that holds the data directory, or starts it. A server
 * outlives a killed process, so the next start has to find it; and two starters
 * at once must end with one server and two attached.
 */
export async function joinCluster(options: ClusterOptions, log: Log): Promise<Cluster> {
  const home = clusterHome(options.dataDir)
  mkdirFor(options.dataDir)
  const firstLook = existsSync(home) ? anyMajor(home) : undefined
  const user = databaseUser(firstLook)
  prepareFolder(home, user, 0o755)
  const binaries = findBinaries(options.binDir, user, log)
  const existing = locateDataDirectory(home, binaries)
  const dataDirectory = existing ?? (await createDataDirectory(home, binaries, user, log))
  const site: Site = { dataDirectory, home, binaries, user, settings: options.settings ?? {} }
  limitLog(logFileOf(site))
  const { client, how } = await attachOrStart(site, log)
  const started = how === 'attached' ? 'attached' : existing === undefined ? 'first' : 'again'
  return keepWatch(site, client, started, log)
}

interface Site {
  readonly dataDirectory: string
  readonly home: string
  readonly binaries: Binaries
  readonly user: OsUser
  readonly settings: Readonly<Record<string, string>>
}

async function attachOrStart(
  site: Site,
  log: Log,
): Promise<{ client: pg.Client; how: 'attached' | 'started' }> {
  const deadline = performance.now() + startSeconds * 1000
  const logOffset = sizeOf(logFileOf(site))
  let own: StartedPostmaster | undefined
  for (;;) {
    const holder = readPostmaster(site.dataDirectory)
    if (holder !== undefined && isServing(holder, site.dataDirectory)) {
      const client = holder.ready ? await tryConnect(site, holder) : undefined
      if (client !== undefined) return { client, how: own?.pid === holder.pid ? 'started' : 'attached' }
    } else if (own === undefined || own.ended()) {
      if (own !== undefined) refuseIfHopeless(site, logOffset)
      if (holder !== undefined) removeStalePidFile(site.dataDirectory, holder)
      own = start(site, log)
    }
    if (performance.now() > deadline) {
      const output = logSince(site, logOffset)
      throw new DatabaseFault('database.start-timeout', {
        directory: site.dataDirectory,
        seconds: startSeconds,
        output,
      })
    }
    await pause(own === undefined || performance.now() < deadline - startSeconds * 1000 + 2000 ? 8 : 100)
  }
}

/** A server that is still starting, or on its way out, is asked again; one that refuses this user is final. */
async function tryConnect(site: Site, holder: Postmaster): Promise<pg.Client | undefined> {
  try {
    const client = await connect(
      { host: holder.socketDir, port: holder.port, user: superuser, database: 'postgres' },
      presence,
    )
    await client.query('SELECT 1')
    return client
  } catch (fault) {
    const code = codeOf(fault)
    if (code === '28000' || code === '28P01' || code === 'EACCES') {
      throw new DatabaseFault(
        'database.attach-denied',
        { directory: site.dataDirectory, reason: reasonOf(fault) },
        fault,
      )
    }
    return undefined
  }
}

function start(site: Site, log: Log): StartedPostmaster {
  const socketDir = socketDirectory(site)
  writeAccessRules(site.dataDirectory, site.user)
  log.info({ directory: site.dataDirectory, version: site.binaries.version }, '启动内嵌数据库')
  return startPostmaster(site.binaries, site.user, site.dataDirectory, logFileOf(site), {
    ...site.settings,
    listen_addresses: '',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    port: String(port),
    jit: 'off',
    ...('fsync' in site.settings ? {} : { fsync: 'on', full_page_writes: 'on' }),
  })
}

/** A start that failed because another starter was quicker is tried again as an attach; anything else is told. */
function refuseIfHopeless(site: Site, logOffset: number): void {
  const output = logSince(site, logOffset)
  const directory = site.dataDirectory
  if (output.includes('No space left on device'))
    throw new DatabaseFault('database.disk-full', { directory, output })
  const passing = /lock file "[^"]+" already exists|is another postmaster|shared memory block .* still in use/
  if (!passing.test(output)) throw new DatabaseFault('database.start-failed', { directory, output })
}

/** Beside the data where the path is short enough for a socket, else under the system's temporary directory. */
function socketDirectory(site: Site): string {
  const socket = `.s.PGSQL.${String(port)}`
  if (Buffer.byteLength(join(site.dataDirectory, socket)) <= longestSocketPath) return site.dataDirectory
  const name = createHash('sha256').update(site.dataDirectory).digest('hex').slice(0, 12)
  const directory = join(Buffer.byteLength(tmpdir()) < 40 ? tmpdir() : '/tmp', `chuangyuan-${name}`)
  prepareFolder(directory, site.user, 0o700)
  return directory
}

/** Holds one connection: it marks this process as a user of the server, and its end tells that the server died. */
function keepWatch(site: Site, first: pg.Client, started: Cluster['started'], log: Log): Cluster {
  const state = { client: first, left: false }
  const watch = (client: pg.Client) => {
    client.once('end', () => {
      if (!hasLeft()) void rejoin()
    })
  }
  const hasLeft = () => state.left
  const depart = async (client: pg.Client) => {
    const last = await isLastToLeave(client)
    await client.end().catch(() => undefined)
    if (!last) return
    const stopped = await stopPostmaster(site.dataDirectory, stopPatienceMs)
    if (!stopped) log.error({ directory: site.dataDirectory }, '内嵌数据库未能按时停止')
  }
  const rejoin = async () => {
    log.error({ directory: site.dataDirectory }, '内嵌数据库意外停止，正在重新启动')
    while (!hasLeft()) {
      try {
        const { client } = await attachOrStart(site, log)
        // This process was told to go while it brought the server back: nobody else will stop it.
        if (hasLeft()) await depart(client)
        else {
          state.client = client
          watch(client)
        }
        return
      } catch (fault) {
        log.error({ err: fault }, '内嵌数据库未能重新启动，稍后再试')
        await pause(2000)
      }
    }
  }
  watch(first)
  return {
    dataDirectory: site.dataDirectory,
    started,
    address: (role, database) => {
      const holder = readPostmaster(site.dataDirectory)
      return { host: holder?.socketDir ?? socketDirectory(site), port, user: role, database }
    },
    async isShared() {
      return (await countOthers(state.client)) > 0
    },
    async detach() {
      state.left = true
      await state.client.end().catch(() => undefined)
    },
    async leave() {
      if (state.left) return
      state.left = true
      await depart(state.client)
    },
  }
}

/** Two processes leaving at once must not each take the other for one that stays: the lock orders them. */
async function isLastToLeave(client: pg.Client): Promise<boolean> {
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock(4202)')
    await client.query(`SET application_name = '${leaving}'`)
    const others = await countOthers(client)
    await client.query('COMMIT')
    return others === 0
  } catch {
    // The server has gone already; whoever is left has nothing to stop.
    return true
  }
}

async function countOthers(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ others: number }>(
    'SELECT count(*)::int AS others FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()',
    [presence],
  )
  return rows[0]?.others ?? 0
}

/** Ends a server whatever its users say; for clusters that are thrown away. */
export async function stopCluster(dataDir: string): Promise<void> {
  const home = clusterHome(dataDir)
  const directory = existsSync(home) ? anyMajor(home) : undefined
  if (directory !== undefined) await stopPostmaster(directory, stopPatienceMs)
}

function mkdirFor(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true })
  } catch (fault) {
    throw new DatabaseFault(
      'database.directory-not-writable',
      { path: dataDir, reason: reasonOf(fault) },
      fault,
    )
  }
}

/** A data directory of whatever major: its owner is the user that has to run it. */
function anyMajor(home: string): string | undefined {
  const name = readdirSync(home).find((entry) => existsSync(join(home, entry, 'PG_VERSION')))
  return name === undefined ? undefined : realpathSync(join(home, name))
}

function logFileOf(site: Site): string {
  return join(site.home, `postgresql-${site.binaries.major}.log`)
}

/** One older log is kept: the log is for the day something went wrong, not an archive. */
function limitLog(file: string): void {
  if (sizeOf(file) > largestLog) renameSync(file, `${file}.1`)
}

function logSince(site: Site, offset: number): string {
  const file = logFileOf(site)
  return existsSync(file) ? readFileSync(file).subarray(offset).toString('utf8').trim() : ''
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
