import type { Day } from '@chuangyuan/domain/day'
import type { FrozenEntry, ReckonedBy } from '@chuangyuan/domain/ledger/ledger-moves'
import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

export interface Snapshot {
  readonly day: Day
  readonly by: ReckonedBy
  readonly entries: readonly FrozenEntry[]
}

/** The ledger as it stood when days ended. A snapshot is taken once and never changed. */
export function snapshotStore(query: Kysely<Tables>, districtId: string) {
  const snapshots = () => query.selectFrom('ledger_snapshots').where('district_id', '=', districtId)
  return {
    /** The newest first. */
    async days(limit: number): Promise<Day[]> {
      const rows = await snapshots().select('day').orderBy('day', 'desc').limit(limit).execute()
      return rows.map(({ day }) => day as Day)
    },

    async has(day: Day): Promise<boolean> {
      return (await snapshots().select('day').where('day', '=', day).executeTakeFirst()) !== undefined
    },

    /** The latest that is not later than the day. */
    async until(day: Day): Promise<Snapshot | undefined> {
      const row = await snapshots()
        .selectAll()
        .where('day', '<=', day)
        .orderBy('day', 'desc')
        .limit(1)
        .executeTakeFirst()
      return (
        row && {
          day: row.day as Day,
          by: { packKey: row.pack_key, packVersion: row.pack_version, rulesVersion: row.rules_version },
          entries: row.entries,
        }
      )
    },

    /** False where another process has taken it already. */
    async add({ day, by, entries }: Snapshot, at: number): Promise<boolean> {
      const { numInsertedOrUpdatedRows = 0n } = await query
        .insertInto('ledger_snapshots')
        .values({
          district_id: districtId,
          day,
          pack_key: by.packKey,
          pack_version: by.packVersion,
          rules_version: by.rulesVersion,
          entries: JSON.stringify(entries),
          taken_at: new Date(at),
        })
        .onConflict((conflict) => conflict.columns(['district_id', 'day']).doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows > 0n
    },
  }
}
