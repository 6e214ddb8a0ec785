import type { FindingFilters } from '@chuangyuan/contract/finding'
import type { Instant } from '@chuangyuan/domain/day'
import { endedStages, type Finding, type FindingStage } from '@chuangyuan/domain/finding/finding'
import { counters, type FindingCounts } from '@chuangyuan/domain/finding/indices'
import { sql, type Kysely, type SqlBool } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { countedAs, type Counting } from './counter-store.ts'
import { matching, seenBy, type Sight } from './filter-store.ts'
import { findingOfRecord } from './record.ts'
import { isTallied, tallyStore } from './tally-store.ts'

/** One line of the list, as the database has it. */
export type FindingRow = NonNullable<Awaited<ReturnType<ReturnType<typeof findingStore>['one']>>>

/** The findings of one district. */
export function findingStore(query: Kysely<Tables>, districtId: string) {
  const tallies = tallyStore(query, districtId)
  const findings = () => query.selectFrom('findings').where('findings.district_id', '=', districtId)
  const recorded = () =>
    findings().innerJoin('finding_records', (join) =>
      join
        .onRef('finding_records.district_id', '=', 'findings.district_id')
        .onRef('finding_records.id', '=', 'findings.id'),
    )
  const listed = () =>
    recorded()
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
      .leftJoin('units', (join) =>
        join
          .onRef('units.district_id', '=', 'findings.district_id')
          .onRef('units.id', '=', 'findings.unit_id'),
      )
      .select([
        'finding_records.record',
        'findings.due_at',
        'streets.name as street_name',
        'sites.name as site_name',
        'units.name as unit_name',
      ])

  return {
    /** For deciding on: nobody else decides on it until the end of the transaction. */
    async load(findingId: string): Promise<Finding | undefined> {
      // Both rows are locked: the record would else be read as it was before the wait for the lock.
      const row = await recorded()
        .select('finding_records.record')
        .where('findings.id', '=', findingId)
        .forUpdate()
        .executeTakeFirst()
      return row === undefined ? undefined : findingOfRecord(row.record)
    },

    async exists(findingId: string): Promise<boolean> {
      return (await findings().select('id').where('id', '=', findingId).executeTakeFirst()) !== undefined
    },

    /** The hashes of those reports that are known, by id. */
    async reportHashes(ids: readonly string[]): Promise<Map<string, Buffer>> {
      const rows = await findings()
        .select(['id', 'report_hash'])
        .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
        .execute()
      return new Map(rows.map(({ id, report_hash }) => [id, report_hash]))
    },

    /** The next numbers of the register. Its row stays locked to the end, so that a number given up is not skipped. */
    async takeNumbers(count: number): Promise<{ readonly first: number }> {
      const row = await query
        .insertInto('finding_registers')
        .values({ district_id: districtId, next_number: count + 1 })
        .onConflict((conflict) =>
          conflict
            .column('district_id')
            .doUpdateSet((row) => ({ next_number: row('finding_registers.next_number', '+', count) })),
        )
        .returning('next_number')
        .executeTakeFirstOrThrow()
      return { first: row.next_number - count }
    },

    async page(
      filters: FindingFilters,
      sight: Sight,
      { now, order, offset, limit }: { now: Instant; order: 'newest' | 'due'; offset: number; limit: number },
    ) {
      const wanted = () => findings().where(matching(filters, now)).where(seenBy(sight))
      // Which findings stand on the page is decided before anything is joined to them.
      const ids = (
        order === 'due'
          ? wanted().orderBy(sql`findings.due_at asc nulls last`)
          : wanted().orderBy('findings.found_at', 'desc')
      )
        .orderBy('findings.id', 'desc')
        .offset(offset)
        .limit(limit)
        .select('findings.id')
      const counted = isTallied(filters, sight)
        ? tallies.total(filters, now)
        : wanted().select((select) => select.fn.countAll<number>().as('total'))
      const page = listed()
        .where('findings.id', 'in', ids)
        .select(() => counted.as('total'))
      const rows = await (
        order === 'due'
          ? page.orderBy(sql`findings.due_at asc nulls last`)
          : page.orderBy('findings.found_at', 'desc')
      )
        .orderBy('findings.id', 'desc')
        .execute()
      return {
        rows: rows.map((row) => ({ ...row, finding: findingOfRecord(row.record) })),
        // Behind the last page no row carries the total.
        total: rows[0]?.total ?? (offset === 0 ? 0 : (await counted.executeTakeFirstOrThrow()).total),
      }
    },

    async one(findingId: string, sight: Sight) {
      const row = await listed().where('findings.id', '=', findingId).where(seenBy(sight)).executeTakeFirst()
      return row === undefined ? undefined : { ...row, finding: findingOfRecord(row.record) }
    },

    async some(findingIds: readonly string[], sight: Sight) {
      if (findingIds.length === 0) return []
      const rows = await listed().where('findings.id', 'in', findingIds).where(seenBy(sight)).execute()
      return rows.map((row) => ({ ...row, finding: findingOfRecord(row.record) }))
    },

    /** What waits for somebody: at one of the units, in a stage whose gate they may judge, or asking for a decision; due first. */
    async waitingFor(
      {
        unitIds,
        stages,
        asked = false,
      }: {
        readonly unitIds: readonly string[]
        readonly stages: readonly FindingStage[]
        readonly asked?: boolean
      },
      sight: Sight,
      limit: number,
    ) {
      const rows = await listed()
        .where(seenBy(sight))
        .where((where) =>
          where.or([
            ...(stages.length === 0 ? [] : [where('findings.stage', 'in', stages)]),
            ...(asked ? [where('findings.asked', 'is not', null)] : []),
            ...(unitIds.length === 0
              ? []
              : [
                  where.and([
                    where('findings.holder', '=', 'unit'),
                    where.or([
                      where('findings.unit_id', 'in', unitIds),
                      sql<SqlBool>`findings.assisting_ids && ${[...unitIds]}::uuid[]`,
                    ]),
                  ]),
                ]),
          ]),
        )
        .orderBy(sql`findings.due_at asc nulls last`)
        .orderBy('findings.id')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ ...row, finding: findingOfRecord(row.record) }))
    },

    /** What somebody reported that is not over yet; due first. */
    async reportedBy(accountId: string, limit: number) {
      const rows = await listed()
        .where('findings.reported_by', '=', accountId)
        .where('findings.stage', 'not in', endedStages)
        .orderBy(sql`findings.due_at asc nulls last`)
        .orderBy('findings.id')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ ...row, finding: findingOfRecord(row.record) }))
    },

    /** Open findings of a kind in a box or at a site, for what may be the same thing. */
    async nearby(kind: string, siteId: string | null, box: Box | null, sight: Sight) {
      const rows = await listed()
        .where(seenBy(sight))
        .where('findings.kind', '=', kind)
        .where('findings.stage', 'not in', endedStages)
        .where((where) =>
          where.or([
            ...(siteId === null ? [] : [where('findings.site_id', '=', siteId)]),
            ...(box === null
              ? []
              : [
                  where.and([
                    where.between('findings.lon', box.west, box.east),
                    where.between('findings.lat', box.south, box.north),
                  ]),
                ]),
          ]),
        )
        .limit(100)
        .execute()
      return rows.map((row) => ({ ...row, finding: findingOfRecord(row.record) }))
    },

    /** Open findings at any of these sites, for what a list of them may repeat. */
    async openAt(siteIds: readonly string[], sight: Sight): Promise<Finding[]> {
      const rows = await recorded()
        .where(seenBy(sight))
        .where(sql<SqlBool>`findings.site_id = any(${siteIds}::uuid[])`)
        .where('findings.stage', 'not in', endedStages)
        .select('finding_records.record')
        .execute()
      return rows.map(({ record }) => findingOfRecord(record))
    },

    /** How many there are of each, for the board. */
    async tally(sight: Sight, now: Instant) {
      if (sight === 'all') return tallies.all(now)
      return findings()
        .where(seenBy(sight))
        .select((select) => [
          'street_id',
          'stream',
          'stage',
          'holder',
          select.fn.countAll<number>().as('count'),
          sql<number>`count(*) filter (where holder = 'unit' and due_at < ${new Date(now)})`.as('overdue'),
        ])
        .groupBy(['street_id', 'stream', 'stage', 'holder'])
        .execute()
    },

    /** The journal line up to which everything read in this transaction is true. */
    async lastChange(): Promise<number> {
      const row = await query
        .selectFrom('journal_heads')
        .select('seq')
        .where('district_id', '=', districtId)
        .executeTakeFirst()
      return row?.seq ?? 0
    },

    /** Counters of the findings of a period, by unit, street or stream. */
    async counts(
      what: 'unit' | 'street' | 'stream' | 'whole',
      sight: Sight,
      counting: Counting,
    ): Promise<{ of: string | null; counts: FindingCounts }[]> {
      const of = {
        unit: sql<string | null>`unit_id::text`,
        street: sql<string | null>`street_id::text`,
        stream: sql<string | null>`stream`,
        whole: sql<string | null>`null`,
      }[what]
      const conditions = countedAs(counting)
      const rows = await findings()
        .where(seenBy(sight))
        .where((where) => where.or([conditions.reported, conditions.dispatched]))
        .select([
          of.as('of'),
          ...counters.map((each) => sql<number>`count(*) filter (where ${conditions[each]})`.as(each)),
        ])
        .groupBy(what === 'whole' ? sql`()` : of)
        .execute()
      return rows
        .filter((row) => what === 'whole' || row.of !== null)
        .map(({ of: key, ...counts }) => ({ of: key, counts }))
    },

    /** How many have no place on the map. */
    async unplaced(filters: FindingFilters, sight: Sight, now: Instant): Promise<number> {
      const { count } = await findings()
        .where(matching(filters, now))
        .where(seenBy(sight))
        .where('lon', 'is', null)
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return count
    },

    async drawn(box: Box, filters: FindingFilters, sight: Sight, now: Instant) {
      const rows = await findings()
        .where(matching(filters, now))
        .where(seenBy(sight))
        .where(inside(box))
        .select(['id', 'lon', 'lat', 'stage', 'stream', 'holder', 'due_at'])
        .execute()
      return rows.flatMap(({ id, lon, lat, stage, stream, holder, due_at }) =>
        lon === null || lat === null
          ? []
          : [
              {
                id,
                lon,
                lat,
                stage,
                stream,
                overdue: holder === 'unit' && due_at !== null && due_at.getTime() < now,
              },
            ],
      )
    },

    /** Counted in square cells of a grid that does not move with the box, each at the mean of its findings. */
    async cells(box: Box, degrees: number, filters: FindingFilters, sight: Sight, now: Instant) {
      return findings()
        .where(matching(filters, now))
        .where(seenBy(sight))
        .where(inside(box))
        .select([
          sql<number>`avg(lon)`.as('lon'),
          sql<number>`avg(lat)`.as('lat'),
          sql<number>`count(*)`.as('count'),
          sql<number>`count(*) filter (where stage not in (${sql.join(endedStages)}))`.as('open'),
          sql<number>`count(*) filter (where holder = 'unit' and due_at < ${new Date(now)})`.as('overdue'),
        ])
        .groupBy([sql`floor(lon / ${degrees}::float8)`, sql`floor(lat / ${degrees}::float8)`])
        .execute()
    },
  }
}

export interface Box {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

function inside({ west, south, east, north }: Box) {
  return sql<SqlBool>`lon between ${west} and ${east} and lat between ${south} and ${north}`
}
