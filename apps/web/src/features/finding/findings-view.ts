import type { FindingSummary } from '@chuangyuan/contract/finding'
import type { MapView } from '../../shell/map/map-look.ts'
import { t } from '../../shell/text.ts'
import { numberWords } from './finding-words.ts'

/** One finding on a map of its own; undefined where it has no position. */
export function findingView(finding: Pick<FindingSummary, 'number' | 'lon' | 'lat'>): MapView | undefined {
  const { lon, lat } = finding
  if (lon === null || lat === null) return undefined
  return {
    id: 'finding',
    label: t('finding.one'),
    data: {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          geometry: { type: 'Point', coordinates: [lon, lat] },
          properties: { name: numberWords(finding) },
        },
      ],
    },
    look: { kind: 'point', colour: '--lost', radiusPixels: 8 },
    nameProperty: 'name',
  }
}
