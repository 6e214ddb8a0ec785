import type { BodyOf, ReplyOf } from '@chuangyuan/contract/operation'
import type { addPushDevice, changeMyReminders, readMyReminders } from '@chuangyuan/contract/reminder'
import { newId } from '../../db/id.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { refuseUnknownPushPlace } from './places.ts'
import { pushKeysOf, quietOf, settingsOf } from './settings.ts'
import { reminderStore } from './store.ts'

export function readMine(deps: Deps, by: Session): Promise<ReplyOf<typeof readMyReminders>> {
  const { db, secret } = deps
  return db.transact(by, async (tx) => {
    const store = reminderStore(tx.query, tx.districtId)
    const pushKey = await pushKeysOf(tx, deps)
    const { digests, quiet, mail } = await settingsOf(tx, deps)
    const choice = await store.choice(by.accountId)
    const devices = await store.devices(by.accountId)
    const {
      email,
      quiet_from: from,
      quiet_until: until,
    } = choice ?? { email: null, quiet_from: null, quiet_until: null }
    return {
      email: email === null ? null : secret.decrypt(email),
      quiet: from === null || until === null ? null : quietOf(from, until),
      district: { digests: [...digests], quiet, mailIsSet: mail !== undefined },
      devices: devices.map(({ id, label, added_at }) => ({ id, label, addedAt: added_at.getTime() })),
      pushKey,
    }
  })
}

export function changeMine(
  { db, secret, clock }: Deps,
  by: Session,
  { email, quiet }: BodyOf<typeof changeMyReminders>,
): Promise<void> {
  return db.transact(by, async (tx) => {
    const said = {
      email: email === null ? null : secret.encrypt(email),
      ...{ quiet_from: quiet?.from ?? null, quiet_until: quiet?.until ?? null },
    }
    await reminderStore(tx.query, tx.districtId).putChoice(by.accountId, said, clock())
    tx.journal.record({
      verb: 'reminder.choice-changed',
      who: by.accountId,
      what: by.accountId,
      details: { mail: email !== null, quiet },
    })
  })
}

export function addDevice(
  { db, secret, clock, config }: Deps,
  by: Session,
  { label, endpoint, keys }: BodyOf<typeof addPushDevice>,
): Promise<{ id: string }> {
  refuseUnknownPushPlace(endpoint, config.reminderOrigins)
  return db.transact(by, async (tx) => {
    const store = reminderStore(tx.query, tx.districtId)
    const known = (await store.devices(by.accountId)).find(
      ({ subscription }) => endpointOf(secret.decrypt(subscription)) === endpoint,
    )
    if (known !== undefined) return { id: known.id }
    const [id, now] = [newId(), clock()]
    await store.putChoice(by.accountId, {}, now)
    const subscription = secret.encrypt(JSON.stringify({ endpoint, keys, expirationTime: null }))
    await store.addDevice({ id, account_id: by.accountId, label, subscription, added_at: new Date(now) })
    tx.journal.record({ verb: 'reminder.device-added', who: by.accountId, what: id, details: { label } })
    return { id }
  })
}

export function dropDevice({ db }: Deps, by: Session, deviceId: string): Promise<void> {
  return db.transact(by, async (tx) => {
    const store = reminderStore(tx.query, tx.districtId)
    const device = orNotFound(
      (await store.devices(by.accountId)).find(({ id }) => id === deviceId),
      'device',
    )
    await store.dropDevice(device.id)
    tx.journal.record({
      verb: 'reminder.device-dropped',
      who: by.accountId,
      what: device.id,
      details: { label: device.label },
    })
  })
}

function endpointOf(subscription: string): string {
  return (JSON.parse(subscription) as { readonly endpoint: string }).endpoint
}
