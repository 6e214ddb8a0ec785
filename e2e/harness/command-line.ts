import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { projectRoot } from '../../tools/run-step.ts'

/** What a command of the terminal printed, and how it ended. */
export interface CommandOutcome {
  readonly code: number | null
  readonly output: string
}

/** Runs one of the server's commands on a data folder, as `npm run NAME -- …` does. */
export async function runCommandLine(
  name: 'backup' | 'restore' | 'verify-journal',
  dataFolder: string,
  ...given: readonly string[]
): Promise<CommandOutcome> {
  const command = path.join(projectRoot, 'apps/server/src/db/commands', `${name}.ts`)
  const child = spawn(path.join(projectRoot, 'node_modules', '.bin', 'node'), [command, ...given], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', DATA_DIR: dataFolder },
  })
  let output = ''
  const keep = (chunk: Buffer): void => {
    output += chunk.toString('utf8')
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  await once(child, 'close')
  return { code: child.exitCode, output }
}
