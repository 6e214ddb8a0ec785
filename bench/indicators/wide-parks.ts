import { measure } from '@chuangyuan/geo/measure/measure'
import { areaWhere } from '@chuangyuan/geo/measure/measurement'
import { startPostgis } from '@chuangyuan/geo/testing/postgis'
import { randomFrom } from '@chuangyuan/geo/testing/random'
import { MetricFeatures } from './metric-features.ts'

/** 224 parks with about 100,000 vertices on 891 km²: few, detailed parks over a large area. */
export async function wideParks(rowMetres: number): Promise<void> {
  const random = randomFrom(891)
  const parks = new MetricFeatures('polygon')
  for (let i = 0; i < 224; i++) {
    const x = 505_000 + 30_000 * random()
    const y = 3_780_000 + 29_700 * random()
    const size = 150 + 500 * random() ** 3
    const vertices = 440
    const phase = 6 * random()
    parks.add(
      Array.from({ length: vertices }, (_, k) => {
        const angle = (2 * Math.PI * k) / vertices
        const r =
          size * (1 + 0.3 * Math.sin(3 * angle + phase) + 0.1 * Math.sin(17 * angle) + 0.02 * random())
        return [x + r * Math.cos(angle), y + r * Math.sin(angle)] as const
      }),
    )
  }
  const boundary = new MetricFeatures('polygon')
  boundary.add([
    [505_000, 3_780_000],
    [535_000, 3_780_000],
    [535_000, 3_809_700],
    [505_000, 3_809_700],
  ])
  const input = {
    boundary: boundary.layer(),
    areas: [{ name: 'near', layer: parks.layer(), reachMetres: 800 }],
    rowMetres,
  }
  let share = NaN
  const times = Array.from({ length: 9 }, () => {
    const started = process.cpuUsage()
    const result = measure(input)
    if (!result.ok) throw new Error(result.refusal.code)
    const near = areaWhere(result.value, 'whole', (covers) => covers('near')).value
    share = near / areaWhere(result.value, 'whole', () => true).value
    const used = process.cpuUsage(started)
    return (used.user + used.system) / 1e6
  }).toSorted((a, b) => a - b)
  console.log(
    `224 parks, ${String(parks.xy.length / 2)} vertices, 891 km², 800 m: ${(100 * share).toFixed(3)} % within reach`,
  )
  console.log(`engine: median ${(times[4] ?? NaN).toFixed(3)} s CPU, best ${(times[0] ?? NaN).toFixed(3)} s`)

  const database = await startPostgis()
  await database.exec('CREATE TABLE park (g geometry)')
  const texts = Array.from({ length: parks.size }, (_, i) => {
    const pairs: string[] = []
    for (let v = parks.ringStarts[i] ?? 0; v < (parks.ringStarts[i + 1] ?? 0); v++) {
      pairs.push(`${String(parks.xy[2 * v])} ${String(parks.xy[2 * v + 1])}`)
    }
    return `POLYGON((${pairs.join(',')}))`
  })
  await database.query('INSERT INTO park SELECT t::geometry FROM unnest($1::text[]) AS t', [texts])
  const started = process.cpuUsage()
  const { rows } = await database.query<{ area: number }>(
    `SELECT ST_Area(ST_Intersection(ST_Union(ST_Buffer(g, 800, 'quad_segs=32')), ST_MakeEnvelope(505000, 3780000, 535000, 3809700))) AS area FROM park`,
  )
  const used = process.cpuUsage(started)
  await database.close()
  console.log(
    `PostGIS in WebAssembly: ${((used.user + used.system) / 1e6).toFixed(3)} s CPU, ${((100 * (rows[0]?.area ?? NaN)) / (30_000 * 29_700)).toFixed(3)} % within reach`,
  )
}
