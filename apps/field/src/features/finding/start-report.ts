import type { ReportDraft } from '../../phone/draft.ts'
import { newId } from '../../phone/new-id.ts'
import { usePhone } from '../../phone/phone.ts'
import { keepPhoto } from '../../photo/keep-photo.ts'

export const reportKey = 'report'

/** What a report begins with where somebody already knows it: the site of a visit, the entry that failed. */
export type ReportStart = Partial<
  Pick<ReportDraft, 'siteId' | 'siteChosen' | 'kind' | 'entries' | 'visitId' | 'position'>
>

export function blankReport(startedAt: number, start: ReportStart = {}): ReportDraft {
  return {
    key: reportKey,
    startedAt,
    siteId: null,
    siteChosen: false,
    streetId: null,
    address: '',
    position: null,
    kind: '',
    entries: [],
    words: '',
    visitId: null,
    onBehalfOf: '',
    ...start,
  }
}

/**
 * The photo first: it is in the database before the form opens, so that nothing that happens afterwards can lose it.
 * A report that was not finished goes on with one photo more, unless this one starts somewhere else.
 */
export async function startReport(file: File, takenAt: number, start?: ReportStart): Promise<void> {
  const { db } = usePhone()
  if (file.size > 0) await keepPhoto(db, newId(), reportKey, file, takenAt)
  const unfinished = await db.get('drafts', reportKey)
  if (unfinished === undefined || start !== undefined) await db.put('drafts', blankReport(takenAt, start))
}
