import { addressOf } from '../../config/address.ts'
import type { BodyOf, ReplyOf } from '@chuangyuan/contract/operation'
import type { addRobot, changeRobot, Robot, tryRobot } from '@chuangyuan/contract/reminder'
import { newId } from '../../db/id.ts'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { placeStore } from '../site/public.ts'
import { noteDelivery, wordsOf } from './note-delivery.ts'
import { refuseUnknownRobotPlace } from './places.ts'
import { sendToRobot } from './send-robot.ts'
import { reminderStore } from './store.ts'

export function showRobots({ db }: Deps, by: Session): Promise<Robot[]> {
  return db.read(by, async (tx) =>
    (await reminderStore(tx.query, tx.districtId).robots()).map((row) => ({
      ...{ id: row.id, name: row.name, kind: row.kind, unitId: row.unit_id, isOn: row.is_on },
      unit: row.unit_id === null ? null : { id: row.unit_id, name: row.unit_name ?? '' },
      secretIsSet: row.secret !== null,
      // One that is new counts as told up to now, so that it does not begin with what is past.
      lastTold: row.failures === 0 && row.tried_at !== null ? row.told_at.getTime() : null,
    })),
  )
}

/** The journal has neither the address nor the secret: with them anybody could speak in the group. */
export function addOne(
  { db, secret, clock, config }: Deps,
  by: Session,
  { address, secret: signing, name, kind, unitId, isOn }: BodyOf<typeof addRobot>,
): Promise<{ id: string }> {
  refuseUnknownRobotPlace(kind, address, config.reminderOrigins)
  return db.transact(by, async (tx) => {
    await refuseUnknownUnit(tx, unitId)
    const id = newId()
    await reminderStore(tx.query, tx.districtId).addRobot({
      ...{ id, name, kind, unit_id: unitId, is_on: isOn },
      address: secret.encrypt(address),
      secret: signing === '' ? null : secret.encrypt(signing),
      ...{ told_at: new Date(clock()), tried_at: null },
    })
    tx.journal.record({
      verb: 'reminder.robot-added',
      who: by.accountId,
      what: id,
      details: { name, kind, unitId, isOn },
    })
    return { id }
  })
}

export function changeOne(
  { db, secret, config }: Deps,
  by: Session,
  robotId: string,
  { address, secret: signing, name, kind, unitId, isOn }: BodyOf<typeof changeRobot>,
): Promise<void> {
  return db.transact(by, async (tx) => {
    const before = await oneOf(tx, robotId)
    refuseUnknownRobotPlace(kind, address ?? secret.decrypt(before.address), config.reminderOrigins)
    await refuseUnknownUnit(tx, unitId)
    await reminderStore(tx.query, tx.districtId).changeRobot(robotId, {
      ...{ name, kind, unit_id: unitId, is_on: isOn, failures: 0, tried_at: null },
      ...(address === undefined ? {} : { address: secret.encrypt(address) }),
      ...(signing === undefined ? {} : { secret: signing === '' ? null : secret.encrypt(signing) }),
    })
    tx.journal.record({
      verb: 'reminder.robot-changed',
      who: by.accountId,
      what: robotId,
      details: {
        name,
        kind,
        unitId,
        isOn,
        addressChanged: address !== undefined,
        secretChanged: signing !== undefined,
      },
    })
  })
}

export function dropOne({ db }: Deps, by: Session, robotId: string): Promise<void> {
  return db.transact(by, async (tx) => {
    const { name, kind } = await oneOf(tx, robotId)
    await reminderStore(tx.query, tx.districtId).dropRobot(robotId)
    tx.journal.record({
      verb: 'reminder.robot-dropped',
      who: by.accountId,
      what: robotId,
      details: { name, kind },
    })
  })
}

export async function tryOne(deps: Deps, by: Session, robotId: string): Promise<ReplyOf<typeof tryRobot>> {
  const { kind, name, address, secret } = await deps.db.read(by, (tx) => oneOf(tx, robotId))
  const place = {
    kind,
    address: deps.secret.decrypt(address),
    secret: secret === null ? '' : deps.secret.decrypt(secret),
  }
  const message = {
    title: '创建工作提醒：试发',
    lines: [`由${by.name}试发，不必理会`],
    address: addressOf(deps.config),
  }
  const outcome = await sendToRobot(deps.post, place, message, deps.clock())
  await noteDelivery(deps, by, { channel: 'robot', addressee: name, title: message.title, outcome })
  return wordsOf(outcome)
}

async function oneOf({ query, districtId }: ReadTx, robotId: string) {
  const all = await reminderStore(query, districtId).robots()
  return orNotFound(
    all.find(({ id }) => id === robotId),
    'robot',
  )
}

async function refuseUnknownUnit({ query, districtId }: ReadTx, unitId: string | null): Promise<void> {
  if (unitId === null) return
  const { units } = await placeStore(query, districtId).places()
  if (!units.some(({ id }) => id === unitId))
    throw new Refused('request.unknown-reference', { what: 'unit', id: unitId })
}
