import { isHandled, type Finding } from '@chuangyuan/domain/finding/finding'
import { unitsOf } from '@chuangyuan/domain/finding/gate'
import type { Party } from '@chuangyuan/domain/finding/party'
import { verbsOf } from '@chuangyuan/domain/identity/role'
import type { ReadTx } from '../../db/transact.ts'
import type { Session } from '../../http/session.ts'
import type { Sight } from './filter-store.ts'
import { membershipStore } from './membership-store.ts'

/** Who the session is to a finding: the account, its person, and every unit that person stands in. */
export async function partyOf(
  { query, districtId }: ReadTx,
  by: Session,
  onBehalfOf: string | null = null,
): Promise<Party> {
  const store = membershipStore(query, districtId)
  const scopes = by.grants.map(({ scope }) => scope)
  const streetIds = scopes.flatMap((scope) => (scope.kind === 'street' ? [scope.streetId] : []))
  const granted = scopes.flatMap((scope) => (scope.kind === 'unit' ? [scope.unitId] : []))
  const { personId, unitIds } = await store.personOf(by.accountId)
  const ofStreets = await store.unitsOfStreets(streetIds)
  return {
    accountId: by.accountId,
    personId,
    unitIds: [...new Set([...granted, ...ofStreets, ...unitIds])],
    onBehalfOf,
  }
}

/** What the session sees; who sees all is not asked where they belong. */
export async function sightIn(tx: ReadTx, by: Session): Promise<Sight> {
  const ofNowhere = { accountId: by.accountId, personId: null, unitIds: [], onBehalfOf: null }
  return sightOf(by, ofNowhere) === 'all' ? 'all' : sightOf(by, await partyOf(tx, by))
}

/** Whoever may read in the whole district sees all; others their streets, their units and their own reports. */
export function sightOf(by: Session, party: Party): Sight {
  const scopes = by.grants
    .filter(({ role }) => verbsOf[role].includes('finding.read'))
    .map(({ scope }) => scope)
  if (scopes.some(({ kind }) => kind === 'district')) return 'all'
  return {
    streetIds: scopes.flatMap((scope) => (scope.kind === 'street' ? [scope.streetId] : [])),
    unitIds: party.unitIds,
    accountId: by.accountId,
  }
}

/** The same rule as `seenBy`, for a finding that is loaded already. */
export function isSeen(sight: Sight, finding: Finding): boolean {
  if (sight === 'all') return true
  return (
    finding.reporters[0].by.accountId === sight.accountId ||
    sight.streetIds.includes(finding.streetId) ||
    (isHandled(finding) && unitsOf(finding).some((unitId) => sight.unitIds.includes(unitId)))
  )
}
