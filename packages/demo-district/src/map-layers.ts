import type { MapLayer } from '@chuangyuan/geo/layer'
import { plotRing } from './attached-green.ts'
import { cells, streetPlans } from './ground-plan.ts'
import { layerBuilder } from './layer-builder.ts'
import { outlinesOf, streetCells } from './outline.ts'
import { densified } from './plane.ts'
import type { Settlement } from './settlement.ts'
import type { Town } from './town.ts'

/** The district's map, one layer per subject. Attribute names are those the import screen proposes. */
export interface DemoLayers {
  /** 建成区: attributes name. One part has the hill as a hole, one part is detached. */
  readonly builtUp: MapLayer
  /** 街道: code (9 digits), name. They fill the built-up area exactly. */
  readonly streets: MapLayer
  /** Green on the ground on the day of the image (绿地): id, name, class2017, class2002 (old archives only, else null), street, owner. */
  readonly green: MapLayer
  /** Green being made (在建): like `green`. It counts for nothing until an image shows it. */
  readonly greenUnderConstruction: MapLayer
  /** Crowns seen from above (树冠): no attributes but id. They overlap green land and each other. */
  readonly canopy: MapLayer
  /** Residential parcels (居住用地): id, name, street, community, people, builtIn (year). */
  readonly residential: MapLayer
  /** Road sections (道路): id, name, class (arterial, secondary, branch), grade (主干路…), width (m), treeSides (0–2), shaded (%), street. */
  readonly roads: MapLayer
  /** 绿道: name. */
  readonly greenways: MapLayer
  /** 水体: name, kind. */
  readonly water: MapLayer
  /** 历史文化街区: name. */
  readonly historicQuarters: MapLayer
  /** Candidate plots for pocket parks (口袋公园备选地块): id, name, street, use. */
  readonly candidates: MapLayer
  /** The railway, for orientation only: name. */
  readonly railway: MapLayer
}

const grades = { arterial: '主干路', secondary: '次干路', branch: '支路' } as const

export function mapLayers(seed: number, town: Town, settlement: Settlement): DemoLayers {
  const outlines = outlinesOf(seed)
  const builtUp = layerBuilder('polygon')
  builtUp.addParts({ name: '云泽市青禾区建成区（演示数据）' }, outlines.of(cells))
  const streets = layerBuilder('polygon')
  for (const { letter, name } of streetPlans) {
    streets.addParts({ code: settlement.streetCode(letter), name }, outlines.of(streetCells(letter)))
  }

  const green = layerBuilder('polygon')
  const greenUnderConstruction = layerBuilder('polygon')
  for (const [n, patch] of town.green.entries()) {
    const target = patch.state === 'built' ? green : greenUnderConstruction
    target.add(
      {
        id: `L${String(n + 1).padStart(5, '0')}`,
        name: patch.name,
        class2017: patch.class2017,
        class2002: settlement.isOldArchive(patch.street) ? patch.class2002 : null,
        street: settlement.streetCode(patch.street),
        owner: patch.owner,
      },
      densified(patch.ring, 110),
    )
  }

  const canopy = layerBuilder('polygon')
  for (const [n, ring] of town.canopy.entries()) canopy.add({ id: n + 1 }, ring)

  const residential = layerBuilder('polygon')
  for (const { id, name, plot, community, people } of settlement.estates) {
    residential.add(
      { id, name, street: settlement.streetCode(plot.street), community, people, builtIn: plot.builtIn },
      densified(plotRing(plot.quad), 110),
    )
  }

  const roads = layerBuilder('line')
  for (const [n, road] of town.roads.entries()) {
    roads.add(
      {
        id: `R${String(n + 1).padStart(4, '0')}`,
        name: road.name,
        class: road.roadClass,
        grade: grades[road.roadClass],
        width: road.widthMetres,
        treeSides: road.treeSides,
        shaded: road.shadedPercent,
        street: settlement.streetCode(road.street),
      },
      road.line,
    )
  }

  const greenways = layerBuilder('line')
  for (const { name, line } of town.greenways) greenways.add({ name }, line)
  const water = layerBuilder('polygon')
  for (const { name, kind, ring } of town.water) water.add({ name, kind }, ring)
  const historicQuarters = layerBuilder('polygon')
  historicQuarters.add({ name: '古槐历史文化街区（演示数据）' }, town.historicQuarter)
  const candidates = layerBuilder('polygon')
  for (const { id, name, street, use, ring } of settlement.candidates) {
    candidates.add({ id, name, street: settlement.streetCode(street), use }, densified(ring, 110))
  }
  const railway = layerBuilder('line')
  railway.add({ name: '云泽铁路（演示数据）' }, town.railway)

  return {
    builtUp: builtUp.layer(),
    streets: streets.layer(),
    green: green.layer(),
    greenUnderConstruction: greenUnderConstruction.layer(),
    canopy: canopy.layer(),
    residential: residential.layer(),
    roads: roads.layer(),
    greenways: greenways.layer(),
    water: water.layer(),
    historicQuarters: historicQuarters.layer(),
    candidates: candidates.layer(),
    railway: railway.layer(),
  }
}
