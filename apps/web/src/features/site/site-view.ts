import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { getSite } from '@chuangyuan/contract/site'
import type { MapView } from '../../shell/map/map-look.ts'
import { kindName } from './site-words.ts'

/** One site on a map of its own. */
export function siteView(site: ReplyOf<typeof getSite>): MapView {
  const geometry = site.geometry as unknown as GeoJSON.Geometry
  const kind = geometry.type.includes('Polygon') ? 'area' : geometry.type.includes('Line') ? 'line' : 'point'
  return {
    id: 'site',
    label: kindName(site.kind),
    data: {
      type: 'FeatureCollection',
      features: [{ type: 'Feature', geometry, properties: { name: site.name } }],
    },
    look: { kind, colour: '--green' },
    nameProperty: 'name',
  }
}
