import type { FindingFilters } from '@chuangyuan/contract/finding'
import type { Instant } from '@chuangyuan/domain/day'
import type { Finding } from '@chuangyuan/domain/finding/finding'
import { sql, type Kysely, type SqlBool } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { matching, seenBy, type Sight } from './filter-store.ts'
import { findingOfRecord } from './record.ts'

/** Few enough that reading and writing a page keeps nobody waiting. */
const rowsPerPage = 1_000

/** One finding with the names that its line shows. */
export interface LedgerRow {
  readonly finding: Finding
  readonly due_at: Date | null
  readonly street_name: string
  readonly site_code: string | null
  readonly site_name: string | null
  readonly reporter_name: string | null
}

/** The whole ledger of a district, the newest first. */
export function ledgerStore(query: Kysely<Tables>, districtId: string) {
  return {
    async count(filters: FindingFilters, sight: Sight, now: Instant): Promise<number> {
      const { count } = await query
        .selectFrom('findings')
        .where('findings.district_id', '=', districtId)
        .where(matching(filters, now))
        .where(seenBy(sight))
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return count
    },

    /** Each page begins where the one before it ended, so that the last costs no more than the first. */
    async *pages(filters: FindingFilters, sight: Sight, now: Instant): AsyncGenerator<LedgerRow[]> {
      const rows = query
        .selectFrom('findings')
        .innerJoin('finding_records', (join) =>
          join
            .onRef('finding_records.district_id', '=', 'findings.district_id')
            .onRef('finding_records.id', '=', 'findings.id'),
        )
        .innerJoin('streets', (join) =>
          join
            .onRef('streets.district_id', '=', 'findings.district_id')
            .onRef('streets.id', '=', 'findings.street_id'),
        )
        .leftJoin('sites', (join) =>
          join
            .onRef('sites.district_id', '=', 'findings.district_id')
            .onRef('sites.id', '=', 'findings.site_id'),
        )
        .leftJoin('accounts', (join) =>
          join
            .onRef('accounts.district_id', '=', 'findings.district_id')
            .onRef('accounts.id', '=', 'findings.reported_by'),
        )
        .where('findings.district_id', '=', districtId)
        .where(matching(filters, now))
        .where(seenBy(sight))
        .select([
          'findings.id',
          'findings.found_at',
          'findings.due_at',
          'finding_records.record',
          'streets.name as street_name',
          'sites.code as site_code',
          'sites.name as site_name',
          'accounts.name as reporter_name',
        ])
        .orderBy('findings.found_at', 'desc')
        .orderBy('findings.id', 'desc')
        .limit(rowsPerPage)
      let page = await rows.execute()
      for (;;) {
        const last = page.length < rowsPerPage ? undefined : page.at(-1)
        // The database reads the next page while this one is written.
        const next = last && rows.where(after(last)).execute()
        // A writer that stops halfway never asks how it went.
        next?.catch(() => undefined)
        yield page.map((row) => ({ ...row, finding: findingOfRecord(row.record) }))
        if (next === undefined) return
        page = await next
      }
    },

    async postHolders(): Promise<Map<string, string>> {
      const rows = await query
        .selectFrom('posts')
        .innerJoin('people', (join) =>
          join
            .onRef('people.district_id', '=', 'posts.district_id')
            .onRef('people.id', '=', 'posts.person_id'),
        )
        .where('posts.district_id', '=', districtId)
        .select(['posts.id', 'people.name'])
        .execute()
      return new Map(rows.map(({ id, name }) => [id, name]))
    },
  }
}

function after({ found_at, id }: { readonly found_at: Date; readonly id: string }) {
  return sql<SqlBool>`(findings.found_at, findings.id) < (${found_at}, ${id}::uuid)`
}
