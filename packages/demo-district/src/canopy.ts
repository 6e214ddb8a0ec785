import { at, heightOf, widthOf } from './quad.ts'
import type { PlanRing } from './plane.ts'
import type { Random } from './random.ts'
import { clump, ribbon, straight } from './shapes.ts'
import type { Plot, RoadSection } from './town.ts'
import { between, distance } from './plane.ts'

/** Crowns over the carriageway: a row of street trees seen from above is a broken ribbon. */
export function roadCanopy(random: Random, road: RoadSection): readonly PlanRing[] {
  const a = road.line[0]
  const b = road.line.at(-1)
  if (a === undefined || b === undefined || road.treeSides === 0) return []
  const length = distance(a, b)
  const rings: PlanRing[] = []
  const inset = road.roadClass === 'arterial' ? 17 : road.roadClass === 'secondary' ? 9 : 3
  const crown = road.roadClass === 'branch' ? 3.7 : 4.8
  const middle = Math.max(crown, road.widthMetres / 2 - inset)
  for (const side of road.treeSides === 2 ? [1, -1] : [1]) {
    let at = 22
    while (at + 30 < length) {
      const reach = Math.min(random.between(60, 110), length - at - 12)
      if (random.next() * 100 < road.shadedPercent) {
        const line = straight(between(a, b, at / length), between(a, b, (at + reach) / length), 24)
        const phase = random.between(0, 6.28)
        const near = (share: number) => middle - crown + 0.8 * Math.sin(share * 17 + phase)
        const far = (share: number) => middle + crown + 0.8 * Math.cos(share * 13 + phase)
        rings.push(
          side === 1
            ? ribbon(line, near, far)
            : ribbon(
                line,
                (share) => -far(share),
                (share) => -near(share),
              ),
        )
      }
      at += reach + random.between(8, 22)
    }
  }
  return rings
}

const clumpsPerHectare: Readonly<Record<Plot['use'], number>> = {
  residential: 1.9,
  civic: 1.6,
  school: 1.6,
  hospital: 1.4,
  commercial: 0.9,
  industrial: 0.7,
  utility: 1,
  market: 1,
  vacant: 0.6,
}

/** Trees between the houses. In young quarters they are still small. */
export function plotCanopy(random: Random, plot: Plot, factor: number): readonly PlanRing[] {
  const hectares = (widthOf(plot.quad) * heightOf(plot.quad)) / 10_000
  const count = Math.round(hectares * clumpsPerHectare[plot.use] * factor)
  const grown = plot.builtIn > 2018 ? 0.72 : 1
  return Array.from({ length: count }, () =>
    clump(
      random,
      at(plot.quad, random.between(0.05, 0.95), random.between(0.05, 0.95)),
      random.between(6, 12) * grown,
    ),
  )
}
