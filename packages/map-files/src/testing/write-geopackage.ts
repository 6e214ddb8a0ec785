import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Ring } from './write-shapefile.ts'

export interface GeoPackageToWrite {
  readonly table: string
  readonly epsg: number
  readonly columns: readonly string[]
  readonly polygons: readonly {
    readonly rings: readonly Ring[]
    readonly values: readonly (string | number | null)[]
  }[]
}

/** A GeoPackage with one table of polygons, as QGIS lays it out. */
export function writeGeoPackage({
  table,
  epsg,
  columns,
  polygons,
}: GeoPackageToWrite): Uint8Array<ArrayBuffer> {
  const folder = mkdtempSync(join(tmpdir(), 'chuangyuan-gpkg-'))
  try {
    const path = join(folder, 'written.gpkg')
    const database = new DatabaseSync(path)
    database.exec(`
      PRAGMA application_id = 1196444487;
      CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
        organization_coordsys_id INTEGER, definition TEXT, description TEXT);
      CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, description TEXT,
        last_change TEXT, min_x REAL, min_y REAL, max_x REAL, max_y REAL, srs_id INTEGER);
      CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT,
        srs_id INTEGER, z INTEGER, m INTEGER);
      INSERT INTO gpkg_spatial_ref_sys VALUES ('', ${String(epsg)}, 'EPSG', ${String(epsg)}, 'undefined', '');
      CREATE TABLE "${table}" (fid INTEGER PRIMARY KEY, geom BLOB, ${columns.map((name) => `"${name}"`).join(', ')})`)
    database
      .prepare(
        `INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES (?, 'features', ?, ?)`,
      )
      .run(table, table, epsg)
    database
      .prepare(`INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POLYGON', ?, 0, 0)`)
      .run(table, epsg)
    const names = columns.map((name) => `, "${name}"`).join('')
    const insert = database.prepare(
      `INSERT INTO "${table}" (geom${names}) VALUES (?${', ?'.repeat(columns.length)})`,
    )
    for (const { rings, values } of polygons) insert.run(polygonBlob(rings, epsg), ...values)
    database.close()
    return new Uint8Array(readFileSync(path))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Header without envelope, then little-endian WKB. */
function polygonBlob(rings: readonly Ring[], epsg: number): Uint8Array {
  const vertices = rings.reduce((sum, ring) => sum + ring.length, 0)
  const blob = Buffer.alloc(8 + 9 + 4 * rings.length + 16 * vertices)
  blob.set([0x47, 0x50, 0, 1])
  blob.writeInt32LE(epsg, 4)
  blob.writeUInt8(1, 8)
  blob.writeUInt32LE(3, 9)
  blob.writeUInt32LE(rings.length, 13)
  let at = 17
  for (const ring of rings) {
    blob.writeUInt32LE(ring.length, at)
    at += 4
    for (const [x, y] of ring) {
      blob.writeDoubleLE(x, at)
      blob.writeDoubleLE(y, at + 8)
      at += 16
    }
  }
  return new Uint8Array(blob)
}
