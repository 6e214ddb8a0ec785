import { CallRefused } from '@chuangyuan/contract/call'
import { giveMatter } from '@chuangyuan/contract/matter'
import { readJournal } from '@chuangyuan/contract/identity'
import * as contract from '@chuangyuan/contract/reminder'
import { addDays, dayOf, type Instant } from '@chuangyuan/domain/day'
import { timeOfDay, type TimeOfDay } from '@chuangyuan/domain/reminder/time-of-day'
import { createECDH, randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Deps } from '../../deps.ts'
import { settle } from '../../testing/small-town.ts'
import { testApp, testNow, type Caller, type TestApp } from '../../testing/test-app.ts'
import { sendDue } from './public.ts'

/** A group that answers as robots do, and an inbox. */
const heard: string[] = []
const letters: string[] = []
let answer = '{"errcode":0,"errmsg":"ok"}'
let group: Server
let inbox: SMTPServer
let isInboxShut = false
let app: TestApp

const portOf = (server: { address(): AddressInfo | string | null }) => (server.address() as AddressInfo).port

beforeAll(async () => {
  group = createServer((request, response) => {
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString('utf8')))
    request.on('end', () => {
      heard.push(body)
      response.end(answer)
    })
  })
  await new Promise<void>((done) => group.listen(0, '127.0.0.1', done))
  inbox = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth({ username, password }, _, done) {
      if (username === 'ban' && password === 'word') done(null, { user: username })
      else done(new Error('535 no such user'))
    },
    onData(stream, _, done) {
      let letter = ''
      stream.on('data', (piece: Buffer) => (letter += piece.toString('utf8')))
      stream.on('end', () => {
        if (isInboxShut) {
          done(new Error('451 try later'))
          return
        }
        letters.push(letter)
        done()
      })
    },
  })
  await new Promise<void>((done) => inbox.listen(0, '127.0.0.1', done))
  app = await testApp({
    REMINDER_ORIGINS: `http://127.0.0.1:${String(portOf(group))}`,
    PUBLIC_URL: 'https://chuangyuan.example.gov.cn',
  })
}, 60_000)

afterAll(async () => {
  await app.close()
  await new Promise((done) => group.close(done))
  await new Promise<void>((done) => {
    inbox.close(done)
  })
})

beforeEach(() => {
  heard.length = 0
  letters.length = 0
  answer = '{"errcode":0,"errmsg":"ok"}'
  isInboxShut = false
})

/** The time of the day so many minutes from now: a session would be over long before the next real hour. */
const timeIn = (minutes: number) => timeOfDay((app.deps.clock() + minutes * minuteMs) as Instant)
const minuteMs = 60_000
const quiet = { from: '20:00' as TimeOfDay, until: '08:00' as TimeOfDay }
const mail = () => ({
  ...{
    host: '127.0.0.1',
    port: portOf(inbox.server),
    secure: false,
    user: 'ban',
    from: 'ban@example.gov.cn',
  },
})

async function aTown() {
  const district = await app.aDistrict('甲区')
  const ids = await settle(app, district)
  const parks = ids.units.get('parks') ?? ''
  const { call: owing } = await district.signedInWith([
    { role: 'unit', scope: { kind: 'unit', unitId: parks } },
  ])
  const { office } = district.as
  await office(contract.changeReminderSettings, {
    body: { digests: [timeIn(10)], quiet, mail: { ...mail(), password: 'word' } },
  })
  const give = (title: string) =>
    office(giveMatter, {
      body: {
        ...{ kind: 'order', findingId: null, title, words: '', unitId: parks, assisting: [] },
        dueOn: addDays(dayOf(testNow), 90),
      },
    })
  return {
    district,
    parks,
    office,
    owing,
    give,
    look: () => sendDue(app.deps, { districtId: district.id, name: '甲区' }),
  }
}

async function codeOf(attempt: Promise<unknown>) {
  const fault = await attempt.catch((refused: unknown) => refused)
  return fault instanceof CallRefused ? fault.problem.code : fault
}

const wantMail = (call: Caller) =>
  call(contract.changeMyReminders, { body: { email: 'yuanlin@example.gov.cn', quiet: null } })

it('forty new things come as one letter at the hour, whoever looks how often, and only to whom they wait for', async () => {
  const { give, look, owing, office } = await aTown()
  await wantMail(owing)
  await office(contract.changeMyReminders, { body: { email: 'ban@example.gov.cn', quiet: null } })
  for (let n = 1; n <= 40; n += 1) await give(`补植第${String(n)}处`)
  await look()
  expect(letters).toEqual([])
  app.pass(11 * minuteMs)
  await Promise.all([look(), look()])
  await look()
  expect(letters).toHaveLength(1)
  const [letter = ''] = letters
  expect(letter).toContain('To: yuanlin@example.gov.cn')
  const text = Buffer.from(letter.split('\r\n\r\n').slice(1).join(''), 'base64').toString('utf8')
  expect(text).toContain('新增 40 件：\n补植第1处')
  expect(text).toContain('其余 35 件见待办')
  expect(text).toContain('https://chuangyuan.example.gov.cn/todos')
  const { rows } = await office(contract.listDeliveries, { query: {} })
  expect(rows).toMatchObject([{ channel: 'mail', outcome: 'sent', words: '', title: '甲区创建：待办 40 件' }])
})

it('what reaches nobody is given back, says why, and is tried again later', async () => {
  const { give, look, owing, office } = await aTown()
  await wantMail(owing)
  await give('补植')
  isInboxShut = true
  app.pass(11 * minuteMs)
  await look()
  await look()
  isInboxShut = false
  app.pass(4 * minuteMs)
  await look()
  expect(letters).toEqual([])
  app.pass(2 * minuteMs)
  await look()
  await look()
  expect(letters).toHaveLength(1)
  const { rows } = await office(contract.listDeliveries, { query: {} })
  expect(rows.map(({ outcome, words }) => [outcome, words.includes('451')])).toEqual([
    ['sent', false],
    ['failed', true],
  ])
})

it('own quiet hours hold, and the district’s hold for whoever has none', async () => {
  const { give, look, owing } = await aTown()
  await owing(contract.changeMyReminders, {
    body: { email: 'yuanlin@example.gov.cn', quiet: { from: timeIn(5), until: timeIn(20) } },
  })
  await give('补植')
  app.pass(11 * minuteMs)
  await look()
  expect(letters).toEqual([])
  app.pass(9 * minuteMs)
  await look()
  expect(letters).toHaveLength(1)
})

it('a group is told numbers at the hour; what the robot answers is shown in its own words', async () => {
  const { give, look, office, parks, district } = await aTown()
  const address = `http://127.0.0.1:${String(portOf(group))}/robot?key=geheim`
  const robot = { name: '园林群', kind: 'wecom' as const, unitId: parks, isOn: true }
  const { id: robotId } = await office(contract.addRobot, { body: { ...robot, address, secret: '' } })
  const lastTold = async () => (await office(contract.listRobots, {}))[0]?.lastTold
  expect(await lastTold()).toBeNull()
  await give('补植')
  app.pass(11 * minuteMs)
  await look()
  await look()
  expect(heard).toHaveLength(1)
  expect(await lastTold()).toBe(app.deps.clock())
  expect(JSON.parse(heard[0] ?? '')).toEqual({
    msgtype: 'markdown',
    markdown: {
      content: [
        '**甲区区园林中心创建工作提醒**',
        '> 未销号问题 0 件，其中超期 0 件',
        '> 未办结交办事项 1 件，其中超期 0 件',
        `[打开待办](https://chuangyuan.example.gov.cn/findings?open=true&unit=${parks})`,
      ].join('\n'),
    },
  })
  answer = '{"errcode":93000,"errmsg":"invalid webhook url"}'
  expect(await office(contract.tryRobot, { params: { robotId } })).toEqual({
    outcome: 'failed',
    words: '93000 invalid webhook url',
  })
  const shown = await office(contract.listRobots, {})
  expect(shown).toMatchObject([{ id: robotId, secretIsSet: false, unit: { name: '区园林中心' } }])
  const { rows } = await district.as['audit-admin'](readJournal, { query: {} })
  expect(JSON.stringify([shown, rows])).not.toContain('geheim')
  await office(contract.dropRobot, { params: { robotId } })
  expect(await office(contract.listRobots, {})).toEqual([])
})

it('messages go nowhere but to the makers’ own addresses and those that are allowed', async () => {
  const { office } = await aTown()
  const robot = { name: '群', kind: 'feishu' as const, unitId: null, isOn: true, secret: '' }
  const add = (address: string) => codeOf(office(contract.addRobot, { body: { ...robot, address } }))
  for (const address of [
    'https://169.254.169.254/latest',
    'http://open.feishu.cn/x',
    'https://open.feishu.cn:8443/x',
    'https://open.feishu.cn.example.com/x',
    'https://oapi.dingtalk.com/robot/send?access_token=x',
  ])
    expect(await add(address)).toBe('reminder.place-unknown')
  expect(await add('https://open.feishu.cn/open-apis/bot/v2/hook/x')).toHaveProperty('id')
  const device = { keys: { p256dh: 'AA', auth: 'AA' }, label: '浏览器' }
  const push = (endpoint: string) => codeOf(office(contract.addPushDevice, { body: { ...device, endpoint } }))
  expect(await push('https://10.0.0.1/push')).toBe('reminder.place-unknown')
  expect(await push('https://push.apple.com.example.com/x')).toBe('reminder.place-unknown')
  expect(await push('https://web.push.apple.com/x')).toHaveProperty('id')
})

it('a browser is pushed to, and forgotten once its subscription is gone', async () => {
  const { district, give, owing, office } = await aTown()
  const receiver = createECDH('prime256v1')
  const { pushKey } = await owing(contract.readMyReminders, {})
  const body = {
    endpoint: 'https://fcm.googleapis.com/fcm/send/x',
    keys: {
      p256dh: receiver.generateKeys('base64url'),
      auth: randomBytes(16).toString('base64url'),
    },
    label: 'Chrome · Windows',
  }
  const { id } = await owing(contract.addPushDevice, { body })
  expect((await owing(contract.addPushDevice, { body })).id).toBe(id)
  expect(await codeOf(office(contract.dropPushDevice, { params: { pushDeviceId: id } }))).toBe(
    'request.not-found',
  )
  expect(Buffer.from(pushKey, 'base64url')).toHaveLength(65)
  await give('补植')
  app.pass(11 * minuteMs)
  const answers = [503, 410]
  const deps: Deps = { ...app.deps, post: () => Promise.resolve({ status: answers.shift() ?? 0, text: '' }) }
  await sendDue(deps, { districtId: district.id, name: '甲区' })
  expect((await owing(contract.readMyReminders, {})).devices).toMatchObject([
    { id, label: 'Chrome · Windows' },
  ])
  app.pass(6 * minuteMs)
  await sendDue(deps, { districtId: district.id, name: '甲区' })
  expect((await owing(contract.readMyReminders, {})).devices).toEqual([])
  const { rows } = await office(contract.listDeliveries, { query: {} })
  expect(rows.map(({ channel, words }) => [channel, words])).toEqual([
    ['push', '410'],
    ['push', '503'],
  ])
})

it('the password is kept unless another is given, never shown, and a trial letter says what was wrong', async () => {
  const { office } = await aTown()
  const digests = ['14:30' as TimeOfDay, '08:30' as TimeOfDay]
  await office(contract.changeReminderSettings, { body: { digests, quiet, mail: mail() } })
  expect(await office(contract.readReminderSettings, {})).toEqual({
    ...{ digests: ['08:30', '14:30'], quiet },
    mail: { ...mail(), passwordIsSet: true },
  })
  const to = 'ban@example.gov.cn'
  expect(await office(contract.tryMail, { body: { to } })).toEqual({ outcome: 'sent', words: '' })
  await office(contract.changeReminderSettings, { body: { digests, quiet, mail: mail() } })
  expect(await office(contract.tryMail, { body: { to } })).toEqual({ outcome: 'sent', words: '' })
  await office(contract.changeReminderSettings, {
    body: { digests, quiet, mail: { ...mail(), password: 'wrong' } },
  })
  expect(await office(contract.tryMail, { body: { to } })).toMatchObject({
    outcome: 'failed',
    words: expect.stringContaining('535') as string,
  })
  await office(contract.changeReminderSettings, { body: { digests, quiet, mail: null } })
  expect(await codeOf(office(contract.tryMail, { body: { to } }))).toBe('reminder.mail-not-set')
})
