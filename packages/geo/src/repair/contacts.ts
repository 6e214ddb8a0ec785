import type { PlaneRing } from './plane-part.ts'

/** Two sides that meet though they are not neighbours in one ring. */
export interface Contact {
  readonly rings: readonly [number, number]
  /** Height of the meeting point; no number where the sides are parallel. */
  readonly y: number
}

interface Side {
  readonly ring: number
  readonly index: number
  readonly ax: number
  readonly ay: number
  readonly bx: number
  readonly by: number
}

/** All contacts, by passing over the sides from west to east. */
export function contactsOf(rings: readonly PlaneRing[]): Contact[] {
  const sides: Side[] = rings.flatMap((ring, index) =>
    Array.from({ length: ring.length / 2 }, (_, i) => ({
      ring: index,
      index: i,
      ax: ring[2 * i] ?? 0,
      ay: ring[2 * i + 1] ?? 0,
      bx: ring[(2 * i + 2) % ring.length] ?? 0,
      by: ring[(2 * i + 3) % ring.length] ?? 0,
    })),
  )
  sides.sort((a, b) => Math.min(a.ax, a.bx) - Math.min(b.ax, b.bx))
  const contacts: Contact[] = []
  let active: Side[] = []
  for (const side of sides) {
    const west = Math.min(side.ax, side.bx)
    active = active.filter((other) => Math.max(other.ax, other.bx) >= west)
    for (const other of active) {
      if (areNeighbours(side, other, (rings[side.ring]?.length ?? 0) / 2)) continue
      const y = meeting(side, other)
      if (y !== undefined) contacts.push({ rings: [other.ring, side.ring], y })
    }
    active.push(side)
  }
  return contacts
}

function areNeighbours(a: Side, b: Side, count: number): boolean {
  if (a.ring !== b.ring) return false
  const apart = Math.abs(a.index - b.index)
  return apart === 1 || apart === count - 1
}

function meeting(a: Side, b: Side): number | undefined {
  if (Math.max(a.ay, a.by) < Math.min(b.ay, b.by) || Math.max(b.ay, b.by) < Math.min(a.ay, a.by))
    return undefined
  const dx = a.bx - a.ax
  const dy = a.by - a.ay
  const sideA = dx * (b.ay - a.ay) - dy * (b.ax - a.ax)
  const sideB = dx * (b.by - a.ay) - dy * (b.bx - a.ax)
  if (sideA * sideB > 0) return undefined
  const ex = b.bx - b.ax
  const ey = b.by - b.ay
  const sideC = ex * (a.ay - b.ay) - ey * (a.ax - b.ax)
  const sideD = ex * (a.by - b.ay) - ey * (a.bx - b.ax)
  if (sideC * sideD > 0) return undefined
  return b.ay + (sideA / (sideA - sideB)) * ey
}
