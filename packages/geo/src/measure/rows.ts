/** The horizontal lines along which a measurement runs, counted from the south. */
export interface Rows {
  readonly firstY: number
  readonly height: number
  readonly perMetre: number
  readonly count: number
  readonly perBand: number
}

/** Bands and reach tiles are about this high: a band's events then fit the processor's cache. */
const bandMetres = 128

/**
 * Rows that cover y0 … y1. `shift` moves them by a share of a row, so that a
 * finer measurement of the same ground does not meet the same rows again.
 */
export function rowsOver(y0: number, y1: number, height: number, shift = 0): Rows {
  const perBand = Math.max(4, 4 * Math.round(bandMetres / height / 4))
  const count = Math.ceil((y1 - y0) / height) + 2
  return { firstY: y0 + (shift - 0.5) * height, height, perMetre: 1 / height, count, perBand }
}

/**
 * The first row at or above y: an edge from y to z crosses the rows rowAt(y) … rowAt(z) - 1.
 *
 * @NOTE Loops that write this out must round as it does: a crossing that one of
 * two edges claims and the other does not leaves a polygon open to the end of the row.
 */
export function rowAt(rows: Rows, y: number): number {
  return Math.ceil((y - rows.firstY) * rows.perMetre)
}

export function bandCount(rows: Rows): number {
  return Math.ceil(rows.count / rows.perBand)
}
