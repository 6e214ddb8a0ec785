import { readExif, type ExifHint } from '@chuangyuan/domain/photo/exif'

/** Cameras write it in front of the picture. */
const searchedBytes = 1024 * 1024

export async function readExifOf(original: Blob): Promise<ExifHint> {
  return readExif(new Uint8Array(await original.slice(0, searchedBytes).arrayBuffer()))
}
