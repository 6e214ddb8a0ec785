import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Refused } from '../../http/refused.ts'

const mostBytes = 50 * 1024 ** 2
const mostWaiting = 8
const usual = { program: 'soffice', mostMs: 60_000 }

/** One at a time: each takes 300 MB and a whole processor. */
let last: Promise<unknown> = Promise.resolve()
let waiting = 0

/**
 * A Word file as PDF, by LibreOffice where the machine has it. Fonts are those of this machine: the page may look
 * other than on an office computer that has 仿宋_GB2312. `gone` ends it when nobody waits for the file any more.
 */
export async function toPdf(
  docx: Uint8Array,
  gone: AbortSignal,
  limits: Partial<typeof usual> = {},
): Promise<Buffer> {
  if (docx.byteLength > mostBytes) throw notConverted('large')
  if (waiting >= mostWaiting) throw notConverted('busy')
  waiting += 1
  const mine = last.then(() => convert(docx, gone, { ...usual, ...limits }))
  last = mine.catch(() => undefined)
  try {
    return await mine
  } finally {
    waiting -= 1
  }
}

async function convert(docx: Uint8Array, gone: AbortSignal, limits: typeof usual): Promise<Buffer> {
  if (gone.aborted) throw notConverted('cancelled')
  const folder = await mkdtemp(path.join(tmpdir(), 'chuangyuan-paper-'))
  try {
    await writeFile(path.join(folder, 'paper.docx'), docx)
    // A profile of its own: an office window that is open under the usual one would take the file and never answer.
    const profile = `-env:UserInstallation=file://${folder}/profile`
    const options = ['--headless', '--convert-to', 'pdf', '--outdir', folder, path.join(folder, 'paper.docx')]
    await run(limits.program, [profile, ...options], gone, limits.mostMs)
    return await readFile(path.join(folder, 'paper.pdf')).catch(() => {
      throw notConverted('failed')
    })
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

function run(program: string, args: readonly string[], gone: AbortSignal, mostMs: number): Promise<void> {
  const late = AbortSignal.timeout(mostMs)
  const ended = AbortSignal.any([gone, late])
  return new Promise((resolve, reject) => {
    // A group of its own: soffice is a script, and what works is a child of its child.
    const child = spawn(program, args, { stdio: 'ignore', detached: true })
    const kill = () => {
      killGroup(child.pid)
    }
    ended.addEventListener('abort', kill, { once: true })
    child.once('error', () => {
      ended.removeEventListener('abort', kill)
      reject(new Refused('paper.no-converter'))
    })
    child.once('exit', (code) => {
      ended.removeEventListener('abort', kill)
      if (gone.aborted) reject(notConverted('cancelled'))
      else if (late.aborted) reject(notConverted('late'))
      else if (code !== 0) reject(notConverted('failed'))
      else resolve()
    })
  })
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
  }
}

function notConverted(reason: 'large' | 'busy' | 'late' | 'failed' | 'cancelled'): Refused {
  return new Refused('paper.not-converted', { reason })
}
