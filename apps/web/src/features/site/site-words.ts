import type { Site } from '@chuangyuan/contract/site'
import type { SiteRole } from '@chuangyuan/domain/site/site-role'
import { isSiteKind } from '@chuangyuan/domain/standard/site-kinds'
import { t } from '../../shell/text.ts'

export function kindName(kind: string): string {
  return isSiteKind(kind) ? t(`site.kinds.${kind}`) : kind
}

/** The unit in a role; of several, the first. */
export function unitIn({ holders }: Pick<Site, 'holders'>, role: SiteRole): string | undefined {
  return holders.find((holder) => holder.role === role)?.unit?.name
}

export function personIn({ holders }: Pick<Site, 'holders'>, role: SiteRole): string | undefined {
  return holders.find((holder) => holder.role === role)?.person?.name
}
