import { blockOf, drawArterials, embankmentOf, riverHalf } from './arterials.ts'
import { attachedGreen } from './attached-green.ts'
import { plotCanopy, roadCanopy } from './canopy.ts'
import { divide, mixOf, plotOf } from './fabric.ts'
import {
  cells,
  columnCount,
  columnLine,
  liesInServiceHole,
  railwayColumn,
  riverRow,
  rowLine,
  streetPlans,
  type Cell,
  type Character,
} from './ground-plan.ts'
import { namedParks, type NamedPark } from './named-parks.ts'
import { distance, type PlanPoint, type PlanRing } from './plane.ts'
import { beltsOf } from './protective-green.ts'
import { at, heightOf, inner, rectangle, sliced, widthOf, type Edge, type Quad } from './quad.ts'
import { randomOf, type Random } from './random.ts'
import { softOutline, straight } from './shapes.ts'
import type { Gap, GreenPatch, Plot, RoadSection, Town, Water } from './town.ts'

const laneNames = [
  '槐荫',
  '柳岸',
  '书声',
  '麦香',
  '青石',
  '梧桐',
  '长宁',
  '清和',
  '同心',
  '春晖',
  '望云',
  '锦绣',
] as const
const gardenNames = [
  '春和',
  '听雨',
  '槐香',
  '百草',
  '晨曦',
  '银杏',
  '拾光',
  '丁香',
  '海棠',
  '知禾',
  '静好',
  '暖阳',
] as const

/** How leafy lanes are, and how many trees stand between the houses. */
const leafiness: Readonly<Record<Character, number>> = {
  civic: 1,
  residential: 1,
  'old-town': 0.3,
  campus: 1.15,
  riverside: 1,
  railway: 0.72,
  'new-zone': 0.62,
  industrial: 0.85,
}

/** Chances that a cell gets a community park, and that a plot gives a strip to a pocket park. */
const communityPark: Readonly<Record<Character, number>> = {
  civic: 0.8,
  residential: 0.72,
  'old-town': 0,
  campus: 0.6,
  riverside: 0.7,
  railway: 0.6,
  'new-zone': 0.6,
  industrial: 0.6,
}
const pocketPark: Readonly<Record<Character, number>> = {
  civic: 0.32,
  residential: 0.25,
  'old-town': 0.05,
  campus: 0.26,
  riverside: 0.34,
  railway: 0.12,
  'new-zone': 0.1,
  industrial: 0.14,
}

const landscape = { owner: 'landscape' } as const

export function drawTown(seed: number): Town {
  const arterials = drawArterials(randomOf(seed, 'arterials'))
  const green: GreenPatch[] = [...arterials.green, hillForest(randomOf(seed, 'hill'))]
  const roads: RoadSection[] = [...arterials.roads]
  const plots: Plot[] = []
  const gaps: Gap[] = []
  const water: Water[] = [river()]

  for (const cell of cells) {
    const random = randomOf(seed, `cell ${String(cell.i)},${String(cell.j)}`)
    green.push(...beltsOf(random, cell))
    const drawn = drawCell(random, cell)
    green.push(...drawn.green)
    roads.push(...drawn.roads)
    plots.push(...drawn.plots)
    gaps.push(...drawn.gaps)
    water.push(...drawn.water)
  }

  const canopyRandom = randomOf(seed, 'canopy')
  const characters = new Map(streetPlans.map(({ letter, character }) => [letter, character]))
  const canopy: PlanRing[] = roads.flatMap((road) => roadCanopy(canopyRandom, road))
  for (const plot of plots) {
    canopy.push(...plotCanopy(canopyRandom, plot, leafiness[characters.get(plot.street) ?? 'residential']))
  }
  return {
    green,
    canopy,
    roads,
    plots,
    gaps,
    water,
    greenways: greenways(),
    railway: straight(
      [columnLine(railwayColumn), rowLine(0) - 900],
      [columnLine(railwayColumn), rowLine(9) + 900],
      120,
    ),
    historicQuarter: historicQuarter(),
  }
}

interface DrawnCell {
  readonly green: readonly GreenPatch[]
  readonly roads: readonly RoadSection[]
  readonly plots: readonly Plot[]
  readonly gaps: readonly Gap[]
  readonly water: readonly Water[]
}

function drawCell(random: Random, cell: Cell): DrawnCell {
  const street = streetPlans.find(({ letter }) => letter === cell.letter)
  const character = street?.character ?? 'residential'
  const inHole = liesInServiceHole(cell)
  const green: GreenPatch[] = []
  const roads: RoadSection[] = []
  const plots: Plot[] = []
  const gaps: Gap[] = []
  const water: Water[] = []
  let block: Quad = blockOf(cell)

  const named = namedParks.find(({ i, j }) => i === cell.i && j === cell.j)
  if (named !== undefined) {
    const { taken, left } = sliced(block, named.edge, named.share)
    const park = namedPark(random, cell, named, taken)
    green.push(park.green)
    water.push(...park.water)
    block = left
  }
  if (widthOf(block) > 60 && heightOf(block) > 60) {
    const mix = mixOf(cell, character)
    const divided = divide(random, block, mix)
    const leafy = leafiness[character]
    for (const [a, b] of divided.lanes) {
      roads.push({
        name: `${random.pick(laneNames)}${character === 'old-town' ? '巷' : '街'}`,
        roadClass: 'branch',
        street: cell.letter,
        widthMetres: mix.laneMetres,
        treeSides: random.chance(leafy * 0.84) ? 2 : random.chance(leafy) ? 1 : 0,
        shadedPercent: Math.round(random.between(38, 92) * Math.min(1, leafy)),
        line: straight(a, b, 90),
      })
    }
    let community = !inHole && named === undefined && random.chance(communityPark[character])
    for (const quad of divided.plots) {
      const plot = plotOf(random, cell, mix, quad)
      if (community && !cell.detached && Math.min(widthOf(quad), heightOf(quad)) > 110) {
        community = false
        green.push(communityGarden(random, cell, quad, character))
        continue
      }
      if (plot.use === 'civic' && character === 'civic' && random.chance(0.3)) {
        green.push(square(random, cell, quad))
        continue
      }
      const edge: Edge = random.pick(['south', 'north', 'east', 'west'])
      const across = edge === 'south' || edge === 'north' ? heightOf(quad) : widthOf(quad)
      const strip = random.between(26, 48)
      const isPocket = !inHole && random.chance(pocketPark[character])
      const isGap = !isPocket && random.chance(inHole ? 0.4 : 0.13)
      if ((isPocket || isGap) && across > strip * 2.6 && plot.use !== 'vacant') {
        const { taken, left } = sliced(quad, edge, strip / across)
        const long = Math.max(widthOf(taken), heightOf(taken))
        const share = Math.min(1, random.between(70, 150) / long)
        const start = random.between(0, 1 - share)
        const ground =
          widthOf(taken) >= heightOf(taken)
            ? inner(taken, start, 0.06, start + share, 0.94)
            : inner(taken, 0.06, start, 0.94, start + share)
        if (isPocket) green.push(pocketGarden(random, cell, ground))
        else gaps.push({ street: cell.letter, inServiceHole: inHole, quad: ground })
        plots.push({ ...plot, quad: left })
        green.push(...attachedGreen(random, { ...plot, quad: left }, character))
      } else {
        plots.push(plot)
        green.push(...attachedGreen(random, plot, character))
      }
    }
  }
  return { green, roads, plots, gaps, water }
}

function namedPark(random: Random, cell: Cell, park: NamedPark, ground: Quad) {
  const ring = softOutline(random, inner(ground, 0.01, 0.01, 0.99, 0.99), 64)
  const reach = Math.sqrt(park.lake)
  const [s, t] = [random.between(0.3, 0.55), random.between(0.3, 0.5)]
  const lake = inner(
    ground,
    s - reach / 2 + 0.06,
    t - reach / 2 + 0.06,
    s + reach / 2 + 0.06,
    t + reach / 2 + 0.06,
  )
  const { name, class2017, class2002, state } = park
  const green: GreenPatch = { name, class2017, class2002, street: cell.letter, state, ring, ...landscape }
  const water: readonly Water[] =
    park.lake === 0 ? [] : [{ name: `${name}湖`, kind: 'lake', ring: softOutline(random, lake, 40) }]
  return { green, water }
}

function communityGarden(random: Random, cell: Cell, quad: Quad, character: Character): GreenPatch {
  return {
    name: `${random.pick(gardenNames)}${String(cell.i)}${String(cell.j)}社区公园`,
    class2017: 'G12',
    class2002: random.chance(0.6) ? 'G121' : 'G122',
    street: cell.letter,
    state: character === 'new-zone' ? 'under-construction' : 'built',
    ring: softOutline(random, inner(quad, 0.01, 0.01, 0.99, 0.99), 32),
    ...landscape,
  }
}

function pocketGarden(random: Random, cell: Cell, ground: Quad): GreenPatch {
  return {
    name: `${random.pick(gardenNames)}${String(random.whole(1, 99))}号游园`,
    class2017: 'G14',
    class2002: 'G15',
    street: cell.letter,
    state: 'built',
    ring: softOutline(random, ground, 20),
    owner: random.chance(0.7) ? 'street' : 'landscape',
  }
}

function square(random: Random, cell: Cell, quad: Quad): GreenPatch {
  return {
    name: `${random.pick(gardenNames)}广场绿地`,
    class2017: 'G3',
    class2002: 'G15',
    street: cell.letter,
    state: 'built',
    ring: softOutline(random, inner(quad, 0.12, 0.12, 0.88, 0.88), 28, 0.86),
    ...landscape,
  }
}

/** The wooded hill in the hole of the built-up area: regional green (区域绿地), which no share of built-up land may count. */
function hillForest(random: Random): GreenPatch {
  return {
    name: '青屏山林地',
    class2017: 'EG12',
    class2002: 'G5',
    street: 'A',
    state: 'built',
    ring: softOutline(
      random,
      rectangle(columnLine(3) + 50, rowLine(6) + 40, columnLine(5) - 50, rowLine(7) - 40),
      60,
    ),
    ...landscape,
  }
}

const overshoot = 1400

function river(): Water {
  const y = rowLine(riverRow)
  const line = straight([columnLine(0) - overshoot, y], [columnLine(columnCount) + overshoot, y], 60)
  const width = (n: number) => riverHalf - 6 + 5 * Math.sin(n * 0.35) + 3 * Math.sin(n * 0.9 + 1)
  return {
    name: '澜水',
    kind: 'river',
    ring: [
      ...line.map(([x], n): PlanPoint => [x, y - width(n)]),
      ...line.map(([x], n): PlanPoint => [x, y + width(n + 3)]).toReversed(),
    ],
  }
}

function greenways(): Town['greenways'] {
  const y = rowLine(riverRow)
  const wave = (line: readonly PlanPoint[], size: number) =>
    line.map(([x, north], n): PlanPoint => [x + size * Math.sin(n * 1.1), north + size * Math.sin(n * 0.7)])
  const bank = (sign: number) => straight([columnLine(0), y + sign * 84], [columnLine(13), y + sign * 84], 90)
  const hillside: readonly PlanPoint[] = [
    [columnLine(2) + 120, rowLine(5) + 60],
    [columnLine(2) + 90, rowLine(6) + 300],
    [columnLine(3) - 40, rowLine(7) + 70],
    [columnLine(4), rowLine(7) + 110],
    [columnLine(5) + 60, rowLine(7) + 40],
    [columnLine(5) + 50, rowLine(6)],
    [columnLine(5) + 40, y + 84],
  ]
  return [
    { name: '澜水北岸绿道', line: wave(bank(1), 7) },
    { name: '澜水南岸绿道', line: wave(bank(-1), 7) },
    {
      name: '青屏山绿道',
      line: wave(
        hillside.flatMap((p, n) => straight(p, hillside[n + 1] ?? p, 110)),
        12,
      ),
    },
    {
      name: '湿地绿道',
      line: wave(straight([columnLine(11) - 40, y + 84], [columnLine(11) + 30, rowLine(7)], 90), 14),
    },
    {
      name: '南禾绿道',
      line: wave(straight([columnLine(4) + 40, y - 84], [columnLine(4) + 60, rowLine(0) + 40], 90), 12),
    },
  ]
}

/** The old quarter (历史文化街区) by the river: not a rectangle, for its edge follows old lanes. */
function historicQuarter(): PlanRing {
  const cell = cells.find(({ i, j }) => i === 6 && j === 4)
  if (cell === undefined) return []
  const block = blockOf(cell)
  const [x0] = at(block, 0, 0)
  const y0 = rowLine(riverRow) + embankmentOf(cell).middle
  const shape: readonly (readonly [number, number])[] = [
    [0.02, 0],
    [0.98, 0],
    [0.97, 0.3],
    [0.86, 0.33],
    [0.85, 0.62],
    [0.6, 0.66],
    [0.57, 0.84],
    [0.2, 0.82],
    [0.22, 0.58],
    [0.03, 0.52],
  ]
  const top = at(block, 0, 1)[1]
  const right = at(block, 1, 0)[0]
  const ring = shape.map(([s, t]): PlanPoint => [x0 + (right - x0) * s, y0 + (top - y0) * t])
  return ring.filter((point, n) => distance(point, ring[(n + 1) % ring.length] ?? point) > 0)
}
