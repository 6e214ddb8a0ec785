import {
  cellAt,
  columnCount,
  columnLine,
  isHill,
  railwayColumn,
  riverRow,
  rowCount,
  rowLine,
  type Cell,
} from './ground-plan.ts'
import { between, type PlanPoint } from './plane.ts'
import { rectangle, type Quad } from './quad.ts'
import type { Random } from './random.ts'
import { ribbon, straight } from './shapes.ts'
import type { GreenPatch, RoadClass, RoadSection } from './town.ts'

/** Half widths and margins of the great lines, metres from their middle. */
export const riverHalf = 46
export const embankmentRoad = { middle: 132, half: 11 }
export const oldTownEmbankmentRoad = { middle: 78, half: 9 }
export const railwayHalf = 14
export const railwayBelt = 44
const outskirts = 46

const columnNames = [
  '西环路',
  '穗西路',
  '云岭路',
  '青屏路',
  '文澜路',
  '人民路',
  '古槐路',
  '望禾路',
  '驿道',
  '驿东路',
  '稻香路',
  '新穗大道',
  '东环路',
  '园一路',
  '园二路',
  '园三路',
] as const
const rowNames = [
  '南环路',
  '南禾路',
  '和丰大道',
  '澜南路',
  '澜水',
  '建云大道',
  '北辰路',
  '青禾大道',
  '植物园路',
  '北环路',
] as const
const mainColumns: readonly number[] = [2, 5, 10, 11]
const mainRows: readonly number[] = [2, 5, 7]

interface Arterial {
  readonly name: string
  readonly roadClass: RoadClass
  readonly widthMetres: number
}

function columnArterial(i: number): Arterial {
  const main = mainColumns.includes(i)
  return {
    name: columnNames[i] ?? '',
    roadClass: main ? 'arterial' : 'secondary',
    widthMetres: main ? 52 : 34,
  }
}

function rowArterial(j: number): Arterial {
  const main = mainRows.includes(j)
  return { name: rowNames[j] ?? '', roadClass: main ? 'arterial' : 'secondary', widthMetres: main ? 56 : 34 }
}

export function embankmentOf(cell: Cell): { readonly middle: number; readonly half: number } {
  return cell.letter === 'F' ? oldTownEmbankmentRoad : embankmentRoad
}

function built(i: number, j: number): boolean {
  return cellAt(i, j) !== undefined || isHill(i, j)
}

/** How far the block of a cell stays away from each of its four lines. */
function margins(cell: Cell) {
  const { i, j } = cell
  const embankment = embankmentOf(cell)
  const column = (line: number, other: number) =>
    line === railwayColumn
      ? railwayBelt + 4
      : built(other, j)
        ? columnArterial(line).widthMetres / 2
        : outskirts
  const row = (line: number, other: number) =>
    line === riverRow
      ? embankment.middle + embankment.half
      : built(i, other)
        ? rowArterial(line).widthMetres / 2
        : outskirts
  return {
    west: column(i, i - 1),
    east: column(i + 1, i + 1),
    south: row(j, j - 1),
    north: row(j + 1, j + 1),
  }
}

/** The land of a cell between its roads. */
export function blockOf(cell: Cell): Quad {
  const { west, east, south, north } = margins(cell)
  return rectangle(
    columnLine(cell.i) + west,
    rowLine(cell.j) + south,
    columnLine(cell.i + 1) - east,
    rowLine(cell.j + 1) - north,
  )
}

export function isOutskirt(i: number, j: number): boolean {
  return !built(i, j)
}

interface Drawn {
  readonly roads: readonly RoadSection[]
  readonly green: readonly GreenPatch[]
}

/** Streets whose roads are narrow or young: less planted. */
const strips: Readonly<Record<string, number>> = { F: 0.35, M: 0.6, D: 0.8, K: 0.75 }

/** Main and secondary roads along the grid with their planted strips (SG), embankment roads, and the link to the detached park. */
export function drawArterials(random: Random): Drawn {
  const roads: RoadSection[] = []
  const green: GreenPatch[] = []

  function section(arterial: Arterial, street: string, a: PlanPoint, b: PlanPoint) {
    const plantedLess = strips[street] ?? 1
    const line = straight(a, b, 85)
    const treeSides: 0 | 1 | 2 = plantedLess < 0.5 ? random.pick([0, 1, 1, 2]) : random.chance(0.94) ? 2 : 1
    roads.push({
      ...arterial,
      street,
      treeSides,
      shadedPercent: Math.round((treeSides / 2) * random.between(52, 96) * (0.55 + 0.45 * plantedLess)),
      line,
    })
    const half = arterial.widthMetres / 2
    const inset = straight(between(a, b, 0.07), between(a, b, 0.93), 90)
    const wide = (arterial.roadClass === 'arterial' ? 11 : 5.5) * plantedLess
    for (const side of treeSides === 2 ? [1, -1] : treeSides === 1 ? [1] : []) {
      const outer = half - 1.5
      const ring =
        side === 1
          ? ribbon(
              inset,
              () => outer - wide,
              () => outer,
            )
          : ribbon(
              inset,
              () => -outer,
              () => wide - outer,
            )
      green.push({
        name: `${arterial.name}道路绿地`,
        class2017: 'SG',
        class2002: 'G46',
        street,
        state: 'built',
        ring,
        owner: arterial.roadClass === 'arterial' ? 'landscape' : 'street',
      })
    }
    if (arterial.roadClass === 'arterial' && plantedLess === 1) {
      green.push({
        name: `${arterial.name}分车绿带`,
        class2017: 'SG',
        class2002: 'G46',
        street,
        state: 'built',
        ring: ribbon(
          inset,
          () => -2.2,
          () => 2.2,
        ),
        owner: 'landscape',
      })
    }
  }

  for (let i = 0; i <= columnCount; i++) {
    for (let j = 0; j < rowCount; j++) {
      const cell = cellAt(i, j) ?? cellAt(i - 1, j)
      if (cell === undefined || i === railwayColumn || !built(i, j) || !built(i - 1, j)) continue
      section(columnArterial(i), cell.letter, [columnLine(i), rowLine(j)], [columnLine(i), rowLine(j + 1)])
    }
  }
  for (let j = 0; j <= rowCount; j++) {
    for (let i = 0; i < columnCount; i++) {
      const cell = cellAt(i, j) ?? cellAt(i, j - 1)
      if (cell === undefined) continue
      if (j === riverRow) {
        for (const [bank, sign] of [
          [cellAt(i, j), 1],
          [cellAt(i, j - 1), -1],
        ] as const) {
          if (bank === undefined) continue
          const y = rowLine(j) + sign * embankmentOf(bank).middle
          const name = sign > 0 ? '滨澜北路' : '滨澜南路'
          section(
            { name, roadClass: 'secondary', widthMetres: embankmentOf(bank).half * 2 },
            bank.letter,
            [columnLine(i), y],
            [columnLine(i + 1), y],
          )
        }
      } else if (built(i, j) && built(i, j - 1)) {
        section(rowArterial(j), cell.letter, [columnLine(i), rowLine(j)], [columnLine(i + 1), rowLine(j)])
      }
    }
  }
  section(
    { name: '产业大道', roadClass: 'arterial', widthMetres: 44 },
    'M',
    [columnLine(12), rowLine(6)],
    [columnLine(13), rowLine(6)],
  )
  return { roads, green }
}
