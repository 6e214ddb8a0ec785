import type { FindingPage } from '@chuangyuan/contract/finding'
import type { Me } from '@chuangyuan/contract/identity'

/** The duty desk (值班台) writes and answers for those who cannot; who really said it keeps the name. */
export function isDutyDesk({ verbs }: Pick<Me, 'verbs'>): boolean {
  return verbs.includes('finding.manage')
}

/** Assisting units that are still at work and that the account answers for: its own, or as the duty desk any. */
export function unitsToAssist(
  { duty }: Pick<FindingPage, 'duty'>,
  unitIds: readonly string[],
  me: Pick<Me, 'verbs'>,
): readonly { readonly id: string; readonly name: string }[] {
  const open = (duty?.assisting ?? []).filter(({ doneAt }) => doneAt === null).map(({ unit }) => unit)
  return isDutyDesk(me) ? open : open.filter(({ id }) => unitIds.includes(id))
}
