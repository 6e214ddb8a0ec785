import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

/** A file that somebody uploaded to take layers from. */
export interface MapFile {
  readonly id: string
  readonly fileName: string
  readonly fileBlob: string
  readonly bytes: number
  readonly uploadedBy: string
  readonly uploadedAt: number
}

export function mapFileStore(query: Kysely<Tables>, districtId: string) {
  return {
    async add(file: MapFile): Promise<void> {
      await query
        .insertInto('map_files')
        .values({
          district_id: districtId,
          id: file.id,
          file_name: file.fileName,
          file_blob: file.fileBlob,
          bytes: file.bytes,
          uploaded_by: file.uploadedBy,
          uploaded_at: new Date(file.uploadedAt),
        })
        .execute()
    },

    async file(
      fileId: string,
    ): Promise<{ readonly fileName: string; readonly fileBlob: string } | undefined> {
      return query
        .selectFrom('map_files')
        .select(['file_name as fileName', 'file_blob as fileBlob'])
        .where('district_id', '=', districtId)
        .where('id', '=', fileId)
        .executeTakeFirst()
    },
  }
}
