import type { PaperFlow, PaperKind, PaperStage } from '@chuangyuan/domain/paper/paper'
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
import type { PaperTable, Tables } from '../../db/tables.ts'
import { kindTexts } from './texts.ts'

/** All papers, or those that were issued to somebody's units. */
export type PaperSight = 'all' | { readonly unitIds: readonly string[] }

interface Filters {
  readonly kind?: PaperKind | undefined
  readonly stage?: PaperStage | undefined
  readonly batch?: number | undefined
  readonly search?: string | undefined
}

export type PaperRow = Awaited<ReturnType<ReturnType<typeof paperStore>['some']>>[number]

/** Batches are numbered like papers, under a mark that no series can have. */
const batchMark = ''

export function paperStore(query: Kysely<Tables>, districtId: string) {
  const papers = () =>
    query
      .selectFrom('papers')
      .innerJoin('accounts', (join) =>
        join
          .onRef('accounts.district_id', '=', 'papers.district_id')
          .onRef('accounts.id', '=', 'papers.drafted_by'),
      )
      .where('papers.district_id', '=', districtId)
  const taken = async (mark: string, year: number, count: number): Promise<number> => {
    const { last } = await query
      .insertInto('paper_numbers')
      .values({ district_id: districtId, mark, year, last: count })
      .onConflict((conflict) =>
        conflict
          .columns(['district_id', 'mark', 'year'])
          .doUpdateSet({ last: sql`paper_numbers.last + ${count}` }),
      )
      .returning('last')
      .executeTakeFirstOrThrow()
    return last - count + 1
  }
  return {
    async page(filters: Filters, sight: PaperSight, { offset, limit }: { offset: number; limit: number }) {
      const wanted = papers().where(matching(filters)).where(seenBy(sight))
      const [rows, { total }] = await Promise.all([
        wanted
          .selectAll('papers')
          .select('accounts.name as drafter')
          .orderBy('papers.drafted_at', 'desc')
          .orderBy('papers.id', 'desc')
          .offset(offset)
          .limit(limit)
          .execute(),
        wanted.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
      ])
      return { rows, total }
    },

    /** In the order asked for. */
    async some(ids: readonly string[], sight: PaperSight, lock = false) {
      const rows = await papers()
        .where('papers.id', 'in', ids)
        .where(seenBy(sight))
        .selectAll('papers')
        .select('accounts.name as drafter')
        .orderBy('papers.id')
        .$if(lock, (locking) => locking.forUpdate('papers'))
        .execute()
      const byId = new Map(rows.map((row) => [row.id, row]))
      return ids.flatMap((id) => byId.get(id) ?? [])
    },

    ofBatch(batch: number, sight: PaperSight) {
      return papers()
        .where('papers.batch', '=', batch)
        .where('papers.stage', '<>', 'withdrawn')
        .where(seenBy(sight))
        .selectAll('papers')
        .select('accounts.name as drafter')
        .orderBy('papers.number')
        .orderBy('papers.id')
        .execute()
    },

    /** The oldest first: what waits longest. */
    inStages(
      stages: readonly PaperStage[],
      drafter: { readonly of: string } | { readonly except: string },
      limit: number,
    ) {
      return papers()
        .where('papers.stage', 'in', stages)
        .where((where) =>
          'of' in drafter
            ? where('papers.drafted_by', '=', drafter.of)
            : where('papers.drafted_by', '<>', drafter.except),
        )
        .select(['papers.id', 'papers.title', 'papers.addressed', 'papers.stage'])
        .orderBy('papers.drafted_at')
        .orderBy('papers.id')
        .limit(limit)
        .execute()
    },

    async add(rows: readonly Omit<Insertable<PaperTable>, 'district_id'>[]): Promise<void> {
      await insertRows(
        query,
        'papers',
        rows.map((row) => ({ district_id: districtId, ...row })),
      )
    },

    async change(id: string, to: Updateable<PaperTable>): Promise<void> {
      await query
        .updateTable('papers')
        .set(to)
        .where('district_id', '=', districtId)
        .where('id', '=', id)
        .execute()
    },

    /** The first of `count` numbers. Rolled back with the transaction, so that none is lost. */
    takeNumbers: taken,
    takeBatch: () => taken(batchMark, 0, 1),

    /** Times that each unit stood on the black lists, counted back from the newest until one without it. */
    async blackRuns(): Promise<Map<string, number>> {
      const rows = await query
        .selectFrom('papers')
        .where('district_id', '=', districtId)
        .where('kind', '=', 'red-black-list')
        .where('stage', '=', 'issued')
        .select('filling')
        .orderBy('issued_at', 'desc')
        .limit(52)
        .execute()
      return runsOf(rows.map(({ filling }) => namesIn(filling['黑榜'])))
    },
  }
}

type Where = ExpressionBuilder<Tables, 'papers'>

function seenBy(sight: PaperSight) {
  return (where: Where) => {
    if (sight === 'all') return sql<SqlBool>`true`
    if (sight.unitIds.length === 0) return sql<SqlBool>`false`
    return where.and([where('papers.stage', '=', 'issued'), where('papers.unit_id', 'in', sight.unitIds)])
  }
}

function matching({ kind, stage, batch, search }: Filters) {
  return (where: Where) =>
    where.and([
      ...(kind === undefined ? [] : [where('papers.kind', '=', kind)]),
      ...(stage === undefined ? [] : [where('papers.stage', '=', stage)]),
      ...(batch === undefined ? [] : [where('papers.batch', '=', batch)]),
      ...(search === undefined || search === ''
        ? []
        : [
            sql<SqlBool>`concat_ws(' ', papers.number_text, papers.title, papers.addressed) ilike ${containing(search)}`,
          ]),
    ])
}

function namesIn(rows: PaperTable['filling']['__select__'][string] | undefined): ReadonlySet<string> {
  if (typeof rows !== 'object') return new Set()
  return new Set(rows.flatMap((row) => (typeof row['名称'] === 'string' ? [row['名称']] : [])))
}

function runsOf(newestFirst: readonly ReadonlySet<string>[]): Map<string, number> {
  const runs = new Map<string, number>()
  for (const name of newestFirst[0] ?? []) {
    const end = newestFirst.findIndex((names) => !names.has(name))
    runs.set(name, end === -1 ? newestFirst.length : end)
  }
  return runs
}

/** A notice by its unit, for all of a batch have one title. */
export function nameOf({ kind, title, unit_id: unitId, addressed }: PaperRow): string {
  return unitId === null ? title : `${kindTexts[kind]} ${addressed}`
}

export function flowOf({ stage, steps }: Pick<PaperRow, 'stage' | 'steps'>): PaperFlow {
  return { stage, steps }
}
