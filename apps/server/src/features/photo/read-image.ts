import { fingerprintOf, fingerprintSide, type Fingerprint } from '@chuangyuan/domain/photo/fingerprint'
import type { PhotoType } from '@chuangyuan/domain/photo/photo'
import { accept, refuse, type Result } from '@chuangyuan/domain/result'
import sharp, { type Sharp } from 'sharp'
import { decodeHeic } from './decode-heic.ts'
import { readExif, type ExifHint } from '@chuangyuan/domain/photo/exif'
import { sniffType } from './sniff-type.ts'

/** A photo's original, read. */
export interface ReadImage {
  readonly mediaType: PhotoType
  /** Upright, in pixels. */
  readonly width: number
  readonly height: number
  readonly exif: ExifHint
  readonly fingerprint: Fingerprint
  /** JPEG, longest side at most 2048 pixels, nothing in it but the picture. */
  readonly shared: Buffer
  /** WebP, longest side at most 320 pixels. */
  readonly thumbnail: Buffer
}

export type ImageRefusal =
  | { readonly code: 'photo.not-an-image' }
  | { readonly code: 'photo.too-many-pixels'; readonly limit: number }
  | { readonly code: 'photo.damaged' }

const sharedSide = 2048
const thumbnailSide = 320
const mostSeconds = 30

// Of the formats the library knows, none but those we take is read, whatever a file pretends to be.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
})
// A photo is read once.
sharp.cache(false)

/** Reads a photo's original and makes its copies. The library's own limits on decompression stay on. */
export async function readImage(
  content: Buffer,
  mostPixels: number,
): Promise<Result<ReadImage, ImageRefusal>> {
  const mediaType = sniffType(content)
  if (mediaType === undefined) return refuse({ code: 'photo.not-an-image' })
  const opened = await open(mediaType, content, mostPixels)
  if (!opened.ok) return opened
  const { image, width, height, exif } = opened.value
  const shared = await image
    .timeout({ seconds: mostSeconds })
    .flatten({ background: 'white' })
    .resize({ width: sharedSide, height: sharedSide, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 80, mozjpeg: true })
    .toBuffer()
    .catch(() => undefined)
  if (shared === undefined) return refuse({ code: 'photo.damaged' })
  const thumbnail = await sharp(shared)
    .resize({ width: thumbnailSide, height: thumbnailSide, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 70 })
    .toBuffer()
  return accept({
    mediaType,
    width,
    height,
    exif,
    fingerprint: await fingerprintIn(shared),
    shared,
    thumbnail,
  })
}

/** The fingerprint of an encoded picture that is known to be whole. */
export async function fingerprintIn(picture: Buffer): Promise<Fingerprint> {
  const grey = await sharp(picture)
    .greyscale()
    .resize({ width: fingerprintSide, height: fingerprintSide, fit: 'fill' })
    .raw()
    .toBuffer()
  return fingerprintOf(grey)
}

interface OpenedImage {
  readonly image: Sharp
  readonly width: number
  readonly height: number
  readonly exif: ExifHint
}

async function open(
  mediaType: PhotoType,
  content: Buffer,
  mostPixels: number,
): Promise<Result<OpenedImage, ImageRefusal>> {
  const tooMany = { code: 'photo.too-many-pixels', limit: mostPixels } as const
  if (mediaType === 'image/heic') {
    const decoded = await decodeHeic(content, mostPixels)
    if (!decoded.ok)
      return refuse(decoded.refusal.code === tooMany.code ? tooMany : { code: 'photo.damaged' })
    const { width, height, rgba } = decoded.value
    return accept({
      image: sharp(rgba, { raw: { width, height, channels: 4 }, limitInputPixels: mostPixels }),
      width,
      height,
      exif: readExif(content),
    })
  }
  // The header alone is read without a limit, so that a bomb is told from a damaged file.
  const head = await sharp(content, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined)
  if (head === undefined) return refuse({ code: 'photo.damaged' })
  const { width, height } = head.autoOrient
  if (width * height > mostPixels) return refuse(tooMany)
  const image = sharp(content, { limitInputPixels: mostPixels, failOn: 'error' }).autoOrient()
  return accept({ image, width, height, exif: readExif(head.exif ?? Buffer.alloc(0)) })
}
