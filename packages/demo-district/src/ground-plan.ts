import type { PlanPoint } from './plane.ts'

/**
 * The plan of the town: a grid of arterials, its cells given to streets (街道) by letter,
 * north at the top. `#` is the hill inside the town that is not built-up land (a hole),
 * `.` is country. The two L cells in the east are the detached industrial park.
 */
const rows = [
  '..AAABBB.......',
  '.AAAABBBCCC....',
  'DDA##BBBCCCC.LL',
  'DDDEEEFFCCCC.LL',
  'DDDEEEFFGGGG...',
  'HHHHIIIKKKMMM..',
  'HHHHIIIKKKMMM..',
  '.HHIIINNKKKMM..',
  '..NNNNNNNKK....',
] as const

/** What a street is mainly made of. It decides the land use of its blocks. */
export type Character =
  'civic' | 'residential' | 'old-town' | 'campus' | 'riverside' | 'railway' | 'new-zone' | 'industrial'

export interface StreetPlan {
  readonly letter: string
  readonly name: string
  readonly character: Character
  /** Persons per hectare of residential land, before the district's total is met. */
  readonly density: number
}

export const streetPlans: readonly StreetPlan[] = [
  { letter: 'A', name: '青屏街道', character: 'campus', density: 400 },
  { letter: 'B', name: '望禾街道', character: 'residential', density: 470 },
  { letter: 'C', name: '稻香街道', character: 'residential', density: 430 },
  { letter: 'D', name: '云岭街道', character: 'industrial', density: 380 },
  { letter: 'E', name: '文澜街道', character: 'civic', density: 480 },
  { letter: 'F', name: '古槐街道', character: 'old-town', density: 520 },
  { letter: 'G', name: '临澜街道', character: 'riverside', density: 460 },
  { letter: 'H', name: '西穗街道', character: 'residential', density: 440 },
  { letter: 'I', name: '澜南街道', character: 'civic', density: 470 },
  { letter: 'K', name: '驿东街道', character: 'railway', density: 500 },
  { letter: 'M', name: '新穗街道', character: 'new-zone', density: 470 },
  { letter: 'N', name: '南禾街道', character: 'residential', density: 420 },
]

/** The detached part belongs to the new zone's street, as its industrial park. */
const detachedOwner: Readonly<Record<string, string>> = { L: 'M' }

export const columnCount = 15
export const rowCount = 9
export const hill = '#'

const columnEdges = edges([690, 640, 730, 700, 650, 720, 610, 660, 740, 680, 650, 700, 420, 720, 690])
const rowEdges = edges([700, 640, 690, 720, 700, 620, 680, 650, 610])

function edges(widths: readonly number[]): readonly number[] {
  const total = widths.reduce((sum, width) => sum + width, 0)
  let at = -total / 2
  return [at, ...widths.map((width) => (at += width))]
}

/** Place of a grid line: column lines by easting, row lines by northing. */
export function columnLine(i: number): number {
  return columnEdges[i] ?? 0
}

export function rowLine(j: number): number {
  return rowEdges[j] ?? 0
}

export function node(i: number, j: number): PlanPoint {
  return [columnLine(i), rowLine(j)]
}

/** Cell in column `i`, row `j` counted from the south. */
export interface Cell {
  readonly i: number
  readonly j: number
  /** The street it belongs to. */
  readonly letter: string
  readonly detached: boolean
}

function mark(i: number, j: number): string {
  return rows[rowCount - 1 - j]?.[i] ?? '.'
}

export function isHill(i: number, j: number): boolean {
  return mark(i, j) === hill
}

export function cellAt(i: number, j: number): Cell | undefined {
  const letter = mark(i, j)
  if (letter === '.' || letter === hill) return undefined
  const owner = detachedOwner[letter]
  return { i, j, letter: owner ?? letter, detached: owner !== undefined }
}

export const cells: readonly Cell[] = Array.from({ length: columnCount * rowCount }, (_, n) =>
  cellAt(n % columnCount, Math.floor(n / columnCount)),
).filter((cell) => cell !== undefined)

/** The row line the river follows, and the column line the railway follows. */
export const riverRow = 4
export const railwayColumn = 8

/** Homes beside the railway without a park within reach: the hole of the service radius. */
export function liesInServiceHole({ i, j }: Cell): boolean {
  return i >= 7 && i <= 9 && j >= 1 && j <= 3
}
