import { parseTimeOfDay, type TimeOfDay } from '@chuangyuan/domain/reminder/time-of-day'
import { z } from 'zod'
import { operation, signedIn, withVerb } from './operation.ts'
import { named } from './site.ts'
import { id, instant, page, paging } from './wire.ts'

const timeOfDay = z
  .string()
  .refine((text) => parseTimeOfDay(text) !== undefined, 'not a time of the day')
  .meta({ example: '08:30' })
  .transform((text) => text as TimeOfDay)

/** Beijing time; where both are the same there are none. */
const quiet = z.object({ from: timeOfDay, until: timeOfDay })

const email = z.email().max(200)

const device = z.object({ id, label: z.string(), addedAt: instant })

const myReminders = z.object({
  email: email.nullable(),
  /** Own quiet hours; null for those of the district. */
  quiet: quiet.nullable(),
  district: z.object({ digests: z.array(timeOfDay), quiet, mailIsSet: z.boolean() }),
  devices: z.array(device),
  /** With which a browser subscribes (VAPID, RFC 8292). */
  pushKey: z.string(),
})
export type MyReminders = z.output<typeof myReminders>

export const readMyReminders = operation({
  id: 'reminder.mine',
  method: 'GET',
  path: '/api/reminders/mine',
  summary: '本人的提醒：电子邮件、收推送的浏览器、免打扰时段',
  policy: signedIn,
  reply: myReminders,
})

export const changeMyReminders = operation({
  id: 'reminder.changeMine',
  method: 'PUT',
  path: '/api/reminders/mine',
  summary: '修改本人的提醒：邮箱不填就不发邮件，免打扰时段不填就用本区的',
  policy: signedIn,
  body: z.object({ email: email.nullable(), quiet: quiet.nullable() }),
  reply: 'nothing',
})

export const addPushDevice = operation({
  id: 'reminder.addDevice',
  method: 'POST',
  path: '/api/reminders/devices',
  summary: '让这个浏览器收推送',
  policy: signedIn,
  body: z.object({
    endpoint: z.url({ protocol: /^https?$/ }).max(1000),
    keys: z.object({ p256dh: z.base64url().max(200), auth: z.base64url().max(100) }),
    label: z.string().trim().min(1).max(100),
  }),
  reply: z.object({ id }),
  refusals: ['reminder.place-unknown'],
})

export const dropPushDevice = operation({
  id: 'reminder.dropDevice',
  method: 'DELETE',
  path: '/api/reminders/devices/:pushDeviceId',
  summary: '不再让一个浏览器收推送',
  policy: signedIn,
  params: z.object({ pushDeviceId: id }),
  reply: 'nothing',
  refusals: ['request.not-found'],
})

const mail = z.object({
  host: z.string().trim().min(1).max(200),
  port: z.int().min(1).max(65_535),
  /** TLS from the first byte (465); otherwise STARTTLS where the server offers it. */
  secure: z.boolean(),
  user: z.string().trim().max(200),
  from: email,
})

const reminderSettings = z.object({
  digests: z.array(timeOfDay).max(6),
  quiet,
  mail: mail.extend({ passwordIsSet: z.boolean() }).nullable(),
})
export type ReminderSettings = z.output<typeof reminderSettings>

export const readReminderSettings = operation({
  id: 'reminder.settings',
  method: 'GET',
  path: '/api/reminders/settings',
  summary: '本区的提醒：每天几点发摘要、免打扰时段、发件服务器',
  policy: withVerb('campaign.edit'),
  reply: reminderSettings,
})

export const changeReminderSettings = operation({
  id: 'reminder.changeSettings',
  method: 'PUT',
  path: '/api/reminders/settings',
  summary: '修改本区的提醒；口令不填就不改',
  policy: withVerb('campaign.edit'),
  body: z.object({
    digests: z.array(timeOfDay).max(6),
    quiet,
    mail: mail.extend({ password: z.string().max(200).optional() }).nullable(),
  }),
  reply: 'nothing',
})

export const deliveryOutcomes = ['sent', 'failed'] as const

/** What came of it; the other side's own words where it refused. */
const outcome = z.object({ outcome: z.enum(deliveryOutcomes), words: z.string() })

export const tryMail = operation({
  id: 'reminder.tryMail',
  method: 'POST',
  path: '/api/reminders/mail/try',
  summary: '用已保存的发件服务器发一封试试',
  policy: withVerb('campaign.edit'),
  body: z.object({ to: email }),
  reply: outcome,
  refusals: ['reminder.mail-not-set'],
})

export const robotKinds = ['wecom', 'dingtalk', 'feishu'] as const
export type RobotKind = (typeof robotKinds)[number]

const robotSaid = {
  name: z.string().trim().min(1).max(60),
  kind: z.enum(robotKinds),
  /** Whose standing it tells; null for the whole district. */
  unitId: id.nullable(),
  isOn: z.boolean(),
}
/** Both are keys to the group: they are written and never read. */
const robotKeys = { address: z.url().max(500), secret: z.string().trim().max(200) }

const robot = z.object({
  id,
  ...robotSaid,
  unit: named.nullable(),
  secretIsSet: z.boolean(),
  lastTold: instant.nullable(),
})
export type Robot = z.output<typeof robot>

const robotId = { params: z.object({ robotId: id }) }

export const listRobots = operation({
  id: 'reminder.robots',
  method: 'GET',
  path: '/api/reminders/robots',
  summary: '群机器人：企业微信、钉钉、飞书',
  policy: withVerb('campaign.edit'),
  reply: z.array(robot),
})

export const addRobot = operation({
  id: 'reminder.addRobot',
  method: 'POST',
  path: '/api/reminders/robots',
  summary: '增加群机器人；只发往各家的官方地址，和服务器设置里允许的地址',
  policy: withVerb('campaign.edit'),
  body: z.object({ ...robotSaid, ...robotKeys }),
  reply: z.object({ id }),
  refusals: ['reminder.place-unknown', 'request.unknown-reference'],
})

export const changeRobot = operation({
  id: 'reminder.changeRobot',
  method: 'PUT',
  path: '/api/reminders/robots/:robotId',
  summary: '修改群机器人；地址与密钥不填就不改',
  policy: withVerb('campaign.edit'),
  ...robotId,
  body: z.object({
    ...robotSaid,
    address: robotKeys.address.optional(),
    secret: robotKeys.secret.optional(),
  }),
  reply: 'nothing',
  refusals: ['request.not-found', 'reminder.place-unknown', 'request.unknown-reference'],
})

export const dropRobot = operation({
  id: 'reminder.dropRobot',
  method: 'DELETE',
  path: '/api/reminders/robots/:robotId',
  summary: '删除群机器人',
  policy: withVerb('campaign.edit'),
  ...robotId,
  reply: 'nothing',
  refusals: ['request.not-found'],
})

export const tryRobot = operation({
  id: 'reminder.tryRobot',
  method: 'POST',
  path: '/api/reminders/robots/:robotId/try',
  summary: '让群机器人发一条试试',
  policy: withVerb('campaign.edit'),
  ...robotId,
  reply: outcome,
  refusals: ['request.not-found'],
})

export const channels = ['mail', 'push', 'robot'] as const

export const listDeliveries = operation({
  id: 'reminder.deliveries',
  method: 'GET',
  path: '/api/reminders/deliveries',
  summary: '发出的提醒与发不出去的原因，最近的在前',
  policy: withVerb('campaign.edit'),
  query: z.object({ offset: paging.offset, limit: paging.limit }),
  reply: page(
    z.object({
      at: instant,
      channel: z.enum(channels),
      /** The account, or the robot. */
      to: z.string(),
      title: z.string(),
      outcome: z.enum(deliveryOutcomes),
      words: z.string(),
    }),
  ),
})
