import { personalRoles, type RoleHolder, type SiteRole } from './site-role.ts'

/**
 * A hole in the chain of responsibility (责任空洞): 落实到人 is not true here.
 *
 *   nobody   the role is not filled at all
 *   no-post  a unit stands there, and no post in it
 *   vacant   a post stands there that nobody holds
 */
export interface DutyHole<Role extends string = string> {
  readonly role: Role
  readonly why: 'nobody' | 'no-post' | 'vacant'
}

/** The holes of one site: a responsible unit and each personal role, filled down to a name. */
export function holesOfSite(holders: readonly RoleHolder[]): DutyHole<SiteRole>[] {
  const holes: DutyHole<SiteRole>[] = []
  if (!holders.some(({ role, unitId }) => role === 'responsible' && unitId !== null)) {
    holes.push({ role: 'responsible', why: 'nobody' })
  }
  for (const role of personalRoles) {
    const why = whyNobody(holders.filter((holder) => holder.role === role))
    if (why !== undefined) holes.push({ role, why })
  }
  return holes
}

/** Who leads an item of the standard. */
export interface ItemDuty {
  readonly part: 'lead' | 'assist'
  readonly unitId: string
  readonly postId: string | null
  readonly personId: string | null
}

/** The holes of one item of the standard: somebody leads it, and that somebody has a name. */
export function holesOfItem(duties: readonly ItemDuty[]): DutyHole<'lead'>[] {
  const why = whyNobody(duties.filter(({ part }) => part === 'lead'))
  return why === undefined ? [] : [{ role: 'lead', why }]
}

function whyNobody(
  holders: readonly { readonly postId: string | null; readonly personId: string | null }[],
): DutyHole['why'] | undefined {
  if (holders.length === 0) return 'nobody'
  if (holders.some(({ personId }) => personId !== null)) return undefined
  return holders.some(({ postId }) => postId !== null) ? 'vacant' : 'no-post'
}
