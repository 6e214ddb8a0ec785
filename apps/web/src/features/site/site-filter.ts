import { siteRoles, type SiteRole } from '@chuangyuan/domain/site/site-role'
import { isSiteKind, type SiteKind } from '@chuangyuan/domain/standard/site-kinds'

/** The conditions of the list and of the map, as the address carries them. */
export interface SiteFilter {
  readonly street: string | undefined
  readonly kind: SiteKind | undefined
  readonly unit: string | undefined
  readonly holes: 'true' | 'false' | undefined
  /** The role that nobody fills. */
  readonly hole: SiteRole | undefined
  readonly placed: 'true' | 'false' | undefined
}

/** Reads the conditions; what is no condition of this list is as if it were not there. */
export function siteFilterOf(read: (name: string) => string | undefined): SiteFilter {
  const kind = read('kind')
  return {
    street: read('street'),
    kind: kind !== undefined && isSiteKind(kind) ? kind : undefined,
    unit: read('unit'),
    holes: yesNo(read('holes')),
    hole: siteRoles.find((role) => role === read('hole')),
    placed: yesNo(read('placed')),
  }
}

function yesNo(text: string | undefined): 'true' | 'false' | undefined {
  return text === 'true' || text === 'false' ? text : undefined
}
