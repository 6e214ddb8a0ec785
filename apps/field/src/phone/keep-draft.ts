import type { Database } from './database.ts'
import type { Draft } from './draft.ts'

/**
 * Written whole: a draft is small. Committed in the same breath, since a browser rolls back what a page that goes away
 * has not yet committed.
 */
export async function keepDraft(db: Database, draft: Draft): Promise<void> {
  const tx = db.transaction('drafts', 'readwrite')
  const kept = tx.store.put(plain(draft))
  tx.commit()
  await Promise.all([kept, tx.done])
}

/** What a page holds is wrapped by Vue, and a wrapped thing cannot be stored. */
function plain(draft: Draft): Draft {
  return JSON.parse(JSON.stringify(draft)) as Draft
}
