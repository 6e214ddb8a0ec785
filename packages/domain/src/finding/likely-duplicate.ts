import { isOpen, type FindingStage, type Place } from './finding.ts'

export interface Nearby {
  readonly id: string
  readonly stage: FindingStage
  readonly kind: string
  readonly siteId: string | null
  readonly place: Pick<Place, 'lon' | 'lat'> | null
}

/**
 * Findings that a new one may repeat: open, of the same kind, and at the same
 * site or within the handbook's distance; the nearest first. They are offered,
 * never merged unasked.
 */
export function likelyDuplicates<Known extends Nearby>(
  seen: Omit<Nearby, 'stage'>,
  known: readonly Known[],
  withinMetres: number,
): { readonly finding: Known; readonly metres: number | null }[] {
  return known
    .filter((each) => each.id !== seen.id && each.kind === seen.kind && isOpen(each))
    .map((finding) => ({ finding, metres: metresBetween(seen.place, finding.place) }))
    .filter(
      ({ finding, metres }) =>
        (metres !== null && metres <= withinMetres) ||
        (metres === null && seen.siteId !== null && finding.siteId === seen.siteId),
    )
    .sort((one, other) => (one.metres ?? withinMetres) - (other.metres ?? withinMetres))
}

const metresPerDegree = 111_320

/** On a plane: two places that may be one lie so near that the earth is flat between them. */
export function metresBetween(one: Nearby['place'], other: Nearby['place']): number | null {
  if (one === null || other === null) return null
  const north = (one.lat - other.lat) * metresPerDegree
  const east = (one.lon - other.lon) * metresPerDegree * Math.cos((one.lat * Math.PI) / 180)
  return Math.hypot(north, east)
}
