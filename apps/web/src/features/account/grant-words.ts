import type { listScopes } from '@chuangyuan/contract/identity'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { Grant, Scope } from '@chuangyuan/domain/identity/role'
import { t } from '../../shell/text.ts'

export type Scopes = ReplyOf<typeof listScopes>

/** Roles as people read them; where a role holds only in part of the district, that part is named. */
export function grantList(grants: readonly Grant[], scopes?: Scopes): string {
  if (grants.length === 0) return '—'
  return grants
    .map(({ role, scope }) =>
      scope.kind === 'district'
        ? t(`account.role.${role}`)
        : t('account.grant.limited', {
            role: t(`account.role.${role}`),
            scope: scopeName(scope, scopes) ?? t(`account.grant.${scope.kind}`),
          }),
    )
    .join(t('shell.listSeparator'))
}

function scopeName(scope: Scope, scopes: Scopes | undefined): string | undefined {
  switch (scope.kind) {
    case 'district':
      return t('account.grant.district')
    case 'street':
      return scopes?.streets.find(({ id }) => id === scope.streetId)?.name
    case 'unit':
      return scopes?.units.find(({ id }) => id === scope.unitId)?.name
  }
}

/** A role keeps its scope where it can; else it gets the first that fits, or none where there is none to choose. */
export function scopeOfKind(kind: Scope['kind'], scopes: Scopes): Scope | undefined {
  switch (kind) {
    case 'district':
      return { kind }
    case 'street': {
      const [first] = scopes.streets
      return first === undefined ? undefined : { kind, streetId: first.id }
    }
    case 'unit': {
      const [first] = scopes.units
      return first === undefined ? undefined : { kind, unitId: first.id }
    }
  }
}
