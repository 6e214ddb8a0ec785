import { assignRings } from './ring-nesting.ts'
import type { LayerCollector } from './layer-collector.ts'
import { Refused } from './refused.ts'
import type { Attributes } from '@chuangyuan/geo/layer'
import type { GeometryKind } from './source-layer.ts'

/** The geometry of a shapefile (ESRI Shapefile Technical Description, July 1998), record by record. */
export interface ShpFile {
  readonly kind: GeometryKind
  /** Record bodies in file order; the attribute table is in the same order. */
  readonly records: readonly ShpRecord[]
}

interface ShpRecord {
  readonly at: number
  readonly end: number
}

const fileCode = 9994
const headerBytes = 100

/** Z and M variants differ from the plain ones only by what follows the coordinates. */
function kindOfShape(type: number): GeometryKind | undefined {
  switch (type % 10) {
    case 1:
    case 8:
      return 'point'
    case 3:
      return 'line'
    case 5:
      return 'polygon'
    default:
      return undefined
  }
}

export function openShp(bytes: Uint8Array): ShpFile {
  if (bytes.length < headerBytes)
    throw new Refused({ code: 'map-file.truncated', format: 'shapefile', part: 'shp' })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getInt32(0, false) !== fileCode)
    throw new Refused({ code: 'map-file.damaged', format: 'shapefile', part: 'shp' })
  const kind = kindOfShape(view.getInt32(32, true))
  if (kind === undefined) throw new Refused({ code: 'map-file.damaged', format: 'shapefile', part: 'shp' })
  if (view.getInt32(24, false) * 2 > bytes.length) {
    throw new Refused({ code: 'map-file.truncated', format: 'shapefile', part: 'shp' })
  }
  const records: ShpRecord[] = []
  let at = headerBytes
  while (at + 12 <= bytes.length) {
    const end = at + 8 + view.getInt32(at + 4, false) * 2
    if (end < at + 12) throw new Refused({ code: 'map-file.damaged', format: 'shapefile', part: 'shp' })
    if (end > bytes.length)
      throw new Refused({ code: 'map-file.truncated', format: 'shapefile', part: 'shp' })
    records.push({ at: at + 8, end })
    at = end
  }
  return { kind, records }
}

/** Puts one record into the layer. What cannot be read is counted, and its neighbours are kept. */
export function collectShape(
  bytes: Uint8Array,
  record: ShpRecord,
  attributes: Attributes,
  into: LayerCollector,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + record.at, record.end - record.at)
  const type = view.getInt32(0, true)
  if (type === 0) {
    into.drop('no-geometry')
    return
  }
  const kind = kindOfShape(type)
  if (kind === undefined) {
    into.drop('unknown-geometry')
  } else if (kind === 'point') {
    collectPoints(view, type % 10 === 8, attributes, into)
  } else {
    collectPaths(view, kind, attributes, into)
  }
}

function collectPoints(view: DataView, many: boolean, attributes: Attributes, into: LayerCollector): void {
  const count = many ? (view.byteLength >= 40 ? view.getInt32(36, true) : -1) : 1
  const first = many ? 40 : 4
  if (count < 0 || first + count * 16 > view.byteLength) {
    into.drop('damaged-record')
    return
  }
  const points = into.shape('point')
  points.beginFeature()
  for (let i = 0; i < count; i++) {
    points.beginPart()
    points.vertex(view.getFloat64(first + i * 16, true), view.getFloat64(first + i * 16 + 8, true))
    points.endRing()
    points.endPart()
  }
  points.endFeature(attributes)
}

function collectPaths(
  view: DataView,
  kind: 'line' | 'polygon',
  attributes: Attributes,
  into: LayerCollector,
): void {
  const pathCount = view.byteLength >= 44 ? view.getInt32(36, true) : -1
  const vertexCount = view.byteLength >= 44 ? view.getInt32(40, true) : -1
  const first = 44 + pathCount * 4
  if (pathCount < 0 || vertexCount < 0 || first + vertexCount * 16 > view.byteLength) {
    into.drop('damaged-record')
    return
  }
  const starts: number[] = []
  for (let i = 0; i < pathCount; i++) starts.push(view.getInt32(44 + i * 4, true))
  starts.push(vertexCount)
  if (
    starts.some((start, i) => start < 0 || start > vertexCount || (i > 0 && start < (starts[i - 1] ?? 0)))
  ) {
    into.drop('damaged-record')
    return
  }

  const x = (vertex: number) => view.getFloat64(first + vertex * 16, true)
  const y = (vertex: number) => view.getFloat64(first + vertex * 16 + 8, true)
  const parts =
    kind === 'line' || pathCount === 1
      ? Array.from({ length: pathCount }, (_, i) => [i])
      : assignRings({ starts, x, y })

  const shape = into.shape(kind)
  shape.beginFeature()
  for (const part of parts) {
    shape.beginPart()
    for (const ring of part) {
      for (let v = starts[ring] ?? 0; v < (starts[ring + 1] ?? 0); v++) shape.vertex(x(v), y(v))
      shape.endRing()
    }
    shape.endPart()
  }
  shape.endFeature(attributes)
}
