import type { Deps } from '../../deps.ts'

/** A workbook is full of telephone numbers, so it lies encrypted among the blobs. */
export async function keepSealed({ blobs, secret }: Deps, content: Uint8Array): Promise<string> {
  const { sha256 } = await blobs.put(Buffer.from(secret.encrypt(Buffer.from(content).toString('base64'))))
  return sha256
}

export async function openSealed({ blobs, secret }: Deps, sha256: string): Promise<Buffer> {
  return Buffer.from(secret.decrypt((await blobs.read(sha256)).toString()), 'base64')
}
