import { accept, refuse, type Result } from '../result.ts'
import { isAdministrator, scopesOf, verbsOf, type Grant, type Role, type Scope, type Verb } from './role.ts'

export type MayRefusal =
  | { readonly code: 'identity.verb-not-granted'; readonly verb: Verb }
  | { readonly code: 'identity.outside-scope'; readonly verb: Verb }

/**
 * May an account holding these grants use the verb on a thing that lies in
 * `place`? A thing with no street and no unit belongs to the whole district.
 */
export function may(
  grants: readonly Grant[],
  verb: Verb,
  place: { readonly streetId?: string | undefined; readonly unitIds?: readonly string[] } = {},
): Result<true, MayRefusal> {
  const holding = grants.filter((grant) => verbsOf[grant.role].includes(verb))
  if (holding.length === 0) return refuse({ code: 'identity.verb-not-granted', verb })
  return holding.some((grant) => covers(grant.scope, place))
    ? accept(true)
    : refuse({ code: 'identity.outside-scope', verb })
}

/** Holds the verb somewhere, whatever the scope: enough to open a list, which is then narrowed to the scope. */
export function mayAnywhere(grants: readonly Grant[], verb: Verb): boolean {
  return grants.some((grant) => verbsOf[grant.role].includes(verb))
}

function covers(
  scope: Scope,
  place: { readonly streetId?: string | undefined; readonly unitIds?: readonly string[] },
): boolean {
  switch (scope.kind) {
    case 'district':
      return true
    case 'street':
      return place.streetId === scope.streetId
    case 'unit':
      return place.unitIds?.includes(scope.unitId) ?? false
  }
}

export type GrantRefusal = {
  readonly code: 'identity.administrators-overlap'
  readonly held: readonly Role[]
  readonly wanted: Role
}

/** Whether an account that holds some roles may be given one more. */
export function mayHold(held: readonly Role[], wanted: Role): Result<true, GrantRefusal> {
  const others = held.filter((role) => role !== wanted)
  const overlaps = isAdministrator(wanted) ? others.length > 0 : others.some(isAdministrator)
  return overlaps ? refuse({ code: 'identity.administrators-overlap', held: others, wanted }) : accept(true)
}

export type ScopeRefusal = {
  readonly code: 'identity.scope-unfit'
  readonly role: Role
  readonly scope: Scope['kind']
}

/** Whether a role can hold in a scope of this kind: a street's account without its street would hold all of them. */
export function mayHoldIn(role: Role, { kind }: Scope): Result<true, ScopeRefusal> {
  return scopesOf(role).includes(kind)
    ? accept(true)
    : refuse({ code: 'identity.scope-unfit', role, scope: kind })
}
