import { layerMap, listLayers, type Drawing } from '@chuangyuan/contract/layer'
import type { LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import { onScopeDispose, shallowRef } from 'vue'
import { call } from '../../shell/call.ts'
import type { MapLook, MapView } from '../../shell/map/map-look.ts'
import { problemOf } from '../../shell/problem.ts'
import { t, type MessageKey } from '../../shell/text.ts'

type Properties = Drawing['features'][number]['properties']

interface Backdrop {
  readonly kind: LayerKind
  readonly label: MessageKey
  readonly look: MapLook
  /** Features drawn; the rest would weigh more than it shows at this scale. */
  readonly most: number
  readonly nameProperty?: string
  readonly only?: (properties: Properties) => boolean
}

/** From the bottom up. Thin enough that the sites stand out. */
const backdrops: readonly Backdrop[] = [
  {
    kind: 'green',
    label: 'map.parks',
    look: { kind: 'area', colour: '--green-soft', opacity: 0.22 },
    most: 6_000,
    // G1 is park green (公园绿地) in both editions of CJJ/T 85.
    only: ({ class2017, class2002 }) => /^G1/.test(String(class2017 ?? class2002 ?? '')),
  },
  {
    kind: 'water',
    label: 'map.water',
    look: { kind: 'area', colour: '--water', opacity: 0.25 },
    most: 2_000,
  },
  {
    kind: 'roads',
    label: 'map.roads',
    look: { kind: 'line', colour: '--rule-strong', widthPixels: 1 },
    most: 6_000,
  },
  {
    kind: 'streets',
    label: 'map.streets',
    look: { kind: 'line', colour: '--ink-quiet', widthPixels: 1, dashed: true },
    most: 500,
    nameProperty: 'name',
  },
  {
    kind: 'built-up',
    label: 'map.builtUp',
    look: { kind: 'line', colour: '--ink-soft', widthPixels: 2 },
    most: 100,
  },
]

/**
 * The district's own layers behind sites or findings, or only some kinds of them, drawn once all are there; one that is
 * missing is not shown.
 */
export function useBackdrop(kinds?: readonly LayerKind[]) {
  const views = shallowRef<readonly MapView[]>([])
  const leaving = new AbortController()
  onScopeDispose(() => {
    leaving.abort()
  })

  async function read(): Promise<void> {
    const { signal } = leaving
    const { layers } = await call(listLayers, { signal })
    const wanted = backdrops.filter(({ kind }) => kinds === undefined || kinds.includes(kind))
    const found = await Promise.all(
      wanted.map(async (backdrop) => {
        const layer = layers.find(({ kind, inUse }) => inUse && kind === backdrop.kind)
        if (layer === undefined) return []
        const { id: layerId } = layer
        const drawn = await call(layerMap, { params: { layerId }, query: { most: backdrop.most }, signal })
        return [viewOf(backdrop, drawn.features)]
      }),
    )
    views.value = found.flat()
  }

  read().catch((error: unknown) => {
    // Without its backdrop the map still shows the sites.
    if (!leaving.signal.aborted) problemOf(error)
  })
  return views
}

function viewOf({ kind, label, look, nameProperty, only }: Backdrop, features: Drawing['features']): MapView {
  return {
    id: kind,
    label: t(label),
    look,
    data: {
      type: 'FeatureCollection',
      features: features
        .filter(({ properties }) => only === undefined || only(properties))
        .map(({ geometry, properties }) => ({
          type: 'Feature',
          geometry: geometry as unknown as GeoJSON.Geometry,
          properties,
        })),
    },
    ...(nameProperty === undefined ? {} : { nameProperty }),
  }
}
