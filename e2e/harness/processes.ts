import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/**
 * Every running process that belongs to a data folder: started with it in its
 * environment or arguments, or working in it. A database's own children rewrite
 * their title and forget their parent, but they stay in the folder they serve.
 */
export function processesOf(dataFolder: string): readonly { readonly pid: number; readonly title: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => belongsTo(name, dataFolder))
    .map((name) => ({
      pid: Number(name),
      title: readOrEmpty(`/proc/${name}/cmdline`).replaceAll('\0', ' ').trim(),
    }))
}

function belongsTo(pid: string, dataFolder: string): boolean {
  // A finished process that nobody has waited for yet holds nothing and runs nothing.
  if (/^State:\s+Z/m.test(readOrEmpty(`/proc/${pid}/status`))) return false
  return (
    readOrEmpty(`/proc/${pid}/environ`).includes(dataFolder) ||
    readOrEmpty(`/proc/${pid}/cmdline`).includes(dataFolder) ||
    workingFolder(pid).startsWith(dataFolder)
  )
}

/** Processes end while they are being looked at; one that is gone has nothing to say. */
function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function workingFolder(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}
