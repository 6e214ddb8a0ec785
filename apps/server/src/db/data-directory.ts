import { spawn, type ChildProcess } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { platform } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { reachableRoot, type Binaries } from './binaries.ts'
import { codeOf, DatabaseFault, reasonOf } from './fault.ts'
import type { Log } from './log.ts'
import { canReach, currentUser, spawnAs, type OsUser } from './os-user.ts'
import { loginRole, ownerRole, superuser } from './roles.ts'

/** `var/pgdata`; one folder per PostgreSQL major below it. */
export function clusterHome(dataDir: string): string {
  return join(dataDir, 'pgdata')
}

/**
 * The directory the server is started on. Refuses data of another major: an
 * empty database beside the full one would look like a loss of everything.
 */
export function locateDataDirectory(home: string, binaries: Binaries): string | undefined {
  const directory = join(home, binaries.major)
  if (!existsSync(join(directory, 'PG_VERSION'))) {
    const other = majorsIn(home).find((major) => major !== binaries.major)
    if (other !== undefined) throw wrongMajor(join(home, other), other, binaries)
    // A link whose data are gone must not turn into an empty database either.
    if (lstatSync(directory, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
      throw new DatabaseFault('database.data-missing', { link: directory, target: readlinkSync(directory) })
    }
    return undefined
  }
  const found = readFileSync(join(directory, 'PG_VERSION'), 'utf8').trim()
  if (found !== binaries.major) throw wrongMajor(directory, found, binaries)
  return realpathSync(directory)
}

/**
 * Makes the data directory beside its final place and moves it there whole: a
 * crash half-way, or a second process doing the same, leaves nothing half-made.
 */
export async function createDataDirectory(
  home: string,
  binaries: Binaries,
  user: OsUser,
  log: Log,
): Promise<string> {
  const link = join(home, binaries.major)
  const place = placeFor(home, binaries, user, log)
  const mine = `${String(process.pid)}.${randomUUID()}`
  const unfinished = join(dirname(place), `.${basename(place)}.new.${mine}`)
  sweepUnfinished(dirname(place))
  try {
    await initialise(unfinished, binaries, user)
    try {
      renameSync(unfinished, place)
    } catch (fault) {
      // ENOTEMPTY: another starter was quicker; its directory is as good as ours.
      if (codeOf(fault) !== 'ENOTEMPTY' && codeOf(fault) !== 'EEXIST') throw fault
    }
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
  if (place !== link && !existsSync(link)) symlinkSync(place, link)
  return realpathSync(place)
}

/** Who may connect: this process's user, as any of the three roles, over the socket. Nobody by network. */
export function writeAccessRules(directory: string, user: OsUser): void {
  const writer = currentUser().name
  const roles = [superuser, ownerRole, loginRole]
  const rules = {
    'pg_hba.conf': 'local all all peer map=chuangyuan\n',
    'pg_ident.conf': roles.map((role) => `chuangyuan "${writer}" ${role}\n`).join(''),
  }
  for (const [file, text] of Object.entries(rules)) {
    const path = join(directory, file)
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue
    writeFileSync(path, text, { mode: 0o600 })
    chownSync(path, user.uid, user.gid)
  }
}

/** Makes a folder the database's user can enter and write. */
export function prepareFolder(path: string, user: OsUser, mode: number): void {
  try {
    mkdirSync(path, { recursive: true })
    if (currentUser().uid === 0) {
      chownSync(path, user.uid, user.gid)
      chmodSync(path, mode)
    }
    // The only proof of being writable is to write: root passes every permission check, but no read-only mount.
    const probe = join(path, `.writable.${String(process.pid)}`)
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (fault) {
    if (codeOf(fault) === 'ENOSPC') {
      throw new DatabaseFault('database.disk-full', { directory: path, output: reasonOf(fault) }, fault)
    }
    throw new DatabaseFault('database.directory-not-writable', { path, reason: reasonOf(fault) }, fault)
  }
}

function placeFor(home: string, binaries: Binaries, user: OsUser, log: Log): string {
  if (canReach(user, home)) return join(home, binaries.major)
  if (currentUser().uid !== 0) {
    throw new DatabaseFault('database.unreachable-for-user', { path: home, user: user.name })
  }
  const name = createHash('sha256').update(home).digest('hex').slice(0, 12)
  const elsewhere = join(reachableRoot, `pgdata-${name}`)
  prepareFolder(elsewhere, user, 0o700)
  log.warn(
    { wanted: home, used: elsewhere, user: user.name },
    '数据目录不对专用用户开放，数据库已放在可到达处',
  )
  return join(elsewhere, binaries.major)
}

async function initialise(directory: string, binaries: Binaries, user: OsUser): Promise<void> {
  const flags = ['-D', directory, '-U', superuser, '--auth-local=peer', '--auth-host=reject']
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--data-checksums']
  // One flush of the file system instead of a thousand files one by one: seconds on a busy disk, and as durable.
  if (platform() === 'linux' && Number(binaries.major) >= 17) flags.push('--sync-method=syncfs')
  const initdb = spawn(join(binaries.directory, 'initdb'), [...flags, ...locale], {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    ...spawnAs(user),
  })
  const [stderr, { status, error }] = await Promise.all([text(initdb.stderr), ended(initdb)])
  if (status !== 0) {
    const output = error === undefined ? stderr.trim() : reasonOf(error)
    const code = output.includes('No space left on device') ? 'database.disk-full' : 'database.initdb-failed'
    throw new DatabaseFault(code, { directory, output }, error)
  }
  appendFileSync(join(directory, 'postgresql.conf'), modestSettings)
  writeAccessRules(directory, user)
}

function ended(child: ChildProcess): Promise<{ readonly status: number | null; readonly error?: Error }> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve({ status: null, error })
    })
    child.once('close', (status) => {
      resolve({ status })
    })
  })
}

/**
 * Sized for an office machine that does other work too; the file may be edited afterwards. The buffers hold the
 * ledger of years, and take memory only as far as there is one.
 */
const modestSettings = `
max_connections = 60
shared_buffers = 256MB
max_wal_size = 512MB
max_worker_processes = 4
max_parallel_workers_per_gather = 1
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] '
`

function majorsIn(home: string): string[] {
  return readdirSync(home).filter((name) => /^\d+$/.test(name) && existsSync(join(home, name, 'PG_VERSION')))
}

function sweepUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    const maker = /^\.\d+\.new\.(\d+)\./.exec(name)?.[1]
    if (maker !== undefined && !existsSync(`/proc/${maker}`)) {
      rmSync(join(folder, name), { recursive: true, force: true })
    }
  }
}

function wrongMajor(directory: string, found: string, binaries: Binaries): DatabaseFault {
  return new DatabaseFault('database.wrong-major', { directory, found, expected: binaries.major })
}
