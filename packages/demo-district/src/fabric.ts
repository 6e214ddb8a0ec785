import { liesInServiceHole, type Cell, type Character } from './ground-plan.ts'
import type { PlanPoint } from './plane.ts'
import { cut, heightOf, widthOf, type Quad } from './quad.ts'
import type { Random } from './random.ts'
import type { LandUse, Plot } from './town.ts'

/** What the blocks of a street are divided into. Shares add up to one. */
interface Mix {
  readonly uses: Readonly<Partial<Record<LandUse, number>>>
  /** A plot larger than this is cut again, hectares. */
  readonly plotHectares: number
  readonly laneMetres: number
  readonly builtFrom: number
  readonly builtTo: number
}

const mixes: Readonly<Record<Character, Mix>> = {
  civic: {
    uses: {
      residential: 0.5,
      civic: 0.13,
      school: 0.09,
      hospital: 0.05,
      commercial: 0.18,
      market: 0.02,
      utility: 0.03,
    },
    plotHectares: 4.2,
    laneMetres: 20,
    builtFrom: 1986,
    builtTo: 2014,
  },
  residential: {
    uses: {
      residential: 0.67,
      civic: 0.05,
      school: 0.09,
      hospital: 0.03,
      commercial: 0.1,
      market: 0.02,
      utility: 0.03,
      vacant: 0.01,
    },
    plotHectares: 5,
    laneMetres: 20,
    builtFrom: 1992,
    builtTo: 2020,
  },
  'old-town': {
    uses: { residential: 0.64, civic: 0.07, school: 0.07, hospital: 0.03, commercial: 0.15, market: 0.04 },
    plotHectares: 1.7,
    laneMetres: 11,
    builtFrom: 1958,
    builtTo: 1994,
  },
  campus: {
    uses: {
      residential: 0.44,
      civic: 0.14,
      school: 0.26,
      hospital: 0.04,
      commercial: 0.08,
      utility: 0.03,
      vacant: 0.01,
    },
    plotHectares: 5.5,
    laneMetres: 20,
    builtFrom: 1984,
    builtTo: 2018,
  },
  riverside: {
    uses: {
      residential: 0.62,
      civic: 0.07,
      school: 0.08,
      hospital: 0.03,
      commercial: 0.16,
      market: 0.02,
      utility: 0.02,
    },
    plotHectares: 4.6,
    laneMetres: 20,
    builtFrom: 1998,
    builtTo: 2021,
  },
  railway: {
    uses: {
      residential: 0.62,
      civic: 0.04,
      school: 0.06,
      hospital: 0.02,
      commercial: 0.1,
      industrial: 0.09,
      market: 0.03,
      vacant: 0.04,
    },
    plotHectares: 3.6,
    laneMetres: 15,
    builtFrom: 1974,
    builtTo: 2006,
  },
  'new-zone': {
    uses: {
      residential: 0.5,
      civic: 0.08,
      school: 0.08,
      hospital: 0.03,
      commercial: 0.12,
      utility: 0.03,
      vacant: 0.16,
    },
    plotHectares: 6,
    laneMetres: 24,
    builtFrom: 2019,
    builtTo: 2025,
  },
  industrial: {
    uses: {
      residential: 0.32,
      civic: 0.03,
      school: 0.04,
      commercial: 0.07,
      industrial: 0.48,
      utility: 0.05,
      vacant: 0.01,
    },
    plotHectares: 6,
    laneMetres: 18,
    builtFrom: 1978,
    builtTo: 2015,
  },
}

const industrialPark: Mix = {
  uses: { industrial: 0.72, commercial: 0.05, utility: 0.08, residential: 0.07, vacant: 0.08 },
  plotHectares: 8,
  laneMetres: 24,
  builtFrom: 2012,
  builtTo: 2024,
}

export function mixOf(cell: Cell, character: Character): Mix {
  return cell.detached ? industrialPark : mixes[character]
}

export interface Divided {
  readonly plots: readonly Quad[]
  readonly lanes: readonly (readonly [PlanPoint, PlanPoint])[]
}

/** Cuts a block into plots until they are small enough, by leaning lanes. */
export function divide(random: Random, block: Quad, mix: Mix): Divided {
  const area = (widthOf(block) * heightOf(block)) / 10_000
  if (area < mix.plotHectares * random.between(0.75, 1.35)) return { plots: [block], lanes: [] }
  const middle = random.between(0.4, 0.6)
  const lean = random.between(-0.055, 0.055)
  const { first, second, lane } = cut(block, middle + lean, middle - lean, mix.laneMetres)
  const a = divide(random, first, mix)
  const b = divide(random, second, mix)
  return { plots: [...a.plots, ...b.plots], lanes: [lane, ...a.lanes, ...b.lanes] }
}

export function plotOf(random: Random, cell: Cell, mix: Mix, quad: Quad): Plot {
  return {
    use: drawUse(random, mix),
    street: cell.letter,
    detached: cell.detached,
    inServiceHole: liesInServiceHole(cell),
    builtIn: random.whole(mix.builtFrom, mix.builtTo),
    quad,
  }
}

function drawUse(random: Random, { uses }: Mix): LandUse {
  let left = random.next()
  const entries: readonly (readonly [LandUse, number | undefined])[] = [
    ['residential', uses.residential],
    ['civic', uses.civic],
    ['school', uses.school],
    ['hospital', uses.hospital],
    ['commercial', uses.commercial],
    ['industrial', uses.industrial],
    ['utility', uses.utility],
    ['market', uses.market],
    ['vacant', uses.vacant],
  ]
  for (const [use, share] of entries) {
    left -= share ?? 0
    if (left < 0) return use
  }
  return 'residential'
}
