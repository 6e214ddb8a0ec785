import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { projectRoot } from '../../tools/run-step.ts'
import { takePreparedDemo } from './prepared-demo.ts'
import { processesOf } from './processes.ts'

/** A whole installation, running for one test: server, database and files in a folder of its own. */
export interface RunningProduct {
  /** Where it answers, without a slash at the end. */
  readonly address: string
  readonly dataFolder: string
  /** Everything printed so far. */
  output(): string
  /** The one-time link that creates the first administrator. */
  setUpLink(): Promise<string>
  /** Waits until a printed line matches, and answers the match. */
  printed(pattern: RegExp): Promise<RegExpExecArray>
  /** Ends it without a goodbye, as a power cut would; the data folder stays. */
  kill(): Promise<void>
  /** Stops it as Ctrl-C does, and fails if any process of it lives on. */
  stop(options?: { readonly keepData?: boolean }): Promise<void>
}

export interface StartOptions {
  /** The program to run, from the top of the tree. */
  readonly entry?: string
  /** Continue with the data of a product that was stopped with `keepData`. */
  readonly dataFolder?: string
  readonly environment?: Readonly<Record<string, string>>
  /** Begin on an empty folder, even where a demo district lies prepared: for what a first start is about. */
  readonly fromNothing?: boolean
}

const startLimitMs = 60_000
const stopLimitMs = 20_000

export async function startProduct(options: StartOptions = {}): Promise<RunningProduct> {
  const dataFolder = options.dataFolder ?? newDataFolder()
  let text = isOrdinary(options) ? takePreparedDemo(dataFolder) : ''
  const child = launch(dataFolder, options)
  const keep = (chunk: Buffer): void => {
    text += chunk.toString('utf8')
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  let exited = false
  const exit = new Promise<void>((resolve) => {
    child.once('close', () => {
      exited = true
      resolve()
    })
  })

  async function printed(pattern: RegExp): Promise<RegExpExecArray> {
    const limit = performance.now() + startLimitMs
    for (;;) {
      const match = pattern.exec(text)
      if (match !== null) return match
      if (exited) throw new Error(`the product ended before it printed ${String(pattern)}:\n${text}`)
      if (performance.now() > limit) throw new Error(`the product never printed ${String(pattern)}:\n${text}`)
      await pause(20)
    }
  }

  async function kill(): Promise<void> {
    child.kill('SIGKILL')
    await exit
    for (const { pid } of processesOf(dataFolder)) killQuietly(pid)
    await survivorsOf(dataFolder)
  }

  async function stop({ keepData = false }: { readonly keepData?: boolean } = {}): Promise<void> {
    if (!exited) child.kill('SIGTERM')
    const inTime = await Promise.race([exit.then(() => true), pause(stopLimitMs, false, { ref: false })])
    const survivors = inTime ? await survivorsOf(dataFolder) : processesOf(dataFolder)
    for (const { pid } of survivors) killQuietly(pid)
    // The kernel takes a moment to bury what was killed.
    await survivorsOf(dataFolder)
    if (!keepData) rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 })
    if (survivors.length > 0) {
      const list = survivors.map(({ pid, title }) => `${pid} ${title}`).join('\n')
      throw new Error(`${inTime ? 'processes outlived the product' : 'the product did not stop'}:\n${list}`)
    }
  }

  try {
    const [, address = ''] = await printed(/创园 已就绪 (http:\/\/\S+?)\/?\s/)
    return {
      address,
      dataFolder,
      output: () => text,
      printed,
      setUpLink: async () => (await printed(/http:\/\/\S+\/setup#token=\S+/))[0],
      kill,
      stop,
    }
  } catch (cause) {
    await kill()
    if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 })
    throw cause
  }
}

/** One that begins as every installation does, so that it may begin with a copy of another's first start. */
function isOrdinary({ entry, dataFolder, environment, fromNothing = false }: StartOptions): boolean {
  return entry === undefined && dataFolder === undefined && environment === undefined && !fromNothing
}

/** Starts the program without waiting for it; for tests of what happens before it is ready. */
export function launch(
  dataFolder: string,
  options: StartOptions = {},
): ChildProcessByStdio<null, Readable, Readable> {
  const program = path.join(projectRoot, 'node_modules', '.bin', 'node')
  return spawn(program, [path.join(projectRoot, options.entry ?? 'apps/server/src/main.ts')], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NO_COLOR: '1',
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataFolder,
      ...options.environment,
    },
  })
}

/** A folder for one product's data, which the database's own user may enter where root starts the server. */
export function newDataFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'chuangyuan-e2e-'))
  chmodSync(folder, 0o755)
  return folder
}

/** What is left once everything had a moment to end: a database needs one after its last client has gone. */
async function survivorsOf(dataFolder: string): Promise<ReturnType<typeof processesOf>> {
  const limit = performance.now() + 2_000
  for (;;) {
    const survivors = processesOf(dataFolder)
    if (survivors.length === 0 || performance.now() > limit) return survivors
    await pause(50)
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself in the meantime.
  }
}
