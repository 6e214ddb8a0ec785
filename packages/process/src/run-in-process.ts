import { fork, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import type { Message, Work } from './work.ts'

export interface InProcess<Progress> {
  readonly onProgress?: (progress: Progress) => void
  /** Kills the process; the promise rejects at once with the signal's reason. */
  readonly signal?: AbortSignal
  /** The most its objects may take; beyond that it dies. Typed arrays do not count. */
  readonly heapMegabytes?: number
}

/**
 * Does long work in a process of its own, whose body is a file that calls
 * `serveWork`. The server keeps answering, and whatever becomes of the process
 * (a crash of the engine, no memory left, a kill) fails this one promise.
 */
export async function runInProcess<Kind extends Work>(
  body: URL,
  input: Kind['input'],
  options: InProcess<Kind['progress']> = {},
): Promise<Kind['answer']> {
  const { signal, heapMegabytes } = options
  signal?.throwIfAborted()
  const child = fork(body, {
    serialization: 'advanced',
    execArgv: heapMegabytes === undefined ? [] : [`--max-old-space-size=${String(heapMegabytes)}`],
    // Under `node --watch` the process would report every file it loads as if it were an answer.
    env: { ...process.env, WATCH_REPORT_DEPENDENCIES: undefined },
    // Ctrl-C reaches all processes of a terminal's group; what the server still waits for is its own decision.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  try {
    return await answerOf<Kind>(child, nameOf(body), input, options)
  } catch (fault) {
    signal?.throwIfAborted()
    throw fault
  } finally {
    child.removeAllListeners('message')
    child.kill('SIGKILL')
  }
}

function answerOf<Kind extends Work>(
  child: ChildProcess,
  name: string,
  input: Kind['input'],
  { onProgress, signal }: InProcess<Kind['progress']>,
): Promise<Kind['answer']> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(new Error(`${name} is cancelled`))
    }
    signal?.addEventListener('abort', abort, { once: true })
    let lastWords = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-mostLastWords)
    })
    child.on('message', (message) => {
      const said = message as Message<Kind>
      if (said.kind === 'progress') onProgress?.(said.progress)
      else if (said.kind === 'answer') resolve(said.answer)
      else reject(said.error)
    })
    child.on('error', reject)
    child.on('close', (code, killedBy) => {
      signal?.removeEventListener('abort', abort)
      const how = killedBy === null ? `with code ${String(code)}` : `by ${killedBy}`
      reject(new Error(`${name} ended ${how} and without an answer\n${lastWords}`.trimEnd()))
    })
    child.send({ input }, () => {
      // A process that is gone before it has read its input says so in `close`, with the cause.
    })
  })
}

/** Enough for the report of a crashed engine, in characters. */
const mostLastWords = 4_000

function nameOf(body: URL): string {
  return path.basename(body.pathname)
}
