import type { Readable } from 'node:stream'
import { Refused } from './refused.ts'

/** A workbook of rules is some hundred kilobytes; whatever is larger is none. */
const mostBytes = 20 * 1024 * 1024

/** An upload that is small enough to be read whole. */
export async function wholeUpload(content: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of content) {
    if (!(chunk instanceof Uint8Array)) continue
    size += chunk.length
    if (size > mostBytes) throw new Refused('request.too-large', { limit: mostBytes })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** A small file inside a JSON reply. */
export function base64Of(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : Buffer.from(bytes).toString('base64')
}
