import { crsFromWkt } from './crs-text.ts'
import { openDbf, type DbfTable } from './dbf.ts'
import { LayerCollector } from './layer-collector.ts'
import type { Pace } from './pace.ts'
import { Refused } from './refused.ts'
import { collectShape, openShp } from './shp.ts'
import { decode, decodeText, encodingNamed } from './text-encoding.ts'
import { entriesOf, unpack } from './zip-archive.ts'
import type { GeometryKind, LayerListing, SourceLayer, TextEncodingName } from './source-layer.ts'

const shpBytesPerFeatureAtLeast = 12

/** One listing per `.shp`; its path without the ending is the id, because two folders may hold the same name. */
export async function listShapefiles(bytes: Uint8Array): Promise<readonly LayerListing[]> {
  const entries = await entriesOf(bytes)
  const shx = new Map(entries.map(({ path, size }) => [path.toLowerCase(), size]))
  return entries
    .filter(({ path, size }) => /\.shp$/i.test(path) && size > shpBytesPerFeatureAtLeast)
    .map(({ path }) => {
      const stem = path.slice(0, -4)
      const index = shx.get(`${stem}.shx`.toLowerCase())
      return {
        id: stem,
        name: stem.slice(stem.lastIndexOf('/') + 1),
        format: 'shapefile',
        // The index file holds 100 bytes of header and 8 a record.
        featureCount: index === undefined ? undefined : Math.max(0, Math.round((index - 100) / 8)),
      }
    })
}

interface ShapefileSet {
  readonly shp: Uint8Array
  readonly dbf: Uint8Array | undefined
  readonly prj: Uint8Array | undefined
  readonly cpg: Uint8Array | undefined
}

export async function readShapefile(
  bytes: Uint8Array,
  layer: string,
  pace: Pace,
  chosen: TextEncodingName | undefined,
  wanted: GeometryKind | undefined,
): Promise<SourceLayer> {
  const set = await unpackSet(bytes, layer, pace)
  const { records } = openShp(set.shp)
  const table: DbfTable | undefined =
    set.dbf === undefined
      ? undefined
      : openDbf(set.dbf, set.cpg === undefined ? undefined : encodingNamed(decode(set.cpg, 'utf-8')), chosen)
  if (table !== undefined && table.recordCount < records.length) {
    // Without its record a shape would carry its neighbour's name.
    throw new Refused({ code: 'map-file.damaged', format: 'shapefile', part: 'dbf' })
  }

  const collector = new LayerCollector(pace.limits)
  for (const [index, record] of records.entries()) {
    if (pace.due(index)) await pace.turn(index, records.length)
    const attributes = table === undefined ? {} : table.record(index)
    if (attributes === undefined) collector.drop('deleted-record')
    else collectShape(set.shp, record, attributes, collector)
  }
  await pace.turn(records.length, records.length)

  return collector.finish(
    {
      name: layer.slice(layer.lastIndexOf('/') + 1),
      format: 'shapefile',
      crs: set.prj === undefined ? undefined : crsFromWkt(decodeText(set.prj, undefined).text),
      encoding: table?.encoding ?? { name: 'utf-8', how: 'format' },
      declaredTypes: table?.declaredTypes ?? new Map(),
    },
    wanted,
  )
}

async function unpackSet(bytes: Uint8Array, layer: string, pace: Pace): Promise<ShapefileSet> {
  const stem = layer.toLowerCase()
  const endings = ['.shp', '.dbf', '.prj', '.cpg']
  const files = await unpack(
    bytes,
    (path) => endings.some((ending) => path.toLowerCase() === stem + ending),
    pace.limits,
  )
  const byEnding = new Map([...files].map(([path, content]) => [path.slice(-4).toLowerCase(), content]))
  const shp = byEnding.get('.shp')
  if (shp === undefined) throw new Refused({ code: 'map-file.layer-unknown', layer })
  return { shp, dbf: byEnding.get('.dbf'), prj: byEnding.get('.prj'), cpg: byEnding.get('.cpg') }
}
