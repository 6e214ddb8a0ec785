import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { stopCluster } from './supervisor.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Data directory of the run's throw-away cluster. */
    clusterDir: string
  }
}

/**
 * Gives a test run one place for a database cluster. Nothing is started here:
 * the first test file that wants a database starts it, and a run without any
 * costs nothing.
 */
export default function setup(project: TestProject): () => Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'cy-'))
  // The database runs as another user where the tests run as root.
  chmodSync(directory, 0o755)
  project.provide('clusterDir', directory)
  return async () => {
    await stopCluster(directory)
    rmSync(directory, { recursive: true, force: true })
  }
}
