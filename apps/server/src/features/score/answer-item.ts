import type { BodyOf } from '@chuangyuan/contract/operation'
import type { AnswerOf, giveAnswer } from '@chuangyuan/contract/score'
import { dayOf } from '@chuangyuan/domain/day'
import { findRow, type Row } from '@chuangyuan/domain/standard/pack'
import type { Deps } from '../../deps.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { campaignById } from '../campaign/public.ts'
import { packOf } from '../pack/public.ts'
import { answerStore, type StoredAnswer } from './answer-store.ts'

interface Place {
  readonly campaignId: string
  readonly row: string
  readonly clause: string
}

/** Of a row that is answered as a whole. */
export const wholeRow = '-'

export function answerItem(
  { db, clock }: Deps,
  by: Session,
  { campaignId, row: rowId, clause }: Place,
  { answer, note, answeredOn }: BodyOf<typeof giveAnswer>,
): Promise<StoredAnswer> {
  return db.transact(by, async ({ query, districtId, journal }) => {
    const campaign = orNotFound(await campaignById(query, districtId, campaignId), 'campaign')
    const pack = await packOf(query, districtId, campaign.packKey, campaign.packVersion)
    const row = orNotFound(findRow(pack, rowId), 'row')
    if (!fits(row, clause, answer)) throw new Refused('score.answer-unfit', { row: rowId, kind: row.kind })
    if (answeredOn > dayOf(clock())) throw new Refused('score.answer-in-future', { answeredOn })
    const given = { row: rowId, clause, answer, note, answeredOn }
    await answerStore(query, districtId).save(campaignId, given, by.accountId)
    journal.record({ verb: 'score.answered', who: by.accountId, what: campaignId, details: { ...given } })
    return { ...given, answeredBy: by.name }
  })
}

export function withdrawAnswer({ db }: Deps, by: Session, { campaignId, row, clause }: Place): Promise<void> {
  return db.transact(by, async ({ query, districtId, journal }) => {
    if (!(await answerStore(query, districtId).remove(campaignId, row, clause))) {
      throw new Refused('request.not-found', { what: 'answer' })
    }
    journal.record({
      verb: 'score.answer-withdrawn',
      who: by.accountId,
      what: campaignId,
      details: { row, clause },
    })
  })
}

/** Each kind of row is answered in its own way; a finding may count against any heading or row. */
function fits(row: Row, clause: string, answer: AnswerOf): boolean {
  switch (answer.kind) {
    case 'clause':
      return row.kind === 'qualitative' && row.clauses.some(({ id }) => id === clause)
    case 'incident':
      return row.kind === 'incident' && row.incidents.some((kind) => kind === clause)
    case 'no-incident':
      return row.kind === 'incident' && clause === wholeRow
    case 'certificate':
      return row.kind === 'certificate' && clause === row.certificate
    case 'document':
      return row.kind === 'document' && clause === wholeRow
    case 'finding':
      return clause.startsWith(answer.finding)
  }
}
