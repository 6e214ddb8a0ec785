import type { Box, Edges } from './edges.ts'

/** Polygons that split lines. */
export type CrossedGroup =
  | { readonly role: 'boundary' | 'zone'; readonly edges: Edges }
  | { readonly role: 'cover'; readonly bit: number; readonly edges: Edges }

/** Told of each stretch inside the boundary: its zone, the layers over it, its share of the whole segment. */
export type Stretch = (zone: number, mask: number, share: number) => void

interface Ring {
  readonly group: CrossedGroup
  readonly isShell: boolean
  /** Global number of the part, for its open shells and holes. */
  readonly unit: number
  readonly zone: number
}

const tileMetres = 128

/**
 * Ground cut into tiles. Each knows the edges that run through it and the rings
 * open at its middle, so that a line piece is settled by what lies in its tile.
 */
export class CrossedGround {
  private readonly x0: number
  private readonly y0: number
  private readonly columns: number
  private readonly bands: number
  private readonly zoneCount: number
  private readonly rings: Ring[] = []
  /** Edges: ax, ay, bx, by. */
  private readonly edgeAt: number[] = []
  private readonly edgeRing: number[] = []
  private readonly tileEdges = new Map<number, number[]>()
  private readonly tileOpen = new Map<number, readonly number[]>()

  /** Zone and layers of a tile that nothing runs through; -1 outside the boundary. */
  private readonly plainZone: Int32Array
  private readonly plainMask: Int32Array

  private readonly shellOpen: Uint8Array
  private readonly holesOpen: Int32Array
  private readonly ringOpen: Uint8Array
  private readonly zoneOpen: Int32Array
  private readonly bitOpen = new Int32Array(31)
  private boundaryOpen = 0
  private readonly cuts: number[] = []
  private mask = 0

  constructor(box: Box, groups: readonly CrossedGroup[], zoneCount: number) {
    this.x0 = box.x0
    this.y0 = box.y0
    this.columns = Math.max(1, Math.ceil((box.x1 - box.x0) / tileMetres))
    this.bands = Math.max(1, Math.ceil((box.y1 - box.y0) / tileMetres))
    this.zoneCount = zoneCount
    this.zoneOpen = new Int32Array(zoneCount)
    let units = 0
    for (const group of groups) {
      this.addGroup(group, units)
      units += group.edges.unitFeature.length
    }
    this.shellOpen = new Uint8Array(units)
    this.holesOpen = new Int32Array(units)
    this.ringOpen = new Uint8Array(this.rings.length)
    this.plainZone = new Int32Array(this.columns * this.bands).fill(-1)
    this.plainMask = new Int32Array(this.columns * this.bands)
    this.scanMiddles()
  }

  split(x: number, y: number, dx: number, dy: number, stretch: Stretch): void {
    // Most segments lie in one tile that nothing runs through.
    const tile = this.tileAt(x, y)
    if (tile === this.tileAt(x + dx, y + dy) && tile >= 0 && this.tileEdges.get(tile) === undefined) {
      const zone = this.plainZone[tile] ?? -1
      if (zone >= 0) stretch(zone, this.plainMask[tile] ?? 0, 1)
      return
    }
    const cuts = this.tileCuts(x, y, dx, dy)
    for (let i = 0; i + 1 < cuts.length; i++) {
      const from = cuts[i] ?? 0
      const to = cuts[i + 1] ?? 0
      if (to <= from) continue
      const middle = (from + to) / 2
      const crossedTile = this.tileAt(x + middle * dx, y + middle * dy)
      if (crossedTile < 0) continue
      const edges = this.tileEdges.get(crossedTile)
      if (edges !== undefined) this.splitInTile(crossedTile, edges, x, y, dx, dy, from, to, stretch)
      else {
        const zone = this.plainZone[crossedTile] ?? -1
        if (zone >= 0) stretch(zone, this.plainMask[crossedTile] ?? 0, to - from)
      }
    }
  }

  private tileAt(x: number, y: number): number {
    const column = Math.floor((x - this.x0) / tileMetres)
    const band = Math.floor((y - this.y0) / tileMetres)
    if (column < 0 || column >= this.columns || band < 0 || band >= this.bands) return -1
    return band * this.columns + column
  }

  private splitInTile(
    tile: number,
    edges: readonly number[],
    x: number,
    y: number,
    dx: number,
    dy: number,
    from: number,
    to: number,
    stretch: Stretch,
  ): void {
    const toggled: number[] = []
    const toggle = (ring: number) => {
      toggled.push(ring)
      this.toggle(ring)
    }
    for (const ring of this.tileOpen.get(tile) ?? []) toggle(ring)
    const mx = this.x0 + ((tile % this.columns) + 0.5) * tileMetres
    const my = this.y0 + (Math.floor(tile / this.columns) + 0.5) * tileMetres
    const sx = x + from * dx
    const sy = y + from * dy
    const crossed: { at: number; ring: number }[] = []
    for (const edge of edges) {
      const ring = this.edgeRing[edge] ?? 0
      if (this.crossing(edge, mx, my, sx - mx, sy - my) !== undefined) toggle(ring)
      const at = this.crossing(edge, sx, sy, (to - from) * dx, (to - from) * dy)
      if (at !== undefined) crossed.push({ at: from + at * (to - from), ring })
    }
    crossed.sort((a, b) => a.at - b.at)
    let before = from
    for (const { at, ring } of crossed) {
      if (at > before) this.tell(stretch, at - before)
      before = Math.max(before, at)
      toggle(ring)
    }
    if (to > before) this.tell(stretch, to - before)
    for (const ring of toggled) this.toggle(ring)
  }

  private tell(stretch: Stretch, share: number): void {
    if (this.boundaryOpen === 0) return
    const zone = this.zoneOpen.findIndex((open) => open > 0)
    stretch(zone < 0 ? this.zoneCount : zone, this.mask, share)
  }

  /** Where the vector from (x, y) meets the edge, 0 ≤ t < 1. */
  private crossing(edge: number, x: number, y: number, dx: number, dy: number): number | undefined {
    const ax = (this.edgeAt[4 * edge] ?? 0) - x
    const ay = (this.edgeAt[4 * edge + 1] ?? 0) - y
    const bx = (this.edgeAt[4 * edge + 2] ?? 0) - x
    const by = (this.edgeAt[4 * edge + 3] ?? 0) - y
    const sideA = dx * ay - dy * ax
    const sideB = dx * by - dy * bx
    // Half open, so that a vertex on the line belongs to one of its two edges.
    if (sideA >= 0 === sideB >= 0) return undefined
    const s = sideA / (sideA - sideB)
    const px = ax + s * (bx - ax)
    const py = ay + s * (by - ay)
    const t = (px * dx + py * dy) / (dx * dx + dy * dy)
    return t >= 0 && t < 1 ? t : undefined
  }

  private toggle(index: number): void {
    const ring = this.rings[index]
    if (ring === undefined) return
    const { unit } = ring
    const before = this.shellOpen[unit] === 1 && this.holesOpen[unit] === 0
    const opens = this.ringOpen[index] === 0
    this.ringOpen[index] = opens ? 1 : 0
    if (ring.isShell) this.shellOpen[unit] = opens ? 1 : 0
    else this.holesOpen[unit] = (this.holesOpen[unit] ?? 0) + (opens ? 1 : -1)
    const now = this.shellOpen[unit] === 1 && this.holesOpen[unit] === 0
    if (before === now) return
    const change = now ? 1 : -1
    const { group } = ring
    if (group.role === 'cover') {
      const open = (this.bitOpen[group.bit] ?? 0) + change
      this.bitOpen[group.bit] = open
      this.mask = open > 0 ? this.mask | (1 << group.bit) : this.mask & ~(1 << group.bit)
    } else if (group.role === 'boundary') this.boundaryOpen += change
    else this.zoneOpen[ring.zone] = (this.zoneOpen[ring.zone] ?? 0) + change
  }

  /** Shares at which the vector passes from tile to tile, with 0 and 1. The list is used again for the next. */
  private tileCuts(x: number, y: number, dx: number, dy: number): readonly number[] {
    const { cuts } = this
    cuts.length = 0
    cuts.push(0)
    this.addCuts(x, dx, this.x0, this.columns)
    const afterColumns = cuts.length
    this.addCuts(y, dy, this.y0, this.bands)
    if (afterColumns > 1 && cuts.length > afterColumns) cuts.sort((a, b) => a - b)
    cuts.push(1)
    return cuts
  }

  private addCuts(start: number, change: number, origin: number, limit: number): void {
    const a = (start - origin) / tileMetres
    const b = (start + change - origin) / tileMetres
    const first = Math.max(0, Math.floor(Math.min(a, b)) + 1)
    const last = Math.min(limit, Math.ceil(Math.max(a, b)) - 1)
    const step = change > 0 ? 1 : -1
    for (let line = step > 0 ? first : last; line >= first && line <= last; line += step) {
      this.cuts.push((line - a) / (b - a))
    }
  }

  private addGroup(group: CrossedGroup, firstUnit: number): void {
    const { xy, unitRing, ringVertex, unitFeature } = group.edges
    for (let unit = 0; unit < unitFeature.length; unit++) {
      const shell = unitRing[unit] ?? 0
      for (let ring = shell; ring < (unitRing[unit + 1] ?? 0); ring++) {
        const index = this.rings.length
        this.rings.push({
          group,
          isShell: ring === shell,
          unit: firstUnit + unit,
          zone: unitFeature[unit] ?? 0,
        })
        const last = (ringVertex[ring + 1] ?? 0) - 1
        for (let v = ringVertex[ring] ?? 0; v < last; v++) {
          this.addEdge(index, xy[2 * v] ?? 0, xy[2 * v + 1] ?? 0, xy[2 * v + 2] ?? 0, xy[2 * v + 3] ?? 0)
        }
      }
    }
  }

  private addEdge(ring: number, ax: number, ay: number, bx: number, by: number): void {
    const edge = this.edgeRing.length
    this.edgeRing.push(ring)
    this.edgeAt.push(ax, ay, bx, by)
    const left = Math.max(0, Math.floor((Math.min(ax, bx) - this.x0) / tileMetres))
    const right = Math.min(this.columns - 1, Math.floor((Math.max(ax, bx) - this.x0) / tileMetres))
    const low = Math.max(0, Math.floor((Math.min(ay, by) - this.y0) / tileMetres))
    const high = Math.min(this.bands - 1, Math.floor((Math.max(ay, by) - this.y0) / tileMetres))
    for (let band = low; band <= high; band++) {
      for (let column = left; column <= right; column++) {
        if (!this.passes(column, band, ax, ay, bx, by)) continue
        const tile = band * this.columns + column
        const edges = this.tileEdges.get(tile)
        if (edges === undefined) this.tileEdges.set(tile, [edge])
        else edges.push(edge)
      }
    }
  }

  /** Whether the edge's line passes the tile; one metre too generous. */
  private passes(column: number, band: number, ax: number, ay: number, bx: number, by: number): boolean {
    const half = tileMetres / 2 + 1
    const mx = this.x0 + (column + 0.5) * tileMetres
    const my = this.y0 + (band + 0.5) * tileMetres
    const dx = bx - ax
    const dy = by - ay
    return Math.abs(dx * (my - ay) - dy * (mx - ax)) <= half * (Math.abs(dx) + Math.abs(dy))
  }

  /** Which rings are open at the middle of each tile. */
  private scanMiddles(): void {
    const rows: { x: number; ring: number }[][] = Array.from({ length: this.bands }, () => [])
    for (let edge = 0; edge < this.edgeRing.length; edge++) {
      const ax = this.edgeAt[4 * edge] ?? 0
      const ay = this.edgeAt[4 * edge + 1] ?? 0
      const bx = this.edgeAt[4 * edge + 2] ?? 0
      const by = this.edgeAt[4 * edge + 3] ?? 0
      const from = Math.max(0, Math.ceil((Math.min(ay, by) - this.y0) / tileMetres - 0.5))
      for (let band = from; band < this.bands; band++) {
        const y = this.y0 + (band + 0.5) * tileMetres
        if (y >= Math.max(ay, by)) break
        if (ay <= y === by <= y) continue
        rows[band]?.push({ x: ax + ((y - ay) / (by - ay)) * (bx - ax), ring: this.edgeRing[edge] ?? 0 })
      }
    }
    rows.forEach((row, band) => {
      row.sort((a, b) => a.x - b.x)
      const open = new Set<number>()
      let next = 0
      let list: readonly number[] = []
      for (let column = 0; column < this.columns; column++) {
        const x = this.x0 + (column + 0.5) * tileMetres
        const before = next
        for (let event = row[next]; event !== undefined && event.x <= x; event = row[++next]) {
          if (!open.delete(event.ring)) open.add(event.ring)
        }
        if (next !== before) list = [...open]
        if (list.length === 0) continue
        const tile = band * this.columns + column
        this.tileOpen.set(tile, list)
        for (const ring of list) this.toggle(ring)
        this.tell((zone, mask) => {
          this.plainZone[tile] = zone
          this.plainMask[tile] = mask
        }, 1)
        for (const ring of list) this.toggle(ring)
      }
    })
  }
}
