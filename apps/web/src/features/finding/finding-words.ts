import type { FindingSummary } from '@chuangyuan/contract/finding'
import { kindOf, type Handbook } from '@chuangyuan/domain/handbook/handbook'
import { formatNumber } from '../../shell/format.ts'
import { t } from '../../shell/text.ts'

/** The kind's name in the district's handbook; its id where the handbook has it no longer, or is not read yet. */
export function kindName(handbook: Handbook | undefined, kind: string): string {
  return (handbook && kindOf(handbook, kind))?.name ?? kind
}

export function numberWords({ number }: Pick<FindingSummary, 'number'>): string {
  return number === null ? t('finding.unfiled') : t('finding.number', { number })
}

/** Where it is: the site, else the address. */
export function placeWords({ site, address }: Pick<FindingSummary, 'site' | 'address'>): string {
  return [site?.name, address].filter(Boolean).join(' · ')
}

/** `张三（值班台代录）`: who said it, and who wrote it down. */
export function partyWords({ name, onBehalfOf }: { name: string; onBehalfOf: string | null }): string {
  return onBehalfOf === null || onBehalfOf === ''
    ? name
    : t('finding.page.onBehalf', { name: onBehalfOf, desk: name })
}

/** How far a likely duplicate lies; one without a position shares the site. */
export function metresWords(metres: number | null): string {
  return metres === null
    ? t('finding.page.sameSite')
    : t('finding.page.metres', { n: formatNumber(metres, 0) })
}
