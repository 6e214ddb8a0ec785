import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { mapSites } from '@chuangyuan/contract/site'
import { metresBetween } from '@chuangyuan/domain/finding/likely-duplicate'

export interface Spot {
  readonly lon: number
  readonly lat: number
}
type SiteOnMap = ReplyOf<typeof mapSites>['features'][number]['properties']

/** Farther away nobody would take it for the same place. */
const nearMetres = 500
const mostOffered = 5

/** The sites that a spot may lie in, the nearest first, by the points that stand for them. */
export function nearestSites(
  spot: Spot,
  sites: readonly SiteOnMap[],
): { readonly site: SiteOnMap; readonly metres: number }[] {
  return sites
    .flatMap((site) => {
      const metres = metresBetween(spot, site)
      return metres === null || metres > nearMetres ? [] : [{ site, metres }]
    })
    .toSorted((one, other) => one.metres - other.metres)
    .slice(0, mostOffered)
}
