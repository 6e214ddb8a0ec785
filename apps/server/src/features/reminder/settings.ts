import { addressOf } from '../../config/address.ts'
import type { ReminderSettings } from '@chuangyuan/contract/reminder'
import type { changeReminderSettings, tryMail } from '@chuangyuan/contract/reminder'
import type { BodyOf, ReplyOf } from '@chuangyuan/contract/operation'
import type { QuietHours, ReminderTimes } from '@chuangyuan/domain/reminder/reminder'
import type { TimeOfDay } from '@chuangyuan/domain/reminder/time-of-day'
import type { MailServer } from '../../db/tables.ts'
import type { ReadTx, Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { noteDelivery, wordsOf } from './note-delivery.ts'
import { newPushKeys } from './send-push.ts'
import { sendMail } from './send-mail.ts'
import { reminderStore, type SettingsRow } from './store.ts'

/** What holds until the office sets something else: before the day begins, after the noon break, and no evenings. */
const standing = {
  digests: ['08:30', '14:30'],
  quiet_from: '20:00',
  quiet_until: '08:00',
  ...{ mail: null, mail_password: null, push_public: null, push_private: null },
} satisfies SettingsRow

export interface Settings extends ReminderTimes {
  readonly mail: { readonly server: MailServer; readonly password: string } | undefined
  readonly push: { readonly publicKey: string; readonly privateKey: string } | undefined
}

export async function settingsOf(
  { query, districtId }: ReadTx,
  { secret }: Pick<Deps, 'secret'>,
): Promise<Settings> {
  const row = (await reminderStore(query, districtId).settings()) ?? standing
  const open = (cipher: string | null) => (cipher === null ? '' : secret.decrypt(cipher))
  return {
    digests: row.digests as TimeOfDay[],
    quiet: quietOf(row.quiet_from, row.quiet_until),
    mail: row.mail === null ? undefined : { server: row.mail, password: open(row.mail_password) },
    push:
      row.push_public === null
        ? undefined
        : { publicKey: row.push_public, privateKey: open(row.push_private) },
  }
}

export function quietOf(from: string, until: string): QuietHours {
  return { from: from as TimeOfDay, until: until as TimeOfDay }
}

export function readSettings(deps: Deps, by: Session): Promise<ReminderSettings> {
  return deps.db.read(by, async (tx) => {
    const { digests, quiet, mail } = await settingsOf(tx, deps)
    return {
      digests: [...digests],
      quiet,
      mail: mail === undefined ? null : { ...mail.server, passwordIsSet: mail.password !== '' },
    }
  })
}

/** The journal has everything but the password. */
export function changeSettings(
  { db, secret }: Deps,
  by: Session,
  { digests, quiet, mail }: BodyOf<typeof changeReminderSettings>,
): Promise<void> {
  return db.transact(by, async (tx) => {
    const store = reminderStore(tx.query, tx.districtId)
    const before = (await store.settings()) ?? standing
    const { password, ...server } = mail ?? {}
    await store.putSettings({
      digests: [...new Set(digests)].toSorted(),
      ...{ quiet_from: quiet.from, quiet_until: quiet.until },
      mail: mail === null ? null : JSON.stringify(server),
      mail_password:
        mail === null
          ? null
          : password === undefined
            ? before.mail_password
            : password === ''
              ? null
              : secret.encrypt(password),
      ...{ push_public: before.push_public, push_private: before.push_private },
    })
    tx.journal.record({
      verb: 'reminder.settings-changed',
      who: by.accountId,
      what: tx.districtId,
      details: {
        digests,
        quiet,
        mail: mail === null ? null : server,
        passwordChanged: password !== undefined,
      },
    })
  })
}

/** Made when the first browser asks; a second one that asked at the same time takes what the first one made. */
export async function pushKeysOf(tx: Tx, { secret }: Pick<Deps, 'secret'>): Promise<string> {
  const store = reminderStore(tx.query, tx.districtId)
  const row = (await store.settings()) ?? standing
  if (row.push_public !== null) return row.push_public
  const { publicKey, privateKey } = newPushKeys()
  await store.putSettings({
    ...row,
    mail: row.mail === null ? null : JSON.stringify(row.mail),
    ...{ push_public: publicKey, push_private: secret.encrypt(privateKey) },
  })
  return publicKey
}

export async function sendTrialMail(
  deps: Deps,
  by: Session,
  { to }: BodyOf<typeof tryMail>,
): Promise<ReplyOf<typeof tryMail>> {
  const { mail } = await deps.db.read(by, (tx) => settingsOf(tx, deps))
  if (mail === undefined) throw new Refused('reminder.mail-not-set')
  const message = {
    title: '创建工作提醒：试发',
    lines: ['收到这封邮件，说明发件服务器设置正确。'],
    address: addressOf(deps.config),
  }
  const outcome = await sendMail(mail.server, mail.password, to, message)
  await noteDelivery(deps, by, { channel: 'mail', addressee: by.name, title: message.title, outcome })
  return wordsOf(outcome)
}
