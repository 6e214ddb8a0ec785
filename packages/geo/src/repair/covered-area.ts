import { contactsOf } from './contacts.ts'
import type { PlanePart } from './plane-part.ts'

interface Side {
  readonly xa: number
  readonly ya: number
  readonly perRise: number
  readonly top: number
  readonly ring: number
}

/**
 * Square metres that parts really cover: each ring by the even-odd rule, holes
 * taken away, parts united. Exact for any rings: between two neighbouring heights
 * of vertices and crossings every side is straight and none cross.
 */
export function coveredArea(parts: readonly PlanePart[]): number {
  const rings = parts.flat()
  const partOfRing = parts.flatMap((part, index) => part.map(() => index))
  const isShell = parts.flatMap((part) => part.map((_, index) => index === 0))

  const heights = new Set<number>()
  const sides: (Side & { readonly bottom: number })[] = []
  rings.forEach((ring, index) => {
    for (let i = 0; i < ring.length; i += 2) {
      const xa = ring[i] ?? 0
      const ya = ring[i + 1] ?? 0
      const xb = ring[(i + 2) % ring.length] ?? 0
      const yb = ring[(i + 3) % ring.length] ?? 0
      heights.add(ya)
      if (ya === yb) continue
      const perRise = (xb - xa) / (yb - ya)
      sides.push({ xa, ya, perRise, bottom: Math.min(ya, yb), top: Math.max(ya, yb), ring: index })
    }
  })
  for (const { y } of contactsOf(rings)) if (Number.isFinite(y)) heights.add(y)

  sides.sort((a, b) => a.bottom - b.bottom)
  const levels = [...heights].sort((a, b) => a - b)
  let active: Side[] = []
  let next = 0
  let area = 0
  const ringOpen = new Uint8Array(rings.length)
  const shellOpen = new Uint8Array(parts.length)
  const holesOpen = new Int32Array(parts.length)
  for (let level = 0; level + 1 < levels.length; level++) {
    const bottom = levels[level] ?? 0
    const top = levels[level + 1] ?? 0
    active = active.filter((side) => side.top > bottom)
    for (let side = sides[next]; side !== undefined && side.bottom <= bottom; side = sides[++next])
      active.push(side)
    const y = (bottom + top) / 2
    const crossings = active.map(({ xa, ya, perRise, ring }) => ({ x: xa + (y - ya) * perRise, ring }))
    crossings.sort((a, b) => a.x - b.x)
    let covering = 0
    let before = 0
    let length = 0
    for (const { x, ring } of crossings) {
      if (covering > 0) length += x - before
      before = x
      const part = partOfRing[ring] ?? 0
      const was = shellOpen[part] === 1 && holesOpen[part] === 0
      const opens = ringOpen[ring] === 0
      ringOpen[ring] = opens ? 1 : 0
      if (isShell[ring] === true) shellOpen[part] = opens ? 1 : 0
      else holesOpen[part] = (holesOpen[part] ?? 0) + (opens ? 1 : -1)
      const is = shellOpen[part] === 1 && holesOpen[part] === 0
      covering += Number(is) - Number(was)
    }
    area += length * (top - bottom)
  }
  return area
}
