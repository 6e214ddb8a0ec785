import type { UnitKind } from '../standard/unit-kinds.ts'
import type { Charge, Charged, LedgerFinding } from './ledger-entry.ts'
import type { LedgerRules, OwnerCase } from './ledger-rules.ts'
import { shareOut, type Micro } from './micro.ts'

/** Units by id, as far as charging has to know them. */
export type UnitKinds = ReadonlyMap<string, UnitKind>

export function ownerCaseOf(
  { ownerUnitId }: Pick<LedgerFinding, 'ownerUnitId'>,
  units: UnitKinds,
  { outsideKinds }: LedgerRules,
): OwnerCase {
  const kind = ownerUnitId === null ? undefined : units.get(ownerUnitId)
  if (kind === undefined) return 'unknown'
  if (kind === 'street' || kind === 'community') return 'street'
  return outsideKinds.includes(kind) ? 'outside' : 'unit'
}

/**
 * Charges an entry to the owner of the thing (权属) and to the street on whose ground it lies (属地), by the written
 * rule. A leader's order makes the owner's share weigh more; the whole stays what it is.
 */
export function chargesOf(
  finding: LedgerFinding,
  micro: Micro,
  units: UnitKinds,
  rules: LedgerRules,
): Charge[] {
  const which = ownerCaseOf(finding, units, rules)
  const owner = which === 'unknown' ? finding.dutyUnitId : finding.ownerUnitId
  const percent = owner === null || which === 'street' ? 0 : rules.ownerPercent[which]
  const weight = percent * (finding.byLeader ? rules.leaderWeight : 1)
  const [ofOwner = 0, ofStreet = 0] = shareOut(micro, [weight, 100 - percent])
  return [
    ...charge({ kind: 'unit', id: owner ?? '' }, ofOwner),
    ...charge({ kind: 'street', id: finding.streetId }, ofStreet),
  ]
}

function charge(to: Charged, micro: Micro): Charge[] {
  return micro === 0 ? [] : [{ to, micro }]
}
