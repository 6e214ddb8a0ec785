import type { Position } from '../photo/photo.ts'

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
