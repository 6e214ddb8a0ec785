import type { Day } from '@chuangyuan/domain/day'
import { isLayerKind, type LayerField, type LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

/** A map layer: what it shows, of which day, and where its bytes lie. */
export interface StoredLayer {
  readonly id: string
  readonly kind: LayerKind
  readonly name: string
  readonly asOf: Day
  readonly source: string
  readonly fileName: string
  /** Blob of the file as it was uploaded. */
  readonly fileBlob: string
  /** Blob of the layer in binary form, longitude and latitude. */
  readonly layerBlob: string
  /** How the file's coordinates were read, as it was chosen or stated. */
  readonly crs: Readonly<Record<string, unknown>>
  readonly encoding: Readonly<Record<string, unknown>>
  /** Which field of the file became which field of the kind. */
  readonly mapping: Readonly<Partial<Record<LayerField, string>>>
  readonly featureCount: number
  /** west, south, east, north */
  readonly bounds: readonly [number, number, number, number]
  readonly importedBy: string | null
  readonly importedAt: number
}

export interface NewLayer extends StoredLayer {
  readonly repairs: readonly Readonly<Record<string, unknown>>[]
  /** What reading the file did to it; left out for layers that came from no file. */
  readonly report?: Readonly<Record<string, unknown>>
}

/** A layer as lists show it. Its repairs, which may be thousands, are asked for on their own. */
export interface ListedLayer extends StoredLayer {
  readonly report: unknown
  readonly importer: string | null
  readonly removedAt: number | null
}

export function layerStore(query: Kysely<Tables>, districtId: string) {
  const rows = () =>
    query
      .selectFrom('layers')
      .leftJoin('accounts', (join) =>
        join
          .onRef('accounts.district_id', '=', 'layers.district_id')
          .onRef('accounts.id', '=', 'layers.imported_by'),
      )
      .where('layers.district_id', '=', districtId)
      .select([
        'layers.id',
        'layers.kind',
        'layers.name',
        'as_of',
        'source',
        'file_name',
        'file_blob',
        'layer_blob',
        'crs',
        'encoding',
        'mapping',
        'feature_count',
        'bounds',
        'imported_by',
        'imported_at',
        'removed_at',
        'report',
        'accounts.name as importer',
      ])
      .orderBy('kind')
      .orderBy('as_of', 'desc')
      .orderBy('imported_at', 'desc')

  type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

  function listed(row: Row): ListedLayer[] {
    if (!isLayerKind(row.kind)) return []
    return [
      {
        id: row.id,
        kind: row.kind,
        name: row.name,
        asOf: row.as_of as Day,
        source: row.source,
        fileName: row.file_name,
        fileBlob: row.file_blob,
        layerBlob: row.layer_blob,
        crs: row.crs as StoredLayer['crs'],
        encoding: row.encoding as StoredLayer['encoding'],
        mapping: row.mapping as StoredLayer['mapping'],
        featureCount: row.feature_count,
        bounds: row.bounds as StoredLayer['bounds'],
        importedBy: row.imported_by,
        importedAt: row.imported_at.getTime(),
        report: row.report,
        importer: row.importer,
        removedAt: row.removed_at?.getTime() ?? null,
      },
    ]
  }

  return {
    /** Layers that have not been removed, newest map first within a kind. */
    async layers(): Promise<ListedLayer[]> {
      return (await rows().where('removed_at', 'is', null).execute()).flatMap(listed)
    },

    /** Removed ones, too. */
    async everyLayer(): Promise<ListedLayer[]> {
      return (await rows().execute()).flatMap(listed)
    },

    async layer(layerId: string): Promise<ListedLayer | undefined> {
      return (await rows().where('layers.id', '=', layerId).execute()).flatMap(listed)[0]
    },

    async repairs(layerId: string): Promise<unknown> {
      const row = await query
        .selectFrom('layers')
        .select('repairs')
        .where('district_id', '=', districtId)
        .where('id', '=', layerId)
        .executeTakeFirst()
      return row?.repairs
    },

    async add(layer: NewLayer): Promise<void> {
      await query
        .insertInto('layers')
        .values({
          district_id: districtId,
          id: layer.id,
          kind: layer.kind,
          name: layer.name,
          as_of: layer.asOf,
          source: layer.source,
          file_name: layer.fileName,
          file_blob: layer.fileBlob,
          layer_blob: layer.layerBlob,
          crs: JSON.stringify(layer.crs),
          encoding: JSON.stringify(layer.encoding),
          mapping: JSON.stringify(layer.mapping),
          feature_count: layer.featureCount,
          bounds: JSON.stringify(layer.bounds),
          repairs: JSON.stringify(layer.repairs),
          report: layer.report === undefined ? null : JSON.stringify(layer.report),
          imported_by: layer.importedBy,
          imported_at: new Date(layer.importedAt),
          removed_at: null,
        })
        .execute()
    },

    /** Takes a layer out of use, or back into use; its bytes stay. */
    async setRemoved(layerId: string, removedAt: number | null): Promise<boolean> {
      const result = await query
        .updateTable('layers')
        .set({ removed_at: removedAt === null ? null : new Date(removedAt) })
        .where('district_id', '=', districtId)
        .where('id', '=', layerId)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    async addStreets(streets: readonly { id: string; code: string; name: string }[]): Promise<void> {
      const { last } = await query
        .selectFrom('streets')
        .select(({ fn }) => fn.max<number | null>('sort_order').as('last'))
        .where('district_id', '=', districtId)
        .executeTakeFirstOrThrow()
      await query
        .insertInto('streets')
        .values(
          streets.map(({ id, code, name }, at) => ({
            district_id: districtId,
            id,
            code,
            name,
            short_name: null,
            kind: null,
            sort_order: (last ?? 0) + at + 1,
            people: null,
            area: null,
            phone: null,
            remark: null,
          })),
        )
        .execute()
    },
  }
}
