import { createDecipheriv, pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'
import { Refused } from '../../http/refused.ts'

// The format is written down in docs/field-rescue.md.
const magic = 'CYRF1'
const headBytes = 28
const segmentBytes = 1024 * 1024
const tagBytes = 16
const iterations = 600_000

export function isSealed(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, magic.length)).toString('latin1') === magic
}

/** The plain text of a sealed file, piece by piece; each piece is proved before it is handed on. */
export async function* unseal(sealed: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  let head: { readonly key: Buffer; readonly prefix: Buffer } | undefined
  let number = 0
  const opened = (segment: Buffer, isLast: boolean): Buffer => {
    if (head === undefined) throw new Refused('rescue.unreadable')
    const piece = openedSegment(head, segment, number, isLast)
    number += 1
    return piece
  }
  for await (const chunk of sealed) {
    rest = Buffer.concat([rest, chunk])
    if (head === undefined) {
      if (rest.length < headBytes) continue
      head = await readHead(rest.subarray(0, headBytes), passphrase)
      rest = rest.subarray(headBytes)
    }
    // A whole segment is the last one if nothing follows it.
    while (rest.length > segmentBytes + tagBytes) {
      yield opened(rest.subarray(0, segmentBytes + tagBytes), false)
      rest = rest.subarray(segmentBytes + tagBytes)
    }
  }
  yield opened(rest, true)
}

async function readHead(head: Buffer, passphrase: string) {
  if (!isSealed(head)) throw new Refused('rescue.unreadable')
  const [salt, prefix] = [head.subarray(5, 21), head.subarray(21, headBytes)]
  const key = await promisify(pbkdf2)(passphrase.normalize('NFC'), salt, iterations, 32, 'sha256')
  return { key, prefix: Buffer.from(prefix) }
}

function openedSegment(
  { key, prefix }: { readonly key: Buffer; readonly prefix: Buffer },
  segment: Buffer,
  number: number,
  isLast: boolean,
): Buffer {
  const nonce = Buffer.alloc(12)
  prefix.copy(nonce)
  nonce.writeUInt32BE(number, prefix.length)
  nonce[11] = isLast ? 1 : 0
  const wrong = new Refused(number === 0 ? 'rescue.passphrase-wrong' : 'rescue.damaged')
  if (segment.length < tagBytes) throw wrong
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAuthTag(segment.subarray(-tagBytes))
  const plain = decipher.update(segment.subarray(0, -tagBytes))
  try {
    return Buffer.concat([plain, decipher.final()])
  } catch {
    throw wrong
  }
}
