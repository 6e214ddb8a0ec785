import type { draftPapers as operation, rewordPaper as rewordOperation } from '@chuangyuan/contract/paper'
import type { BodyOf, ReplyOf } from '@chuangyuan/contract/operation'
import { newId } from '../../db/id.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { gather } from './gather.ts'
import { settingsOf } from './settings.ts'
import { paperStore } from './store.ts'

/** Draws up one paper, or one notice for each unit; the numbers in them are those of this moment. */
export function draftPapers(
  { db, clock }: Deps,
  by: Session,
  { source, title, addressed, copies }: BodyOf<typeof operation>,
): Promise<ReplyOf<typeof operation>> {
  return db.transact(by, async (tx) => {
    const now = clock()
    const { settings } = await settingsOf(tx)
    const gathered = await gather(tx, source, settings.redBlack, now)
    const store = paperStore(tx.query, tx.districtId)
    const batch = source.kind === 'notice' ? await store.takeBatch() : null
    const rows = gathered.map((each) => ({
      ...{ id: newId(), kind: source.kind, stage: 'drafted' as const, batch, unit_id: each.unitId },
      title: title === '' ? each.title : title,
      // A notice goes to its unit, whatever is typed.
      addressed: addressed === '' || each.unitId !== null ? each.addressed : addressed,
      ...{ copies, finding_ids: each.findingIds, filling: JSON.stringify(each.filling) },
      counted_at: new Date(now),
      steps: JSON.stringify([{ action: 'draft', by: by.accountId, at: now, words: '' }]),
      ...{ mark: null, year: null, number: null, number_text: null },
      ...{ template_version: null, file_blob: null, issued_at: null },
      ...{ drafted_by: by.accountId, drafted_at: new Date(now) },
    }))
    await store.add(rows)
    for (const { id, unit_id: unitId, finding_ids: findings } of rows) {
      const details = { kind: source.kind, batch, unitId, findings }
      tx.journal.record({ verb: 'paper.drafted', who: by.accountId, what: id, details })
    }
    return { ids: rows.map(({ id }) => id), batch }
  })
}

export function rewordPaper(
  { db }: Deps,
  by: Session,
  paperId: string,
  wording: BodyOf<typeof rewordOperation>,
): Promise<void> {
  return db.transact(by, async ({ query, districtId, journal }) => {
    const store = paperStore(query, districtId)
    const [row] = await store.some([paperId], 'all', true)
    const { stage, title, addressed, copies } = orNotFound(row, 'paper')
    if (stage !== 'drafted') throw new Refused('paper.not-at-this-stage', { stage, paper: title })
    await store.change(paperId, wording)
    const details = { before: { title, addressed, copies }, after: wording }
    journal.record({ verb: 'paper.reworded', who: by.accountId, what: paperId, details })
  })
}
