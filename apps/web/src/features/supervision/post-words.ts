import type { PostHolder } from '@chuangyuan/contract/site'
import { t } from '../../shell/text.ts'

/** The person with the post; the post alone while nobody holds it. */
export function holderWords({ person, title }: PostHolder): string {
  return `${person?.name ?? t('supervision.vacant')} ${title}`
}
