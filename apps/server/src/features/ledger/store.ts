import type { Instant } from '@chuangyuan/domain/day'
import type { FindingStage } from '@chuangyuan/domain/finding/finding'
import type { Severity, Stream } from '@chuangyuan/domain/handbook/handbook'
import { sql, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

/** A finding with what the ledger and its lists need; its words are read only for those that are shown. */
export interface LedgerRow {
  readonly id: string
  readonly number: number | null
  readonly kind: string
  readonly stream: Stream
  readonly severity: Severity
  readonly stage: FindingStage
  readonly urgent: boolean
  readonly siteId: string | null
  readonly streetId: string
  readonly ownerUnitId: string | null
  readonly unitId: string | null
  readonly assistingIds: readonly string[]
  readonly reportedBy: string
  readonly foundAt: Date
  readonly dueAt: Date | null
  readonly items: readonly string[]
}

const sideEnds = ['void', 'merged'] as const

export function ledgerStore(query: Kysely<Tables>, districtId: string) {
  const findings = () => query.selectFrom('findings').where('findings.district_id', '=', districtId)
  const rows = (packKey: string) =>
    findings()
      .innerJoin('finding_records', (join) =>
        join
          .onRef('finding_records.district_id', '=', 'findings.district_id')
          .onRef('finding_records.id', '=', 'findings.id'),
      )
      .select([
        'findings.id',
        'number',
        'kind',
        'stream',
        'severity',
        'stage',
        'urgent',
        'site_id as siteId',
        'street_id as streetId',
        'owner_unit_id as ownerUnitId',
        'unit_id as unitId',
        'assisting_ids as assistingIds',
        'reported_by as reportedBy',
        'found_at as foundAt',
        'due_at as dueAt',
        sql<readonly string[]>`jsonb_path_query_array(record, '$.items[*] ? (@.packKey == $key).itemId',
          jsonb_build_object('key', ${packKey}::text))`.as('items'),
      ])

  return {
    /** What is open, and what was closed only after the inspection had passed it by. */
    async endangering(packKey: string, inspection: Instant | null): Promise<LedgerRow[]> {
      return rows(packKey)
        .where((where) =>
          inspection === null
            ? where('stage', 'not in', ['closed', ...sideEnds])
            : where.and([
                where('stage', 'not in', sideEnds),
                where.or([
                  where('stage', '!=', 'closed'),
                  where.and([
                    where('closed_at', '>=', new Date(inspection)),
                    where('found_at', '<', new Date(inspection)),
                  ]),
                ]),
              ]),
        )
        .execute()
    },

    async rowsOf(packKey: string, findingIds: readonly string[]): Promise<LedgerRow[]> {
      return findingIds.length === 0 ? [] : rows(packKey).where('findings.id', 'in', findingIds).execute()
    },

    async wordsOf(findingIds: readonly string[]): Promise<Map<string, string>> {
      if (findingIds.length === 0) return new Map()
      const found = await findings()
        .select(['id', sql<string>`coalesce(nullif(words, ''), address)`.as('words')])
        .where('id', 'in', findingIds)
        .execute()
      return new Map(found.map(({ id, words }) => [id, words]))
    },

    async leaderAccounts(): Promise<Set<string>> {
      const found = await query
        .selectFrom('grants')
        .select('account_id')
        .where('district_id', '=', districtId)
        .where('role', '=', 'leader')
        .execute()
      return new Set(found.map(({ account_id }) => account_id))
    },

    async sites(): Promise<Map<string, { readonly id: string; readonly name: string }>> {
      const found = await query
        .selectFrom('sites')
        .where('district_id', '=', districtId)
        .select(['id', 'name'])
        .execute()
      return new Map(found.map((site) => [site.id, site]))
    },
  }
}
