import type { Figure as ReportedFigure, InputFigure } from '@chuangyuan/domain/assessment/facts'
import type { Day } from '@chuangyuan/domain/day'
import type { LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import type { IndicatorDefinition } from '@chuangyuan/domain/standard/indicator'
import type { Formula } from '@chuangyuan/domain/standard/formula'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import type { Unit } from '@chuangyuan/domain/standard/unit'
import {
  areaShare,
  areaWhere,
  everywhere,
  lengthWhere,
  weightShare,
  type Figure,
  type Measurement,
  type Where,
  type Zone,
} from '@chuangyuan/geo/measure/measurement'
import { roadCodesWhere } from './counted.ts'
import type { DistrictMap } from './district-map.ts'
import { classesBit, greenwayBit, mapQuantities, neededLayers, reachBit, roadsName } from './measure-plan.ts'

/** A share, its part and its whole, in one zone. Areas in m², lengths in m. */
interface Told {
  readonly share: Figure | undefined
  readonly part: Figure
  readonly whole: Figure
  readonly unit: 'm2' | 'm' | 'person'
}

/**
 * Every figure of the pack that a measurement tells: shares with the part and
 * the whole they were made of, for the whole built-up area and each street.
 * What its definition lacks a layer for is left out, so that it is not assessed.
 */
export function figuresOf(pack: Pack, map: DistrictMap, measurement: Measurement): ReportedFigure[] {
  const figures: ReportedFigure[] = []
  const places: { zone: Zone; id: string | undefined }[] = [{ zone: 'whole', id: undefined }]
  map.zones.forEach((id, zone) => {
    if (id !== null) places.push({ zone, id })
  })
  for (const { quantity, definition } of mapQuantities(pack)) {
    const needed = neededLayers(definition)
    if (!needed.every((kind) => map.layers[kind] !== undefined)) continue
    const formula = pack.quantities.find(({ id }) => id === quantity)?.formula
    const used = usedLayers(map, definition)
    for (const { zone, id } of places) {
      const told = tell(measurement, zone, definition)
      const from = { ...(id === undefined ? {} : { zone: id }), ...provenance(map, used) }
      const inputs = inputsOf(formula, told, from.asOf, from.source)
      for (const input of inputs) figures.push({ ...from, ...input, origin: 'computed' })
      if (told.share !== undefined && definition.indicator !== 'park-green-per-head') {
        figures.push({
          ...from,
          quantity,
          value: 100 * told.share.value,
          error: 100 * told.share.error,
          unit: 'percent',
          origin: 'computed',
          inputs: inputs.map(({ error: _, ...input }) => input),
        })
      }
    }
  }
  return withoutRepeats(figures)
}

function tell(measurement: Measurement, zone: Zone, definition: IndicatorDefinition): Told {
  switch (definition.indicator) {
    case 'green-rate':
    case 'park-green-per-head':
      return areaTold(measurement, zone, (covers) => covers(classesBit(definition.classes.value)), everywhere)
    case 'green-coverage':
      return areaTold(measurement, zone, coverOf(measurement), everywhere)
    case 'woody-share':
      return areaTold(measurement, zone, (covers) => covers('canopy'), coverOf(measurement))
    case 'service-coverage': {
      const [usual, historic] = [reachBit(definition, false), reachBit(definition, true)]
      const hasHistoric = measurement.areaNames.includes('historic')
      const served: Where = (covers) =>
        covers(usual) || (hasHistoric && covers('historic') && covers(historic))
      return shareAmong(measurement, zone, definition.shareOf.value, served)
    }
    case 'greenway-coverage': {
      const bit = greenwayBit(definition.radiusMetres.value)
      return shareAmong(measurement, zone, definition.shareOf.value, (covers) => covers(bit))
    }
    case 'roads-with-trees': {
      const wanted = definition.sides.value === 'both' ? 2 : 1
      return lengthTold(measurement, zone, roadsName(definition), {
        part: roadCodesWhere(({ treeSides }) => treeSides >= wanted),
        whole: roadCodesWhere(() => true),
      })
    }
    case 'shaded-road-share': {
      const classes = definition.roadClasses?.value
      const inClass = (roadClass: string | undefined) =>
        classes === undefined || classes.some((each) => each === roadClass)
      return lengthTold(measurement, zone, roadsName(definition), {
        part: roadCodesWhere(({ roadClass, shaded }) => shaded && inClass(roadClass)),
        whole: roadCodesWhere(({ roadClass }) => inClass(roadClass)),
      })
    }
  }
}

/** Ground under any plant: green land, crowns and roofs united, nothing counted twice. */
function coverOf({ areaNames }: Measurement): Where {
  const bits = ['green', 'canopy', 'roof-green'].filter((name) => areaNames.includes(name))
  return (covers) => bits.some(covers)
}

function areaTold(measurement: Measurement, zone: Zone, part: Where, among: Where): Told {
  return {
    share: areaShare(measurement, zone, part, among),
    part: areaWhere(measurement, zone, (covers) => part(covers) && among(covers)),
    whole: areaWhere(measurement, zone, among),
    unit: 'm2',
  }
}

function shareAmong(
  measurement: Measurement,
  zone: Zone,
  shareOf: 'residential-land' | 'people' | 'built-up-area',
  served: Where,
): Told {
  const homes: Where = (covers) => covers('homes')
  if (shareOf !== 'people') {
    return areaTold(measurement, zone, served, shareOf === 'built-up-area' ? everywhere : homes)
  }
  const told = areaTold(measurement, zone, served, homes)
  return { ...told, share: weightShare(measurement, 'people', zone, served, everywhere) }
}

function lengthTold(
  measurement: Measurement,
  zone: Zone,
  line: string,
  classes: { readonly part: readonly number[]; readonly whole: readonly number[] },
): Told {
  const part = { value: lengthWhere(measurement, line, zone, everywhere, classes.part), error: 0 }
  const whole = { value: lengthWhere(measurement, line, zone, everywhere, classes.whole), error: 0 }
  const share = whole.value > 0 ? { value: part.value / whole.value, error: 0 } : undefined
  return { share, part, whole, unit: 'm' }
}

/** Part and whole under the names that the quantity's own formula gives them; what the map cannot tell is not among them. */
function inputsOf(
  formula: Formula | undefined,
  told: Told,
  asOf: Day | undefined,
  source: string,
): (InputFigure & { readonly error: number })[] {
  const amounts: Readonly<Record<string, Figure>> = { part: told.part, whole: told.whole, area: told.part }
  return (formula?.inputs ?? []).flatMap((input) => {
    const amount = amounts[input.name]
    if (amount === undefined) return []
    const unit: Unit = told.unit
    return [
      {
        quantity: input.quantity,
        value: amount.value,
        error: amount.error,
        unit,
        source,
        ...(asOf === undefined ? {} : { asOf }),
      },
    ]
  })
}

function usedLayers({ layers }: DistrictMap, definition: IndicatorDefinition): LayerKind[] {
  const optional: readonly LayerKind[] =
    definition.indicator === 'green-coverage'
      ? ['canopy', 'roof-green']
      : definition.indicator === 'service-coverage'
        ? ['historic-quarters']
        : []
  return [...neededLayers(definition), ...optional.filter((kind) => layers[kind] !== undefined)]
}

/** A figure is as old as the oldest layer that went into it. */
function provenance({ layers }: DistrictMap, kinds: readonly LayerKind[]): { asOf: Day; source: string } {
  const used = kinds.flatMap((kind) => layers[kind] ?? [])
  const asOf = used.map((layer) => layer.asOf).toSorted()[0]
  return { asOf: asOf as Day, source: used.map(({ name }) => name).join('、') }
}

/** Several indicators tell the same part, such as the built-up area; it is one figure. */
function withoutRepeats(figures: readonly ReportedFigure[]): ReportedFigure[] {
  const seen = new Set<string>()
  return figures.filter(({ quantity, zone }) => {
    const key = `${quantity} ${zone ?? ''}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
