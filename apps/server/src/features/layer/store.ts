import type { Day } from '@chuangyuan/domain/day'
import { isLayerKind, type LayerField, type LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

/** A map layer in force: what it shows, of which day, and where its bytes lie. */
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
  /** The system the file's coordinates were in, as it was chosen or read. */
  readonly crs: Readonly<Record<string, unknown>>
  readonly encoding: Readonly<Record<string, unknown>>
  /** Which field of the file became which field of the kind. */
  readonly mapping: Readonly<Partial<Record<LayerField, string>>>
  readonly featureCount: number
  /** west, south, east, north */
  readonly bounds: readonly [number, number, number, number]
  readonly repairs: readonly Readonly<Record<string, unknown>>[]
  readonly importedBy: string | null
  readonly importedAt: number
}

export function layerStore(query: Kysely<Tables>, districtId: string) {
  return {
    /** Layers that have not been removed, newest map first within a kind. */
    async layers(): Promise<StoredLayer[]> {
      const rows = await query
        .selectFrom('layers')
        .selectAll()
        .where('district_id', '=', districtId)
        .where('removed_at', 'is', null)
        .orderBy('kind')
        .orderBy('as_of', 'desc')
        .orderBy('imported_at', 'desc')
        .execute()
      return rows.flatMap((row) => {
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
            repairs: row.repairs as StoredLayer['repairs'],
            importedBy: row.imported_by,
            importedAt: row.imported_at.getTime(),
          },
        ]
      })
    },

    async add(layer: StoredLayer): Promise<void> {
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
  }
}
