import type { AssessedItem } from '@chuangyuan/domain/assessment/assessment'
import { verdicts, type Verdict } from '@chuangyuan/domain/assessment/four-part'
import { isCounted } from './score-book.ts'
import { reasonGroupOf, reasonGroups, type ReasonGroup } from './reason-group.ts'

export const itemKinds = ['gates', 'vetoes', 'bonus'] as const
/** Items that stand apart: what decides before any sum, and what is added beside it. */
export type ItemKind = (typeof itemKinds)[number]

/** Conditions of the list of items, as they stand in its address. */
export interface ItemFilter {
  readonly verdict?: Verdict | undefined
  readonly kind?: ItemKind | undefined
  readonly check?: 'unverified' | undefined
  readonly heading?: string | undefined
  readonly reason?: ReasonGroup | undefined
}

/** Reads an address; a word that is no condition of ours is passed over. */
export function readItemFilter(read: (name: string) => string | undefined): ItemFilter {
  return {
    verdict: verdicts.find((each) => each === read('verdict')),
    kind: itemKinds.find((each) => each === read('kind')),
    check: read('check') === 'unverified' ? 'unverified' : undefined,
    heading: read('heading'),
    reason: reasonGroups.find((each) => each === read('reason')),
  }
}

/**
 * Whether the list shows an item. A verdict counts items as the four-part score does, so bonus items are left out:
 * a number on the board and the list it opens must be the same many.
 */
export function passes(item: AssessedItem, { verdict, kind, check, heading, reason }: ItemFilter): boolean {
  return (
    (verdict === undefined || (item.verdict === verdict && (isCounted(item) || kind === 'bonus'))) &&
    (kind !== 'gates' || item.entryGate !== 'none') &&
    (kind !== 'vetoes' || item.veto !== 'none') &&
    (kind !== 'bonus' || !isCounted(item)) &&
    (check === undefined || (item.check === 'unverified' && item.verdict !== 'not-applicable')) &&
    (heading === undefined || item.under.includes(heading)) &&
    (reason === undefined || (item.verdict === 'not-assessed' && reasonGroupOf(item) === reason))
  )
}
