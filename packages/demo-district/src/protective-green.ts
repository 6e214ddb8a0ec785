import { embankmentOf, isOutskirt, railwayBelt, railwayHalf, riverHalf } from './arterials.ts'
import { cellAt, columnLine, railwayColumn, riverRow, rowLine, type Cell } from './ground-plan.ts'
import type { PlanPoint } from './plane.ts'
import type { Random } from './random.ts'
import { ribbon, straight } from './shapes.ts'
import type { GreenPatch } from './town.ts'

const protective = { class2017: 'G2', class2002: 'G3', state: 'built' } as const

/** Belts beside the railway and at the edge of the town (防护绿地), and the park along the river. */
export function beltsOf(random: Random, cell: Cell): readonly GreenPatch[] {
  const { i, j, letter } = cell
  const [x0, x1, y0, y1] = [columnLine(i), columnLine(i + 1), rowLine(j), rowLine(j + 1)]
  const patches: GreenPatch[] = []

  if (j === riverRow || j === riverRow - 1) {
    const sign = j === riverRow ? 1 : -1
    const y = rowLine(riverRow)
    const widest = embankmentOf(cell).middle - embankmentOf(cell).half - riverHalf
    const phase = random.between(0, 6.28)
    const bank = (share: number) => y + sign * (riverHalf + 2 + 3 * Math.sin(share * 11 + phase))
    const far = (share: number) =>
      y + sign * (riverHalf + widest * (0.8 + 0.13 * Math.sin(share * 7 + phase)))
    const ends = straight([x0 + 14, 0], [x1 - 14, 0], 60)
    const at = (height: (share: number) => number) =>
      ends.map(([x], n): PlanPoint => [x, height(n / (ends.length - 1))])
    const ring = sign > 0 ? [...at(bank), ...at(far).toReversed()] : [...at(far), ...at(bank).toReversed()]
    patches.push({
      name: `滨澜带状公园${sign > 0 ? '北' : '南'}岸${String(i + 1)}段`,
      class2017: 'G14',
      class2002: 'G14',
      street: letter,
      state: letter === 'M' ? 'under-construction' : 'built',
      ring,
      owner: 'landscape',
    })
  }

  const belt = (name: string, a: PlanPoint, b: PlanPoint, from: number, to: number, railway = false) => {
    const phase = random.between(0, 6.28)
    const near = (share: number) => from + 2 * Math.sin(share * 9 + phase)
    const far = (share: number) => to + 3 * Math.sin(share * 6 + phase)
    patches.push({
      ...protective,
      name,
      street: letter,
      ring: ribbon(straight(a, b, 70), near, far),
      owner: railway ? 'railway' : 'landscape',
    })
  }
  const north = y1 - (j + 1 === riverRow ? 160 : 30)
  const south = y0 + (j === riverRow ? 160 : 30)
  // The strip beside the homes of the service hole was never planted: it is the railway's land.
  const planted = cell.letter !== 'K' || j === 0
  if (i === railwayColumn && planted)
    belt('铁路防护绿地', [x0, north], [x0, south], railwayHalf, railwayBelt, true)
  if (i + 1 === railwayColumn && planted)
    belt('铁路防护绿地', [x1, south], [x1, north], railwayHalf, railwayBelt, true)
  const edge = letter === 'M' || letter === 'F' ? 0.25 : 0.85
  if (isOutskirt(i - 1, j) && random.chance(edge)) belt('外围防护林', [x0, y1 - 70], [x0, y0 + 70], 8, 38)
  if (isOutskirt(i + 1, j) && random.chance(edge)) belt('外围防护林', [x1, y0 + 70], [x1, y1 - 70], 8, 38)
  if (isOutskirt(i, j - 1) && random.chance(edge)) belt('外围防护林', [x0 + 70, y0], [x1 - 70, y0], 8, 38)
  if (isOutskirt(i, j + 1) && random.chance(edge)) belt('外围防护林', [x1 - 70, y1], [x0 + 70, y1], 8, 38)
  // Between the works of the west and the homes beside them.
  if (letter === 'D' && cellAt(i + 1, j)?.letter === 'E')
    belt('卫生隔离绿带', [x1, y0 + 60], [x1, y1 - 60], 18, 21)
  return patches
}
