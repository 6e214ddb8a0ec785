import { planeOf, type PlanePoint } from './ground.ts'
import type { ZonedSite } from './zone.ts'

/** Sites shared out to zones. `spread` is what the proposal makes small. */
export interface ZoneProposal {
  readonly zones: readonly (readonly string[])[]
  /** Root mean square distance of a placed site from the middle of its zone, metres, straight line. */
  readonly spread: number
}

interface Placed {
  readonly id: string
  readonly at: PlanePoint
  zone: number
}

/** Passes after which the exchange stops even if it still gains; tens of sites settle in under ten. */
const mostPasses = 60

/**
 * Shares the sites out evenly to so many zones: numbers differ by one at most,
 * and within that the sum of squared straight-line distances to the zones'
 * middles is made small. It starts from halving along the longer side and then
 * exchanges pairs of sites as long as that gains, so it finds a good division
 * and not always the best one; roads and rivers it does not know. The same
 * sites give the same zones, whatever their order. Sites that nobody has placed
 * on the map fill up the smallest zones, of these the one with most of their street.
 */
export function proposeZones(sites: readonly ZonedSite[], count: number): ZoneProposal {
  const sorted = sites.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const onPlane = planeOf(sorted.flatMap(({ at }) => (at === null ? [] : [at])))
  const placed: Placed[] = sorted.flatMap(({ id, at }) =>
    at === null ? [] : [{ id, at: onPlane(at), zone: 0 }],
  )
  halve(placed, 0, count)
  for (let pass = 0; pass < mostPasses && exchange(placed, count); pass += 1);
  const zones = Array.from({ length: count }, (_, zone) =>
    placed.filter((site) => site.zone === zone).map(({ id }) => id),
  )
  addUnplaced(sorted, zones)
  return { zones, spread: spreadOf(placed, count) }
}

/** Gives the sites to zones `from` … `from + count - 1`, as many to each as to the others but for one. */
function halve(sites: Placed[], from: number, count: number): void {
  if (count === 1) {
    for (const site of sites) site.zone = from
    return
  }
  const span = (axis: 0 | 1) => {
    const values = sites.map(({ at }) => at[axis])
    return Math.max(...values) - Math.min(...values)
  }
  const axis = span(0) >= span(1) ? 0 : 1
  const along = sites.toSorted((one, other) => one.at[axis] - other.at[axis] || (one.id < other.id ? -1 : 1))
  const left = Math.floor(count / 2)
  // Whole shares: with 11 sites and 4 zones the shares are 3, 3, 3, 2 and the left half has 6.
  const cut = left * Math.floor(sites.length / count) + Math.min(left, sites.length % count)
  halve(along.slice(0, cut), from, left)
  halve(along.slice(cut), from + left, count - left)
}

/** One pass over all pairs of different zones; numbers stay as they are. Whether anything gained. */
function exchange(sites: readonly Placed[], count: number): boolean {
  const middles = middlesOf(sites, count)
  const cost = ({ at }: Placed, zone: number) => squared(at, middles[zone])
  let gained = false
  for (const [index, one] of sites.entries()) {
    for (const other of sites.slice(index + 1)) {
      if (one.zone === other.zone) continue
      const now = cost(one, one.zone) + cost(other, other.zone)
      const then = cost(one, other.zone) + cost(other, one.zone)
      // A millionth, so that rounding cannot exchange two sites for ever.
      if (then >= now * (1 - 1e-6)) continue
      ;[one.zone, other.zone] = [other.zone, one.zone]
      gained = true
    }
  }
  return gained
}

function middlesOf(sites: readonly Placed[], count: number): readonly PlanePoint[] {
  return Array.from({ length: count }, (_, zone): PlanePoint => {
    const own = sites.filter((site) => site.zone === zone)
    const mean = (axis: 0 | 1) => own.reduce((sum, { at }) => sum + at[axis], 0) / Math.max(1, own.length)
    return [mean(0), mean(1)]
  })
}

function spreadOf(sites: readonly Placed[], count: number): number {
  const middles = middlesOf(sites, count)
  const sum = sites.reduce((total, { at, zone }) => total + squared(at, middles[zone]), 0)
  return Math.sqrt(sum / Math.max(1, sites.length))
}

function squared([east, north]: PlanePoint, middle: PlanePoint | undefined): number {
  return middle === undefined ? 0 : (east - middle[0]) ** 2 + (north - middle[1]) ** 2
}

function addUnplaced(sites: readonly ZonedSite[], zones: string[][]): void {
  const streetOf = new Map(sites.map(({ id, streetId }) => [id, streetId]))
  for (const { id, streetId } of sites.filter(({ at }) => at === null)) {
    const ofStreet = (zone: readonly string[]) =>
      zone.filter((each) => streetOf.get(each) === streetId).length
    const [best] = zones.toSorted(
      (one, other) => one.length - other.length || ofStreet(other) - ofStreet(one),
    )
    best?.push(id)
  }
}
