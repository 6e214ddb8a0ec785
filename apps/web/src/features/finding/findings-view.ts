import type { FindingSummary, mapFindings } from '@chuangyuan/contract/finding'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { FindingStage } from '@chuangyuan/domain/finding/finding'
import type { MapView } from '../../shell/map/map-look.ts'
import { t } from '../../shell/text.ts'
import { numberWords } from './finding-words.ts'

type Found = ReplyOf<typeof mapFindings>

/** One finding on a map of its own; undefined where it has no position. */
export function findingView(finding: Pick<FindingSummary, 'number' | 'lon' | 'lat'>): MapView | undefined {
  const { lon, lat } = finding
  if (lon === null || lat === null) return undefined
  return {
    id: 'finding',
    label: t('finding.one'),
    data: {
      type: 'FeatureCollection',
      features: [point(lon, lat, { name: numberWords(finding) })],
    },
    look: { kind: 'point', colour: '--lost', radiusPixels: 8 },
    nameProperty: 'name',
  }
}

/** What the server has found in the box: near, each by itself; far, counted together. */
export function findingsViews({ findings, clusters }: Found): MapView[] {
  return [
    {
      id: 'findings',
      label: t('finding.map.findings'),
      data: {
        type: 'FeatureCollection',
        features: findings.map(({ id, lon, lat, stage, overdue }) =>
          point(lon, lat, { id, state: overdue ? 'overdue' : stateOf(stage) }),
        ),
      },
      look: {
        kind: 'point',
        radiusPixels: 6,
        colour: {
          property: 'state',
          classes: [
            { value: 'overdue', label: t('finding.map.overdue'), colour: '--lost' },
            { value: 'open', label: t('finding.map.open'), colour: '--pending' },
            { value: 'checking', label: t('finding.map.checking'), colour: '--water' },
          ],
          other: { label: t('finding.map.closed'), colour: '--earned' },
        },
      },
      pickable: true,
    },
    {
      id: 'clusters',
      label: t('finding.map.clusters'),
      data: {
        type: 'FeatureCollection',
        features: clusters.map(({ lon, lat, count, open, overdue }) =>
          point(lon, lat, { lon, lat, count, state: overdue > 0 ? 'overdue' : open > 0 ? 'open' : 'closed' }),
        ),
      },
      look: {
        kind: 'point',
        countProperty: 'count',
        colour: {
          property: 'state',
          classes: [
            { value: 'overdue', label: t('finding.map.clusterOver'), colour: '--lost' },
            { value: 'open', label: t('finding.map.clusterOpen'), colour: '--pending' },
          ],
          other: { label: t('finding.map.clusterClosed'), colour: '--earned' },
        },
      },
      pickable: true,
    },
  ]
}

function stateOf(stage: FindingStage): 'open' | 'checking' | 'closed' {
  if (stage === 'measures-filed' || stage === 'measures-passed') return 'checking'
  return stage === 'closed' || stage === 'void' || stage === 'merged' ? 'closed' : 'open'
}

function point(lon: number, lat: number, properties: Record<string, unknown>): GeoJSON.Feature {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: [lon, lat] }, properties }
}
