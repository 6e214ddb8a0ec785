import { addressOf } from '@chuangyuan/contract/call'
import type { Operation } from '@chuangyuan/contract/operation'
import { problem } from '@chuangyuan/contract/problem'
import { roles, verbsOf } from '@chuangyuan/domain/identity/role'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../db/id.ts'
import { oneOfEach } from '../testing/one-of-each.ts'
import { testApp, type TestApp, type TestDistrict } from '../testing/test-app.ts'

/** Each walk makes thousands of requests; a busy machine is given its time. */
const walkMs = 300_000

let app: TestApp
let own: TestDistrict
let foreign: TestDistrict

beforeAll(async () => {
  app = await testApp()
  own = await app.aDistrict('甲区')
  foreign = await app.aDistrict('乙区')
})
afterAll(() => app.close())

interface Said {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: object
}

/** Parameters that name nothing, unless the caller names something. */
async function call(
  operation: Operation,
  cookie: string | undefined,
  { params, query = {}, body = {} }: Said = {},
) {
  const named = Object.keys(operation.params.shape).map((name) => [name, params?.[name] ?? newId()])
  const response = await app.http.inject({
    method: operation.method,
    url: addressOf(operation, { params: Object.fromEntries(named) as Record<string, unknown>, query }),
    headers: {
      'x-requested-with': 'chuangyuan',
      ...(cookie === undefined ? {} : { cookie }),
      ...(operation.upload ? { 'content-type': 'application/octet-stream' } : {}),
    },
    ...(operation.method === 'GET' || operation.body === undefined ? {} : { payload: body }),
    payloadAsStream: true,
  })
  const { statusCode, headers } = response
  return { statusCode, headers, body: await textOf(operation, response.stream()) }
}

/** Of a stream the first piece: it has no end. */
async function textOf({ reply }: Operation, stream: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of stream) {
    pieces.push(piece)
    if (reply !== 'nothing' && 'stream' in reply) break
  }
  return Buffer.concat(pieces).toString()
}

const refusedBefore = new Set(['identity.sign-in-required', 'identity.verb-not-granted'])

it('every operation lets in exactly the roles that its policy names', { timeout: walkMs }, async () => {
  const faults: string[] = []
  for (const operation of app.operations) {
    // Signing out, and whatever else ends the session, would spoil the walk.
    if (operation.id === 'identity.signOut') continue
    for (const role of [undefined, ...roles]) {
      const response = await call(operation, role === undefined ? undefined : own.cookies[role])
      const code = refusalOf(response)
      const admitted = code === undefined || !refusedBefore.has(code)
      if (response.statusCode >= 500)
        faults.push(`${operation.id} as ${String(role)}: ${String(response.statusCode)}`)
      if (admitted !== expected(operation, role))
        faults.push(`${operation.id} as ${String(role)}: ${String(code)}`)
    }
  }
  expect(faults).toEqual([])
})

const sameId = newId()

const targetPart = {
  ...{ kind: 'project', name: 'X', streetId: null, unitId: null, planned: 1, build: null, greenRate: null },
}

/** Input that is right but for whose thing it is about, so that nothing else can be the reason of the refusal. */
const rightInput: Readonly<Record<string, Omit<Said, 'params'>>> = {
  'site.change': {
    body: {
      ...{ code: 'X', name: 'X', kind: 'park', streetId: newId(), communityId: null, territoryUnitId: null },
      ...{ ownerUnitId: null, address: null, lon: null, lat: null, area: null, length: null },
      ...{ onRoute: false, remark: null, holders: [] },
    },
  },
  'reminder.changeRobot': { body: { name: 'X', kind: 'feishu', unitId: null, isOn: false } },
  'finding.act': { body: { onBehalfOf: null, act: { action: 'file' } } },
  'rescue.preview': { body: { passphrase: 'x' } },
  'rescue.load': { body: { passphrase: 'x' } },
  'intake.undo': { body: { overwriteChanged: true } },
  'figure.correct': {
    body: { value: 1, unit: 'percent', asOf: '2026-03-01', source: '统计局', remark: null },
  },
  'score.answer': {
    body: { answer: { kind: 'clause', met: true }, note: '', answeredOn: '2026-03-01' },
  },
  'layer.inspect': { body: {} },
  'layer.check': { body: { layer: 'x', kind: 'water', mapping: {} } },
  'layer.import': {
    body: { layer: 'x', kind: 'water', mapping: {}, name: 'X', asOf: '2026-03-01', source: 'X' },
  },
  'layer.addStreets': { body: { codes: ['370102001'] } },
  'identity.setAccountDisabled': { body: { disabled: true } },
  'identity.setAccountPerson': { body: { personId: null } },
  'identity.setGrants': { body: { grants: [] } },
  'photo.send': { query: { offset: 0 } },
  'pack.check': { body: {} },
  'pack.diff': { query: { from: '0' } },
  'handbook.diff': { query: { from: '0' } },
  'joint-plan.write': { body: { shares: [{ unitId: newId(), what: 'X', dueOn: '2026-03-01' }] } },
  'joint-plan.reply': { body: { unitId: newId(), agreed: true, reason: '' } },
  'joint-plan.approve': { body: { words: 'X' } },
  'matter.move': { body: { action: 'note', words: 'X', until: null } },
  'paper.reword': { body: { title: 'X', addressed: '', copies: '' } },
  'paper.uploadTemplate': { query: { fileName: 'x.docx' } },
  'handbook.import': { query: { fileName: 'x.xlsx', note: 'x' } },
  'pack.import': { query: { fileName: 'x.xlsx', note: 'x' } },
  'campaign.edit': {
    body: {
      ...{ name: '夺走', tier: null, inspectionOn: null, isCurrent: true },
      profile: { kind: 'district', population: 620_000, region: 'north' },
    },
  },
  'supervision.changeTeam': {
    body: {
      ...{ name: 'X', leaderPostId: sameId, memberPostIds: [sameId] },
      ...{ from: '2026-03-01', until: '2026-03-02', order: 1 },
    },
  },
  'supervision.changePlan': {
    body: { name: 'X', from: '2026-03-01', until: '2026-03-02', sitesPerDay: 1, zones: [] },
  },
  'supervision.setKeySite': { body: { postId: sameId, everyDays: 1, words: '' } },
  'sponsor.handOver': { body: { postId: sameId, on: '2026-03-02' } },
  'ledger.decide': { body: { words: 'X', correction: null } },
  'target.change': {
    body: {
      ...{ code: 'X', kind: 'new-green', name: 'X', unit: 'ha', amount: 1, source: '' },
      ...{ startsOn: '2026-03-01', dueOn: '2026-03-02' },
    },
  },
  'target.addPart': { body: targetPart },
  'target.changePart': { body: targetPart },
  'target.report': { body: { figure: 'built', on: '2026-03-01', amount: 1, words: 'X', photos: [] } },
  'draw.announce': { body: { seed: '1', source: 'X' } },
  'draw.assign': { body: { postId: sameId } },
  'draw.look': { body: { passed: true, words: '', photos: [] } },
  'campaign.previewSwitch': { query: { packKey: 'garden-2000-2005', packVersion: '0' } },
  'campaign.switch': {
    body: { packKey: 'garden-2000-2005', packVersion: 0, tier: null, decisions: [] },
  },
}

/** Their parameters are words of the shipped packs, which belong to every district alike. */
const aboutSharedWords = new Set([
  ...['duty.change', 'pack.correct', 'figure.history', 'score.figures', 'score.counted'],
  ...['paper.template', 'paper.uploadTemplate'],
])

it(
  'every operation refuses things of another district as things that do not exist',
  { timeout: walkMs },
  async () => {
    const theirs = await oneOfEach(app, foreign)
    const named = new Set(app.operations.flatMap(({ params }) => Object.keys(params.shape)))
    expect([...named].filter((name) => theirs[name] === undefined)).toEqual([])
    // They are there: their own office finds them under the same names.
    const found = [
      'site.get',
      'sponsor.ofSite',
      'site.readPhone',
      'intake.get',
      'score.answers',
      'layer.get',
      'task.get',
      'pack.get',
      'supervision.plan',
      'draw.get',
      'visit.ofSite',
      'photo.original',
      'photo.thumbnail',
      'handbook.version',
      'paper.show',
      'matter.show',
      'target.show',
      'paper.bundle',
    ]
    for (const operation of app.operations.filter(({ id }) => found.includes(id))) {
      const { statusCode } = await call(operation, foreign.cookies.office, { params: theirs })
      expect([operation.id, statusCode]).toEqual([operation.id, 200])
    }
    const faults: string[] = []
    for (const operation of app.operations) {
      if (Object.keys(operation.params.shape).length === 0 || aboutSharedWords.has(operation.id)) continue
      for (const role of roles.filter((each) => expected(operation, each))) {
        const response = await call(operation, own.cookies[role], {
          ...rightInput[operation.id],
          params: theirs,
        })
        if (![403, 404].includes(response.statusCode))
          faults.push(
            `${operation.id} as ${role}: ${String(response.statusCode)} ${response.body.slice(0, 300)}`,
          )
      }
    }
    expect(faults).toEqual([])
  },
)

it('nothing that can be read tells of another district', { timeout: walkMs }, async () => {
  const theirs = await oneOfEach(app, await app.aDistrict('丙区'))
  const secrets = [
    'siteId',
    'personId',
    'accountId',
    'campaignId',
    'figureId',
    'importId',
    'layerId',
    'findingId',
    'photoId',
    'paperId',
    'matterId',
  ]
  const faults: string[] = []
  for (const operation of app.operations.filter(({ method }) => method === 'GET')) {
    const params = {
      packKey: theirs['packKey'],
      version: '0',
      inputId: theirs['inputId'],
      quantity: theirs['quantity'],
    }
    for (const role of roles.filter((each) => expected(operation, each))) {
      const { body } = await call(operation, own.cookies[role], { params })
      for (const name of secrets) {
        if (body.includes(theirs[name] ?? '-')) faults.push(`${operation.id} as ${role} tells ${name}`)
      }
    }
  }
  expect(faults).toEqual([])
})

it('the walk covers the whole contract', () => {
  expect(app.operations.length).toBeGreaterThan(20)
  expect(new Set(app.operations.map(({ id }) => id)).size).toBe(app.operations.length)
})

function refusalOf(response: Awaited<ReturnType<typeof call>>): string | undefined {
  const isProblem = String(response.headers['content-type']).includes('problem+json')
  return isProblem ? problem.parse(JSON.parse(response.body)).code : undefined
}

function expected({ policy }: Operation, role: (typeof roles)[number] | undefined): boolean {
  if (policy.kind === 'public' || policy.kind === 'setup') return true
  if (role === undefined) return false
  return policy.kind === 'signed-in' || verbsOf[role].includes(policy.verb)
}
