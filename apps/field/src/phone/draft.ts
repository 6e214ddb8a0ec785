import type { Position } from '../photo/photo.ts'
import type { Database } from './database.ts'

/**
 * What somebody is in the middle of, written at every step: a phone that opens its camera may throw the page away.
 * A draft is restored by the page that its key names.
 */
export type Draft = ReportDraft | VisitDraft

export interface ReportDraft {
  readonly key: 'report'
  readonly startedAt: number
  readonly siteId: string | null
  /** Whether the site was chosen by hand, so that a later position does not change it. */
  readonly siteChosen: boolean
  readonly streetId: string | null
  readonly address: string
  readonly position: Position | null
  readonly kind: string
  readonly entries: readonly string[]
  readonly words: string
  readonly visitId: string | null
  /** Who really saw it, where the duty desk writes for somebody; else empty. */
  readonly onBehalfOf: string
}

export interface VisitDraft {
  readonly key: `visit:${string}`
  readonly id: string
  readonly siteId: string
  readonly startedAt: number
  readonly answers: Readonly<Record<string, 'passed' | 'failed' | 'not-seen'>>
  /** Entries that a report was saved for in this visit. */
  readonly reported: readonly string[]
  readonly words: string
}

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
