import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { readJournal } from '@chuangyuan/contract/identity'
import type { Kysely } from 'kysely'
import { containing, startingWith } from '../../db/like.ts'
import type { Tables } from '../../db/tables.ts'

interface JournalFilter {
  readonly verb?: string | undefined
  readonly what?: string | undefined
  readonly search?: string | undefined
  readonly offset: number
  readonly limit: number
}

/** Reads the journal, newest first. Writing to it belongs to the transaction alone. */
export function journalStore(query: Kysely<Tables>, districtId: string) {
  return {
    async lastSeq(): Promise<number> {
      const head = await query
        .selectFrom('journal_heads')
        .select('seq')
        .where('district_id', '=', districtId)
        .executeTakeFirst()
      return head?.seq ?? 0
    },

    /** What was done after a line, oldest first. Lines get their numbers in the order of their commits, so none comes later. */
    async verbsAfter(seq: number, limit: number): Promise<{ seq: number; verb: string }[]> {
      return query
        .selectFrom('journal')
        .select(['seq', 'verb'])
        .where('district_id', '=', districtId)
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(limit)
        .execute()
    },

    async page({ verb, what, search, offset, limit }: JournalFilter): Promise<ReplyOf<typeof readJournal>> {
      let lines = query.selectFrom('journal').where('journal.district_id', '=', districtId)
      if (verb !== undefined) lines = lines.where('verb', 'like', startingWith(verb))
      if (what !== undefined) lines = lines.where('what', '=', what)
      if (search !== undefined && search !== '') lines = lines.where('verb', 'like', containing(search))
      const { total } = await lines
        .select((select) => select.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const rows = await lines
        .leftJoin('accounts', (join) =>
          join
            .onRef('accounts.district_id', '=', 'journal.district_id')
            .onRef('accounts.id', '=', 'journal.who'),
        )
        .select(['seq', 'at', 'verb', 'what', 'details', 'accounts.name as who'])
        .orderBy('seq', 'desc')
        .offset(offset)
        .limit(limit)
        .execute()
      return { rows: rows.map((row) => ({ ...row, at: row.at.getTime() })), total }
    },
  }
}
