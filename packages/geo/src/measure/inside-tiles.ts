import type { Edges } from './edges.ts'
import type { TileGrid } from './tile-grid.ts'

/** 1 for each tile that meets the polygons, or one feature of them, row by row: the others need no answer. */
export function insideTiles(polygons: Edges, grid: TileGrid, feature?: number): Uint8Array {
  const { xy, ringVertex, unitRing, unitFeature } = polygons
  const { x0, y0, size, columns, bands } = grid
  const meets = new Uint8Array(columns * bands)
  const columnAt = (x: number) => Math.max(0, Math.min(columns - 1, Math.floor((x - x0) / size)))
  const bandAt = (y: number) => Math.max(0, Math.min(bands - 1, Math.floor((y - y0) / size)))
  const middle: number[][] = Array.from({ length: bands }, () => [])

  let unit = 0
  for (let ring = 0; ring + 1 < ringVertex.length; ring++) {
    while (ring >= (unitRing[unit + 1] ?? 0)) unit++
    if (feature !== undefined && unitFeature[unit] !== feature) continue
    const last = (ringVertex[ring + 1] ?? 0) - 1
    for (let v = ringVertex[ring] ?? 0; v < last; v++) {
      const xa = xy[2 * v] ?? 0
      const ya = xy[2 * v + 1] ?? 0
      const xb = xy[2 * v + 2] ?? 0
      const yb = xy[2 * v + 3] ?? 0
      const low = bandAt(Math.min(ya, yb))
      const high = bandAt(Math.max(ya, yb))
      for (let band = low; band <= high; band++) {
        // The part of the edge inside this band of tiles.
        const bottom = y0 + band * size
        const xAt = (y: number) => (ya === yb ? xa : xa + ((y - ya) / (yb - ya)) * (xb - xa))
        const from = xAt(Math.max(Math.min(ya, yb), Math.min(bottom, Math.max(ya, yb))))
        const to = xAt(Math.min(Math.max(ya, yb), Math.max(bottom + size, Math.min(ya, yb))))
        const left = columnAt(ya === yb ? Math.min(xa, xb) : Math.min(from, to))
        const right = columnAt(ya === yb ? Math.max(xa, xb) : Math.max(from, to))
        for (let tile = band * columns + left; tile <= band * columns + right; tile++) meets[tile] = 1
        const centre = bottom + size / 2
        if (ya < centre !== yb < centre) middle[band]?.push(xAt(centre))
      }
    }
  }
  middle.forEach((crossings, band) => {
    crossings.sort((a, b) => a - b)
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const left = columnAt(crossings[i] ?? 0)
      const right = columnAt(crossings[i + 1] ?? 0)
      meets.fill(1, band * columns + left, band * columns + right + 1)
    }
  })
  return meets
}

/** Whether any tile under the box is one of them. */
export function meetsTiles(tiles: Uint8Array, grid: TileGrid, box: Float64Array, at: number): boolean {
  const { x0, y0, size, columns, bands } = grid
  const left = Math.max(0, Math.floor(((box[at] ?? 0) - x0) / size))
  const low = Math.max(0, Math.floor(((box[at + 1] ?? 0) - y0) / size))
  const right = Math.min(columns - 1, Math.floor(((box[at + 2] ?? 0) - x0) / size))
  const high = Math.min(bands - 1, Math.floor(((box[at + 3] ?? 0) - y0) / size))
  for (let band = low; band <= high; band++) {
    for (let column = left; column <= right; column++) {
      if (tiles[band * columns + column] === 1) return true
    }
  }
  return false
}
