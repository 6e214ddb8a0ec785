import { distance, type PlanPoint, type PlanRing } from './plane.ts'
import { at, type Quad } from './quad.ts'
import type { Random } from './random.ts'

/**
 * A park's outline inside a quad: a soft superellipse with bays, never a rectangle. `fill` is the
 * share of the quad's half-width it reaches at most.
 */
export function softOutline(random: Random, quad: Quad, vertices: number, fill = 1): PlanRing {
  const squareness = random.between(2.8, 5)
  const waves = [2, 3, 5, 7].map((k) => ({
    k,
    size: random.between(0, 0.16 / k),
    phase: random.between(0, 6.28),
  }))
  const room = waves.reduce((sum, { size }) => sum + size, 0)
  return Array.from({ length: vertices }, (_, n) => {
    const angle = (n / vertices) * 2 * Math.PI
    const c = Math.cos(angle)
    const s = Math.sin(angle)
    const radius = (Math.abs(c) ** squareness + Math.abs(s) ** squareness) ** (-1 / squareness)
    const wave = waves.reduce((sum, { k, size, phase }) => sum + size * Math.sin(k * angle + phase), -room)
    const reach = (radius * fill * (1 + wave)) / 2
    return at(quad, 0.5 + c * reach, 0.5 + s * reach)
  })
}

/** A round clump of trees: radius in metres around a point. */
export function clump(random: Random, [x, y]: PlanPoint, radius: number, vertices = 8): PlanRing {
  const turn = random.between(0, 6.28)
  return Array.from({ length: vertices }, (_, n) => {
    const angle = turn + (n / vertices) * 2 * Math.PI
    const reach = radius * random.between(0.8, 1.15)
    return [x + Math.cos(angle) * reach, y + Math.sin(angle) * reach]
  })
}

/** A band along a line: `from` and `to` are offsets to its left in metres, `to` may vary with the place. */
export function ribbon(
  line: readonly PlanPoint[],
  from: (share: number) => number,
  to: (share: number) => number,
): PlanRing {
  const sides = line.map((point, n) => {
    const before = line[Math.max(0, n - 1)] ?? point
    const after = line[Math.min(line.length - 1, n + 1)] ?? point
    const length = distance(before, after)
    const left: PlanPoint = [-(after[1] - before[1]) / length, (after[0] - before[0]) / length]
    const share = n / (line.length - 1)
    const offset = (metres: number): PlanPoint => [point[0] + left[0] * metres, point[1] + left[1] * metres]
    return { near: offset(from(share)), far: offset(to(share)) }
  })
  const ring = [...sides.map(({ near }) => near), ...sides.toReversed().map(({ far }) => far)]
  return line.length > 1 ? ring : []
}

/** Points along a straight line of the plan, `stepMetres` apart at most. */
export function straight(a: PlanPoint, b: PlanPoint, stepMetres: number): readonly PlanPoint[] {
  const pieces = Math.max(1, Math.ceil(distance(a, b) / stepMetres))
  return Array.from({ length: pieces + 1 }, (_, k) => [
    a[0] + ((b[0] - a[0]) * k) / pieces,
    a[1] + ((b[1] - a[1]) * k) / pieces,
  ])
}
