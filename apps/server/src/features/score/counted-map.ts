import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { mapCounted } from '@chuangyuan/contract/score'
import { dayOf } from '@chuangyuan/domain/day'
import { layerKinds, type LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import type { IndicatorDefinition } from '@chuangyuan/domain/standard/indicator'
import { quantityOf } from '@chuangyuan/domain/standard/pack'
import type { Attributes } from '@chuangyuan/geo/layer'
import { layerToGeoJson } from '@chuangyuan/geo/layer-geojson'
import { isOfClasses, numberOf, reachOfParks } from '@chuangyuan/indicators/counted'
import { neededLayers } from '@chuangyuan/indicators/measure-plan'
import type { MapLayer } from '@chuangyuan/geo/layer'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { currentCampaign } from '../campaign/public.ts'
import { layersOn, layerStore, readLayer } from '../layer/public.ts'
import { packOf } from '../pack/public.ts'

type Counted = ReplyOf<typeof mapCounted>

/** More than this would choke a browser; the figures themselves are made of everything. */
const mostFeatures = 15_000

/** What an indicator counted and what it left out, drawn: the same rules choose that made the figure. */
export async function countedMap(
  { db, blobs, clock }: Deps,
  by: Session,
  quantityId: string,
): Promise<Counted> {
  const today = dayOf(clock())
  const { definition, layers } = await db.read(by, async ({ query, districtId }) => {
    const campaign = orNotFound(await currentCampaign(query, districtId), 'campaign')
    const pack = await packOf(query, districtId, campaign.packKey, campaign.packVersion)
    const quantity = orNotFound(quantityOf(pack, quantityId), 'quantity')
    return {
      definition: orNotFound(quantity.map, 'map definition'),
      layers: layersOn(await layerStore(query, districtId).layers(), today),
    }
  })
  const drawn = new Set<LayerKind>([...neededLayers(definition), 'streets', ...alsoDrawn(definition)])
  const used = layers.filter(({ kind }) => drawn.has(kind))
  const features: Counted['features'] = []
  let total = 0
  for (const { kind, layerBlob } of used) {
    const layer = await readLayer(blobs, layerBlob)
    const counts = countingRule(definition, kind, layer)
    total += layer.attributes.length
    for (const [index, feature] of layerToGeoJson(layer).features.entries()) {
      if (features.length >= mostFeatures) break
      const attributes = layer.attributes[index] ?? {}
      features.push({
        type: 'Feature',
        geometry: { ...feature.geometry },
        properties: {
          layer: kind,
          counted: counts(attributes, index),
          name: textOf(attributes['name']),
          note: noteOf(kind, attributes),
        },
      })
    }
  }
  const days = used.map(({ asOf }) => asOf).toSorted()
  return { type: 'FeatureCollection', features, shown: features.length, total, asOf: days[0] ?? null }
}

function alsoDrawn({ indicator }: IndicatorDefinition): readonly LayerKind[] {
  switch (indicator) {
    case 'green-coverage':
      return ['canopy', 'roof-green']
    case 'service-coverage':
      return ['historic-quarters']
    case 'green-rate':
    case 'park-green-per-head':
      return ['green-under-construction']
    case 'woody-share':
    case 'shaded-road-share':
    case 'roads-with-trees':
    case 'greenway-coverage':
      return []
  }
}

type Counts = (attributes: Attributes, feature: number) => boolean

function countingRule(definition: IndicatorDefinition, kind: LayerKind, layer: MapLayer): Counts {
  if (kind === 'green-under-construction') return () => false
  if (kind === 'roads' && definition.indicator === 'roads-with-trees') {
    const wanted = definition.sides.value === 'both' ? 2 : 1
    return ({ treeSides }) => (numberOf(treeSides) ?? 0) >= wanted
  }
  if (kind === 'roads' && definition.indicator === 'shaded-road-share') {
    const [atLeast, classes] = [definition.canopyAtLeastPercent.value, definition.roadClasses?.value]
    return (road) =>
      (numberOf(road['shaded']) ?? 0) >= atLeast &&
      (classes === undefined || classes.some((each) => each === road['class']))
  }
  if (kind !== 'green') return () => true
  if (definition.indicator === 'service-coverage') {
    const reach = reachOfParks(layer, definition.radii.value, false)
    return (patch, feature) => isOfClasses(patch, definition.classes.value) && (reach[feature] ?? 0) > 0
  }
  if (definition.indicator === 'green-rate' || definition.indicator === 'park-green-per-head') {
    return (patch) => isOfClasses(patch, definition.classes.value)
  }
  return () => true
}

function noteOf(kind: LayerKind, attributes: Attributes): string | null {
  if (kind === 'green' || kind === 'green-under-construction') {
    return textOf(attributes['class2017']) ?? textOf(attributes['class2002'])
  }
  if (kind === 'roads') return textOf(attributes['class'])
  return kind === 'homes' ? textOf(attributes['people']) : layerKinds[kind].title
}

function textOf(value: string | number | null | undefined): string | null {
  return value === null || value === undefined || value === '' ? null : String(value)
}
