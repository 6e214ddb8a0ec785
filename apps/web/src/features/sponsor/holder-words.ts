import type { PostHolder } from '@chuangyuan/contract/site'
import { t } from '../../shell/text.ts'

/** `区委 书记 张三`: the post first, for that is what sponsors; then whoever holds it. */
export function holderWords({ unit, title, person }: PostHolder): string {
  return `${unit.name} ${title} ${person?.name ?? t('sponsor.vacant')}`
}
