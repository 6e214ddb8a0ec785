import type { Grant } from '@chuangyuan/domain/identity/role'
import { t } from '../../shell/text.ts'

/** Roles as people read them; where a role holds only in part of the district, that is said too. */
export function grantList(grants: readonly Grant[]): string {
  if (grants.length === 0) return '—'
  return grants
    .map(({ role, scope }) =>
      scope.kind === 'district'
        ? t(`account.role.${role}`)
        : t('account.grant.limited', {
            role: t(`account.role.${role}`),
            scope: t(`account.grant.${scope.kind}`),
          }),
    )
    .join(t('shell.listSeparator'))
}
