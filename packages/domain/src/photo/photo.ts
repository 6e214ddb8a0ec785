/** Where the phone says that a photo was taken from; a photo out of the gallery may be of any day and place. */
export const photoSources = ['camera', 'gallery', 'unknown'] as const
export type PhotoSource = (typeof photoSources)[number]

/** Coordinate systems that a phone's browser or its map app reports positions in. */
export const positionSystems = ['WGS-84', 'CGCS2000', 'GCJ-02', 'BD-09'] as const
export type PositionSystem = (typeof positionSystems)[number]

/**
 * Where the phone was, as it said. It is evidence and kept as it came, not converted. An accuracy of 0 is a sign of an
 * app that feigns positions.
 */
export interface PhotoPosition {
  readonly lon: number
  readonly lat: number
  /** Radius in metres; null where the phone did not say. */
  readonly accuracy: number | null
  readonly system: PositionSystem
}

/**
 * uploading  declared by the phone, not all bytes are here
 * complete   all bytes are here, match their hash and were read as an image
 * refused    all bytes are here and match, but are no image that is taken; final
 */
export const photoStates = ['uploading', 'complete', 'refused'] as const
export type PhotoState = (typeof photoStates)[number]

/** Kinds of image that are taken, as told by their first bytes and never by their name. */
export const photoTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/heic'] as const
export type PhotoType = (typeof photoTypes)[number]

/** Why a photo that arrived whole is not taken. */
export const photoFaults = ['photo.not-an-image', 'photo.too-many-pixels', 'photo.damaged'] as const
export type PhotoFault = (typeof photoFaults)[number]

/** What a phone says of a photo (照片) before it sends it. The id is made by the phone. */
export interface DeclaredPhoto {
  readonly id: string
  /** Of the original, 64 hexadecimal digits. */
  readonly sha256: string
  readonly bytes: number
  /** By the phone's clock, which may be wrong; milliseconds. */
  readonly takenAt: number
  readonly source: PhotoSource
  readonly position: PhotoPosition | null
}
