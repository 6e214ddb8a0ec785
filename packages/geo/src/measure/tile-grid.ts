import type { Box } from './edges.ts'
import { bandCount, type Rows } from './rows.ts'

/** Square tiles over the box: a row of tiles is a band of rows. */
export interface TileGrid {
  readonly x0: number
  readonly y0: number
  readonly size: number
  readonly columns: number
  readonly bands: number
}

export function tileGrid(rows: Rows, box: Box): TileGrid {
  const size = rows.perBand * rows.height
  return {
    x0: box.x0,
    y0: rows.firstY - rows.height / 2,
    size,
    columns: Math.ceil((box.x1 - box.x0) / size) + 1,
    bands: bandCount(rows),
  }
}
