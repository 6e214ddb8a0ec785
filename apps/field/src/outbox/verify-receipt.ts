import { receiptText, type Receipt } from '@chuangyuan/contract/field'

/**
 * Whether a receipt was signed with one of the installation's keys (Ed25519, SPKI PEM). Undefined where the browser
 * cannot tell: an old one, or a page without HTTPS.
 */
export async function isGenuine(receipt: Receipt, keys: readonly string[]): Promise<boolean | undefined> {
  const { subtle } = crypto as { subtle?: SubtleCrypto }
  if (subtle === undefined) return undefined
  const text = new TextEncoder().encode(receiptText(receipt))
  try {
    for (const pem of keys) {
      const key = await subtle.importKey(
        'spki',
        bytesOf(pem.replace(/-----[^-]+-----/g, '')),
        'Ed25519',
        false,
        ['verify'],
      )
      if (await subtle.verify('Ed25519', key, bytesOf(receipt.signature), text)) return true
    }
    return false
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') return undefined
    throw error
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64.replace(/\s/g, '')), (letter) => letter.charCodeAt(0))
}
