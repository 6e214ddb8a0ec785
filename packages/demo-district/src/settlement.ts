import { plotRing } from './attached-green.ts'
import { streetPlans } from './ground-plan.ts'
import { centreOf, distance, signedArea, type PlanPoint, type PlanRing } from './plane.ts'
import { randomOf } from './random.ts'
import type { Plot, Town } from './town.ts'

/** Codes of the fictional district: no province has 99, so no real place is meant (GB/T 2260). */
export const districtCode = '990102'

/** People of the district (城区人口). */
export const population = 620_000

export interface CommunityPlan {
  readonly letter: string
  /** 6 + 3 + 3 digits (GB/T 10114 for the street's three). */
  readonly code: string
  readonly name: string
  readonly centre: PlanPoint
}

/** A residential parcel with its people (居住小区). */
export interface Estate {
  readonly id: string
  readonly name: string
  readonly community: string
  readonly people: number
  readonly plot: Plot
}

export interface Candidate {
  readonly id: string
  readonly name: string
  readonly street: string
  readonly use: string
  readonly inServiceHole: boolean
  readonly ring: PlanRing
}

/** Who lives where, and how the town is divided for administration. */
export interface Settlement {
  readonly communities: readonly CommunityPlan[]
  readonly estates: readonly Estate[]
  readonly candidates: readonly Candidate[]
  readonly streetCode: (letter: string) => string
  /** Streets whose green archive still carries the codes of the 2002 edition. */
  readonly isOldArchive: (letter: string) => boolean
  readonly communityAt: (letter: string, point: PlanPoint) => CommunityPlan | undefined
}

const estateWords = [
  '锦禾',
  '澜庭',
  '云栖',
  '槐安',
  '青屏',
  '穗丰',
  '驿景',
  '文华',
  '和悦',
  '泽园',
  '麦田',
  '星禾',
  '安居',
  '映山',
] as const
const estateKinds = ['花园', '家园', '小区', '新村', '苑', '里'] as const
const communityWords = ['一心', '双桥', '三禾', '四方', '五福', '六合', '七星', '八方', '九里'] as const
const candidateCount = 40
const candidatesInHole = 22

/** Short of parks: candidates are looked for here first. */
const poorStreets: readonly string[] = ['F', 'K', 'M', 'N']

export function settle(seed: number, town: Town): Settlement {
  const random = randomOf(seed, 'settlement')
  const streetCode = (letter: string) => {
    const n = streetPlans.findIndex((plan) => plan.letter === letter)
    return `${districtCode}${String(n + 1).padStart(3, '0')}`
  }
  const homes = town.plots.filter(({ use }) => use === 'residential')

  const communities = streetPlans.flatMap(({ letter, name }) => {
    const own = random.shuffled(homes.filter(({ street }) => street === letter))
    const count = Math.max(5, Math.min(9, Math.round(own.length / 9)))
    return spread(
      own.map(({ quad }) => centreOf(quad)),
      count,
    ).map((centre, n) => ({
      letter,
      centre,
      code: `${streetCode(letter)}${String(n + 1).padStart(3, '0')}`,
      name: `${name.slice(0, 2)}${communityWords[n] ?? ''}社区`,
    }))
  })
  const communityAt = (letter: string, point: PlanPoint) =>
    communities
      .filter((community) => community.letter === letter)
      .toSorted((a, b) => distance(a.centre, point) - distance(b.centre, point))[0]

  const weights = homes.map((plot) => {
    const density = plot.detached
      ? 250
      : (streetPlans.find(({ letter }) => letter === plot.street)?.density ?? 400)
    return signedArea(plot.quad) * density * random.between(0.8, 1.2)
  })
  const scale = population / weights.reduce((sum, weight) => sum + weight, 0)
  let carried = 0
  const names = new Map<string, number>()
  const estates = homes.map((plot, n): Estate => {
    // The remainder is carried on, so that the parcels add up to the population exactly.
    const exact = (weights[n] ?? 0) * scale + carried
    const people = Math.round(exact)
    carried = exact - people
    const base = `${random.pick(estateWords)}${random.pick(estateKinds)}`
    const count = (names.get(base) ?? 0) + 1
    names.set(base, count)
    return {
      id: `J${String(n + 1).padStart(4, '0')}`,
      name: count === 1 ? base : `${base}${String(count)}期`,
      community: communityAt(plot.street, centreOf(plot.quad))?.code ?? '',
      people,
      plot,
    }
  })

  const ranked = town.gaps
    .map((gap) => ({
      street: gap.street,
      inServiceHole: gap.inServiceHole,
      ring: plotRing(gap.quad),
      use: random.pick(['闲置地块', '拆迁腾退地', '沿街边角地', '露天停车场']),
      rank: (poorStreets.includes(gap.street) ? 0 : 1) + random.next(),
    }))
    .toSorted((a, b) => a.rank - b.rank)
  const gaps = [
    ...ranked.filter(({ inServiceHole }) => inServiceHole).slice(0, candidatesInHole),
    ...ranked.filter(({ inServiceHole }) => !inServiceHole),
  ].slice(0, candidateCount)
  const candidates = gaps.map(({ street, inServiceHole, ring, use }, n): Candidate => {
    const streetWord = streetPlans.find(({ letter }) => letter === street)?.name.slice(0, 2) ?? ''
    return {
      id: `B${String(n + 1).padStart(2, '0')}`,
      name: `${streetWord}${use}${String(n + 1)}号`,
      street,
      use,
      inServiceHole,
      ring,
    }
  })

  return {
    communities,
    estates,
    candidates,
    streetCode,
    isOldArchive: (letter) => ['D', 'F', 'K'].includes(letter),
    communityAt,
  }
}

/** Points far from each other: each next one is the farthest from those taken. */
function spread(points: readonly PlanPoint[], count: number): readonly PlanPoint[] {
  const [first] = points
  if (first === undefined) return []
  const taken = [first]
  while (taken.length < Math.min(count, points.length)) {
    const next = points
      .map((point) => ({ point, far: Math.min(...taken.map((other) => distance(point, other))) }))
      .toSorted((a, b) => b.far - a.far)[0]
    if (next === undefined) break
    taken.push(next.point)
  }
  return taken
}
