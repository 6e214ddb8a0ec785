import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { mapSites } from '@chuangyuan/contract/site'
import type { MapView } from '../../shell/map/map-look.ts'
import { t } from '../../shell/text.ts'

type Sites = ReplyOf<typeof mapSites>

/** Every site as one point, whatever its outline, coloured by whether its chain of duty is whole. */
export function sitesView({ features }: Sites): MapView {
  return {
    id: 'sites',
    label: t('map.sites'),
    data: {
      type: 'FeatureCollection',
      features: features.map(({ properties: { id, name, holes, lon, lat } }) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [lon, lat] },
        properties: { id, name, chain: holes > 0 ? 'holes' : 'complete' },
      })),
    },
    look: {
      kind: 'point',
      radiusPixels: 5,
      colour: {
        property: 'chain',
        classes: [{ value: 'holes', label: t('map.withHoles'), colour: '--lost' }],
        other: { label: t('map.complete'), colour: '--green' },
      },
    },
    pickable: true,
  }
}
