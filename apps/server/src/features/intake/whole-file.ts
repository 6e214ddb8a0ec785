import { defaultWorkbookLimits } from '@chuangyuan/workbook/raw-sheet'
import type { Readable } from 'node:stream'
import { Refused } from '../../http/refused.ts'

/** An uploaded workbook, refused as soon as it is longer than any that is read. */
export async function wholeFile(upload: Readable | undefined): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of upload ?? []) {
    const piece = Buffer.from(part as Uint8Array)
    bytes += piece.length
    if (bytes > defaultWorkbookLimits.maxBytes) {
      throw new Refused('request.too-large', { limit: defaultWorkbookLimits.maxBytes })
    }
    parts.push(piece)
  }
  return Buffer.concat(parts)
}
