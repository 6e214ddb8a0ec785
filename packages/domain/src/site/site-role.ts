/**
 * The roles of a site (点位) in a campaign. One site has a set of them:
 *
 *   responsible        责任单位      the unit that keeps it in order
 *   first-responsible  第一责任人    the leader of that unit
 *   contact            联系人        who answers the telephone
 *   supervisor         督查人        who looks whether it is so
 *   sponsor            包挂领导      the leader who sponsors it
 *   sponsor-unit       包挂单位
 *   member             成员单位      any number of them
 */
export const siteRoles = [
  'responsible',
  'first-responsible',
  'contact',
  'supervisor',
  'sponsor',
  'sponsor-unit',
  'member',
] as const
export type SiteRole = (typeof siteRoles)[number]

/** Roles that a person has to fill by name; of the others a unit is enough. */
export const personalRoles = [
  'first-responsible',
  'contact',
  'supervisor',
] as const satisfies readonly SiteRole[]

/** Who fills a role: a unit, a post in it, and the person who holds the post now. */
export interface RoleHolder {
  readonly role: SiteRole
  readonly unitId: string | null
  readonly postId: string | null
  readonly personId: string | null
}
