import type { channels, deliveryOutcomes } from '@chuangyuan/contract/reminder'
import { newId } from '../../db/id.ts'
import type { Deps } from '../../deps.ts'
import type { Outcome } from './outcome.ts'
import { reminderStore } from './store.ts'

interface Delivery {
  readonly channel: (typeof channels)[number]
  readonly addressee: string
  readonly title: string
  readonly outcome: Outcome
}

/** What was sent and what was not, for the office to see; not part of the journal, since nobody decided anything. */
export async function noteDelivery(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  scope: { readonly districtId: string },
  { outcome, ...said }: Delivery,
): Promise<void> {
  await db.transact(scope, ({ query, districtId }) =>
    reminderStore(query, districtId).addDelivery({
      id: newId(),
      at: new Date(clock()),
      ...said,
      ...wordsOf(outcome),
    }),
  )
}

export function wordsOf(outcome: Outcome): { outcome: (typeof deliveryOutcomes)[number]; words: string } {
  return outcome.ok ? { outcome: 'sent', words: '' } : { outcome: 'failed', words: outcome.words }
}
