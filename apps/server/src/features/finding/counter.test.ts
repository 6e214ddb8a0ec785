import * as contract from '@chuangyuan/contract/finding'
import type { CallInput } from '@chuangyuan/contract/call'
import { counters } from '@chuangyuan/domain/finding/indices'
import type { Role, Scope } from '@chuangyuan/domain/identity/role'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { settle } from '../../testing/small-town.ts'
import { testApp, testNow, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

type Act = CallInput<typeof contract.actOnFinding>['body']['act']
const day = 86_400_000
const period = { since: '2026-03-01', until: '2026-03-31' } as const

/** Every kind of finding that a counter tells from another: 9 reported, of 5 March 2026, and what became of them. */
async function aMonth() {
  const district = await app.aDistrict()
  const { sites, units } = await settle(app, district)
  const { supervisor } = district.as
  const [parksId, roadsId] = [units.get('parks') ?? '', units.get('roads') ?? '']
  const whole = { kind: 'district' } as const
  const signedIn = async (role: Role, scope: Scope = whole) =>
    (await district.signedInWith([{ role, scope }])).call
  // Sessions end with the weeks that pass, so everybody signs in again.
  const everybody = async () => ({
    office: await signedIn('office'),
    parks: await signedIn('unit', { kind: 'unit', unitId: parksId }),
    one: await signedIn('supervisor'),
    other: await signedIn('supervisor'),
  })
  let by = await everybody()

  async function reported(siteCode: string, over: Partial<contract.ReportInput> = {}): Promise<string> {
    const body = {
      ...{
        id: newId(),
        kind: 'dead-plant',
        severity: null,
        siteId: sites.get(siteCode) ?? '',
        streetId: null,
      },
      ...{
        place: null,
        address: '',
        words: '死株',
        entries: [],
        photos: [newId()],
        channel: 'phone' as const,
      },
      ...{ foundAt: testNow, onBehalfOf: null, visitId: null, ...over },
    }
    return (await supervisor(contract.reportFinding, { body })).id
  }
  async function act(id: string, ...steps: readonly (readonly [keyof typeof by, Act])[]) {
    for (const [who, act] of steps)
      await by[who](contract.actOnFinding, { params: { findingId: id }, body: { act, onBehalfOf: null } })
  }
  const file = ['office', { action: 'file' }] as const
  const to = (unitId: string, assisting: string[] = []) =>
    ['office', { action: 'dispatch', unitId, postId: null, assisting }] as const
  const ask = (wish: Extract<Act, { action: 'ask' }>['wish']) =>
    ['parks', { action: 'ask', wish, reason: '等苗木' }] as const
  const granted = ['office', { action: 'decide', granted: true, words: '' }] as const
  const plan = [
    'parks',
    { action: 'plan', words: '补', responsible: '钱二', finishOn: '2026-03-31' },
  ] as const
  const done = ['parks', { action: 'file-measures', words: '已补', photos: new Array<string>() }] as const
  const measures = (passed: boolean) => ['one', { action: 'check-measures', passed, words: '否' }] as const
  async function close(id: string) {
    const { entries } = await by.other(contract.getFinding, { params: { findingId: id } })
    const answers = entries.map((entry) => ({ entryId: entry.id, passed: true, words: '' }))
    const photos = [newId()]
    await act(id, [
      'other',
      { action: 'check-result', entries: answers, passed: true, photos, place: null, words: '' },
    ])
  }

  await reported('G-1')
  await act(await reported('G-4', { kind: 'road-litter' }), file)
  await act(await reported('G-1'), file, to(parksId, [roadsId]))
  await act(await reported('G-4'), file, to(parksId), ask({ kind: 'return' }), granted, to(roadsId))
  const good = await reported('G-1')
  await act(good, file, to(parksId), plan, done, measures(false), done, measures(true))
  await close(good)
  const late = await reported('G-4')
  await act(late, file, to(parksId), plan)
  await act(
    await reported('G-1'),
    file,
    to(parksId),
    ask({ kind: 'suspension', until: '2026-03-20', promise: '春季补植' }),
    granted,
  )
  await act(
    await reported('G-1'),
    file,
    to(parksId),
    ask({ kind: 'extension', until: '2026-03-25' }),
    granted,
  )
  const undone = await reported('G-1')
  await act(undone, file, to(parksId), plan, done, measures(true))
  await close(undone)
  await act(undone, ['other', { action: 'reopen', photos: [newId()], words: '又枯死' }])
  app.pass(40 * day)
  by = await everybody()
  await act(late, done, measures(true))
  await close(late)
  return { office: by.office, parksId }
}

it('every counter lists exactly what it counts, by unit, street, stream and in the whole', async () => {
  const { office, parksId } = await aMonth()
  const total = async (query: NonNullable<CallInput<typeof contract.listFindings>['query']>) =>
    (await office(contract.listFindings, { query })).total
  const whole = await Promise.all(
    counters.map(async (counter) => [counter, await total({ ...period, counter })] as const),
  )
  expect(Object.fromEntries(whole)).toEqual({
    ...{ reported: 9, filed: 8, dispatched: 7, rightlyDispatched: 6, dueToHandle: 7, handled: 2 },
    ...{ handledInTime: 1, overdue: 5, dueToClose: 7, dueToCloseAtWork: 6, closed: 2, closedInTime: 1 },
    ...{ reworked: 1, extended: 1, lookedAtAgain: 1, undone: 1 },
  })
  let compared = 0
  for (const by of ['unit', 'street', 'stream', 'whole'] as const) {
    const { rows } = await office(contract.findingIndices, {
      query: { by, from: period.since, to: period.until },
    })
    for (const { of, indices } of rows)
      for (const { counted, ...index } of indices)
        for (const part of ['numerator', 'denominator'] as const) {
          const mine = of === null ? {} : { [by]: of.id }
          expect(await total({ ...period, ...mine, counter: counted[part] })).toBe(index[part])
          compared += 1
        }
  }
  expect(compared).toBeGreaterThan(100)
  expect(await total({ ...period, unit: parksId, counter: 'dispatched' })).toBe(6)
  expect(await total({ since: '2026-04-01', counter: 'dispatched' })).toBe(0)
})
