import { accept, refuse, type Result } from '@chuangyuan/domain/result'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'

/** How the decoding process says no. */
export const exitCodes = { damaged: 3, tooManyPixels: 4 } as const

export interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgba: Buffer
}

export type HeicRefusal = { readonly code: 'photo.damaged' } | { readonly code: 'photo.too-many-pixels' }

/**
 * The decoder is C++ compiled to WebAssembly: a hostile file cannot leave it, but can make it grow. A thread's limits do
 * not count that memory, a process's own flag does: pages of 64 KiB.
 */
const mostPages = 24_576
const mostHeapMegabytes = 256
const mostMs = 60_000

/** Files are decoded one after the other: each may take more than a gigabyte. */
let before: Promise<unknown> = Promise.resolve()

/** The pixels of a HEIC file, upright. Read in a process of its own, which may die of it. */
export function decodeHeic(content: Buffer, mostPixels: number): Promise<Result<Pixels, HeicRefusal>> {
  const decoding = before.then(() => decodeAlone(content, mostPixels))
  before = decoding.catch(() => undefined)
  return decoding
}

async function decodeAlone(content: Buffer, mostPixels: number): Promise<Result<Pixels, HeicRefusal>> {
  const child = spawn(
    process.execPath,
    [
      `--wasm-max-mem-pages=${String(mostPages)}`,
      `--max-old-space-size=${String(mostHeapMegabytes)}`,
      path.join(import.meta.dirname, 'decode-heic-worker.ts'),
      String(mostPixels),
    ],
    { stdio: ['pipe', 'pipe', 'ignore'], env: {}, timeout: mostMs, killSignal: 'SIGKILL' },
  )
  // A child that dies while it is being fed answers by its exit code.
  child.stdin.on('error', () => undefined)
  child.stdin.end(content)
  const [shown, [exitCode]] = await Promise.all([
    buffer(child.stdout),
    once(child, 'exit') as Promise<[number | null]>,
  ])
  if (exitCode === exitCodes.tooManyPixels) return refuse({ code: 'photo.too-many-pixels' })
  if (exitCode !== 0 || shown.length < 8) return refuse({ code: 'photo.damaged' })
  const [width, height, rgba] = [shown.readUInt32LE(0), shown.readUInt32LE(4), shown.subarray(8)]
  return rgba.length === width * height * 4
    ? accept({ width, height, rgba })
    : refuse({ code: 'photo.damaged' })
}
