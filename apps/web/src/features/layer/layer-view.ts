import type { Drawing } from '@chuangyuan/contract/layer'
import type { LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import { layerKinds } from '@chuangyuan/domain/layer/layer-kind'
import type { MapView, Token } from '../../shell/map/map-look.ts'
import { t } from '../../shell/text.ts'

const colours: Readonly<Partial<Record<LayerKind, Token>>> = {
  water: '--water',
  homes: '--pending',
  roads: '--ink-soft',
  streets: '--unassessed',
  'built-up': '--lost',
  'historic-quarters': '--veto',
}

/** A drawn layer as a map takes it. */
export function layerView(id: string, kind: LayerKind, drawing: Drawing): MapView {
  const colour = colours[kind] ?? '--green'
  const isLine = layerKinds[kind].geometry === 'line'
  return {
    id,
    label: t(`layer.kind.${kind}`),
    data: parsed(drawing),
    look: isLine ? { kind: 'line', colour } : { kind: 'area', colour },
    ...(kind === 'streets' ? { nameProperty: 'name' } : {}),
  }
}

/** The outline of the built-up area under or over another layer. */
export function boundaryView(drawing: Drawing): MapView {
  return {
    id: 'boundary',
    label: t('layer.boundary'),
    data: parsed(drawing),
    look: { kind: 'line', colour: '--lost', dashed: true },
  }
}

/** The contract keeps geometries open; the server writes them from its own layers. */
function parsed({ features }: Drawing): GeoJSON.FeatureCollection {
  return { type: 'FeatureCollection', features: features as unknown as GeoJSON.Feature[] }
}
