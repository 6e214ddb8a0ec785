import { metresApart, planeOf, type GroundPoint, type PlanePoint } from './ground.ts'
import { byNeed, type Need } from './need.ts'

/** One site of a team's day. */
export interface Stop {
  readonly need: Need
  readonly at: GroundPoint | null
}

/**
 * A team's day: the neediest sites, as many as it can see, in a short walking
 * order that begins at the neediest. Distances are straight lines. Sites that
 * nobody has placed come last. The same sites give the same day.
 */
export function dayList<Each extends Stop>(stops: readonly Each[], mostSites: number): readonly Each[] {
  const chosen = stops.toSorted((one, other) => byNeed(one.need, other.need)).slice(0, mostSites)
  return walkingOrder(chosen)
}

function walkingOrder<Each extends Stop>(stops: readonly Each[]): readonly Each[] {
  const onPlane = planeOf(stops.flatMap(({ at }) => (at === null ? [] : [at])))
  const placed = stops.flatMap((stop) => (stop.at === null ? [] : [{ stop, at: onPlane(stop.at) }]))
  const order = uncrossed(nearestNext(placed))
  return [...order.map(({ stop }) => stop), ...stops.filter(({ at }) => at === null)]
}

interface Placed {
  readonly at: PlanePoint
}

function nearestNext<Each extends Placed>(places: readonly Each[]): Each[] {
  const left = [...places]
  const order: Each[] = []
  while (left.length > 0) {
    const from = order.at(-1)
    const next =
      from === undefined
        ? 0
        : left.reduce(
            (best, { at }, index) =>
              metresApart(from.at, at) < metresApart(from.at, left[best]?.at ?? at) ? index : best,
            0,
          )
    order.push(...left.splice(next, 1))
  }
  return order
}

/** 2-opt on an open walk with a fixed beginning: turns stretches round as long as that shortens the walk. */
function uncrossed<Each extends Placed>(order: Each[]): Each[] {
  const apart = (one: Each | undefined, other: Each | undefined) =>
    one === undefined || other === undefined ? 0 : metresApart(one.at, other.at)
  let walk = order
  for (let shorter = true; shorter;) {
    shorter = false
    for (let from = 1; from < walk.length - 1; from += 1) {
      for (let to = from + 1; to < walk.length; to += 1) {
        const now = apart(walk[from - 1], walk[from]) + apart(walk[to], walk[to + 1])
        const then = apart(walk[from - 1], walk[to]) + apart(walk[from], walk[to + 1])
        // A millimetre, so that rounding cannot turn the same stretch for ever.
        if (then >= now - 0.001) continue
        walk = [...walk.slice(0, from), ...walk.slice(from, to + 1).reverse(), ...walk.slice(to + 1)]
        shorter = true
      }
    }
  }
  return walk
}

/** Length of a walk in straight lines, metres. */
export function walkMetres(stops: readonly Stop[]): number {
  const points = stops.flatMap(({ at }) => (at === null ? [] : [at]))
  const plane = points.map(planeOf(points))
  return plane.reduce((sum, point, index) => sum + metresApart(plane[index - 1] ?? point, point), 0)
}
