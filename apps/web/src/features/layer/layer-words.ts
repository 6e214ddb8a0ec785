import type { LayerReport, Placement } from '@chuangyuan/contract/layer'
import type { LayerField } from '@chuangyuan/domain/layer/layer-kind'
import { formatNumber, formatShare } from '../../shell/format.ts'
import { t } from '../../shell/text.ts'
import { systemWords } from './crs-words.ts'

export type Tone = 'good' | 'doubt' | 'bad'

/** What a placement means, and how loud it is to be said. */
export function placementWords(placement: Placement | null): { readonly tone: Tone; readonly text: string } {
  if (placement === null) return { tone: 'doubt', text: t('layer.verdict.none') }
  const { verdict, causes, datum, kilometres, acceptable } = placement
  const against = t(`layer.against.${placement.against}`)
  const share = formatShare(placement.score ?? 0, 0)
  switch (verdict) {
    case 'fits':
      return datum === 'proven'
        ? { tone: 'good', text: t('layer.verdict.proven', { against, share }) }
        : { tone: 'doubt', text: t('layer.verdict.unproven', { against, share }) }
    case 'shifted':
      return {
        tone: 'bad',
        text: t('layer.verdict.shifted', {
          against,
          share,
          causes: causes.map((cause) => t(`layer.cause.${cause}`)).join(t('shell.listSeparator')),
        }),
      }
    case 'elsewhere':
      return acceptable
        ? { tone: 'doubt', text: t('layer.verdict.partly', { against, share }) }
        : {
            tone: 'bad',
            text: t('layer.verdict.elsewhere', { kilometres: formatNumber(kilometres ?? 0, 0) }),
          }
    case 'unchecked':
      return { tone: 'doubt', text: t('layer.verdict.unchecked') }
    case 'off-china':
      return { tone: 'bad', text: t('layer.verdict.offChina') }
    case 'suggested':
    case 'local-system':
      return { tone: 'bad', text: t('layer.verdict.local') }
  }
}

/** The reading that would put the layer right, in words. */
export function suggestionWords({ corrected }: Placement): string | undefined {
  if (corrected === null) return undefined
  return t('layer.verdict.suggestion', {
    system: systemWords(corrected.reading),
    share: formatShare(corrected.score, 0),
  })
}

export function fieldName(field: LayerField): string {
  return t(`layer.field.${field}`)
}

export function problemWords({ field, code, value, count }: LayerReport['problems'][number]): string {
  const named = { field: fieldName(field), value, n: count }
  if (code === 'missing') return t('layer.report.missingValue', named)
  if (code === 'read-as-fraction') return t('layer.report.asFraction', named)
  return `${fieldName(field)}：${t('layer.report.unknownValue', named)}`
}

const drops = [
  'no-geometry',
  'too-few-vertices',
  'bad-coordinates',
  'other-geometry',
  'unknown-geometry',
  'deleted-record',
  'damaged-record',
  'coordinate-invalid',
  'nothing-left',
  'duplicate',
] as const

export function dropWords({ reason, count }: LayerReport['dropped'][number]): string {
  const known = drops.find((each) => each === reason)
  return t('layer.report.droppedLine', {
    reason: known === undefined ? reason : t(`layer.drop.${known}`),
    n: formatNumber(count),
  })
}

const flaws = [
  'ring-unclosed',
  'ring-degenerate',
  'ring-crosses-itself',
  'hole-misplaced',
  'parts-overlap',
  'outline-repeated',
] as const

export function flawWords(found: readonly string[]): string {
  return found
    .map((flaw) => {
      const known = flaws.find((each) => each === flaw)
      return known === undefined ? flaw : t(`layer.flaw.${known}`)
    })
    .join(t('shell.listSeparator'))
}

const roads = ['expressway', 'arterial', 'secondary', 'branch'] as const
const sides = ['0', '1', '2'] as const

/** A value of a closed list: green classes by code and name, road classes and sides in words. */
export function meaningWords(field: LayerField, code: string, name: string | null): string {
  const road = roads.find((each) => each === code)
  if (field === 'class' && road !== undefined) return t(`layer.road.${road}`)
  const side = sides.find((each) => each === code)
  if (field === 'treeSides' && side !== undefined) return t(`layer.sides.${side}`)
  return name === null ? code : `${code} ${name}`
}

export function squareMetres(area: number): string {
  return `${formatNumber(area, 1)} m²`
}
