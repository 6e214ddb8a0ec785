import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { DatabaseFault, reasonOf } from './fault.ts'

/** The operating-system user a process runs as. */
export interface OsUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

const dedicatedName = 'chuangyuan'

/** Whoever runs this process; peer authentication knows it by this name. */
export function currentUser(): OsUser {
  const { username, uid, gid } = userInfo()
  return { name: username, uid, gid }
}

/**
 * The user PostgreSQL runs as. It refuses to run as root, so root hands it to
 * the owner of an existing data directory, else to a dedicated user, which is
 * created where the system lets us, else to an installed PostgreSQL's user.
 */
export function databaseUser(existingDataDir: string | undefined): OsUser {
  const current = currentUser()
  if (current.uid !== 0) return current
  if (existingDataDir !== undefined) {
    const { uid, gid } = statSync(existingDataDir)
    if (uid !== 0) return { name: nameOf(uid) ?? String(uid), uid, gid }
  }
  const known = lookUp(dedicatedName)
  if (known !== undefined) return known
  const refusals: string[] = []
  for (const [command, ...args] of creators) {
    try {
      execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] })
      const created = lookUp(dedicatedName)
      if (created !== undefined) return created
    } catch (fault) {
      refusals.push(reasonOf(fault).trim())
    }
  }
  const installed = lookUp('postgres')
  if (installed !== undefined) return installed
  throw new DatabaseFault('database.no-user', { reason: refusals.join('; ') })
}

const creators: readonly (readonly [string, ...string[]])[] = [
  ['useradd', '--system', '--no-create-home', '--user-group', '--shell', '/usr/sbin/nologin', dedicatedName],
  // BusyBox (Alpine) has no useradd.
  ['adduser', '-S', '-D', '-H', dedicatedName],
]

/** Options for spawning a program as that user; nothing to change where we are that user already. */
export function spawnAs(user: OsUser): { uid?: number; gid?: number } {
  return currentUser().uid === user.uid ? {} : { uid: user.uid, gid: user.gid }
}

/** Whether every component of the path lets that user through: asked of the kernel, so that ACLs count. */
export function canReach(user: OsUser, path: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$0"', path], { cwd: '/', ...spawnAs(user) }).status === 0
}

function lookUp(name: string): OsUser | undefined {
  const entry = passwd().find((fields) => fields[0] === name)
  if (entry !== undefined) return { name, uid: Number(entry[2]), gid: Number(entry[3]) }
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }))
  if (uid?.status !== 0 || gid?.status !== 0) return undefined
  return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) }
}

function nameOf(uid: number): string | undefined {
  return passwd().find((fields) => fields[2] === String(uid))?.[0]
}

function passwd(): string[][] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
}
