import type { LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import type { IndicatorDefinition, ServiceRadius } from '@chuangyuan/domain/standard/indicator'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import type { MapLayer } from '@chuangyuan/geo/layer'
import { pickFeatures } from '@chuangyuan/geo/layer-pick'
import type { LineLayer } from '@chuangyuan/geo/measure/lines'
import type { AreaLayer, MeasureInput, WeightLayer } from '@chuangyuan/geo/measure/measure-input'
import { isOfClasses, numberOf, reachOfParks, roadCodes } from './counted.ts'
import type { DistrictMap } from './district-map.ts'

/** A quantity of the pack that the map can tell, with the edition's definition of it. */
export interface MapQuantity {
  readonly quantity: string
  readonly definition: IndicatorDefinition
}

export function mapQuantities(pack: Pack): MapQuantity[] {
  return pack.quantities.flatMap(({ id, map }) =>
    map === undefined ? [] : [{ quantity: id, definition: map }],
  )
}

/** Kinds of layers without which an indicator cannot be measured. */
export function neededLayers({ indicator }: IndicatorDefinition): readonly LayerKind[] {
  switch (indicator) {
    case 'green-rate':
    case 'green-coverage':
    case 'park-green-per-head':
      return ['built-up', 'green']
    case 'woody-share':
      return ['built-up', 'green', 'canopy']
    case 'service-coverage':
      return ['built-up', 'green', 'homes']
    case 'shaded-road-share':
    case 'roads-with-trees':
      return ['built-up', 'roads']
    case 'greenway-coverage':
      return ['built-up', 'greenways', 'homes']
  }
}

/**
 * One measurement serves all indicators of a pack: each definition names the
 * bits it wants, equal bits are shared, and every figure is a sum over masks.
 */
export function measureInput(
  map: DistrictMap,
  quantities: readonly MapQuantity[],
): Omit<MeasureInput, 'onProgress'> | undefined {
  const boundary = map.layers['built-up']?.layer
  if (boundary === undefined) return undefined
  const areas = new Map<string, AreaLayer>()
  const lines = new Map<string, LineLayer>()
  const add = (name: string, layer: MapLayer | undefined, reachMetres?: AreaLayer['reachMetres']) => {
    if (layer === undefined || areas.has(name)) return
    areas.set(name, reachMetres === undefined ? { name, layer } : { name, layer, reachMetres })
  }
  for (const { definition } of quantities) {
    if (!neededLayers(definition).every((kind) => map.layers[kind] !== undefined)) continue
    addLayers(map, definition, add, lines)
  }
  const homes = map.layers.homes?.layer
  const weights: WeightLayer[] = []
  if (homes !== undefined && areas.has('homes'))
    weights.push({ name: 'people', layer: homes, amounts: peopleOf(homes) })
  const zones = map.layers.streets?.layer
  return {
    boundary,
    ...(zones === undefined ? {} : { zones }),
    areas: [...areas.values()],
    weights,
    lines: [...lines.values()],
  }
}

type Add = (name: string, layer: MapLayer | undefined, reachMetres?: AreaLayer['reachMetres']) => void

function addLayers(
  { layers }: DistrictMap,
  definition: IndicatorDefinition,
  add: Add,
  lines: Map<string, LineLayer>,
): void {
  const green = layers.green?.layer
  switch (definition.indicator) {
    case 'green-rate':
    case 'park-green-per-head': {
      const classes = definition.classes.value
      add(classesBit(classes), green && pickFeatures(green, (each) => isOfClasses(each, classes)))
      return
    }
    case 'green-coverage':
    case 'woody-share':
      add('green', green)
      add('canopy', layers.canopy?.layer)
      add('roof-green', layers['roof-green']?.layer)
      return
    case 'service-coverage': {
      const classes = definition.classes.value
      const parks = green && pickFeatures(green, (each) => isOfClasses(each, classes))
      add('homes', layers.homes?.layer)
      add('historic', layers['historic-quarters']?.layer)
      if (parks === undefined) return
      for (const inHistoric of [false, true]) {
        add(reachBit(definition, inHistoric), parks, reachOfParks(parks, definition.radii.value, inHistoric))
      }
      return
    }
    case 'greenway-coverage':
      add('homes', layers.homes?.layer)
      add(greenwayBit(definition.radiusMetres.value), layers.greenways?.layer, definition.radiusMetres.value)
      return
    case 'shaded-road-share':
    case 'roads-with-trees': {
      const roads = layers.roads?.layer
      const name = roadsName(definition)
      if (roads !== undefined)
        lines.set(name, { name, layer: roads, classes: roadCodes(roads, shadedAtLeast(definition)) })
      return
    }
  }
}

function peopleOf(homes: MapLayer): Float64Array {
  return Float64Array.from(homes.attributes, ({ people }) => Math.max(0, numberOf(people) ?? 0))
}

// Names of the bits of a mask: equal definitions share one.

export function classesBit(classes: {
  edition2002: readonly string[]
  edition2017: readonly string[]
}): string {
  return `green:${classes.edition2017.join('+')}|${classes.edition2002.join('+')}`
}

export function reachBit(
  definition: Extract<IndicatorDefinition, { indicator: 'service-coverage' }>,
  inHistoric: boolean,
): string {
  return `served:${classesBit(definition.classes.value)}:${definition.radii.value
    .filter((rule) => (rule.inHistoricQuarter ?? false) === inHistoric)
    .map(radiusName)
    .join(',')}:${inHistoric ? 'historic' : 'usual'}`
}

function radiusName({ areaAtLeast, areaLessThan, radiusMetres }: ServiceRadius): string {
  return `${String(areaAtLeast)}-${String(areaLessThan ?? '')}@${String(radiusMetres)}`
}

export function greenwayBit(radiusMetres: number): string {
  return `greenway:${String(radiusMetres)}`
}

export function roadsName(definition: IndicatorDefinition): string {
  return `roads:${String(shadedAtLeast(definition))}`
}

function shadedAtLeast(definition: IndicatorDefinition): number {
  return definition.indicator === 'shaded-road-share' ? definition.canopyAtLeastPercent.value : Infinity
}
