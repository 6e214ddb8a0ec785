import { gcm } from '@noble/ciphers/aes.js'
import { pbkdf2Async } from '@noble/hashes/pbkdf2.js'
import { sha256 } from '@noble/hashes/sha2.js'

/*
 * The format is written down in docs/field-rescue.md, where the office's side reads it. A library does the
 * mathematics, since `crypto.subtle` is missing where the office network has no HTTPS.
 */
const magic = new TextEncoder().encode('CYRF1')
const saltBytes = 16
const noncePrefixBytes = 7
const iterations = 600_000
const segmentBytes = 1024 * 1024

/** Encrypts segment by segment, so that a phone never holds the whole file; order and end are sealed too. */
export async function seal(
  plain: Blob,
  passphrase: string,
  random: (bytes: number) => Uint8Array<ArrayBuffer> = randomBytes,
): Promise<Blob> {
  const salt = random(saltBytes)
  const prefix = random(noncePrefixBytes)
  const password = new TextEncoder().encode(passphrase.normalize('NFC'))
  const key = await pbkdf2Async(sha256, password, salt, { c: iterations, dkLen: 32 })
  const parts: BlobPart[] = [magic, salt, prefix]
  const last = Math.max(0, Math.ceil(plain.size / segmentBytes) - 1)
  for (let counter = 0; counter <= last; counter++) {
    const piece = plain.slice(counter * segmentBytes, (counter + 1) * segmentBytes)
    const bytes = new Uint8Array(await piece.arrayBuffer())
    const sealed = gcm(key, nonce(prefix, counter, counter === last)).encrypt(bytes)
    // A Blob may be kept on disk, an array in memory may not.
    parts.push(new Blob([sealed]))
  }
  return new Blob(parts, { type: 'application/octet-stream' })
}

function nonce(prefix: Uint8Array, counter: number, isLast: boolean): Uint8Array {
  const bytes = new Uint8Array(12)
  bytes.set(prefix)
  new DataView(bytes.buffer).setUint32(noncePrefixBytes, counter)
  bytes[11] = isLast ? 1 : 0
  return bytes
}

function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length))
}
