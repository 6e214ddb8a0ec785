import type { Figure } from '@chuangyuan/contract/figure'
import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

export interface StoredFigure extends Figure {
  readonly inputId: string
}

export interface FigureColumns {
  readonly value: number
  readonly unit: string
  readonly as_of: string
  readonly source: string
  readonly remark: string | null
  readonly reported_by: string
  readonly reported_at: Date
}

export function figureStore(query: Kysely<Tables>, districtId: string) {
  const figures = query
    .selectFrom('figures')
    .leftJoin('streets', (join) =>
      join
        .onRef('streets.district_id', '=', 'figures.district_id')
        .onRef('streets.id', '=', 'figures.zone_id'),
    )
    .leftJoin('accounts', (join) =>
      join
        .onRef('accounts.district_id', '=', 'figures.district_id')
        .onRef('accounts.id', '=', 'figures.reported_by'),
    )
    .where('figures.district_id', '=', districtId)
    .select([
      'figures.id',
      'figures.input_id',
      'figures.zone_id',
      'streets.name as zone_name',
      'figures.value',
      'figures.unit',
      'figures.as_of',
      'figures.source',
      'figures.remark',
      'accounts.name as reporter',
      'figures.reported_at',
    ])
  return {
    /** The district's own first, then its streets in protocol order; newest first within each. */
    async figures(inputId?: string): Promise<StoredFigure[]> {
      const wanted = inputId === undefined ? figures : figures.where('figures.input_id', '=', inputId)
      const rows = await wanted
        .orderBy('streets.sort_order', (order) => order.asc().nullsFirst())
        .orderBy('figures.as_of', 'desc')
        .execute()
      return rows.map(figureOf)
    },

    async figure(figureId: string): Promise<StoredFigure | undefined> {
      const row = await figures.where('figures.id', '=', figureId).executeTakeFirst()
      return row === undefined ? undefined : figureOf(row)
    },

    async lock(figureId: string): Promise<void> {
      await query
        .selectFrom('figures')
        .select('id')
        .where('district_id', '=', districtId)
        .where('id', '=', figureId)
        .forUpdate()
        .execute()
    },

    /** Units that lead one of the items: a figure of those items is theirs to report. */
    async leadingUnits(packKey: string, itemIds: readonly string[]): Promise<string[]> {
      if (itemIds.length === 0) return []
      const rows = await query
        .selectFrom('duties')
        .select('unit_id')
        .where('district_id', '=', districtId)
        .where('pack_key', '=', packKey)
        .where('part', '=', 'lead')
        .where('item_id', 'in', itemIds)
        .execute()
      return rows.map(({ unit_id }) => unit_id)
    },

    async isStreet(zoneId: string): Promise<boolean> {
      const row = await query
        .selectFrom('streets')
        .select('id')
        .where('district_id', '=', districtId)
        .where('id', '=', zoneId)
        .executeTakeFirst()
      return row !== undefined
    },

    async add(id: string, inputId: string, zoneId: string | null, columns: FigureColumns): Promise<void> {
      await query
        .insertInto('figures')
        .values({
          district_id: districtId,
          id,
          input_id: inputId,
          zone_id: zoneId ?? districtId,
          ...columns,
        })
        .execute()
    },

    async change(figureId: string, columns: FigureColumns): Promise<void> {
      await query
        .updateTable('figures')
        .set(columns)
        .where('district_id', '=', districtId)
        .where('id', '=', figureId)
        .execute()
    },

    async remove(figureId: string): Promise<void> {
      await query
        .deleteFrom('figures')
        .where('district_id', '=', districtId)
        .where('id', '=', figureId)
        .execute()
    },
  }

  function figureOf(row: {
    id: string
    input_id: string
    zone_id: string
    zone_name: string | null
    value: number
    unit: string
    as_of: string
    source: string
    remark: string | null
    reporter: string | null
    reported_at: Date
  }): StoredFigure {
    return {
      id: row.id,
      inputId: row.input_id,
      zone: row.zone_id === districtId ? null : { id: row.zone_id, name: row.zone_name ?? '' },
      value: row.value,
      unit: row.unit,
      asOf: row.as_of,
      source: row.source,
      remark: row.remark,
      reportedBy: row.reporter,
      reportedAt: row.reported_at.getTime(),
    }
  }
}
