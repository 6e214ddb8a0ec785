import type { Edges } from './edges.ts'
import type { TileGrid } from './tile-grid.ts'

/** 1 for each tile that meets the polygons, or one feature of them, row by row: the others need no answer. */
export function insideTiles(polygons: Edges, grid: TileGrid, feature?: number): Uint8Array {
  const { xy, ringVertex, unitRing, unitFeature, unitBox } = polygons
  const { x0, y0, size, columns, bands } = grid
  const meets = new Uint8Array(columns * bands)
  const columnAt = (x: number) => Math.max(0, Math.min(columns - 1, Math.floor((x - x0) / size)))
  const bandAt = (y: number) => Math.max(0, Math.min(bands - 1, Math.floor((y - y0) / size)))
  const mark = (band: number, left: number, right: number) => {
    for (let tile = band * columns + left; tile <= band * columns + right; tile++) meets[tile] = 1
  }

  for (let unit = 0; unit < unitFeature.length; unit++) {
    if (feature !== undefined && unitFeature[unit] !== feature) continue
    // Each unit by itself: where two overlap, both are crossed twice.
    const lowest = bandAt(unitBox[4 * unit + 1] ?? 0)
    const highest = bandAt(unitBox[4 * unit + 3] ?? 0)
    const middle: number[][] = Array.from({ length: highest - lowest + 1 }, () => [])
    for (let ring = unitRing[unit] ?? 0; ring < (unitRing[unit + 1] ?? 0); ring++) {
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
          mark(band, left, right)
          const centre = bottom + size / 2
          if (ya < centre !== yb < centre) middle[band - lowest]?.push(xAt(centre))
        }
      }
    }
    middle.forEach((crossings, band) => {
      crossings.sort((a, b) => a - b)
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        mark(lowest + band, columnAt(crossings[i] ?? 0), columnAt(crossings[i + 1] ?? 0))
      }
    })
  }
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
