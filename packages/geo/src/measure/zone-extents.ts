import { polygonCrossings, slotBits, slotLimit } from './crossings.ts'
import type { Box, Edges } from './edges.ts'
import { RowEvents } from './row-events.ts'
import { bandCount, rowsOver } from './rows.ts'

/** Rows this far apart find where a zone lies; a zone they miss is not worth finer rows. */
const searchMetres = 8

/** The box of each zone's ground inside the boundary: a zone may reach far beyond it. */
export function zoneExtents(boundary: Edges, zones: Edges, zoneCount: number, box: Box): readonly Box[] {
  const rows = rowsOver(box.y0, box.y1, searchMetres)
  const events = new RowEvents(rows.perBand, box.x0, box.x1, 128)
  const firstZoneUnit = boundary.unitFeature.length
  const emitters = [
    polygonCrossings(boundary, rows, box, 0, 0),
    polygonCrossings(zones, rows, box, firstZoneUnit, 1),
  ]
  const found = Array.from({ length: zoneCount }, () => ({
    x0: Infinity,
    y0: Infinity,
    x1: -Infinity,
    y1: -Infinity,
  }))
  for (let band = 0; band < bandCount(rows); band++) {
    events.clear()
    for (const emit of emitters) emit(band, events)
    events.sort()
    for (let row = 0; row < rows.perBand; row++) {
      const y = rows.firstY + (band * rows.perBand + row) * rows.height
      const openBoundary = new Set<number>()
      const openZones = new Set<number>()
      let before = 0
      for (let e = events.rowStart[row] ?? 0; e < (events.rowStart[row + 1] ?? 0); e++) {
        const x = events.sortedX[e] ?? 0
        if (openBoundary.size > 0) {
          for (const unit of openZones) {
            const extent = found[zones.unitFeature[unit] ?? 0]
            if (extent === undefined) continue
            extent.x0 = Math.min(extent.x0, before)
            extent.x1 = Math.max(extent.x1, x)
            extent.y0 = Math.min(extent.y0, y - rows.height)
            extent.y1 = Math.max(extent.y1, y + rows.height)
          }
        }
        before = x
        const item = events.sortedItem[e] ?? 0
        const unit = item >>> slotBits
        const [open, index] =
          (item & (slotLimit - 1)) === 0 ? [openBoundary, unit] : [openZones, unit - firstZoneUnit]
        if (!open.delete(index)) open.add(index)
      }
    }
  }
  // What lies between two search rows is at most a row away.
  return found.map(({ x0, y0, x1, y1 }) => ({
    x0: Math.max(box.x0, x0 - searchMetres),
    y0: Math.max(box.y0, y0),
    x1: Math.min(box.x1, x1 + searchMetres),
    y1: Math.min(box.y1, y1),
  }))
}
