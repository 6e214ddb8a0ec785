/** Where a photo is fetched: small for lists, or as it may be shown to others, without where it was taken. */
export function photoAddress(photoId: string, size: 'thumbnail' | 'shared'): string {
  return `/api/photos/${photoId}/${size}`
}
