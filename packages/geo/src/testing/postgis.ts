import { PGlite } from '@electric-sql/pglite'
import { postgis } from '@electric-sql/pglite-postgis'

/** PostGIS in WebAssembly: the independent judge. Takes about eight seconds to start. */
export async function startPostgis(): Promise<PGlite> {
  const database = await PGlite.create({ extensions: { postgis } })
  await database.exec('CREATE EXTENSION postgis')
  return database
}
