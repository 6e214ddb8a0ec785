import { answerOf, type AnswerOf } from '@chuangyuan/contract/score'
import type { Day } from '@chuangyuan/domain/day'
import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

export interface StoredAnswer {
  readonly row: string
  /** Clause of a qualitative row; for others what is answered of the row, `-` for the row as a whole. */
  readonly clause: string
  readonly answer: AnswerOf
  readonly note: string
  readonly answeredOn: Day
  readonly answeredBy: string | null
}

export function answerStore(query: Kysely<Tables>, districtId: string) {
  return {
    async answers(campaignId: string): Promise<StoredAnswer[]> {
      const rows = await query
        .selectFrom('answers')
        .leftJoin('accounts', (join) =>
          join
            .onRef('accounts.district_id', '=', 'answers.district_id')
            .onRef('accounts.id', '=', 'answers.answered_by'),
        )
        .select(['item_id', 'clause_id', 'answer', 'note', 'answered_on', 'accounts.name as answeredBy'])
        .where('answers.district_id', '=', districtId)
        .where('campaign_id', '=', campaignId)
        .orderBy('item_id')
        .orderBy('clause_id')
        .execute()
      return rows.map((row) => ({
        row: row.item_id,
        clause: row.clause_id,
        answer: answerOf.parse(row.answer),
        note: row.note,
        answeredOn: row.answered_on as Day,
        answeredBy: row.answeredBy,
      }))
    },

    async save(campaignId: string, answer: Omit<StoredAnswer, 'answeredBy'>, accountId: string | null) {
      const values = {
        answer: JSON.stringify(answer.answer),
        note: answer.note,
        answered_on: answer.answeredOn,
        answered_by: accountId,
      }
      await query
        .insertInto('answers')
        .values({
          district_id: districtId,
          campaign_id: campaignId,
          item_id: answer.row,
          clause_id: answer.clause,
          ...values,
        })
        .onConflict((conflict) =>
          conflict.columns(['district_id', 'campaign_id', 'item_id', 'clause_id']).doUpdateSet(values),
        )
        .execute()
    },

    async remove(campaignId: string, row: string, clause: string): Promise<boolean> {
      const result = await query
        .deleteFrom('answers')
        .where('district_id', '=', districtId)
        .where('campaign_id', '=', campaignId)
        .where('item_id', '=', row)
        .where('clause_id', '=', clause)
        .executeTakeFirst()
      return result.numDeletedRows > 0n
    },
  }
}
