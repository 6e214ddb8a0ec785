import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Serving } from './served-district.ts'

export interface Served extends Serving {
  readonly dataDir: string
  /** Processor time that the server has used, milliseconds. On a busy machine the clock tells of the others, too. */
  cpuMs(): Promise<number>
  close(): Promise<void>
}

/** A server in a process of its own, on a data directory that is thrown away. */
export async function served(accounts: number): Promise<Served> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'chuangyuan-bench-'))
  // The database runs as another user where the bench runs as root.
  await chmod(dataDir, 0o755)
  const child = fork(path.join(import.meta.dirname, 'served-district.ts'), [dataDir, String(accounts)])
  const [serving] = (await once(child, 'message')) as [Serving]
  return {
    ...serving,
    dataDir,
    async cpuMs() {
      child.send('cpu')
      const [used] = (await once(child, 'message')) as [NodeJS.CpuUsage]
      return (used.user + used.system) / 1000
    },
    async close() {
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      await exit
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}
