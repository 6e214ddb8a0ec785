import type { Fingerprint } from '@chuangyuan/domain/photo/fingerprint'
import { mostBitsWorthALook } from '@chuangyuan/domain/photo/likeness'
import type { DeclaredPhoto, PhotoFault, PhotoState, PhotoType } from '@chuangyuan/domain/photo/photo'
import { sql, type Kysely, type Selectable } from 'kysely'
import type { PhotoTable, Tables } from '../../db/tables.ts'
import type { ExifHint } from '@chuangyuan/domain/photo/exif'

/** A photo as its row has it. */
export interface StoredPhoto extends DeclaredPhoto {
  readonly declaredBy: string | null
  readonly declaredAt: number
  readonly state: PhotoState
  readonly fault: PhotoFault | null
  readonly mediaType: PhotoType | null
  readonly width: number | null
  readonly height: number | null
  readonly exif: ExifHint
  readonly fingerprint: Fingerprint | null
  readonly sharedBlob: string | null
  readonly thumbnailBlob: string | null
  readonly receivedAt: number | null
}

/** What reading the original has shown. */
export interface PhotoReading {
  readonly mediaType: PhotoType
  readonly width: number
  readonly height: number
  readonly exif: ExifHint
  readonly fingerprint: Fingerprint
  readonly sharedBlob: string
  readonly thumbnailBlob: string
}

export function photoStore(query: Kysely<Tables>, districtId: string) {
  const photos = query.selectFrom('photos').selectAll().where('district_id', '=', districtId)
  const chunks = query.selectFrom('photo_chunks').where('district_id', '=', districtId)

  return {
    /** False where the id is taken. */
    async add(photo: DeclaredPhoto, declaredBy: string, declaredAt: number): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await query
        .insertInto('photos')
        .values({
          district_id: districtId,
          id: photo.id,
          sha256: photo.sha256,
          bytes: photo.bytes,
          taken_at: new Date(photo.takenAt),
          source: photo.source,
          lon: photo.position?.lon ?? null,
          lat: photo.position?.lat ?? null,
          accuracy: photo.position?.accuracy ?? null,
          position_system: photo.position?.system ?? null,
          declared_by: declaredBy,
          declared_at: new Date(declaredAt),
          state: 'uploading',
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow()
      return numInsertedOrUpdatedRows === 1n
    },

    async photo(photoId: string): Promise<StoredPhoto | undefined> {
      const row = await photos.where('id', '=', photoId).executeTakeFirst()
      return row === undefined ? undefined : photoOf(row)
    },

    /** Until the end of the transaction nobody else adds to it or completes it. */
    async locked(photoId: string): Promise<StoredPhoto | undefined> {
      const row = await photos.where('id', '=', photoId).forUpdate().executeTakeFirst()
      return row === undefined ? undefined : photoOf(row)
    },

    async photos(photoIds: readonly string[]): Promise<StoredPhoto[]> {
      if (photoIds.length === 0) return []
      return (await photos.where('id', 'in', photoIds).execute()).map(photoOf)
    },

    /** Complete photos of the district that look like this one, the most alike first. */
    async alike(
      { id, fingerprint }: { readonly id: string; readonly fingerprint: Fingerprint },
      limit: number,
    ): Promise<StoredPhoto[]> {
      const bits = sql<number>`bit_count(fingerprint # ${bitsOf(fingerprint)}::bit(64))`
      const rows = await photos
        .where('state', '=', 'complete')
        .where('id', '<>', id)
        .where(bits, '<=', mostBitsWorthALook)
        .orderBy(bits)
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(photoOf)
    },

    /** How many bytes of an unfinished photo are here. */
    async receivedBytes(photoId: string): Promise<number> {
      const { bytes } = await chunks
        .select(sql<number>`coalesce(sum(octet_length(content)), 0)::integer`.as('bytes'))
        .where('photo_id', '=', photoId)
        .executeTakeFirstOrThrow()
      return bytes
    },

    async addChunk(photoId: string, start: number, content: Buffer, arrivedAt: number): Promise<void> {
      await query
        .insertInto('photo_chunks')
        .values({
          district_id: districtId,
          photo_id: photoId,
          start,
          content,
          arrived_at: new Date(arrivedAt),
        })
        .execute()
    },

    async content(photoId: string): Promise<Buffer> {
      const rows = await chunks.select('content').where('photo_id', '=', photoId).orderBy('start').execute()
      return Buffer.concat(rows.map(({ content }) => content))
    },

    async dropChunks(photoId: string): Promise<void> {
      await query
        .deleteFrom('photo_chunks')
        .where('district_id', '=', districtId)
        .where('photo_id', '=', photoId)
        .execute()
    },

    /** Unfinished photos of which nothing has come since. */
    async unfinishedSince(instant: number): Promise<string[]> {
      const rows = await chunks
        .select('photo_id')
        .groupBy('photo_id')
        .having((each) => each.fn.max('arrived_at'), '<', new Date(instant))
        .execute()
      return rows.map(({ photo_id }) => photo_id)
    },

    async complete(photoId: string, reading: PhotoReading, receivedAt: number): Promise<void> {
      await query
        .updateTable('photos')
        .set({
          state: 'complete',
          media_type: reading.mediaType,
          width: reading.width,
          height: reading.height,
          exif_taken_at: reading.exif.takenAt,
          exif_lon: reading.exif.lon,
          exif_lat: reading.exif.lat,
          fingerprint: bitsOf(reading.fingerprint),
          shared_blob: reading.sharedBlob,
          thumbnail_blob: reading.thumbnailBlob,
          received_at: new Date(receivedAt),
        })
        .where('district_id', '=', districtId)
        .where('id', '=', photoId)
        .execute()
    },

    async refuse(photoId: string, fault: PhotoFault, receivedAt: number): Promise<void> {
      await query
        .updateTable('photos')
        .set({ state: 'refused', fault, received_at: new Date(receivedAt) })
        .where('district_id', '=', districtId)
        .where('id', '=', photoId)
        .execute()
    },
  }
}

function photoOf(row: Selectable<PhotoTable>): StoredPhoto {
  return {
    id: row.id,
    sha256: row.sha256,
    bytes: row.bytes,
    takenAt: row.taken_at.getTime(),
    source: row.source,
    position:
      row.lon === null || row.lat === null || row.position_system === null
        ? null
        : { lon: row.lon, lat: row.lat, accuracy: row.accuracy, system: row.position_system },
    declaredBy: row.declared_by,
    declaredAt: row.declared_at.getTime(),
    state: row.state,
    fault: row.fault,
    mediaType: row.media_type,
    width: row.width,
    height: row.height,
    exif: { takenAt: row.exif_taken_at, lon: row.exif_lon, lat: row.exif_lat },
    fingerprint: row.fingerprint === null ? null : hexOf(row.fingerprint),
    sharedBlob: row.shared_blob,
    thumbnailBlob: row.thumbnail_blob,
    receivedAt: row.received_at?.getTime() ?? null,
  }
}

/** PostgreSQL writes a bit string as digits of 0 and 1. */
function bitsOf(fingerprint: Fingerprint): string {
  return BigInt(`0x${fingerprint}`).toString(2).padStart(64, '0')
}

function hexOf(bits: string): Fingerprint {
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0') as Fingerprint
}
