import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { crsFromEpsg, crsFromWkt } from './crs-text.ts'
import { attributesOf } from './geojson.ts'
import { LayerCollector } from './layer-collector.ts'
import type { Pace } from './pace.ts'
import { Refused } from './refused.ts'
import { collectWkb } from './wkb.ts'
import type { FieldType, GeometryKind, LayerListing, SourceLayer, StatedCrs } from './source-layer.ts'

type Row = Record<string, SQLOutputValue>

/**
 * Opens the bytes as a database for the time of one call. SQLite reads files only, so they go to a
 * private temporary folder that is removed in every case.
 */
async function withDatabase<Value>(
  bytes: Uint8Array,
  use: (database: DatabaseSync) => Promise<Value>,
): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'chuangyuan-gpkg-'))
  try {
    const path = join(folder, 'layer.gpkg')
    await writeFile(path, bytes, { mode: 0o600 })
    const database = new DatabaseSync(path, { readOnly: true, allowExtension: false })
    try {
      // A view or trigger inside a stranger's file may not call functions of ours.
      database.exec('PRAGMA trusted_schema = OFF; PRAGMA query_only = ON')
      return await use(database)
    } finally {
      database.close()
    }
  } catch (fault) {
    if (fault instanceof Refused) throw fault
    throw new Refused({
      code: isCut(bytes) ? 'map-file.truncated' : 'map-file.damaged',
      format: 'geopackage',
      part: 'database',
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** SQLite states its page size and page count in the header. */
function isCut(bytes: Uint8Array): boolean {
  if (bytes.length < 100) return true
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const pageSize = view.getUint16(16, false)
  return (pageSize === 1 ? 65_536 : pageSize) * view.getUint32(28, false) > bytes.length
}

function text(value: SQLOutputValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`
}

interface GeoTable {
  readonly table: string
  readonly title: string
  readonly column: string
  readonly srsId: number
}

function geoTables(database: DatabaseSync): readonly GeoTable[] {
  const rows = database
    .prepare(
      `SELECT c.table_name AS "table", c.identifier AS title, g.column_name AS "column", g.srs_id AS srs
         FROM gpkg_contents c JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
        WHERE c.data_type = 'features' ORDER BY c.table_name`,
    )
    .all()
  return rows.flatMap((row: Row) => {
    const table = text(row['table'])
    const column = text(row['column'])
    if (table === undefined || column === undefined) return []
    return [{ table, title: text(row['title']) ?? table, column, srsId: Number(row['srs']) }]
  })
}

function countOf(database: DatabaseSync, table: string): number {
  return Number(database.prepare(`SELECT count(*) AS n FROM ${quoted(table)}`).get()?.['n'] ?? 0)
}

export function listGeoPackage(bytes: Uint8Array): Promise<readonly LayerListing[]> {
  return withDatabase(bytes, (database) =>
    Promise.resolve(
      geoTables(database).map(({ table, title }) => ({
        id: table,
        name: title,
        format: 'geopackage' as const,
        featureCount: countOf(database, table),
      })),
    ),
  )
}

/** Reserved numbers -1 and 0 mean an undefined system (OGC 12-128r18, 1.1.2.1.2). */
function crsOf(database: DatabaseSync, srsId: number): StatedCrs | undefined {
  if (srsId <= 0) return undefined
  const row = database
    .prepare(
      'SELECT organization, organization_coordsys_id AS code, definition, srs_name AS name FROM gpkg_spatial_ref_sys WHERE srs_id = ?',
    )
    .get(srsId)
  const wkt = text(row?.['definition'])
  const code = Number(row?.['code'])
  if (text(row?.['organization'])?.toUpperCase() === 'EPSG' && Number.isInteger(code)) {
    return crsFromEpsg(code, wkt, text(row?.['name']))
  }
  return wkt === undefined ? undefined : crsFromWkt(wkt)
}

/** Column types in the words of OGC 12-128r18 table 1. */
function declaredTypes(database: DatabaseSync, geo: GeoTable): ReadonlyMap<string, FieldType> {
  const types = new Map<string, FieldType>()
  for (const row of database.prepare(`PRAGMA table_info(${quoted(geo.table)})`).all()) {
    const name = text(row['name'])
    const sql = (text(row['type']) ?? '').toUpperCase()
    if (name === undefined || name === geo.column || sql === 'BLOB') continue
    if (/INT|REAL|FLOAT|DOUBLE|NUMERIC/.test(sql)) types.set(name, 'number')
    else if (/^DATE/.test(sql)) types.set(name, 'day')
    else types.set(name, sql === 'BOOLEAN' ? 'yes-no' : 'text')
  }
  return types
}

/** Where the WKB begins, past the GeoPackage header (OGC 12-128r18, 2.1.3); undefined where the blob is none. */
function wkbStart(blob: Uint8Array): number | 'empty' | undefined {
  if (blob.length < 8 || blob[0] !== 0x47 || blob[1] !== 0x50) return undefined
  const flags = blob[3] ?? 0
  if ((flags & 0b0001_0000) !== 0) return 'empty'
  const envelopeDoubles = [0, 4, 6, 6, 8][(flags >> 1) & 0b111]
  return envelopeDoubles === undefined ? undefined : 8 + 8 * envelopeDoubles
}

export function readGeoPackage(
  bytes: Uint8Array,
  layer: string,
  pace: Pace,
  wanted: GeometryKind | undefined,
): Promise<SourceLayer> {
  return withDatabase(bytes, async (database) => {
    const geo = geoTables(database).find(({ table }) => table === layer)
    if (geo === undefined) throw new Refused({ code: 'map-file.layer-unknown', layer })
    const types = declaredTypes(database, geo)
    const total = countOf(database, geo.table)
    const collector = new LayerCollector(pace.limits)
    const names = [geo.column, ...types.keys()].map(quoted).join(', ')
    let done = 0
    for (const row of database.prepare(`SELECT ${names} FROM ${quoted(geo.table)}`).iterate()) {
      if (pace.due(done)) await pace.turn(done, total)
      done++
      collectRow(row, geo.column, collector)
    }
    await pace.turn(done, total)
    return collector.finish(
      {
        name: geo.title,
        format: 'geopackage',
        crs: crsOf(database, geo.srsId),
        encoding: { name: 'utf-8', how: 'format' },
        declaredTypes: types,
      },
      wanted,
    )
  })
}

function collectRow(row: Row, column: string, into: LayerCollector): void {
  const { [column]: blob, ...properties } = row
  if (!(blob instanceof Uint8Array)) {
    into.drop('no-geometry')
    return
  }
  const start = wkbStart(blob)
  if (start === undefined) into.drop('damaged-record')
  else if (start === 'empty') into.drop('no-geometry')
  else collectWkb(blob, start, attributesOf(properties), into)
}
