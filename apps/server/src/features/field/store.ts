import type { FieldRecord, RecordOutcome } from '@chuangyuan/contract/field'
import type { RefusalCode } from '@chuangyuan/contract/refusal'
import { sql, type Kysely, type SqlBool } from 'kysely'
import { insertRows } from '../../db/insert-rows.ts'
import { sentAhead } from '../../db/send-ahead.ts'
import type { Tables } from '../../db/tables.ts'

/** How far a phone is; the next record continues from here. */
export interface Device {
  readonly id: string
  /** The account that first used it. */
  readonly accountId: string
  readonly records: number
  readonly refused: number
  readonly upTo: number
  readonly head: Buffer
}

export interface Refusal {
  readonly code: RefusalCode
  readonly details: Record<string, unknown>
}

/** What is known of a record that came before. */
export interface KnownRecord {
  readonly deviceId: string
  readonly seq: number
  readonly id: string
  readonly contentHash: Buffer
  readonly outcome: RecordOutcome
  readonly refusal: Refusal | null
}

/** A record as it is kept, beside what came of it. */
export interface KeptRecord extends KnownRecord {
  /** 1 for the record that took the number. */
  readonly turn: number
  readonly accountId: string
  readonly record: FieldRecord
  readonly photos: readonly string[]
  readonly clockOffMs: number
  readonly receivedAt: number
}

/** What phones sent, of one district. */
export function fieldStore(query: Kysely<Tables>, districtId: string) {
  const devices = () => query.selectFrom('field_devices').where('district_id', '=', districtId)

  async function locked(deviceId: string): Promise<Device | undefined> {
    const row = await devices().selectAll().where('id', '=', deviceId).forUpdate().executeTakeFirst()
    return row === undefined ? undefined : deviceOf(row)
  }

  return {
    async device(deviceId: string): Promise<Device | undefined> {
      const row = await devices().selectAll().where('id', '=', deviceId).executeTakeFirst()
      return row === undefined ? undefined : deviceOf(row)
    },

    /** One transaction at a time takes from a device; the first account to use it owns it. */
    async openDevice(fresh: Device): Promise<Device> {
      const known = await locked(fresh.id)
      if (known !== undefined) return known
      await query
        .insertInto('field_devices')
        .values({ district_id: districtId, id: fresh.id, account_id: fresh.accountId, ...columnsOf(fresh) })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return (await locked(fresh.id)) ?? fresh
    },

    async saveDevice(device: Device): Promise<void> {
      const saved = query
        .updateTable('field_devices')
        .set(columnsOf(device))
        .where('district_id', '=', districtId)
        .where('id', '=', device.id)
      await query.executeQuery(sentAhead(saved.compile()))
    },

    /** Everything that came under one of these ids from anywhere, or under one of these numbers from this device. */
    async known(
      deviceId: string,
      ids: readonly string[],
      seqs: readonly number[],
    ): Promise<readonly KnownRecord[]> {
      const rows = await query
        .selectFrom('field_records')
        .select(['device_id', 'seq', 'id', 'content_hash', 'outcome', 'refusal'])
        .where('district_id', '=', districtId)
        .where(
          sql<SqlBool>`(id = any(${ids}::uuid[]) or device_id = ${deviceId} and seq = any(${seqs}::integer[]))`,
        )
        .execute()
      return rows.map(({ device_id, content_hash, ...row }) => ({
        ...row,
        deviceId: device_id,
        contentHash: content_hash,
      }))
    },

    /** The records that took numbers after this one, in order. */
    async chainAfter(deviceId: string, seq: number): Promise<{ seq: number; id: string; hash: Buffer }[]> {
      return query
        .selectFrom('field_records')
        .select(['seq', 'id', 'content_hash as hash'])
        .where('district_id', '=', districtId)
        .where('device_id', '=', deviceId)
        .where('turn', '=', 1)
        .where('seq', '>', seq)
        .orderBy('seq')
        .execute()
    },

    /** How many of the photos that its records name are here whole. */
    async wholePhotos(deviceId: string): Promise<number> {
      const { photos } = await query
        .selectFrom('photos')
        .where('district_id', '=', districtId)
        .where('state', '=', 'complete')
        .where('id', 'in', (named) =>
          named
            .selectFrom('field_records')
            .where('district_id', '=', districtId)
            .where('device_id', '=', deviceId)
            .select(sql<string>`unnest(photos)`.as('photo')),
        )
        .select((select) => select.fn.countAll<number>().as('photos'))
        .executeTakeFirstOrThrow()
      return photos
    },

    async add(kept: readonly KeptRecord[]): Promise<void> {
      await insertRows(
        query,
        'field_records',
        kept.map((each) => ({
          district_id: districtId,
          device_id: each.deviceId,
          seq: each.seq,
          turn: each.turn,
          id: each.id,
          account_id: each.accountId,
          what: each.record.what,
          content_hash: each.contentHash,
          body: JSON.stringify(each.record),
          photos: [...each.photos],
          outcome: each.outcome,
          refusal: each.refusal === null ? null : JSON.stringify(each.refusal),
          made_at: new Date(each.record.madeAt),
          clock_off_ms: each.clockOffMs,
          received_at: new Date(each.receivedAt),
        })),
      )
    },
  }
}

function deviceOf(row: {
  id: string
  account_id: string
  records: number
  refused: number
  up_to: number
  head: Buffer
}): Device {
  const { id, account_id, records, refused, up_to, head } = row
  return { id, accountId: account_id, records, refused, upTo: up_to, head }
}

function columnsOf({ records, refused, upTo, head }: Device) {
  return { records, refused, up_to: upTo, head }
}
