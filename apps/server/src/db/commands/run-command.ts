import { ConfigFault, readConfig, type Config } from '../../config/config.ts'
import { loadDotEnv } from '../../config/dot-env.ts'
import { BundleFault } from '../bundle.ts'
import { DatabaseFault } from '../fault.ts'
import type { Log } from '../log.ts'
import { reachDatabase, type Reached } from '../place.ts'

/** Warnings matter at a terminal; what went as planned is told by the command itself. */
const terminalLog: Log = {
  info() {},
  warn: (details, message) => {
    process.stderr.write(`${message} ${JSON.stringify(details)}\n`)
  },
  error: (details, message) => {
    process.stderr.write(`${message} ${JSON.stringify(details)}\n`)
  },
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/**
 * Runs a command of the terminal on the configured database, which it starts
 * if it is not running and then stops again. What is wrong with the machine or
 * the file is told in one sentence; the exit code is the work's.
 */
export async function runCommand(work: (reached: Reached, config: Config) => Promise<number>): Promise<void> {
  try {
    loadDotEnv()
    const config = readConfig(process.env)
    const reached = await reachDatabase(config.database, terminalLog)
    const interrupted = () => {
      void reached.leave().then(() => process.exit(130))
    }
    process.once('SIGINT', interrupted)
    process.once('SIGTERM', interrupted)
    try {
      process.exitCode = await work(reached, config)
    } finally {
      await reached.leave()
    }
  } catch (fault) {
    const known =
      fault instanceof DatabaseFault || fault instanceof BundleFault || fault instanceof ConfigFault
    if (!known) throw fault
    process.stderr.write(`${fault.message}\n`)
    process.exitCode = 2
  }
}
