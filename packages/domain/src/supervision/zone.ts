import type { GroundPoint } from './ground.ts'

/**
 * A zone (分片): what one team answers for during a plan. It claims whole
 * streets, what lies inside a drawn ring, and sites named one by one.
 */
export interface Zone {
  readonly id: string
  readonly streetIds: readonly string[]
  /** Closed ring of longitudes and latitudes; null where nothing is drawn. */
  readonly ring: readonly GroundPoint[] | null
  readonly siteIds: readonly string[]
}

export interface ZonedSite {
  readonly id: string
  readonly streetId: string
  readonly at: GroundPoint | null
}

/** Which zones claim each site. A whole set of zones claims every site exactly once. */
export interface ZoneCoverage {
  readonly zonesOf: ReadonlyMap<string, readonly string[]>
  /** Sites that no zone claims. */
  readonly gaps: readonly string[]
  /** Sites that two zones or more claim. */
  readonly overlaps: readonly string[]
}

/**
 * A site named by a zone belongs to whoever names it: areas claim only the
 * others. One site is thus handed over without redrawing a border.
 */
export function zoneCoverage(zones: readonly Zone[], sites: readonly ZonedSite[]): ZoneCoverage {
  const naming = new Map<string, string[]>()
  for (const { id, siteIds } of zones) {
    for (const siteId of new Set(siteIds)) naming.set(siteId, [...(naming.get(siteId) ?? []), id])
  }
  const zonesOf = new Map(
    sites.map((site) => [
      site.id,
      naming.get(site.id) ?? zones.filter((zone) => claimsGround(zone, site)).map(({ id }) => id),
    ]),
  )
  const claimed = (fits: (count: number) => boolean) =>
    sites.map(({ id }) => id).filter((id) => fits(zonesOf.get(id)?.length ?? 0))
  return { zonesOf, gaps: claimed((count) => count === 0), overlaps: claimed((count) => count > 1) }
}

function claimsGround({ streetIds, ring }: Zone, { streetId, at }: ZonedSite): boolean {
  return streetIds.includes(streetId) || (ring !== null && at !== null && isInside(ring, at))
}

/** Even-odd rule. A ring half open at its border gives a point on a shared border to one side only. */
function isInside(ring: readonly GroundPoint[], [lon, lat]: GroundPoint): boolean {
  let inside = false
  for (const [index, [lonA, latA]] of ring.entries()) {
    const [lonB, latB] = ring[(index + 1) % ring.length] ?? [lonA, latA]
    if (latA > lat !== latB > lat && lon < ((lonB - lonA) * (lat - latA)) / (latB - latA) + lonA)
      inside = !inside
  }
  return inside
}
