import type { Instant } from '@chuangyuan/domain/day'
import type { ProgressEntry } from '@chuangyuan/domain/target/report-progress'
import { sql, type Insertable, type Kysely, type Selectable, type Updateable } from 'kysely'
import { insertRows } from '../../db/insert-rows.ts'
import type { Tables, TargetKindTable, TargetPartTable, TargetTable } from '../../db/tables.ts'

export type TargetRow = Selectable<TargetTable>
export type PartRow = Awaited<ReturnType<ReturnType<typeof targetStore>['parts']>>[number]
export type NewTarget = Omit<Insertable<TargetTable>, 'district_id'>
export type NewPart = Omit<Insertable<TargetPartTable>, 'district_id'>

export interface NewProgress extends ProgressEntry {
  readonly id: string
  readonly partId: string
  readonly by: string
  readonly at: Instant
}

export function targetStore(query: Kysely<Tables>, districtId: string) {
  return {
    async kinds() {
      return query
        .selectFrom('target_kinds')
        .select(['id', 'name', 'unit', 'garden'])
        .where('district_id', '=', districtId)
        .orderBy('id')
        .execute()
    },

    async addKind(kind: Omit<Insertable<TargetKindTable>, 'district_id'>): Promise<void> {
      await query
        .insertInto('target_kinds')
        .values({ district_id: districtId, ...kind })
        .execute()
    },

    async targets(targetId?: string) {
      return query
        .selectFrom('targets')
        .selectAll()
        .where('district_id', '=', districtId)
        .$if(targetId !== undefined, (one) => one.where('id', '=', targetId ?? ''))
        .orderBy('code')
        .execute()
    },

    /** Nobody else changes it, its parts or their sums until the end of the transaction. */
    async lock(targetId: string): Promise<TargetRow | undefined> {
      return query
        .selectFrom('targets')
        .selectAll()
        .where('district_id', '=', districtId)
        .where('id', '=', targetId)
        .forUpdate()
        .executeTakeFirst()
    },

    async add(targets: readonly NewTarget[]): Promise<void> {
      const rows = targets.map((target) => ({ district_id: districtId, ...target }))
      await insertRows(query, 'targets', rows)
    },

    async change(targetId: string, columns: Updateable<TargetTable>): Promise<void> {
      await query
        .updateTable('targets')
        .set(columns)
        .where('district_id', '=', districtId)
        .where('id', '=', targetId)
        .execute()
    },

    /** With the sum of what was built and the amount on the latest image. */
    async parts(of: { readonly targetId?: string; readonly partId?: string } = {}) {
      return query
        .selectFrom('target_parts as part')
        .innerJoinLateral(
          (from) =>
            from
              .selectFrom('target_progress')
              .whereRef('target_progress.district_id', '=', 'part.district_id')
              .whereRef('target_progress.part_id', '=', 'part.id')
              .select([
                sql<number>`coalesce(sum(amount) filter (where figure = 'built'), 0)::bigint`.as('built'),
                sql<number>`count(*)::int`.as('entries'),
                sql<string | null>`max(on_day) filter (where figure = 'visible')`.as('seen_on'),
                sql<number | null>`(array_agg(amount order by on_day desc, reported_at desc, id desc)
                  filter (where figure = 'visible'))[1]`.as('seen'),
              ])
              .as('progress'),
          (join) => join.onTrue(),
        )
        .leftJoin('streets', (join) =>
          join
            .onRef('streets.district_id', '=', 'part.district_id')
            .onRef('streets.id', '=', 'part.street_id'),
        )
        .leftJoin('units', (join) =>
          join.onRef('units.district_id', '=', 'part.district_id').onRef('units.id', '=', 'part.unit_id'),
        )
        .where('part.district_id', '=', districtId)
        .$if(of.targetId !== undefined, (some) => some.where('part.target_id', '=', of.targetId ?? ''))
        .$if(of.partId !== undefined, (some) => some.where('part.id', '=', of.partId ?? ''))
        .selectAll('part')
        .select(['built', 'entries', 'seen', 'seen_on'])
        .select(['streets.name as street_name', 'units.name as unit_name'])
        .orderBy('part.kind', 'desc')
        .orderBy('streets.sort_order')
        .orderBy('streets.code')
        .orderBy('part.name')
        .execute()
    },

    async addParts(parts: readonly NewPart[]): Promise<void> {
      const rows = parts.map((part) => ({ district_id: districtId, ...part }))
      await insertRows(query, 'target_parts', rows)
    },

    async changePart(partId: string, columns: Updateable<TargetPartTable>): Promise<void> {
      await query
        .updateTable('target_parts')
        .set(columns)
        .where('district_id', '=', districtId)
        .where('id', '=', partId)
        .execute()
    },

    async removePart(partId: string): Promise<void> {
      await query
        .deleteFrom('target_parts')
        .where('district_id', '=', districtId)
        .where('id', '=', partId)
        .execute()
    },

    async addProgress(entries: readonly NewProgress[]): Promise<void> {
      const rows = entries.map(({ partId, on, photos, by, at, ...entry }) => ({
        ...{ district_id: districtId, part_id: partId, on_day: on, photo_ids: photos },
        ...{ reported_by: by, reported_at: new Date(at) },
        ...entry,
      }))
      await insertRows(query, 'target_progress', rows)
    },
  }
}
