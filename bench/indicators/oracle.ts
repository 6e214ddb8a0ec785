import { startPostgis } from '@chuangyuan/geo/testing/postgis'
import type { City } from './city.ts'
import type { MetricFeatures } from './metric-features.ts'

/** Figures of one district: square metres, people, metres. */
export interface DistrictFigures {
  readonly green: number
  readonly covered: number
  readonly park: number
  readonly homesServed: number
  readonly peopleServed: number
  readonly greenway: number
  readonly shaded: number
}

function hexOf(features: MetricFeatures, feature: number): string {
  const first = features.featureStarts[feature] ?? 0
  const last = features.featureStarts[feature + 1] ?? 0
  const isPolygon = features.geometry === 'polygon'
  const numbers = 2 * ((features.ringStarts[last] ?? 0) - (features.ringStarts[first] ?? 0))
  const bytes = Buffer.alloc((isPolygon ? 9 : 5) + 4 * (last - first) + 8 * numbers)
  bytes.writeUInt8(1, 0)
  bytes.writeUInt32LE(isPolygon ? 3 : 2, 1)
  let at = 5
  if (isPolygon) at = bytes.writeUInt32LE(last - first, at)
  for (let ring = first; ring < last; ring++) {
    const from = features.ringStarts[ring] ?? 0
    const end = features.ringStarts[ring + 1] ?? 0
    at = bytes.writeUInt32LE(end - from, at)
    for (let i = 2 * from; i < 2 * end; i++) at = bytes.writeDoubleLE(features.xy[i] ?? 0, at)
  }
  return bytes.toString('hex')
}

/**
 * The same figures by PostGIS, as an expert writes them: districts cut into small
 * pieces, unions within a grid of 400 m, indexes everywhere. Loading and
 * indexing are not timed. Unions snap to 0.1 mm: without a grid GEOS throws inside
 * and tries again, and the WebAssembly build then loses rows.
 */
export async function askPostgis(city: City, reach: Float64Array) {
  const database = await startPostgis()
  const load = async (name: string, features: MetricFeatures, extra?: ArrayLike<number>) => {
    await database.exec(`CREATE UNLOGGED TABLE ${name} (id int, extra float8, g geometry)`)
    const step = 5000
    for (let from = 0; from < features.size; from += step) {
      const ids = Array.from({ length: Math.min(step, features.size - from) }, (_, i) => from + i)
      await database.query(
        `INSERT INTO ${name} SELECT i, e, ST_GeomFromWKB(decode(h, 'hex')) FROM unnest($1::int[], $2::float8[], $3::text[]) AS t(i, e, h)`,
        [ids, ids.map((i) => extra?.[i] ?? 0), ids.map((i) => hexOf(features, i))],
      )
    }
    await database.exec(`CREATE INDEX ON ${name} USING gist (g); ANALYZE ${name}`)
  }
  await load('boundary', city.boundary)
  await load('district', city.districts)
  await load('green', city.green)
  await load('park', city.parks, reach)
  await load('crown', city.canopy)
  await load('home', city.homes, city.people)
  await load('road', city.roads, city.shaded)
  await load('greenway', city.greenways)

  const started = process.cpuUsage()
  const clip = (source: string, into: string) => `
    CREATE TEMP TABLE ${into}_grid AS SELECT c.i, c.j, ST_Union(ST_Intersection(t.g, c.geom), 0.0001) AS g
      FROM cell c JOIN (${source}) t ON t.g && c.geom GROUP BY c.i, c.j;
    CREATE INDEX ON ${into}_grid USING gist (g);
    CREATE TEMP TABLE ${into}_in AS SELECT p.id, p.cell_i, p.cell_j, ST_Intersection(t.g, p.g) AS g
      FROM ${into}_grid t JOIN piece p ON p.cell_i = t.i AND p.cell_j = t.j;`
  await database.exec(`
    CREATE TEMP TABLE cell AS SELECT s.i, s.j, s.geom FROM boundary b, ST_SquareGrid(400, b.g) s;
    CREATE INDEX ON cell USING gist (geom);
    CREATE TEMP TABLE piece AS SELECT d.id, c.i AS cell_i, c.j AS cell_j, ST_Intersection(d.g, c.geom) AS g
      FROM (SELECT d.id, ST_Subdivide(ST_Intersection(d.g, b.g), 64) AS g FROM district d, boundary b) d
      JOIN cell c ON ST_Intersects(d.g, c.geom);
    CREATE INDEX ON piece USING gist (g);
    CREATE INDEX ON piece (cell_i, cell_j);
    ${clip('SELECT g FROM green', 'green')}
    ${clip('SELECT g FROM park', 'park')}
    ${clip('SELECT g FROM green UNION ALL SELECT g FROM park UNION ALL SELECT g FROM crown', 'covered')}
    ${clip(`SELECT ST_Subdivide(ST_Buffer(g, extra, 'quad_segs=128'), 64) AS g FROM park WHERE extra > 0`, 'served')}
    ${clip(`SELECT ST_Subdivide(ST_Buffer(g, 1000, 'quad_segs=128'), 64) AS g FROM greenway`, 'greenway')}
    CREATE INDEX ON served_in USING gist (g);
  `)
  const areas = async (table: string) => {
    const { rows } = await database.query<{ id: number; value: number }>(
      `SELECT id, sum(ST_Area(g)) AS value FROM ${table}_in GROUP BY id`,
    )
    return new Map(rows.map(({ id, value }) => [id, value]))
  }
  const green = await areas('green')
  const park = await areas('park')
  const covered = await areas('covered')
  const greenway = await areas('greenway')
  const { rows: homes } = await database.query<{ id: number; area: number; people: number }>(`
    SELECT s.id, sum(ST_Area(x.g)) AS area, sum(ST_Area(x.g) * h.extra / ST_Area(h.g)) AS people
      FROM home h JOIN served_in s ON ST_Intersects(h.g, s.g)
      CROSS JOIN LATERAL (SELECT ST_Intersection(h.g, s.g) AS g) x GROUP BY s.id`)
  const { rows: roads } = await database.query<{ id: number; value: number }>(`
    SELECT p.id, sum(ST_Length(ST_Intersection(r.g, p.g))) AS value
      FROM road r JOIN piece p ON ST_Intersects(r.g, p.g) WHERE r.extra = 1 GROUP BY p.id`)
  const used = process.cpuUsage(started)
  await database.close()

  const served = new Map(homes.map(({ id, ...value }) => [id, value]))
  const shaded = new Map(roads.map(({ id, value }) => [id, value]))
  const districts = Array.from({ length: city.districts.size }, (_, id): DistrictFigures => ({
    green: green.get(id) ?? 0,
    covered: covered.get(id) ?? 0,
    park: park.get(id) ?? 0,
    homesServed: served.get(id)?.area ?? 0,
    peopleServed: served.get(id)?.people ?? 0,
    greenway: greenway.get(id) ?? 0,
    shaded: shaded.get(id) ?? 0,
  }))
  return { districts, cpuSeconds: (used.user + used.system) / 1e6 }
}
