import type { Correction } from '@chuangyuan/domain/ledger/correct-entry'
import type { Charged, Currency } from '@chuangyuan/domain/ledger/ledger-entry'
import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

export interface NewAppeal {
  readonly id: string
  readonly findingId: string
  readonly row: string
  readonly by: Charged
  readonly currency: Currency
  readonly microThen: number
  readonly reason: string
  readonly accountId: string
  readonly at: number
}

export interface AppealFilter {
  readonly state?: 'open' | 'decided' | undefined
  readonly ids?: readonly string[] | undefined
  /** The account that made them. */
  readonly madeBy?: string | undefined
}

export type StoredAppeal = Awaited<ReturnType<ReturnType<typeof appealStore>['appeals']>>[number]
export type StoredCorrection = Correction & { readonly words: string; readonly at: number }

/** Appeals against charges, and the corrections that followed from them. */
export function appealStore(query: Kysely<Tables>, districtId: string) {
  const appeals = () =>
    query
      .selectFrom('ledger_appeals')
      .leftJoin('ledger_corrections', (join) =>
        join
          .onRef('ledger_corrections.district_id', '=', 'ledger_appeals.district_id')
          .onRef('ledger_corrections.appeal_id', '=', 'ledger_appeals.id'),
      )
      .where('ledger_appeals.district_id', '=', districtId)
      .selectAll('ledger_appeals')
      .select(['to_kind', 'to_id', 'percent'])

  return {
    async appeals({ state, ids, madeBy }: AppealFilter = {}) {
      if (ids?.length === 0) return []
      return appeals()
        .$if(state !== undefined, (wanted) =>
          wanted.where('decided_at', state === 'open' ? 'is' : 'is not', null),
        )
        .$if(ids !== undefined, (wanted) => wanted.where('ledger_appeals.id', 'in', ids ?? []))
        .$if(madeBy !== undefined, (wanted) => wanted.where('appealed_by', '=', madeBy ?? ''))
        .orderBy('appealed_at', 'desc')
        .orderBy('ledger_appeals.id')
        .execute()
    },

    async one(appealId: string) {
      return appeals().where('ledger_appeals.id', '=', appealId).executeTakeFirst()
    },

    async isPending(findingId: string, row: string, by: Charged): Promise<boolean> {
      const found = await query
        .selectFrom('ledger_appeals')
        .select('id')
        .where('district_id', '=', districtId)
        .where('finding_id', '=', findingId)
        .where('row_id', '=', row)
        .where('charged_kind', '=', by.kind)
        .where('charged_id', '=', by.id)
        .where('decided_at', 'is', null)
        .executeTakeFirst()
      return found !== undefined
    },

    async add({ id, findingId, row, by, currency, microThen, reason, accountId, at }: NewAppeal) {
      await query
        .insertInto('ledger_appeals')
        .values({
          district_id: districtId,
          id,
          finding_id: findingId,
          row_id: row,
          charged_kind: by.kind,
          charged_id: by.id,
          currency,
          micro_then: microThen,
          reason,
          appealed_by: accountId,
          appealed_at: new Date(at),
        })
        .execute()
    },

    /** Nobody else decides it until the end of the transaction. */
    async lock(appealId: string): Promise<void> {
      await query
        .selectFrom('ledger_appeals')
        .select('id')
        .where('district_id', '=', districtId)
        .where('id', '=', appealId)
        .forUpdate()
        .execute()
    },

    async decide(
      appealId: string,
      decision: {
        readonly upheld: boolean
        readonly words: string
        readonly by: string
        readonly at: number
      },
    ): Promise<void> {
      await query
        .updateTable('ledger_appeals')
        .set({
          upheld: decision.upheld,
          words: decision.words,
          decided_by: decision.by,
          decided_at: new Date(decision.at),
        })
        .where('district_id', '=', districtId)
        .where('id', '=', appealId)
        .execute()
    },

    async correct({ id, appealId, findingId, row, from, to, percent }: Correction): Promise<void> {
      await query
        .insertInto('ledger_corrections')
        .values({
          district_id: districtId,
          id,
          appeal_id: appealId,
          finding_id: findingId,
          row_id: row,
          from_kind: from.kind,
          from_id: from.id,
          to_kind: to.kind,
          to_id: to.id,
          percent,
        })
        .execute()
    },

    /** In the order in which they were decided. */
    async corrections(): Promise<StoredCorrection[]> {
      const rows = await query
        .selectFrom('ledger_corrections')
        .innerJoin('ledger_appeals', (join) =>
          join
            .onRef('ledger_appeals.district_id', '=', 'ledger_corrections.district_id')
            .onRef('ledger_appeals.id', '=', 'ledger_corrections.appeal_id'),
        )
        .where('ledger_corrections.district_id', '=', districtId)
        .selectAll('ledger_corrections')
        .select(['words', 'decided_at'])
        .orderBy('decided_at')
        .orderBy('ledger_corrections.id')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        appealId: row.appeal_id,
        findingId: row.finding_id,
        row: row.row_id,
        from: { kind: row.from_kind, id: row.from_id },
        to: { kind: row.to_kind, id: row.to_id },
        percent: row.percent,
        words: row.words ?? '',
        at: row.decided_at?.getTime() ?? 0,
      }))
    },
  }
}
