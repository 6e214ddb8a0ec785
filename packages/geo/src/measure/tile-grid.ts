import type { Box } from './edges.ts'
import { bandCount, type Rows } from './rows.ts'

/** Square tiles over the box: each band of rows is some rows of tiles. */
export interface TileGrid {
  readonly x0: number
  readonly y0: number
  readonly size: number
  readonly columns: number
  readonly bands: number
  readonly rowsPerTile: number
}

/** Where a sweep looks. */
export interface Place {
  readonly rows: Rows
  readonly grid: TileGrid
  /** 1 for each tile of the grid that counts. */
  readonly inside: Uint8Array
}

/** Small tiles: few edges matter to each, and most are settled at once. */
export const tilesPerBand = 4

export function tileGrid(rows: Rows, box: Box): TileGrid {
  const rowsPerTile = rows.perBand / tilesPerBand
  const size = rowsPerTile * rows.height
  return {
    x0: box.x0,
    y0: rows.firstY - rows.height / 2,
    size,
    columns: Math.ceil((box.x1 - box.x0) / size) + 1,
    bands: bandCount(rows) * tilesPerBand,
    rowsPerTile,
  }
}
