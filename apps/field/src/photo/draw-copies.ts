import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

export interface CopyOrder {
  readonly original: Blob
  /** Lines of the watermark: time, place, site. */
  readonly caption: readonly string[]
  /** Whether the original is too large to be sent. */
  readonly reduce: boolean
}

export interface Copies {
  readonly sha256: string
  /** With the watermark, for showing; null where the browser cannot read the picture. */
  readonly view: Blob | null
  readonly reduced: { readonly bytes: Blob; readonly sha256: string } | null
}

const longestSide = 2048
const quality = 0.85

/** Runs in a worker: a photo of twelve megapixels would stop the page for a second. */
export async function drawCopies({ original, caption, reduce }: CopyOrder): Promise<Copies> {
  const hash = await hashOf(original)
  const picture = await createImageBitmap(original, { imageOrientation: 'from-image' }).catch(() => null)
  if (picture === null) return { sha256: hash, view: null, reduced: null }
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale))
  const pen = canvas.getContext('2d')
  if (pen === null) return { sha256: hash, view: null, reduced: null }
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const plain = reduce ? await canvas.convertToBlob({ type: 'image/jpeg', quality }) : null
  watermark(pen, caption)
  return {
    sha256: hash,
    view: await canvas.convertToBlob({ type: 'image/jpeg', quality }),
    reduced: plain && { bytes: plain, sha256: await hashOf(plain) },
  }
}

/** By a library of our own choosing everywhere: `crypto.subtle` is missing where the office network has no HTTPS. */
async function hashOf(bytes: Blob): Promise<string> {
  const hash = sha256.create()
  const piece = 1024 * 1024
  for (let at = 0; at < bytes.size; at += piece)
    hash.update(new Uint8Array(await bytes.slice(at, at + piece).arrayBuffer()))
  return bytesToHex(hash.digest())
}

function watermark(pen: OffscreenCanvasRenderingContext2D, caption: readonly string[]): void {
  const { width, height } = pen.canvas
  const size = Math.round(Math.max(16, Math.min(width, height) * 0.032))
  const line = size * 1.4
  const top = height - caption.length * line - size * 0.6
  pen.fillStyle = 'rgb(0 0 0 / 55%)'
  pen.fillRect(0, top, width, height - top)
  pen.fillStyle = '#fff'
  pen.font = `${String(size)}px "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif`
  pen.textBaseline = 'top'
  for (const [index, words] of caption.entries())
    pen.fillText(words, size, top + size * 0.4 + index * line, width - 2 * size)
}
