import type { FindingFilters } from '@chuangyuan/contract/finding'
import type { Instant } from '@chuangyuan/domain/day'
import { expressionBuilder, sql, type Kysely } from 'kysely'
import { sentAhead } from '../../db/send-ahead.ts'
import type { FindingTable, Tables } from '../../db/tables.ts'
import type { ReadTx } from '../../db/transact.ts'
import { matching, type Sight } from './filter-store.ts'

/** What findings are counted by. */
type TallyKey = Readonly<Pick<FindingTable, 'street_id' | 'stream' | 'stage' | 'holder'>>

/** The filters that ask for nothing else. */
const talliedFilters: ReadonlySet<string> = new Set(['stage', 'open', 'holder', 'street', 'stream'])

/** Whether the tallies know how many match: for whoever sees every finding, by what these are counted by. */
export function isTallied(filters: FindingFilters, sight: Sight): boolean {
  return (
    sight === 'all' &&
    Object.entries(filters).every(
      ([name, value]) => value === undefined || value === '' || talliedFilters.has(name),
    )
  )
}

/** Takes findings out of the tallies they were in and into those they are in now. */
export async function moveTallies(
  { query, districtId }: ReadTx,
  moves: readonly { readonly from?: TallyKey; readonly to: TallyKey }[],
): Promise<void> {
  const changes = new Map<string, { readonly key: TallyKey; by: number }>()
  const change = (key: TallyKey, by: number) => {
    const name = [key.street_id, key.stream, key.stage, key.holder].join(' ')
    const known = changes.get(name)
    if (known === undefined) changes.set(name, { key, by })
    else known.by += by
  }
  for (const { from, to } of moves) {
    if (from !== undefined) change(from, -1)
    change(to, 1)
  }
  const rows = [...changes]
    .filter(([, { by }]) => by !== 0)
    // Always in one order, so that two that write the same tallies wait for each other and do not lock up.
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { key, by }]) => ({
      district_id: districtId,
      ...{ street_id: key.street_id, stream: key.stream, stage: key.stage, holder: key.holder },
      count: by,
    }))
  if (rows.length === 0) return
  const added = query
    .insertInto('finding_tallies')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['district_id', 'street_id', 'stream', 'stage', 'holder'])
        .doUpdateSet({ count: sql`finding_tallies.count + excluded.count` }),
    )
  await query.executeQuery(sentAhead(added.compile()))
}

/** How many findings of a district there are of each sort. */
export function tallyStore(query: Kysely<Tables>, districtId: string) {
  return {
    /** The total of filters that are tallied. Under the name of the findings, so that the same conditions hold. */
    total(filters: FindingFilters, now: Instant) {
      return query
        .selectFrom('finding_tallies as findings')
        .where('findings.district_id', '=', districtId)
        .where(matching(filters, now)(expressionBuilder<Tables, 'findings'>()))
        .select(sql<number>`coalesce(sum(findings.count), 0)`.as('total'))
    },

    /** All of them, each with how many of its findings are overdue. */
    async all(now: Instant) {
      const overdue = query
        .selectFrom('findings')
        .where('district_id', '=', districtId)
        .where('holder', '=', 'unit')
        .where('due_at', '<', new Date(now))
        .groupBy(['street_id', 'stream', 'stage'])
        .select((select) => ['street_id', 'stream', 'stage', select.fn.countAll<number>().as('overdue')])
        .as('late')
      return query
        .selectFrom('finding_tallies as tallies')
        .leftJoin(overdue, (join) =>
          join
            .onRef('late.street_id', '=', 'tallies.street_id')
            .onRef('late.stream', '=', 'tallies.stream')
            .onRef('late.stage', '=', 'tallies.stage')
            .on('tallies.holder', '=', 'unit'),
        )
        .where('tallies.district_id', '=', districtId)
        .where('tallies.count', '>', 0)
        .select((select) => [
          ...(['tallies.street_id', 'tallies.stream', 'tallies.stage', 'tallies.holder'] as const),
          'tallies.count',
          select.fn.coalesce('late.overdue', sql<number>`0`).as('overdue'),
        ])
        .execute()
    },
  }
}
