import type { ExifHint } from '@chuangyuan/domain/photo/exif'
import { metresBetween } from '@chuangyuan/domain/finding/likely-duplicate'
import type { KeptPhoto, Position } from './photo.ts'

export interface FileTold {
  /** Between the place in the file and the one the phone reports; null where one is unknown, or both are the same. */
  readonly metres: number | null
  /** The file's own time, where it is not the time of taking. */
  readonly otherTime: number | null
}

/** Both are measured, and each is wrong by some tens of metres between houses. */
const samePlaceMetres = 100
/** A camera's clock is set by hand. */
const sameTimeMs = 10 * 60_000

/**
 * What the file says beside what the phone reports. A hint for the person who reports, and never more: browsers
 * remove it, anybody can write it. Cameras write local time without a zone; here that is Beijing's.
 */
export function fileTold(
  { takenAt, lon, lat }: ExifHint,
  photo: Pick<KeptPhoto, 'takenAt'>,
  reported: Pick<Position, 'lon' | 'lat'> | null,
): FileTold {
  const place = lon === null || lat === null ? null : { lon, lat }
  const time = takenAt === null ? NaN : Date.parse(`${takenAt}+08:00`)
  const metres = metresBetween(place, reported)
  return {
    metres: metres !== null && metres > samePlaceMetres ? metres : null,
    otherTime: Math.abs(time - photo.takenAt) > sameTimeMs ? time : null,
  }
}
