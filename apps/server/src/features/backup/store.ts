import { parseDay, type Day } from '@chuangyuan/domain/day'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Tables } from '../../db/tables.ts'

const night = z.object({
  /** The last day whose bundle was made. */
  lastDay: z
    .string()
    .nullable()
    .transform((text) => (text === null ? null : (parseDay(text) ?? null))),
  failedAt: z.int().nullable(),
  /** While this lies ahead, some process is at work on tonight's bundle. */
  leasedUntil: z.int(),
})
export type Night = z.output<typeof night>

const key = 'nightly-backup'
const noNight: Night = { lastDay: null, failedAt: null, leasedUntil: 0 }

/** The nightly backup of the whole installation, shared by all its processes. */
export function nightStore(query: Kysely<Tables>) {
  async function locked(): Promise<Night> {
    const row = await query
      .selectFrom('installation')
      .select('value')
      .where('key', '=', key)
      .forUpdate()
      .executeTakeFirst()
    return row === undefined ? noNight : night.parse(row.value)
  }

  async function save(change: Night): Promise<void> {
    const value = JSON.stringify(change)
    await query.updateTable('installation').set({ value }).where('key', '=', key).execute()
  }

  return {
    async night(): Promise<Night> {
      const row = await query
        .selectFrom('installation')
        .select('value')
        .where('key', '=', key)
        .executeTakeFirst()
      return row === undefined ? noNight : night.parse(row.value)
    },

    /** Takes the day's bundle upon this process; false where it is made, or another process is at it. */
    async claim(day: Day, now: number, leaseMs: number): Promise<boolean> {
      await query
        .insertInto('installation')
        .values({ key, value: JSON.stringify(noNight) })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const before = await locked()
      if (before.leasedUntil > now || (before.lastDay !== null && before.lastDay >= day)) return false
      await save({ ...before, leasedUntil: now + leaseMs })
      return true
    },

    /** Nothing else changes it between the look and the change. */
    async change(to: (before: Night) => Night): Promise<void> {
      await save(to(await locked()))
    },
  }
}
