import type { Instant } from '@chuangyuan/domain/day'
import type { Told } from '@chuangyuan/domain/reminder/reminder'
import { sql, type Insertable, type Kysely, type Selectable, type Updateable } from 'kysely'
import type {
  DeliveryTable,
  PushDeviceTable,
  ReminderSettingsTable,
  RobotTable,
  Tables,
} from '../../db/tables.ts'

export type SettingsRow = Omit<Selectable<ReminderSettingsTable>, 'district_id'>

/** Lines older than these are of no use to anybody. */
const keptDeliveries = 2_000

/** Reminders of one district; what is encrypted comes and goes as it is. */
export function reminderStore(query: Kysely<Tables>, districtId: string) {
  const ofAccount = (accountId: string) =>
    query
      .selectFrom('reminder_choices')
      .where('district_id', '=', districtId)
      .where('account_id', '=', accountId)

  return {
    settings(): Promise<SettingsRow | undefined> {
      return query
        .selectFrom('reminder_settings')
        .where('district_id', '=', districtId)
        .select([
          'digests',
          'quiet_from',
          'quiet_until',
          'mail',
          'mail_password',
          'push_public',
          'push_private',
        ])
        .executeTakeFirst()
    },

    async putSettings(said: Omit<Insertable<ReminderSettingsTable>, 'district_id'>): Promise<void> {
      await query
        .insertInto('reminder_settings')
        .values({ district_id: districtId, ...said })
        .onConflict((conflict) => conflict.column('district_id').doUpdateSet(said))
        .execute()
    },

    choice(accountId: string) {
      return ofAccount(accountId).select(['email', 'quiet_from', 'quiet_until']).executeTakeFirst()
    },

    /** Whoever begins to be reminded is told of what comes from now on. */
    async putChoice(
      accountId: string,
      said: {
        readonly email?: string | null
        readonly quiet_from?: string | null
        readonly quiet_until?: string | null
      },
      now: Instant,
    ): Promise<void> {
      const fresh = { email: null, quiet_from: null, quiet_until: null, urgent_at: null, tried_at: null }
      await query
        .insertInto('reminder_choices')
        .values({
          ...{ district_id: districtId, account_id: accountId },
          ...fresh,
          ...said,
          digest_at: new Date(now),
        })
        .onConflict((conflict) =>
          Object.keys(said).length === 0
            ? conflict.doNothing()
            : conflict.columns(['district_id', 'account_id']).doUpdateSet(said),
        )
        .execute()
    },

    /** Whoever has some way to be reached, unless the account is shut. */
    reachable() {
      return query
        .selectFrom('reminder_choices')
        .innerJoin('accounts', (join) =>
          join
            .onRef('accounts.district_id', '=', 'reminder_choices.district_id')
            .onRef('accounts.id', '=', 'reminder_choices.account_id'),
        )
        .where('reminder_choices.district_id', '=', districtId)
        .where('accounts.disabled', '=', false)
        .where((where) =>
          where.or([
            where('email', 'is not', null),
            where.exists(
              where
                .selectFrom('push_devices')
                .whereRef('push_devices.district_id', '=', 'reminder_choices.district_id')
                .whereRef('push_devices.account_id', '=', 'reminder_choices.account_id')
                .select(sql`1`.as('one')),
            ),
          ]),
        )
        .selectAll('reminder_choices')
        .select(['accounts.login', 'accounts.name'])
        .orderBy('account_id')
        .execute()
    },

    /** Takes what is to be told; false where another process was faster. */
    async claim(accountId: string, before: Told, after: Told): Promise<boolean> {
      const { numUpdatedRows } = await query
        .updateTable('reminder_choices')
        .set({
          digest_at: momentOf(after.digestAt),
          urgent_at: momentOf(after.urgentAt),
          told: [...after.keys],
        })
        .where('district_id', '=', districtId)
        .where('account_id', '=', accountId)
        .where('digest_at', 'is not distinct from', momentOf(before.digestAt))
        .where('urgent_at', 'is not distinct from', momentOf(before.urgentAt))
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    async noteTry(accountId: string, failures: number, now: Instant): Promise<void> {
      await query
        .updateTable('reminder_choices')
        .set({ failures, tried_at: new Date(now) })
        .where('district_id', '=', districtId)
        .where('account_id', '=', accountId)
        .execute()
    },

    devices(accountId: string) {
      return query
        .selectFrom('push_devices')
        .where('district_id', '=', districtId)
        .where('account_id', '=', accountId)
        .select(['id', 'label', 'subscription', 'added_at'])
        .orderBy('added_at')
        .orderBy('id')
        .execute()
    },

    async addDevice(row: Omit<Insertable<PushDeviceTable>, 'district_id'>): Promise<void> {
      await query
        .insertInto('push_devices')
        .values({ district_id: districtId, ...row })
        .execute()
    },

    async dropDevice(id: string): Promise<void> {
      await query
        .deleteFrom('push_devices')
        .where('district_id', '=', districtId)
        .where('id', '=', id)
        .execute()
    },

    robots() {
      return query
        .selectFrom('robots')
        .leftJoin('units', (join) =>
          join.onRef('units.district_id', '=', 'robots.district_id').onRef('units.id', '=', 'robots.unit_id'),
        )
        .where('robots.district_id', '=', districtId)
        .selectAll('robots')
        .select('units.name as unit_name')
        .orderBy('robots.name')
        .orderBy('robots.id')
        .execute()
    },

    async addRobot(row: Omit<Insertable<RobotTable>, 'district_id'>): Promise<void> {
      await query
        .insertInto('robots')
        .values({ district_id: districtId, ...row })
        .execute()
    },

    async changeRobot(id: string, said: Updateable<RobotTable>): Promise<boolean> {
      const { numUpdatedRows } = await query
        .updateTable('robots')
        .set(said)
        .where('district_id', '=', districtId)
        .where('id', '=', id)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    async claimRobot(id: string, before: Date, now: Instant): Promise<boolean> {
      const { numUpdatedRows } = await query
        .updateTable('robots')
        .set({ told_at: new Date(now) })
        .where('district_id', '=', districtId)
        .where('id', '=', id)
        .where('told_at', '=', before)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    async dropRobot(id: string): Promise<boolean> {
      const { numDeletedRows } = await query
        .deleteFrom('robots')
        .where('district_id', '=', districtId)
        .where('id', '=', id)
        .executeTakeFirst()
      return numDeletedRows === 1n
    },

    async addDelivery(row: Omit<Insertable<DeliveryTable>, 'district_id'>): Promise<void> {
      await query
        .insertInto('deliveries')
        .values({ district_id: districtId, ...row })
        .execute()
      await query
        .deleteFrom('deliveries')
        .where('district_id', '=', districtId)
        .where('id', 'in', (rows) =>
          rows
            .selectFrom('deliveries as old')
            .where('old.district_id', '=', districtId)
            .orderBy('old.at', 'desc')
            .orderBy('old.id', 'desc')
            .offset(keptDeliveries)
            .select('old.id'),
        )
        .execute()
    },

    async deliveries({ offset, limit }: { readonly offset: number; readonly limit: number }) {
      const all = query.selectFrom('deliveries').where('district_id', '=', districtId)
      const [rows, { total }] = await Promise.all([
        all.selectAll().orderBy('at', 'desc').orderBy('id', 'desc').offset(offset).limit(limit).execute(),
        all.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
      ])
      return { rows, total }
    },
  }
}

function momentOf(instant: Instant | null): Date | null {
  return instant === null ? null : new Date(instant)
}
