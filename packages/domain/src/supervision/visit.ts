import type { Instant } from '../day.ts'
import type { Handbook } from '../handbook/handbook.ts'
import { accept, refuse, type Result } from '../result.ts'
import type { SiteKind } from '../standard/site-kinds.ts'

/** What was seen of one entry of a checklist. */
export const entryVerdicts = ['passed', 'failed', 'not-seen'] as const
export type EntryVerdict = (typeof entryVerdicts)[number]

/** A visit (巡查) to a site: its checklist, each entry answered or left open. */
export interface VisitSaid {
  readonly checklistId: string
  readonly startedAt: Instant
  readonly endedAt: Instant
  readonly entries: readonly { readonly entryId: string; readonly verdict: EntryVerdict }[]
}

export type VisitRefusal =
  | { readonly code: 'visit.checklist-unfit'; readonly checklistId: string; readonly kind: SiteKind }
  | { readonly code: 'visit.entry-unknown'; readonly entryId: string }
  | { readonly code: 'visit.entry-twice'; readonly entryId: string }
  | { readonly code: 'visit.ends-before-start' }

/** Whether a visit answers what the site's checklist asks. What it leaves out was not seen. */
export function checkVisit(
  visit: VisitSaid,
  kind: SiteKind,
  handbook: Pick<Handbook, 'checklists'>,
): Result<true, VisitRefusal> {
  const { checklistId, entries } = visit
  const checklist = handbook.checklists.find(({ siteKinds }) => siteKinds.includes(kind))
  if (checklist?.id !== checklistId) return refuse({ code: 'visit.checklist-unfit', checklistId, kind })
  if (visit.endedAt < visit.startedAt) return refuse({ code: 'visit.ends-before-start' })
  const known = new Set(checklist.entries.map(({ id }) => id))
  const answered = new Set<string>()
  for (const { entryId } of entries) {
    if (!known.has(entryId)) return refuse({ code: 'visit.entry-unknown', entryId })
    if (answered.has(entryId)) return refuse({ code: 'visit.entry-twice', entryId })
    answered.add(entryId)
  }
  return accept(true)
}
