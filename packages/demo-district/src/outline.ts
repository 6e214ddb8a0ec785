import { cellAt, cells, node, type Cell } from './ground-plan.ts'
import { between, distance, signedArea, type PlanPoint, type PlanRing } from './plane.ts'
import { randomOf } from './random.ts'

/** Polygons of one feature: parts, each a shell followed by its holes. */
export type Parts = readonly (readonly PlanRing[])[]

/** Outlines of cell groups. Groups that meet share every vertex of the line between them. */
export interface Outlines {
  of(group: readonly Cell[]): Parts
}

const cornerCutMetres = 140
const stepMetres = 90

interface Side {
  readonly from: string
  readonly to: string
  readonly points: readonly PlanPoint[]
}

/**
 * The line of an edge is made once, in one direction, and kept: both neighbours walk the same
 * points, so that streets fill the built-up area without a gap or an overlap.
 */
export function outlinesOf(seed: number): Outlines {
  const random = randomOf(seed, 'outline')
  const lines = new Map<string, readonly PlanPoint[]>()

  function edge(i0: number, j0: number, i1: number, j1: number): readonly PlanPoint[] {
    const forward = i1 > i0 || j1 > j0
    const key = forward
      ? `${String(i0)},${String(j0)},${String(i1)}`
      : `${String(i1)},${String(j1)},${String(i0)}`
    let line = lines.get(key)
    if (line === undefined) {
      line = forward ? drawn(i0, j0, i1, j1) : drawn(i1, j1, i0, j0)
      lines.set(key, line)
    }
    return forward ? line : line.toReversed()
  }

  function drawn(i0: number, j0: number, i1: number, j1: number): readonly PlanPoint[] {
    const along = i1 > i0
    const left = along ? cellAt(i0, j0) : cellAt(i0 - 1, j0)
    const right = along ? cellAt(i0, j0 - 1) : cellAt(i0, j0)
    const a = node(i0, j0)
    const b = node(i1, j1)
    const outer = (left === undefined) !== (right === undefined)
    const length = distance(a, b)
    const start = outer && cellsAround(i0, j0) === 1 ? cornerCutMetres : 0
    const end = outer && cellsAround(i1, j1) === 1 ? cornerCutMetres : 0
    const pieces = Math.max(2, Math.round((length - start - end) / stepMetres))
    const bulge = outer ? random.between(15, 95) : 0
    const wobble = random.between(0, Math.PI * 2)
    const outward = left === undefined ? 1 : -1
    return Array.from({ length: pieces + 1 }, (_, k) => {
      const t = k / pieces
      const [x, y] = between(a, b, (start + t * (length - start - end)) / length)
      const out = outward * bulge * Math.sin(Math.PI * t) * (1 + 0.35 * Math.sin(t * 9 + wobble))
      return along ? [x, y + out] : [x - out, y]
    })
  }

  return {
    of(group) {
      const inside = new Set(group.map(({ i, j }) => `${String(i)},${String(j)}`))
      const has = (i: number, j: number) => inside.has(`${String(i)},${String(j)}`)
      const sides: Side[] = []
      const push = (i0: number, j0: number, i1: number, j1: number) =>
        sides.push({
          from: `${String(i0)},${String(j0)}`,
          to: `${String(i1)},${String(j1)}`,
          points: edge(i0, j0, i1, j1),
        })
      for (const { i, j } of group) {
        if (!has(i, j - 1)) push(i, j, i + 1, j)
        if (!has(i + 1, j)) push(i + 1, j, i + 1, j + 1)
        if (!has(i, j + 1)) push(i + 1, j + 1, i, j + 1)
        if (!has(i - 1, j)) push(i, j + 1, i, j)
      }
      return nested(chained(sides))
    },
  }
}

function cellsAround(i: number, j: number): number {
  return [cellAt(i - 1, j - 1), cellAt(i, j - 1), cellAt(i - 1, j), cellAt(i, j)].filter(Boolean).length
}

function chained(sides: readonly Side[]): readonly PlanRing[] {
  const open = new Map(sides.map((side) => [side.from, side]))
  const rings: PlanRing[] = []
  for (const first of sides) {
    if (!open.has(first.from)) continue
    const ring: PlanPoint[] = []
    let side: Side | undefined = first
    while (side !== undefined) {
      open.delete(side.from)
      for (const point of side.points) {
        const last = ring.at(-1)
        if (last === undefined || distance(last, point) > 0) ring.push(point)
      }
      side = open.get(side.to)
    }
    const [start] = ring
    const last = ring.at(-1)
    if (start !== undefined && last !== undefined && distance(start, last) === 0) ring.pop()
    rings.push(ring)
  }
  return rings
}

/** A hole goes to the largest shell: only the built-up area and its middle streets have one. */
function nested(rings: readonly PlanRing[]): Parts {
  const shells = rings
    .filter((ring) => signedArea(ring) > 0)
    .toSorted((a, b) => signedArea(b) - signedArea(a))
  const holes = rings.filter((ring) => signedArea(ring) < 0)
  return shells.map((shell, n) => (n === 0 ? [shell, ...holes] : [shell]))
}

export function streetCells(letter: string): readonly Cell[] {
  return cells.filter((cell) => cell.letter === letter)
}
