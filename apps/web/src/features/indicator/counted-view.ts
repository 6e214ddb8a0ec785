import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { mapCounted } from '@chuangyuan/contract/score'
import { isLayerKind, layerKinds } from '@chuangyuan/domain/layer/layer-kind'
import type { MapLook, MapView } from '../../shell/map/map-look.ts'

type Counted = ReplyOf<typeof mapCounted>

/** What the legend says of one group of features. */
export type CountedWords = (layer: string, group: 'ground' | 'counted' | 'left-out') => string

const ground = ['built-up', 'streets', 'historic-quarters', 'water'] as const

/** From below to above: what only gives the place, what was left out, what counted, names on top. */
const order = ['homes', 'canopy', 'roof-green', 'green-under-construction', 'green', 'greenways', 'roads']

/**
 * The map of an indicator: what counted stands out, what did not stays pale, and the lines of the built-up area and
 * the streets lie over both.
 */
export function countedViews({ features }: Counted, words: CountedWords): readonly MapView[] {
  const groups = new Map<string, GeoJSON.Feature[]>()
  for (const feature of features) {
    const { layer, counted } = feature.properties
    const key = isGround(layer) ? `${layer}/ground` : `${layer}/${counted ? 'counted' : 'left-out'}`
    groups.set(key, [...(groups.get(key) ?? []), parsed(feature)])
  }
  return [...groups]
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .map(([id, held]) => {
      const [layer = '', group = ''] = id.split('/')
      return {
        id,
        label: words(layer, groupOf(group)),
        data: { type: 'FeatureCollection', features: held },
        look: lookOf(layer, group === 'counted'),
        ...(layer === 'streets' ? { nameProperty: 'name' } : {}),
      }
    })
}

/** The server checks geometries when a layer is imported; here they are only drawn. */
function parsed(feature: Counted['features'][number]): GeoJSON.Feature {
  return feature as unknown as GeoJSON.Feature
}

function isGround(layer: string): boolean {
  return ground.some((each) => each === layer)
}

function groupOf(group: string): Parameters<CountedWords>[1] {
  return group === 'ground' || group === 'counted' ? group : 'left-out'
}

function rank(id: string): number {
  const [layer = '', group = ''] = id.split('/')
  if (layer === 'streets') return 102
  if (group === 'ground') return 100
  return order.indexOf(layer) * 2 + (group === 'counted' ? 20 : 0)
}

function lookOf(layer: string, counted: boolean): MapLook {
  if (layer === 'streets') return { kind: 'line', colour: '--ink-quiet', widthPixels: 1, dashed: true }
  if (isGround(layer)) return { kind: 'line', colour: '--ink', widthPixels: 1.5 }
  const line = isLayerKind(layer) && layerKinds[layer].geometry === 'line'
  if (line) {
    return counted
      ? { kind: 'line', colour: '--green', widthPixels: 2.5 }
      : { kind: 'line', colour: '--lost', widthPixels: 1.5 }
  }
  if (layer === 'homes') return { kind: 'area', colour: '--pending', opacity: 0.25 }
  if (layer === 'canopy') return { kind: 'area', colour: '--green-soft', opacity: 0.4 }
  return counted
    ? { kind: 'area', colour: '--green', opacity: 0.7 }
    : { kind: 'area', colour: '--rule-strong', opacity: 0.4 }
}
