import type { SiteRole } from '@chuangyuan/domain/site/site-role'

/** Those who hold one of the roles, in the order of the roles: a board that is printed again reads the same. */
export function inOrder<Holder extends { readonly role: SiteRole }>(
  holders: readonly Holder[],
  roles: readonly SiteRole[],
): Holder[] {
  return roles.flatMap((role) => holders.filter((holder) => holder.role === role))
}
