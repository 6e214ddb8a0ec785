import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { codeOf } from './fault.ts'
import { spawnAs, type OsUser } from './os-user.ts'

/** What `postmaster.pid` in a data directory says about the server that holds it. */
export interface Postmaster {
  readonly pid: number
  readonly socketDir: string
  readonly port: number
  /** Whether the server says that it takes connections; asking earlier only fills its log. */
  readonly ready: boolean
  /** The file's text; two files with the same text speak of the same start. */
  readonly text: string
}

const pidFileName = 'postmaster.pid'

/** The holder of a data directory as its pid file has it, which may be long dead. */
export function readPostmaster(dataDir: string): Postmaster | undefined {
  const text = textOf(join(dataDir, pidFileName))
  if (text === undefined) return undefined
  const lines = text.split('\n')
  const [pid, port, socketDir] = [Number(lines[0]), Number(lines[3]), lines[4]]
  // A file still being written has no socket line yet: not readable means not there yet.
  if (!Number.isInteger(pid) || pid <= 0 || port === 0 || socketDir === undefined || socketDir === '')
    return undefined
  return { pid, port, socketDir, ready: lines[7]?.trim() === 'ready', text }
}

/**
 * Whether that process lives and serves this very directory: process numbers
 * are used again. A postmaster stands in its data directory, so the two are
 * compared as files; a path would differ behind a bind mount.
 */
export function isServing({ pid }: Postmaster, dataDir: string): boolean {
  if (!isAlive(pid)) return false
  // Without /proc there is only the number to go by; the connection that follows tells the truth.
  if (!existsSync('/proc/self')) return true
  try {
    const [stands, data] = [statSync(`/proc/${String(pid)}/cwd`), statSync(dataDir)]
    return stands.dev === data.dev && stands.ino === data.ino
  } catch (fault) {
    if (codeOf(fault) !== 'EACCES' && codeOf(fault) !== 'EPERM') return false
    return (
      textOf(`/proc/${String(pid)}/cmdline`)
        ?.split('\0')
        .includes(dataDir) === true
    )
  }
}

/**
 * Takes away what a dead server left: its pid file and its socket's lock.
 * PostgreSQL does so itself, except where the number now belongs to another
 * process, or the dead one has not been reaped yet.
 */
export function removeStalePidFile(dataDir: string, stale: Postmaster): void {
  takeAway(join(dataDir, pidFileName), (text) => text === stale.text)
  const socketLock = join(stale.socketDir, `.s.PGSQL.${String(stale.port)}.lock`)
  takeAway(socketLock, (text) => text.split('\n')[0] === String(stale.pid))
}

/** Moves the file before judging it, so that two starters cannot delete a living server's. */
function takeAway(file: string, isStale: (text: string) => boolean): void {
  const aside = `${file}.stale.${String(process.pid)}`
  try {
    renameSync(file, aside)
  } catch (fault) {
    if (codeOf(fault) === 'ENOENT') return
    throw fault
  }
  if (!isStale(textOf(aside) ?? '')) linkSync(aside, file)
  rmSync(aside, { force: true })
}

export interface StartedPostmaster {
  readonly pid: number
  /** Set once the process has ended. */
  readonly ended: () => boolean
}

/**
 * Starts the server in a session of its own: Ctrl-C reaches this process only,
 * which lets running requests finish before it stops the database.
 */
export function startPostmaster(
  binaries: Binaries,
  user: OsUser,
  dataDir: string,
  logFile: string,
  settings: Readonly<Record<string, string>>,
): StartedPostmaster {
  const log = openSync(logFile, 'a', 0o640)
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(binaries.directory, 'postgres'), ['-D', dataDir, ...flags], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    ...spawnAs(user),
  })
  closeSync(log)
  const end = { reached: false }
  child.on('exit', () => (end.reached = true))
  child.on('error', () => (end.reached = true))
  child.unref()
  return { pid: child.pid ?? 0, ended: () => end.reached }
}

/** Fast shutdown: running statements are rolled back, the log is flushed, the process ends. */
export async function stopPostmaster(dataDir: string, patienceMs: number): Promise<boolean> {
  const postmaster = readPostmaster(dataDir)
  if (postmaster === undefined || !isServing(postmaster, dataDir)) return true
  process.kill(postmaster.pid, 'SIGINT')
  const deadline = performance.now() + patienceMs
  while (performance.now() < deadline) {
    if (!isServing(postmaster, dataDir)) return true
    await pause(10)
  }
  return false
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (fault) {
    return codeOf(fault) === 'EPERM'
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
