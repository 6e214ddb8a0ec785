import type { FindingFilters } from '@chuangyuan/contract/finding'
import type { Instant } from '@chuangyuan/domain/day'
import { sql, type Kysely, type Selectable, type SqlBool } from 'kysely'
import type { FindingTable, Tables } from '../../db/tables.ts'
import { matching, seenBy, type Sight } from './filter-store.ts'

/** Few enough that reading and writing a page keeps nobody waiting. */
const rowsPerPage = 1_000

const columns = [
  'number',
  'stage',
  'holder',
  'kind',
  'stream',
  'severity',
  'address',
  'words',
  'found_at',
  'dispatched_at',
  'due_at',
  'closed_at',
  'site_id',
  'street_id',
  'reported_by',
  'unit_id',
  'assisting_ids',
  'rework',
  'extended',
] as const

/** One finding, what its line shows of it. */
export interface LedgerRow extends Pick<Selectable<FindingTable>, (typeof columns)[number]> {
  /** For whom the first reporter wrote. */
  readonly on_behalf_of: string | null
  readonly responsible: string | null
  readonly post_id: string | null
  readonly photos: number
}

/** Unpacked once: to read a whole record, or to open it for every single fact, takes several times as long. */
const said = sql<{ reporters: unknown; plan: unknown; duty: unknown; photos: unknown }>`
  jsonb_to_record(finding_records.record)
`.as<'said'>(sql`said (reporters jsonb, plan jsonb, duty jsonb, photos jsonb)`)

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
        .crossJoinLateral(said)
        .where('findings.district_id', '=', districtId)
        .where(matching(filters, now))
        .where(seenBy(sight))
        .select(['findings.id', ...columns.map((column) => `findings.${column}` as const)])
        .select([
          sql<string | null>`said.reporters #>> '{0,by,onBehalfOf}'`.as('on_behalf_of'),
          sql<string | null>`said.plan ->> 'responsible'`.as('responsible'),
          sql<string | null>`said.duty ->> 'postId'`.as('post_id'),
          sql<number>`jsonb_array_length(said.photos)`.as('photos'),
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
        yield page
        if (next === undefined) return
        page = await next
      }
    },

    /** What the ids of a line are called: looked up once, since a join costs every row and every page's plan. */
    async names() {
      const [sites, accounts, holders] = await Promise.all([
        query
          .selectFrom('sites')
          .where('district_id', '=', districtId)
          .select(['id', 'code', 'name'])
          .execute(),
        query.selectFrom('accounts').where('district_id', '=', districtId).select(['id', 'name']).execute(),
        query
          .selectFrom('posts')
          .innerJoin('people', (join) =>
            join
              .onRef('people.district_id', '=', 'posts.district_id')
              .onRef('people.id', '=', 'posts.person_id'),
          )
          .where('posts.district_id', '=', districtId)
          .select(['posts.id', 'people.name'])
          .execute(),
      ])
      return {
        sites: new Map(sites.map((site) => [site.id, site])),
        accounts: namesById(accounts),
        /** Who holds a post today. */
        holders: namesById(holders),
      }
    },
  }
}

/** Names by id. */
export function namesById(
  rows: readonly { readonly id: string; readonly name: string }[],
): ReadonlyMap<string, string> {
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function after({ found_at, id }: { readonly found_at: Date; readonly id: string }) {
  return sql<SqlBool>`(findings.found_at, findings.id) < (${found_at}, ${id}::uuid)`
}
