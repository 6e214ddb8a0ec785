/**
 * Who does something to a finding: an account, the person it belongs to, and
 * the units that person stands in. Independence is judged on all three, so that
 * a second account of the same person does not pass for another one.
 */
export interface Party {
  readonly accountId: string
  /** Null for an account that no listed person uses. */
  readonly personId: string | null
  /** Units of the person's posts and of the account's grants. */
  readonly unitIds: readonly string[]
  /** Name of the one who really said it, where the duty desk (值班台) enters it for somebody. */
  readonly onBehalfOf: string | null
}

/** Whether two entries come from one person. */
export function isSamePerson(one: Party, other: Party): boolean {
  return one.accountId === other.accountId || (one.personId !== null && one.personId === other.personId)
}

export function belongsToAny(party: Party, unitIds: readonly string[]): boolean {
  return party.unitIds.some((unitId) => unitIds.includes(unitId))
}
