import type { Instant } from '@chuangyuan/domain/day'
import type { Insertable, Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import { insertRows } from '../../db/insert-rows.ts'
import type { AnswerTable, CampaignSwitchTable, DutyTable, Tables } from '../../db/tables.ts'

const answerRow = z.object({
  item_id: z.string(),
  clause_id: z.string(),
  answer: z.unknown(),
  note: z.string(),
  answered_on: z.string(),
  answered_by: z.string().nullable(),
})
/** An answer without the campaign it belongs to. */
export type KeptAnswer = z.output<typeof answerRow>

const dutyRow = z.object({
  district_id: z.string(),
  id: z.string(),
  pack_key: z.string(),
  item_id: z.string(),
  part: z.enum(['lead', 'assist']),
  unit_id: z.string(),
  leader_post_id: z.string().nullable(),
  post_id: z.string().nullable(),
  work: z.string().nullable(),
  due_on: z.string().nullable(),
  remark: z.string().nullable(),
})

/** Everything needed to undo a change of standard exactly, and to ask again with the old answer at hand. */
const carried = z.object({
  answersBefore: z.array(answerRow),
  answersAfter: z.array(answerRow),
  /** Under their new rows. */
  asked: z.array(answerRow),
  dropped: z.int(),
  /** Of rows that vanished. Duties copied to another pack are not listed: they do not disturb this one. */
  dutiesRemoved: z.array(dutyRow),
  dutiesCarried: z.int(),
  /** Items whose duties went along, and where to; absent in records older than the list. */
  dutyMoves: z.array(z.object({ from: z.string(), to: z.string() })).optional(),
  figuresSetAside: z.array(z.string()),
  /** Answers given between the change and its undoing that have no place under the old pack. */
  leftAtUndo: z.array(answerRow).default([]),
})
export type Carried = z.output<typeof carried>

export interface Switch {
  readonly id: string
  readonly campaignId: string
  readonly from: { readonly pack: string; readonly version: number; readonly tier: string | null }
  readonly to: { readonly pack: string; readonly version: number }
  readonly carried: Carried
  readonly by: string | null
  readonly at: number
  readonly undoneAt: number | null
}

export function switchStore(query: Kysely<Tables>, districtId: string) {
  const answers = query.selectFrom('answers').where('district_id', '=', districtId)
  const duties = query.selectFrom('duties').where('district_id', '=', districtId)
  return {
    async answers(campaignId: string): Promise<KeptAnswer[]> {
      return answers
        .where('campaign_id', '=', campaignId)
        .select(['item_id', 'clause_id', 'answer', 'note', 'answered_on', 'answered_by'])
        .orderBy('item_id')
        .orderBy('clause_id')
        .execute()
    },

    async replaceAnswers(campaignId: string, rows: readonly KeptAnswer[]): Promise<void> {
      await query
        .deleteFrom('answers')
        .where('district_id', '=', districtId)
        .where('campaign_id', '=', campaignId)
        .execute()
      const inserted = rows.map((row): Insertable<AnswerTable> => ({
        district_id: districtId,
        campaign_id: campaignId,
        ...row,
        answer: JSON.stringify(row.answer),
      }))
      await insertRows(query, 'answers', inserted)
    },

    duties(packKey: string): Promise<Selectable<DutyTable>[]> {
      return duties.where('pack_key', '=', packKey).selectAll().orderBy('id').execute()
    },

    async addDuties(rows: readonly Insertable<DutyTable>[]): Promise<void> {
      await insertRows(query, 'duties', rows)
    },

    async removeDuties(ids: readonly string[]): Promise<void> {
      if (ids.length === 0) return
      await query.deleteFrom('duties').where('district_id', '=', districtId).where('id', 'in', ids).execute()
    },

    /** Quantities that have a reported figure. */
    async quantities(): Promise<string[]> {
      const rows = await query
        .selectFrom('figures')
        .where('district_id', '=', districtId)
        .select('input_id')
        .distinct()
        .orderBy('input_id')
        .execute()
      return rows.map((row) => row.input_id)
    },

    async add(change: Switch): Promise<void> {
      await query
        .insertInto('campaign_switches')
        .values({
          district_id: districtId,
          id: change.id,
          campaign_id: change.campaignId,
          from_pack: change.from.pack,
          from_version: change.from.version,
          from_tier: change.from.tier,
          to_pack: change.to.pack,
          to_version: change.to.version,
          carried: JSON.stringify(change.carried),
          switched_by: change.by,
          switched_at: new Date(change.at),
          undone_at: null,
        })
        .execute()
    },

    async undone(id: string, at: number, carriedNow: Carried): Promise<void> {
      await query
        .updateTable('campaign_switches')
        .set({ undone_at: new Date(at), carried: JSON.stringify(carriedNow) })
        .where('district_id', '=', districtId)
        .where('id', '=', id)
        .execute()
    },

    /** The latest first. */
    async list(campaignId: string): Promise<(Switch & { readonly byName: string | null })[]> {
      const rows = await query
        .selectFrom('campaign_switches')
        .where('campaign_switches.district_id', '=', districtId)
        .where('campaign_id', '=', campaignId)
        .leftJoin('accounts', (join) =>
          join
            .onRef('accounts.district_id', '=', 'campaign_switches.district_id')
            .onRef('accounts.id', '=', 'campaign_switches.switched_by'),
        )
        .selectAll('campaign_switches')
        .select('accounts.name as by_name')
        .orderBy('switched_at', 'desc')
        .orderBy('campaign_switches.id', 'desc')
        .execute()
      return rows.map((row) => ({ ...switchOf(row), byName: row.by_name }))
    },
  }
}

function switchOf(row: Selectable<CampaignSwitchTable>): Switch {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    from: { pack: row.from_pack, version: row.from_version, tier: row.from_tier },
    to: { pack: row.to_pack, version: row.to_version },
    carried: carried.parse(row.carried),
    by: row.switched_by,
    at: row.switched_at.getTime(),
    undoneAt: row.undone_at?.getTime() ?? null,
  }
}

/** Figures of these quantities count only if reported after the instant: the quantity meant something else before. */
export interface SetAside {
  readonly quantity: string
  readonly reportedUntil: Instant
}

/** What a campaign's changes of standard set aside, for whoever reads figures for it. */
export async function setAsideFigures(
  query: Kysely<Tables>,
  districtId: string,
  campaignId: string,
): Promise<SetAside[]> {
  const latest = new Map<string, SetAside>()
  for (const each of (await switchStore(query, districtId).list(campaignId)).toReversed()) {
    if (each.undoneAt !== null) continue
    for (const quantity of each.carried.figuresSetAside) {
      latest.set(quantity, { quantity, reportedUntil: each.at as Instant })
    }
  }
  return [...latest.values()]
}
