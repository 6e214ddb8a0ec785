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

interface CrossedTile {
  readonly edges: readonly number[]
  /** Rings open at its middle. */
  readonly open: readonly number[]
}

/** Where a segment meets a ring. */
interface Cut {
  readonly at: number
  readonly ring: number
}

const nothingThere: CrossedTile = { edges: [], open: [] }

const tileMetres = 128

// In place of a zone.
const outside = -1
const crossed = -2

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
  private readonly crossedTiles: CrossedTile[] = []
  private readonly tileEdges = new Map<number, number[]>()
  private readonly tileOpen = new Map<number, readonly number[]>()

  /**
   * Zone and layers of a tile that nothing runs through; `outside` the boundary. Where an edge runs, `crossed` and
   * the number of the crossed tile.
   */
  private readonly plainZone: Int32Array
  private readonly plainMask: Int32Array

  private readonly shellOpen: Uint8Array
  private readonly holesOpen: Int32Array
  private readonly ringOpen: Uint8Array
  private readonly zoneOpen: Int32Array
  private readonly bitOpen = new Int32Array(31)
  private boundaryOpen = 0
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
    this.plainZone = new Int32Array(this.columns * this.bands).fill(outside)
    this.plainMask = new Int32Array(this.columns * this.bands)
    this.scanMiddles()
    for (const [tile, edges] of this.tileEdges) {
      this.plainZone[tile] = crossed
      this.plainMask[tile] = this.crossedTiles.push({ edges, open: this.tileOpen.get(tile) ?? [] }) - 1
    }
  }

  split(x: number, y: number, dx: number, dy: number, stretch: Stretch): void {
    // Most segments lie in one tile or two neighbours that nothing runs through.
    const column = this.columnAt(x)
    const band = this.bandAt(y)
    const lastColumn = this.columnAt(x + dx)
    const lastBand = this.bandAt(y + dy)
    const tile = this.tileOf(column, band)
    const zone = this.plainZone[tile] ?? outside
    if (zone !== crossed && Math.abs(column - lastColumn) + Math.abs(band - lastBand) <= 1) {
      const last = this.tileOf(lastColumn, lastBand)
      if (tile === last || (zone === this.plainZone[last] && this.plainMask[tile] === this.plainMask[last])) {
        if (zone >= 0) stretch(zone, this.plainMask[tile] ?? 0, 1)
        return
      }
    }
    const cuts = this.tileCuts(x, y, dx, dy)
    for (let i = 0; i + 1 < cuts.length; i++) {
      const from = cuts[i] ?? 0
      const to = cuts[i + 1] ?? 0
      if (to <= from) continue
      const middle = (from + to) / 2
      const crossedTile = this.tileOf(this.columnAt(x + middle * dx), this.bandAt(y + middle * dy))
      if (crossedTile < 0) continue
      const zone = this.plainZone[crossedTile] ?? outside
      if (zone === crossed) this.splitInTile(crossedTile, x, y, dx, dy, from, to, stretch)
      else if (zone >= 0) stretch(zone, this.plainMask[crossedTile] ?? 0, to - from)
    }
  }

  private columnAt(x: number): number {
    return Math.floor((x - this.x0) / tileMetres)
  }

  private bandAt(y: number): number {
    return Math.floor((y - this.y0) / tileMetres)
  }

  /** Negative where there is none. */
  private tileOf(column: number, band: number): number {
    if (column < 0 || column >= this.columns || band < 0 || band >= this.bands) return -1
    return band * this.columns + column
  }

  private splitInTile(
    tile: number,
    x: number,
    y: number,
    dx: number,
    dy: number,
    from: number,
    to: number,
    stretch: Stretch,
  ): void {
    const { edges, open } = this.crossedTiles[this.plainMask[tile] ?? 0] ?? nothingThere
    const toggled = [...open]
    const cuts: Cut[] = []
    const mx = this.x0 + ((tile % this.columns) + 0.5) * tileMetres
    const my = this.y0 + (Math.floor(tile / this.columns) + 0.5) * tileMetres
    const sx = x + from * dx
    const sy = y + from * dy
    for (const edge of edges) {
      const ring = this.edgeRing[edge] ?? 0
      if (this.crossing(edge, mx, my, sx - mx, sy - my) >= 0) toggled.push(ring)
      const at = this.crossing(edge, sx, sy, (to - from) * dx, (to - from) * dy)
      if (at >= 0) cuts.push({ at: from + at * (to - from), ring })
    }
    for (const ring of toggled) this.toggle(ring)
    if (cuts.length > 1) cuts.sort((a, b) => a.at - b.at)
    let before = from
    for (const { at, ring } of cuts) {
      if (at > before) this.tell(stretch, at - before)
      before = Math.max(before, at)
      toggled.push(ring)
      this.toggle(ring)
    }
    if (to > before) this.tell(stretch, to - before)
    for (const ring of toggled) this.toggle(ring)
  }

  private tell(stretch: Stretch, share: number): void {
    if (this.boundaryOpen === 0) return
    let zone = 0
    while (zone < this.zoneCount && (this.zoneOpen[zone] ?? 0) === 0) zone++
    stretch(zone, this.mask, share)
  }

  /** Where the vector from (x, y) meets the edge, 0 ≤ t < 1; negative where it does not. */
  private crossing(edge: number, x: number, y: number, dx: number, dy: number): number {
    const ax = (this.edgeAt[4 * edge] ?? 0) - x
    const ay = (this.edgeAt[4 * edge + 1] ?? 0) - y
    const bx = (this.edgeAt[4 * edge + 2] ?? 0) - x
    const by = (this.edgeAt[4 * edge + 3] ?? 0) - y
    const sideA = dx * ay - dy * ax
    const sideB = dx * by - dy * bx
    // Half open, so that a vertex on the line belongs to one of its two edges.
    if (sideA >= 0 === sideB >= 0) return -1
    const s = sideA / (sideA - sideB)
    const px = ax + s * (bx - ax)
    const py = ay + s * (by - ay)
    const t = (px * dx + py * dy) / (dx * dx + dy * dy)
    return t < 1 ? t : -1
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

  /** Shares at which the vector passes from tile to tile, with 0 and 1. */
  private tileCuts(x: number, y: number, dx: number, dy: number): readonly number[] {
    const cuts = [0]
    addCuts(cuts, x, dx, this.x0, this.columns)
    const afterColumns = cuts.length
    addCuts(cuts, y, dy, this.y0, this.bands)
    if (afterColumns > 1 && cuts.length > afterColumns) cuts.sort((a, b) => a - b)
    cuts.push(1)
    return cuts
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

function addCuts(cuts: number[], start: number, change: number, origin: number, limit: number): void {
  const a = (start - origin) / tileMetres
  const b = (start + change - origin) / tileMetres
  const first = Math.max(0, Math.floor(Math.min(a, b)) + 1)
  const last = Math.min(limit, Math.ceil(Math.max(a, b)) - 1)
  const step = change > 0 ? 1 : -1
  for (let line = step > 0 ? first : last; line >= first && line <= last; line += step) {
    cuts.push((line - a) / (b - a))
  }
}
