import type { Day } from '@chuangyuan/domain/day'
import type { MatterKind, MatterStage } from '@chuangyuan/domain/matter/matter'
import {
  sql,
  type ExpressionBuilder,
  type Insertable,
  type Kysely,
  type SqlBool,
  type Updateable,
} from 'kysely'
import { insertRows } from '../../db/insert-rows.ts'
import { containing } from '../../db/like.ts'
import type { MatterTable, MeetingTable, Tables } from '../../db/tables.ts'

/** All matters, or those that some units owe or help with. */
export type MatterSight = 'all' | { readonly unitIds: readonly string[] }

interface Filters {
  readonly search?: string | undefined
  readonly kind?: MatterKind | undefined
  readonly stage?: MatterStage | undefined
  readonly unit?: string | undefined
  readonly meeting?: string | undefined
  readonly finding?: string | undefined
  readonly open?: boolean | undefined
  readonly late?: boolean | undefined
  readonly givenBy?: string | undefined
}

export type MatterRow = Awaited<ReturnType<ReturnType<typeof matterStore>['page']>>['rows'][number]

export function matterStore(query: Kysely<Tables>, districtId: string) {
  const matters = () =>
    query
      .selectFrom('matters')
      .innerJoin('units', (join) =>
        join.onRef('units.district_id', '=', 'matters.district_id').onRef('units.id', '=', 'matters.unit_id'),
      )
      .innerJoin('accounts', (join) =>
        join
          .onRef('accounts.district_id', '=', 'matters.district_id')
          .onRef('accounts.id', '=', 'matters.given_by'),
      )
      .leftJoin('meetings', (join) =>
        join
          .onRef('meetings.district_id', '=', 'matters.district_id')
          .onRef('meetings.id', '=', 'matters.meeting_id'),
      )
      .where('matters.district_id', '=', districtId)
  const listed = () =>
    matters()
      .selectAll('matters')
      .select(['units.name as unit_name', 'accounts.name as giver', 'meetings.title as meeting_title'])
  return {
    /** What is owed comes first, by its day. */
    async page(
      filters: Filters,
      sight: MatterSight,
      { today, offset, limit }: { readonly today: Day; readonly offset: number; readonly limit: number },
    ) {
      const [rows, { total }] = await Promise.all([
        listed()
          .where(matching(filters, today))
          .where(seenBy(sight))
          .orderBy(sql`matters.stage in ('done', 'dropped')`)
          .orderBy('matters.due_on')
          .orderBy('matters.id')
          .offset(offset)
          .limit(limit)
          .execute(),
        matters()
          .where(matching(filters, today))
          .where(seenBy(sight))
          .select((select) => select.fn.countAll<number>().as('total'))
          .executeTakeFirstOrThrow(),
      ])
      return { rows, total }
    },

    async titles(ids: readonly string[], sight: MatterSight) {
      return matters()
        .where('matters.id', 'in', ids)
        .where(seenBy(sight))
        .select(['matters.id', 'matters.title'])
        .execute()
    },

    one(id: string, sight: MatterSight) {
      return listed().where('matters.id', '=', id).where(seenBy(sight)).executeTakeFirst()
    },

    /** For a change: nobody else moves it meanwhile. */
    locked(id: string, sight: MatterSight) {
      return matters()
        .where('matters.id', '=', id)
        .where(seenBy(sight))
        .selectAll('matters')
        .forUpdate('matters')
        .executeTakeFirst()
    },

    async add(rows: readonly Omit<Insertable<MatterTable>, 'district_id'>[]): Promise<void> {
      await insertRows(
        query,
        'matters',
        rows.map((row) => ({ district_id: districtId, ...row })),
      )
    },

    async change(id: string, to: Updateable<MatterTable>): Promise<void> {
      await query
        .updateTable('matters')
        .set(to)
        .where('district_id', '=', districtId)
        .where('id', '=', id)
        .execute()
    },

    async addMeeting(row: Omit<Insertable<MeetingTable>, 'district_id'>): Promise<void> {
      await query
        .insertInto('meetings')
        .values({ district_id: districtId, ...row })
        .execute()
    },

    /** Counts what the reader may open. */
    async meetings(
      search: string | undefined,
      sight: MatterSight,
      { offset, limit }: { readonly offset: number; readonly limit: number },
    ) {
      const wanted = query
        .selectFrom('meetings')
        .where('meetings.district_id', '=', districtId)
        .$if(search !== undefined && search !== '', (found) =>
          found.where(
            sql<SqlBool>`concat_ws(' ', meetings.title, meetings.words) ilike ${containing(search ?? '')}`,
          ),
        )
      const decisions = (select: ExpressionBuilder<Tables, 'meetings'>, open: boolean) =>
        select
          .selectFrom('matters')
          .whereRef('matters.district_id', '=', 'meetings.district_id')
          .whereRef('matters.meeting_id', '=', 'meetings.id')
          .where(seenBy(sight))
          .$if(open, (found) => found.where('matters.stage', 'in', ['open', 'answered']))
          .select((count) => count.fn.countAll<number>().as('count'))
      const [rows, { total }] = await Promise.all([
        wanted
          .selectAll('meetings')
          .select((select) => [
            decisions(select, false).as('decisions'),
            decisions(select, true).as('open_decisions'),
          ])
          .orderBy('held_on', 'desc')
          .orderBy('id', 'desc')
          .offset(offset)
          .limit(limit)
          .execute(),
        wanted.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
      ])
      return { rows, total }
    },
  }
}

type Where = ExpressionBuilder<Tables, 'matters'>

function seenBy(sight: MatterSight) {
  return (where: Where) => {
    if (sight === 'all') return sql<SqlBool>`true`
    if (sight.unitIds.length === 0) return sql<SqlBool>`false`
    return where.or([
      where('matters.unit_id', 'in', sight.unitIds),
      sql<SqlBool>`matters.assisting_ids && ${[...sight.unitIds]}::uuid[]`,
    ])
  }
}

function matching(filters: Filters, today: Day) {
  return (where: Where) => {
    const { search, kind, stage, unit, meeting, finding, open, late, givenBy } = filters
    const isOpen = where('matters.stage', 'in', ['open', 'answered'])
    const isLate = where.and([where('matters.stage', '=', 'open'), where('matters.due_on', '<', today)])
    return where.and([
      ...(kind === undefined ? [] : [where('matters.kind', '=', kind)]),
      ...(stage === undefined ? [] : [where('matters.stage', '=', stage)]),
      ...(unit === undefined ? [] : [where('matters.unit_id', '=', unit)]),
      ...(meeting === undefined ? [] : [where('matters.meeting_id', '=', meeting)]),
      ...(finding === undefined ? [] : [where('matters.finding_id', '=', finding)]),
      ...(givenBy === undefined ? [] : [where('matters.given_by', '=', givenBy)]),
      ...(open === undefined ? [] : [open ? isOpen : where.not(isOpen)]),
      ...(late === undefined ? [] : [late ? isLate : where.not(isLate)]),
      ...(search === undefined || search === ''
        ? []
        : [sql<SqlBool>`concat_ws(' ', matters.title, matters.words) ilike ${containing(search)}`]),
    ])
  }
}
