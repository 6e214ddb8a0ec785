import type { Position } from '../photo/photo.ts'

export type PositionOutcome =
  | { readonly kind: 'read'; readonly position: Position }
  /** `insecure`: browsers give no position to a page without HTTPS. */
  | { readonly kind: 'none'; readonly because: 'denied' | 'unavailable' | 'insecure' }

const waitMs = 15_000

/**
 * Where the phone is now. Called only when a photo is taken, a visit is saved or somebody asks for it: there is no
 * track of anybody.
 */
export function readPosition(): Promise<PositionOutcome> {
  if (!isSecureContext) return Promise.resolve({ kind: 'none', because: 'insecure' })
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy } }) =>
        resolve({
          kind: 'read',
          position: { lon: longitude, lat: latitude, accuracy, system: 'WGS-84' },
        }),
      ({ code, PERMISSION_DENIED }) =>
        resolve({ kind: 'none', because: code === PERMISSION_DENIED ? 'denied' : 'unavailable' }),
      { enableHighAccuracy: true, timeout: waitMs, maximumAge: 0 },
    )
  })
}
