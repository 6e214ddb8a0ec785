import type { PhotoType } from '@chuangyuan/domain/photo/photo'

/** Brands of HEIF files whose pictures are coded with HEVC, as phones write them. */
const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1'])

/** The kind of image that a file is, by its first bytes; undefined for everything that is not taken as a photo. */
export function sniffType(content: Buffer): PhotoType | undefined {
  const text = (start: number, end: number) => content.toString('latin1', start, end)
  if (text(0, 3) === '\xff\xd8\xff') return 'image/jpeg'
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp'
  return text(4, 8) === 'ftyp' && heicBrands.has(text(8, 12)) ? 'image/heic' : undefined
}
