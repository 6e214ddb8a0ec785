import type { Character } from './ground-plan.ts'
import { chamfered, heightOf, inner, widthOf, type Quad } from './quad.ts'
import type { Random } from './random.ts'
import { softOutline } from './shapes.ts'
import type { GreenOwner, GreenPatch, LandUse, Plot } from './town.ts'

interface AttachedClass {
  readonly class2017: string
  readonly class2002: string
  readonly owner: GreenOwner
  /** Share of the plot that is green, from and to, before the street's own factor. */
  readonly share: readonly [number, number]
}

const classes: Readonly<Record<LandUse, AttachedClass | undefined>> = {
  residential: { class2017: 'RG', class2002: 'G41', owner: 'property', share: [0.285, 0.385] },
  civic: { class2017: 'AG', class2002: 'G42', owner: 'unit', share: [0.32, 0.42] },
  school: { class2017: 'AG', class2002: 'G42', owner: 'unit', share: [0.33, 0.44] },
  hospital: { class2017: 'AG', class2002: 'G42', owner: 'unit', share: [0.28, 0.38] },
  commercial: { class2017: 'BG', class2002: 'G42', owner: 'enterprise', share: [0.14, 0.24] },
  industrial: { class2017: 'MG', class2002: 'G43', owner: 'enterprise', share: [0.16, 0.24] },
  utility: { class2017: 'UG', class2002: 'G47', owner: 'unit', share: [0.28, 0.38] },
  market: { class2017: 'BG', class2002: 'G42', owner: 'enterprise', share: [0.04, 0.09] },
  vacant: undefined,
}

/** Old plots were built before the rules; young ones had to meet them. */
const streetFactor: Readonly<Record<Character, number>> = {
  civic: 0.97,
  residential: 1.04,
  'old-town': 0.4,
  campus: 1.1,
  riverside: 1.08,
  railway: 0.82,
  'new-zone': 1.06,
  industrial: 1.18,
}

/** Green land inside a plot (附属绿地): bands between the rows of houses, and a garden in the larger ones. */
export function attachedGreen(random: Random, plot: Plot, character: Character): readonly GreenPatch[] {
  const of = classes[plot.use]
  if (of === undefined) return []
  const share = random.between(...of.share) * streetFactor[character]
  const { quad } = plot
  const hasGarden = plot.use !== 'industrial' && widthOf(quad) * heightOf(quad) > 14_000 && share > 0.2
  const bands = Math.max(1, Math.round(heightOf(quad) / random.between(44, 60)))
  const gardenBand = hasGarden ? random.whole(0, bands - 1) : -1
  return Array.from({ length: bands }, (_, n) => {
    const [low, high] = [n / bands, (n + 1) / bands]
    const pitch = high - low
    if (n === gardenBand) {
      const garden = inner(quad, random.between(0.05, 0.3), low, random.between(0.72, 0.97), high)
      return softOutline(random, garden, 16, 0.95)
    }
    const from = random.between(0.03, 0.12)
    const to = random.between(0.88, 0.97)
    const thick = Math.min(0.85, share / (to - from)) * pitch
    const base = low + random.between(0.08, 0.92 - thick / pitch) * pitch
    return chamfered(inner(quad, from, base, to, base + thick), random.between(3, 9))
  }).map((ring) => ({
    name: '',
    class2017: of.class2017,
    class2002: of.class2002,
    street: plot.street,
    state: 'built',
    ring,
    owner: of.owner,
  }))
}

/** A plot's ring on the map. */
export function plotRing(quad: Quad) {
  return chamfered(quad, 7)
}
