import type { Plan } from '@chuangyuan/contract/supervision'
import type { MapView, Token } from '../../shell/map/map-look.ts'
import { t } from '../../shell/text.ts'

/** Told apart on paper too; with more zones than colours, names on the map tell which is which. */
const zoneColours: readonly Token[] = [
  '--green',
  '--water',
  '--pending',
  '--unassessed',
  '--green-soft',
  '--veto',
  '--edge',
  '--ink-soft',
]

export const zonesViewId = 'zones '

/** Every placed site in the colour of its zone, gaps and overlaps in their own. */
export function zonesView({ zones, sites }: Pick<Plan, 'zones' | 'sites'>): MapView {
  return {
    // A map lays the colours of a view once, so another set of zones is another view.
    id: `${zonesViewId}${zones.map(({ id }) => id).join(' ')}`,
    label: t('supervision.zones'),
    data: {
      type: 'FeatureCollection',
      features: sites.flatMap(({ id, name, lon, lat, zoneIds }): GeoJSON.Feature[] =>
        lon === null || lat === null
          ? []
          : [
              {
                type: 'Feature',
                geometry: { type: 'Point', coordinates: [lon, lat] },
                properties: { id, name, zone: zoneIds.length > 1 ? 'overlap' : (zoneIds[0] ?? 'gap') },
              },
            ],
      ),
    },
    look: {
      kind: 'point',
      radiusPixels: 5,
      colour: {
        property: 'zone',
        classes: [
          ...zones.map(({ id, name }, index) => ({
            value: id,
            label: name,
            colour: zoneColours[index % zoneColours.length] ?? '--green',
          })),
          { value: 'overlap', label: t('supervision.overlaps'), colour: '--lost-deep' as const },
        ],
        other: { label: t('supervision.gaps'), colour: '--lost' },
      },
    },
    pickable: true,
  }
}

/** The drawn parts of zones, and the ring that is being drawn. */
export function ringsView(rings: readonly (readonly (readonly [number, number])[])[]): MapView {
  return {
    id: 'rings',
    label: t('supervision.ring'),
    data: {
      type: 'FeatureCollection',
      features: rings
        .filter(({ length }) => length > 1)
        .map((ring) => ({
          type: 'Feature',
          geometry: {
            type: 'LineString',
            coordinates: [...ring, ...ring.slice(0, 1)].map(([lon, lat]) => [lon, lat]),
          },
          properties: {},
        })),
    },
    look: { kind: 'line', colour: '--ink', widthPixels: 2, dashed: true },
  }
}
