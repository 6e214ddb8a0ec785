import { siteRoles, type SiteRole } from '@chuangyuan/domain/site/site-role'
import type { SiteRoleRow } from '../fact-row.ts'
import type { Comparison, Reading, SheetValues } from './comparison.ts'
import type { Faults } from './fault.ts'
import { findPost, namesIn } from './find-person.ts'

type Holding = Pick<SiteRoleRow, 'unit_id' | 'post_id'>

const unitColumns = { responsible: 'responsibleUnit', 'sponsor-unit': 'adoptingUnit' } as const
const personColumns = {
  'first-responsible': { column: 'firstResponsible', beside: 'responsible' },
  contact: { column: 'contact', beside: 'responsible' },
  supervisor: { column: 'supervisor', beside: undefined },
  sponsor: { column: 'adoptingLeader', beside: 'sponsor-unit' },
} as const

/**
 * The roles of a site as the row has them. What a row cannot say stays: the post behind a unit that is still the
 * same, and a unit that holds a personal role without anybody named.
 */
export function siteRolesOf(
  c: Comparison,
  reading: Reading<'sites'>,
  values: SheetValues<'sites'>,
  before: readonly SiteRoleRow[],
  grounds: readonly (string | undefined)[],
  faults: Faults,
): SiteRoleRow[] {
  const held = (role: SiteRole) => before.filter((each) => each.role === role)
  const roles = new Map<SiteRole, readonly Holding[]>()

  const unit = (column: 'responsibleUnit' | 'adoptingUnit' | 'memberUnits', given: string) => {
    const found = c.names.unit(given)
    if (!found.ok) faults.add(column, found.refusal)
    return found.ok ? found.value : undefined
  }

  for (const [role, column] of [
    ['responsible', unitColumns.responsible],
    ['sponsor-unit', unitColumns['sponsor-unit']],
  ] as const) {
    if (!reading.columns.has(column)) {
      roles.set(role, held(role))
      continue
    }
    const given = values[column]
    const unitId = given === undefined ? undefined : unit(column, given)
    const same = held(role).filter(({ unit_id }) => unit_id === unitId)
    roles.set(
      role,
      same.length > 0 ? held(role) : unitId === undefined ? [] : [{ unit_id: unitId, post_id: null }],
    )
  }

  if (reading.columns.has('memberUnits')) {
    const members = (values.memberUnits ?? []).flatMap((given) => unit('memberUnits', given) ?? [])
    roles.set(
      'member',
      [...new Set(members)].map(
        (unitId) =>
          held('member').find(({ unit_id }) => unit_id === unitId) ?? { unit_id: unitId, post_id: null },
      ),
    )
  } else roles.set('member', held('member'))

  for (const role of ['first-responsible', 'contact', 'supervisor', 'sponsor'] as const) {
    const { column, beside } = personColumns[role]
    const unitIds = [
      ...(beside === undefined ? [] : (roles.get(beside) ?? []).map(({ unit_id }) => unit_id)),
      ...grounds,
    ]
    const names = namesIn(values[column])
    if (!reading.columns.has(column) || names.length === 0) {
      const keepsUnit = ({ post_id }: SiteRoleRow) => !reading.columns.has(column) || post_id === null
      roles.set(role, held(role).filter(keepsUnit))
      continue
    }
    const phone = role === 'contact' ? values.contactPhone : undefined
    const postIds = held(role).map(({ post_id }) => post_id)
    roles.set(
      role,
      names.flatMap((name): Holding[] => {
        const found = findPost(c, name, { unitIds, phone, postIds })
        if (!found.ok) {
          faults.add(column, found.refusal)
          return []
        }
        return [
          held(role).find(({ post_id }) => post_id === found.value) ?? {
            unit_id: null,
            post_id: found.value,
          },
        ]
      }),
    )
  }

  return siteRoles
    .toSorted()
    .flatMap((role) =>
      (roles.get(role) ?? []).map(({ unit_id, post_id }, at) => ({ role, place: at + 1, unit_id, post_id })),
    )
}
