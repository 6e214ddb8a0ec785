import type { Edges } from './edges.ts'
import type { TileGrid } from './tile-grid.ts'

/**
 * Which tiles lie wholly within reach of an outline, which partly, and which
 * edges matter to the latter. Found by halving squares, so that far edges are
 * dismissed and near ones settle a whole square at once.
 */
export class ReachTiles {
  readonly outline: Edges
  /** Edges near partial tiles: vertices and reach. */
  edgeStart: Uint32Array<ArrayBuffer> = new Uint32Array(1 << 12)
  edgeEnd: Uint32Array<ArrayBuffer> = new Uint32Array(1 << 12)
  edgeReach: Float64Array<ArrayBuffer> = new Float64Array(1 << 12)
  private edgeCount = 0
  private readonly grid: TileGrid
  /** 0: out of reach or outside the boundary; 1: partial; 2: full. */
  private readonly state: Uint8Array
  private readonly firstEdge: Uint32Array
  private readonly lastEdge: Uint32Array
  private readonly relevant: Uint8Array
  private readonly chunkReach: Float64Array
  private candidates: Uint32Array<ArrayBuffer>

  constructor(outline: Edges, reachOf: (unit: number) => number, grid: TileGrid, relevant: Uint8Array) {
    this.outline = outline
    this.grid = grid
    this.relevant = relevant
    const tiles = grid.columns * grid.bands
    this.state = new Uint8Array(tiles)
    this.firstEdge = new Uint32Array(tiles)
    this.lastEdge = new Uint32Array(tiles)
    this.chunkReach = new Float64Array(outline.chunkUnit.length)
    outline.chunkUnit.forEach((unit, chunk) => (this.chunkReach[chunk] = reachOf(unit)))
    const chunks = outline.chunkStart.length
    this.candidates = new Uint32Array(4 * chunks + 64)
    for (let chunk = 0; chunk < chunks; chunk++) this.candidates[chunk] = chunk
    let span = 1
    while (span < grid.columns || span < grid.bands) span *= 2
    if (chunks > 0) this.visit(0, 0, span, 0, chunks)
  }

  stateOf(band: number, column: number): 'none' | 'partial' | 'full' {
    const state = this.state[band * this.grid.columns + column] ?? 0
    return state === 2 ? 'full' : state === 1 ? 'partial' : 'none'
  }

  edgesNear(band: number, column: number): readonly [number, number] {
    const tile = band * this.grid.columns + column
    return [this.firstEdge[tile] ?? 0, this.lastEdge[tile] ?? 0]
  }

  /** A square of span × span tiles, and the chunks candidates[from … end - 1] that may reach it. */
  private visit(band: number, column: number, span: number, from: number, end: number): void {
    const { grid, chunkReach } = this
    if (band >= grid.bands || column >= grid.columns || !this.anyRelevant(band, column, span)) return
    const { chunkBox, chunkStart, xy } = this.outline
    const half = (span * grid.size) / 2
    const radius = half * Math.SQRT2
    const cx = grid.x0 + column * grid.size + half
    const cy = grid.y0 + band * grid.size + half
    if (this.candidates.length < 2 * end - from) {
      const larger = new Uint32Array(2 * (2 * end - from))
      larger.set(this.candidates)
      this.candidates = larger
    }
    const { candidates } = this
    let kept = end
    for (let i = from; i < end; i++) {
      const chunk = candidates[i] ?? 0
      const reach = chunkReach[chunk] ?? 0
      const left = (chunkBox[4 * chunk] ?? 0) - cx
      const below = (chunkBox[4 * chunk + 1] ?? 0) - cy
      const right = cx - (chunkBox[4 * chunk + 2] ?? 0)
      const above = cy - (chunkBox[4 * chunk + 3] ?? 0)
      const dx = left > 0 ? left : right > 0 ? right : 0
      const dy = below > 0 ? below : above > 0 ? above : 0
      const far = reach + radius
      if (dx * dx + dy * dy > far * far) continue
      const near = reach - radius
      if (near > 0) {
        const vertex = chunkStart[chunk] ?? 0
        const vx = (xy[2 * vertex] ?? 0) - cx
        const vy = (xy[2 * vertex + 1] ?? 0) - cy
        if (vx * vx + vy * vy <= near * near) {
          this.fill(band, column, span)
          return
        }
      }
      candidates[kept++] = chunk
    }
    if (kept === end) return
    if (span === 1) {
      this.settle(band, column, cx, cy, radius, end, kept)
      return
    }
    const next = span / 2
    this.visit(band, column, next, end, kept)
    this.visit(band, column + next, next, end, kept)
    this.visit(band + next, column, next, end, kept)
    this.visit(band + next, column + next, next, end, kept)
  }

  private settle(
    band: number,
    column: number,
    cx: number,
    cy: number,
    radius: number,
    from: number,
    end: number,
  ): void {
    const { chunkStart, chunkEnd, xy } = this.outline
    const tile = band * this.grid.columns + column
    const first = this.edgeCount
    for (let i = from; i < end; i++) {
      const chunk = this.candidates[i] ?? 0
      const reach = this.chunkReach[chunk] ?? 0
      const near = reach - radius
      const far = reach + radius
      const start = chunkStart[chunk] ?? 0
      const last = chunkEnd[chunk] ?? 0
      for (let v = start; v === start || v < last; v++) {
        const w = v < last ? v + 1 : v
        const distance = squaredDistance(
          cx,
          cy,
          xy[2 * v] ?? 0,
          xy[2 * v + 1] ?? 0,
          xy[2 * w] ?? 0,
          xy[2 * w + 1] ?? 0,
        )
        if (distance > far * far) continue
        if (near > 0 && distance <= near * near) {
          this.edgeCount = first
          this.state[tile] = 2
          return
        }
        this.keep(v, w, reach)
      }
    }
    if (this.edgeCount === first) return
    this.state[tile] = 1
    this.firstEdge[tile] = first
    this.lastEdge[tile] = this.edgeCount
  }

  private keep(start: number, end: number, reach: number): void {
    const at = this.edgeCount++
    if (at >= this.edgeStart.length) {
      this.edgeStart = doubledInts(this.edgeStart)
      this.edgeEnd = doubledInts(this.edgeEnd)
      const reaches = new Float64Array(2 * this.edgeReach.length)
      reaches.set(this.edgeReach)
      this.edgeReach = reaches
    }
    this.edgeStart[at] = start
    this.edgeEnd[at] = end
    this.edgeReach[at] = reach
  }

  private fill(band: number, column: number, span: number): void {
    const { columns, bands } = this.grid
    const lastColumn = Math.min(columns, column + span)
    for (let b = band; b < Math.min(bands, band + span); b++) {
      this.state.fill(2, b * columns + column, b * columns + lastColumn)
    }
  }

  private anyRelevant(band: number, column: number, span: number): boolean {
    const { columns, bands } = this.grid
    const lastColumn = Math.min(columns, column + span)
    for (let b = band; b < Math.min(bands, band + span); b++) {
      for (let c = column; c < lastColumn; c++) if (this.relevant[b * columns + c] === 1) return true
    }
    return false
  }
}

function squaredDistance(px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax
  const dy = by - ay
  const squared = dx * dx + dy * dy
  let t = squared > 0 ? ((px - ax) * dx + (py - ay) * dy) / squared : 0
  t = t < 0 ? 0 : t > 1 ? 1 : t
  const x = ax + t * dx - px
  const y = ay + t * dy - py
  return x * x + y * y
}

function doubledInts(old: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * old.length)
  larger.set(old)
  return larger
}
