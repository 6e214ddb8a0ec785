import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Linux counts processor time in hundredths of a second. */
const tickMs = 10

/**
 * Processor time that the embedded database of a data directory has used, milliseconds: the postmaster with the
 * children that it has outlived, and those that live. On a busy machine the clock tells of the others, too.
 */
export function databaseCpuMs(dataDir: string): number {
  const home = path.join(dataDir, 'pgdata')
  const major = readdirSync(home).find((name) => /^\d+$/.test(name)) ?? ''
  const [postmaster] = readFileSync(path.join(home, major, 'postmaster.pid'), 'utf8').split('\n')
  const ticks = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      const [, parent, ...fields] = statOf(pid)
      const [user, system, childrenUser, childrenSystem] = fields.slice(9).map(Number)
      const own = (user ?? 0) + (system ?? 0)
      if (pid === postmaster) return own + (childrenUser ?? 0) + (childrenSystem ?? 0)
      return parent === postmaster ? own : 0
    })
  return ticks.reduce((sum, each) => sum + each, 0) * tickMs
}

/** State, parent and so on: what follows the name, which may hold anything. */
function statOf(pid: string): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    // It has ended meanwhile.
    return []
  }
}
