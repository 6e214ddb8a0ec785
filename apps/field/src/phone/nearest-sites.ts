import type { FieldPackage } from '@chuangyuan/contract/field'
import { metresBetween } from '@chuangyuan/domain/finding/likely-duplicate'

export type FieldSite = FieldPackage['sites'][number]

export interface SiteAt {
  readonly site: FieldSite
  /** Null where the site or the phone has no position. */
  readonly metres: number | null
}

/** Sites by distance; those without a position come last, by name. */
export function sitesByDistance(
  sites: readonly FieldSite[],
  from: { readonly lon: number; readonly lat: number } | null,
): SiteAt[] {
  return sites
    .map((site) => ({ site, metres: metresBetween(from, placeOf(site)) }))
    .sort((a, b) => (a.metres ?? Infinity) - (b.metres ?? Infinity) || compareNames(a.site, b.site))
}

/** The site that somebody most likely stands at: the nearest, if it is no further than the position is uncertain. */
export function likelySite(
  sites: readonly FieldSite[],
  from: { readonly lon: number; readonly lat: number; readonly accuracy: number | null } | null,
): FieldSite | undefined {
  const [nearest] = sitesByDistance(sites, from)
  if (from === null || nearest?.metres == null) return undefined
  return nearest.metres <= withinMetres + (from.accuracy ?? 0) ? nearest.site : undefined
}

/** A park or a road is kept as one point, and its edge can be this far away. */
const withinMetres = 300

/** Every word of the search occurs in name, code or address. */
export function matches({ name, code, address }: FieldSite, search: string): boolean {
  const text = `${name} ${code} ${address ?? ''}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function placeOf({ lon, lat }: FieldSite): { lon: number; lat: number } | null {
  return lon === null || lat === null ? null : { lon, lat }
}

function compareNames(one: FieldSite, other: FieldSite): number {
  return one.name.localeCompare(other.name, 'zh')
}
