import type { listTargetProgress } from '@chuangyuan/contract/target'
import type { QueryOf } from '@chuangyuan/contract/operation'
import type { Kysely } from 'kysely'
import { containing } from '../../db/like.ts'
import type { Tables } from '../../db/tables.ts'

/** Entries of progress as they stand behind a number, the newest first. */
export function progressStore(query: Kysely<Tables>, districtId: string) {
  return {
    async page({ target, part, street, figure, search, offset, limit }: QueryOf<typeof listTargetProgress>) {
      const wanted = query
        .selectFrom('target_progress as entry')
        .innerJoin('target_parts as part', (join) =>
          join.onRef('part.district_id', '=', 'entry.district_id').onRef('part.id', '=', 'entry.part_id'),
        )
        .innerJoin('targets as target', (join) =>
          join.onRef('target.district_id', '=', 'part.district_id').onRef('target.id', '=', 'part.target_id'),
        )
        .leftJoin('streets', (join) =>
          join
            .onRef('streets.district_id', '=', 'part.district_id')
            .onRef('streets.id', '=', 'part.street_id'),
        )
        .innerJoin('accounts', (join) =>
          join
            .onRef('accounts.district_id', '=', 'entry.district_id')
            .onRef('accounts.id', '=', 'entry.reported_by'),
        )
        .where('entry.district_id', '=', districtId)
        .$if(target !== undefined, (some) => some.where('part.target_id', '=', target ?? ''))
        .$if(part !== undefined, (some) => some.where('part.id', '=', part ?? ''))
        .$if(street === 'none', (some) => some.where('part.street_id', 'is', null))
        .$if(street !== undefined && street !== 'none', (some) =>
          some.where('part.street_id', '=', street ?? ''),
        )
        .$if(figure !== undefined, (some) => some.where('entry.figure', '=', figure ?? 'built'))
        .$if(search !== undefined && search !== '', (some) =>
          some.where((where) =>
            where.or(
              (['entry.words', 'part.name', 'streets.name', 'target.name'] as const).map((column) =>
                where(column, 'ilike', containing(search ?? '')),
              ),
            ),
          ),
        )
      const [rows, { total }] = await Promise.all([
        wanted
          .selectAll('entry')
          .select(['part.target_id', 'part.name as part_name', 'part.street_id'])
          .select(['target.name as target_name', 'target.unit', 'streets.name as street_name'])
          .select('accounts.name as reporter')
          .orderBy('entry.on_day', 'desc')
          .orderBy('entry.reported_at', 'desc')
          .orderBy('entry.id', 'desc')
          .offset(offset)
          .limit(limit)
          .execute(),
        wanted.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
      ])
      return {
        total,
        rows: rows.map((row) => ({
          ...{ id: row.id, targetId: row.target_id, target: row.target_name, unit: row.unit },
          ...{ partId: row.part_id, part: row.part_name === '' ? (row.street_name ?? '') : row.part_name },
          street: row.street_id === null ? null : { id: row.street_id, name: row.street_name ?? '' },
          ...{ figure: row.figure, on: row.on_day, amount: row.amount, words: row.words },
          ...{ photos: [...row.photo_ids], by: row.reporter, at: row.reported_at.getTime() },
        })),
      }
    },
  }
}
