/**
 * The full indicator set of a seeded city, for the whole and every district.
 *
 *   npm run bench:indicators                        1× city, compared with PostGIS in this process
 *   npm run bench:indicators -- --scale 10 --no-oracle
 *   npm run bench:indicators -- --rows 1
 */
import { parseArgs } from 'node:util'
import { measure } from '@chuangyuan/geo/measure/measure'
import type { MeasureInput } from '@chuangyuan/geo/measure/measure-input'
import {
  areaWhere,
  lengthWhere,
  weightWhere,
  type Measurement,
  type Zone,
} from '@chuangyuan/geo/measure/measurement'
import { cityOf } from './indicators/city.ts'
import { askPostgis, type DistrictFigures } from './indicators/oracle.ts'
import { wideParks } from './indicators/wide-parks.ts'

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    rows: { type: 'string', default: '2' },
    runs: { type: 'string', default: '9' },
    'no-oracle': { type: 'boolean', default: false },
    'wide-parks': { type: 'boolean', default: false },
  },
})
const scale = Number(values.scale)
const rowMetres = Number(values.rows)

function cpuSecondsOf(run: () => void): number {
  const started = process.cpuUsage()
  run()
  const used = process.cpuUsage(started)
  return (used.user + used.system) / 1e6
}

function measured(input: MeasureInput): Measurement {
  const result = measure(input)
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}

/** What the program would print: taken inside the timed part, because it is part of the work. */
function figuresOf(m: Measurement, zone: Zone): DistrictFigures {
  return {
    green: areaWhere(m, zone, (covers) => covers('green')).value,
    covered: areaWhere(m, zone, (covers) => covers('green') || covers('park') || covers('crown')).value,
    park: areaWhere(m, zone, (covers) => covers('park')).value,
    homesServed: areaWhere(m, zone, (covers) => covers('home') && covers('served')).value,
    peopleServed: weightWhere(m, 'people', zone, (covers) => covers('served')).value,
    greenway: areaWhere(m, zone, (covers) => covers('greenway')).value,
    shaded: lengthWhere(m, 'road', zone, () => true, [1]),
  }
}

const median = (list: readonly number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN
const seconds = (value: number) => `${value.toFixed(3)} s`

if (values['wide-parks']) await wideParks(rowMetres)
else {
  const city = cityOf(scale)
  const reach = city.parks.areas().map((area) => (area >= 5000 ? 500 : area >= 400 ? 300 : 0))
  const parks = city.parks.layer()
  const homes = city.homes.layer()
  const input: MeasureInput = {
    boundary: city.boundary.layer(),
    zones: city.districts.layer(),
    areas: [
      { name: 'green', layer: city.green.layer() },
      { name: 'park', layer: parks },
      { name: 'crown', layer: city.canopy.layer() },
      { name: 'home', layer: homes },
      { name: 'served', layer: parks, reachMetres: reach },
      { name: 'greenway', layer: city.greenways.layer(), reachMetres: 1000 },
    ],
    weights: [{ name: 'people', layer: homes, amounts: city.people }],
    lines: [{ name: 'road', layer: city.roads.layer(), classes: city.shaded }],
    rowMetres,
  }
  const zones = city.districts.size
  let figures: DistrictFigures[] = []
  const times = Array.from({ length: Number(values.runs) }, () =>
    cpuSecondsOf(() => {
      const m = measured(input)
      figures = Array.from({ length: zones }, (_, zone) => figuresOf(m, zone))
      figuresOf(m, 'whole')
    }),
  )
  const m = measured(input)
  const square = (where: Parameters<typeof areaWhere>[2]) => areaWhere(m, 'whole', where).value
  const percent = (of: number, among: number) => `${((100 * of) / among).toFixed(2)} %`
  const ground = square(() => true)
  const home = square((covers) => covers('home'))
  console.log(
    `city ×${String(scale)}: ${(ground / 1e6).toFixed(2)} km², ${String(zones)} districts, rows of ${String(rowMetres)} m`,
  )
  console.log(
    `green ${percent(
      square((covers) => covers('green')),
      ground,
    )}, covered ${percent(
      square((covers) => covers('green') || covers('park') || covers('crown')),
      ground,
    )}, ` +
      `homes served ${percent(
        square((covers) => covers('home') && covers('served')),
        home,
      )}`,
  )
  console.log(
    `engine, one thread: median ${seconds(median(times))} CPU, best ${seconds(Math.min(...times))}, first ${seconds(times[0] ?? NaN)}`,
  )
  console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, inputs included`)

  if (!values['no-oracle']) {
    const { districts, cpuSeconds } = await askPostgis(city, reach)
    console.log(
      `PostGIS in WebAssembly: ${seconds(cpuSeconds)} CPU, ${(cpuSeconds / median(times)).toFixed(0)} times the engine's`,
    )
    // The oracle's plane enlarges areas by the square of the point scale, 22 km from the meridian.
    const areaScale = 1 + ((522_000 - 500_000) / 6_371_000) ** 2
    for (const name of [
      'green',
      'covered',
      'park',
      'homesServed',
      'peopleServed',
      'greenway',
      'shaded',
    ] as const) {
      const scaleOf = name === 'peopleServed' ? 1 : name === 'shaded' ? Math.sqrt(areaScale) : areaScale
      const misses = districts.map((truth, zone) =>
        truth[name] > 0 ? Math.abs(((figures[zone]?.[name] ?? 0) * scaleOf) / truth[name] - 1) : 0,
      )
      console.log(`  ${name.padEnd(13)} worst district ${(100 * Math.max(...misses)).toFixed(4)} %`)
    }
  }
}
