import { addressOf } from '../../config/address.ts'
import type { TodoItem } from '@chuangyuan/contract/matter'
import { dayOf, type Instant } from '@chuangyuan/domain/day'
import { isQuiet, lastDigest, remind, type Told, type Waiting } from '@chuangyuan/domain/reminder/reminder'
import {
  reminderWords,
  standingWords,
  type Message,
  type Standing,
} from '@chuangyuan/domain/reminder/reminder-words'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { findingStore } from '../finding/public.ts'
import { actingAs } from '../identity/public.ts'
import { listTodos, matterStore } from '../matter/public.ts'
import { noteDelivery } from './note-delivery.ts'
import type { Outcome } from './outcome.ts'
import { sendMail } from './send-mail.ts'
import { sendToBrowser } from './send-push.ts'
import { sendToRobot } from './send-robot.ts'
import { quietOf, settingsOf, type Settings } from './settings.ts'
import { reminderStore } from './store.ts'

/** After a failure so long, after the next one twice as long, and so on. */
const retryMs = 5 * 60_000
const mostRetryMs = 60 * 60_000

interface District {
  readonly districtId: string
  readonly name: string
}

type Recipient = Awaited<ReturnType<ReturnType<typeof reminderStore>['reachable']>>[number]
type RobotRow = Awaited<ReturnType<ReturnType<typeof reminderStore>['robots']>>[number]

/**
 * Sends what is due in one district. It is taken before it is sent, so that two servers do not both send it; what
 * reaches nobody is given back and tried again later. One that fails keeps nobody else waiting.
 */
export async function sendDue(deps: Deps, district: District): Promise<void> {
  const { settings, recipients, robots } = await deps.db.read(district, async (tx) => {
    const store = reminderStore(tx.query, tx.districtId)
    return {
      settings: await settingsOf(tx, deps),
      recipients: await store.reachable(),
      robots: (await store.robots()).filter(({ is_on }) => is_on),
    }
  })
  for (const recipient of recipients) await remindOne(deps, district, settings, recipient)
  for (const robot of robots) await tellGroup(deps, district, settings, robot)
}

async function remindOne(deps: Deps, district: District, settings: Settings, who: Recipient): Promise<void> {
  const now = deps.clock()
  const quiet =
    who.quiet_from === null || who.quiet_until === null
      ? settings.quiet
      : quietOf(who.quiet_from, who.quiet_until)
  if (isQuiet(quiet, now) || isTooSoon(who, now)) return
  const account = { id: who.account_id, login: who.login, name: who.name }
  const session = await deps.db.read(district, (tx) => actingAs(tx, account))
  const { items } = await listTodos(deps, session, 'waiting')
  const told: Told = {
    digestAt: instantOf(who.digest_at),
    urgentAt: instantOf(who.urgent_at),
    keys: who.told,
  }
  const due = remind(items.map(waitingOf), told, { digests: settings.digests, quiet }, now)
  if (due.told === told || !(await claimed(deps, district, who.account_id, told, due.told))) return
  if (due.reminder === undefined) return
  const message = reminderWords(due.reminder, district.name, `${addressOf(deps.config)}/todos`)
  const hasReached = await sendToPerson(deps, district, settings, who, message)
  if (!hasReached) await claimed(deps, district, who.account_id, due.told, told)
  await deps.db.transact(district, (tx) =>
    reminderStore(tx.query, tx.districtId).noteTry(who.account_id, hasReached ? 0 : who.failures + 1, now),
  )
}

function claimed(
  { db }: Deps,
  scope: District,
  accountId: string,
  before: Told,
  after: Told,
): Promise<boolean> {
  return db.transact(scope, (tx) => reminderStore(tx.query, tx.districtId).claim(accountId, before, after))
}

/** By every way that the person has; one that worked is enough. */
async function sendToPerson(
  deps: Deps,
  district: District,
  { mail, push }: Settings,
  who: Recipient,
  message: Message,
): Promise<boolean> {
  const outcomes: Outcome[] = []
  const note = async (channel: 'mail' | 'push', outcome: Outcome) => {
    outcomes.push(outcome)
    await noteDelivery(deps, district, { channel, addressee: who.name, title: message.title, outcome })
  }
  if (who.email !== null && mail !== undefined)
    await note('mail', await sendMail(mail.server, mail.password, deps.secret.decrypt(who.email), message))
  if (push !== undefined) {
    const keys = { ...push, subject: subjectOf(addressOf(deps.config)) }
    const devices = await deps.db.read(district, (tx) =>
      reminderStore(tx.query, tx.districtId).devices(who.account_id),
    )
    for (const { id, subscription } of devices) {
      const place = JSON.parse(deps.secret.decrypt(subscription)) as Parameters<typeof sendToBrowser>[1]
      const outcome = await sendToBrowser(deps.post, place, keys, message)
      await note('push', outcome)
      if (!outcome.ok && outcome.isGone)
        await deps.db.transact(district, (tx) => reminderStore(tx.query, tx.districtId).dropDevice(id))
    }
  }
  // Where there is no way at all (the mail server was taken away), there is nothing to try again.
  return outcomes.length === 0 || outcomes.some(({ ok }) => ok)
}

/** Push services want to know whom to ask, and take only these two kinds of address. */
function subjectOf(address: string): string {
  return address.startsWith('https:') ? address : 'mailto:postmaster@localhost'
}

/** Robots have digests only: whatever is urgent has an owner, and a group is none. */
async function tellGroup(deps: Deps, district: District, settings: Settings, robot: RobotRow): Promise<void> {
  const now = deps.clock()
  const slot = lastDigest(settings.digests, now)
  if (
    slot === undefined ||
    robot.told_at.getTime() >= slot ||
    isQuiet(settings.quiet, now) ||
    isTooSoon(robot, now)
  )
    return
  const standing = await deps.db.read(district, (tx) => standingOf(tx, robot.unit_id, now))
  const set = (change: { readonly told_at?: Date; readonly failures?: number; readonly tried_at?: Date }) =>
    deps.db.transact(district, (tx) => reminderStore(tx.query, tx.districtId).changeRobot(robot.id, change))
  const isMine = await deps.db.transact(district, (tx) =>
    reminderStore(tx.query, tx.districtId).claimRobot(robot.id, robot.told_at, now),
  )
  if (!isMine || standing.open + standing.matters === 0) return
  const of = robot.unit_name === null ? district.name : `${district.name}${robot.unit_name}`
  const query = robot.unit_id === null ? '?open=true' : `?open=true&unit=${robot.unit_id}`
  const message = standingWords(standing, of, `${addressOf(deps.config)}/findings${query}`)
  const place = {
    kind: robot.kind,
    address: deps.secret.decrypt(robot.address),
    secret: robot.secret === null ? '' : deps.secret.decrypt(robot.secret),
  }
  const outcome = await sendToRobot(deps.post, place, message, now)
  await noteDelivery(deps, district, {
    channel: 'robot',
    addressee: robot.name,
    title: message.title,
    outcome,
  })
  const tried = { tried_at: new Date(now) }
  await set(
    outcome.ok
      ? { ...tried, failures: 0 }
      : { ...tried, failures: robot.failures + 1, told_at: robot.told_at },
  )
}

async function standingOf(
  { query, districtId }: ReadTx,
  unitId: string | null,
  now: Instant,
): Promise<Standing> {
  const unit = unitId === null ? {} : { unit: unitId }
  const findings = findingStore(query, districtId)
  const matters = matterStore(query, districtId)
  const first = { now, order: 'newest', offset: 0, limit: 1 } as const
  const day = { today: dayOf(now), offset: 0, limit: 1 }
  const [open, overdue, owed, late] = await Promise.all([
    findings.page({ open: true, ...unit }, 'all', first),
    findings.page({ overdue: true, ...unit }, 'all', first),
    matters.page({ open: true, ...unit }, 'all', day),
    matters.page({ open: true, late: true, ...unit }, 'all', day),
  ])
  return { open: open.total, overdue: overdue.total, matters: owed.total, lateMatters: late.total }
}

function isTooSoon(
  { failures, tried_at }: { readonly failures: number; readonly tried_at: Date | null },
  now: Instant,
) {
  if (failures === 0 || tried_at === null) return false
  return now - tried_at.getTime() < Math.min(mostRetryMs, retryMs * 2 ** (failures - 1))
}

function waitingOf({ what, id, stage, title, dueAt, late, urgent }: TodoItem): Waiting {
  return { key: `${what} ${id} ${stage}`, title, dueAt: dueAt as Instant | null, late, urgent }
}

function instantOf(moment: Date | null): Instant | null {
  return moment === null ? null : (moment.getTime() as Instant)
}
