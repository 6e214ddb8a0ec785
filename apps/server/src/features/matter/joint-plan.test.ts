import { CallRefused } from '@chuangyuan/contract/call'
import { actOnFinding, reportFinding } from '@chuangyuan/contract/finding'
import * as contract from '@chuangyuan/contract/joint-plan'
import { listMatters, listTodos } from '@chuangyuan/contract/matter'
import { addDays, dayOf } from '@chuangyuan/domain/day'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { settle } from '../../testing/small-town.ts'
import { testApp, testNow, type Caller, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
}, 60_000)
afterAll(() => app.close())

const dueOn = addDays(dayOf(testNow), 5)

/** A finding on the parks' ground, with the roads and the street to help. */
async function aJointFinding() {
  const district = await app.aDistrict()
  const ids = await settle(app, district)
  const unit = (code: string) => ids.units.get(code) ?? ''
  const memberOf = async (code: string) => {
    const scope = { kind: 'unit', unitId: unit(code) } as const
    return (await district.signedInWith([{ role: 'unit', scope }])).call
  }
  const { office } = district.as
  const findingId = newId()
  const siteId = ids.sites.get('G-1') ?? ''
  await office(reportFinding, {
    body: {
      ...{
        id: findingId,
        kind: 'dead-plant',
        severity: null,
        siteId,
        streetId: null,
        place: null,
        address: '',
      },
      ...{ words: '枯死', entries: [], photos: [newId()], channel: 'desk', foundAt: testNow },
      ...{ onBehalfOf: null, visitId: null },
    },
  })
  const params = { findingId }
  const act = { action: 'dispatch', unitId: unit('parks'), postId: null } as const
  await office(actOnFinding, { params, body: { act: { action: 'file' }, onBehalfOf: null } })
  const assisting = [unit('roads'), unit('street')]
  await office(actOnFinding, { params, body: { act: { ...act, assisting }, onBehalfOf: null } })
  return {
    params,
    unit,
    office,
    lead: await memberOf('parks'),
    roads: await memberOf('roads'),
    street: await memberOf('street'),
  }
}

async function codeOf(attempt: Promise<unknown>) {
  const fault = await attempt.then(
    () => undefined,
    (refused: unknown) => refused,
  )
  return fault instanceof CallRefused ? fault.problem.code : fault
}

async function asked(call: Caller) {
  const { items } = await call(listTodos, { query: {} })
  return items.filter(({ what }) => what === 'joint-plan').map(({ id, stage }) => [id, stage])
}

it('is written by the lead, confirmed by each unit, and becomes matters when the office approves', async () => {
  const { params, unit, office, lead, roads, street } = await aJointFinding()
  const shares = [
    { unitId: unit('parks'), what: '清除枯株', dueOn },
    { unitId: unit('roads'), what: '恢复铺装', dueOn: addDays(dueOn, 1) },
  ]
  expect(await codeOf(roads(contract.writeJointPlan, { params, body: { shares } }))).toBe(
    'identity.outside-scope',
  )
  expect(
    await codeOf(
      lead(contract.writeJointPlan, { params, body: { shares: [{ unitId: newId(), what: 'X', dueOn }] } }),
    ),
  ).toBe('joint-plan.unit-outside')
  await lead(contract.writeJointPlan, { params, body: { shares } })
  expect(await asked(roads)).toEqual([[params.findingId, 'confirm']])
  expect(await asked(office)).toEqual([])

  const reply = (call: Caller, code: string, agreed: boolean, reason = '') =>
    call(contract.replyToJointPlan, { params, body: { unitId: unit(code), agreed, reason } })
  expect(await codeOf(reply(roads, 'street', true))).toBe('identity.outside-scope')
  expect(await codeOf(reply(roads, 'roads', false))).toBe('joint-plan.reason-missing')
  await reply(roads, 'roads', false, '本周无材料')
  expect(await asked(lead)).toEqual([[params.findingId, 'rewrite']])
  await lead(contract.writeJointPlan, { params, body: { shares } })
  await reply(roads, 'roads', true)
  expect(await asked(roads)).toEqual([])
  const shown = await office(contract.showJointPlan, { params })
  expect(shown.plan?.replies.map(({ unit: { name }, agreed }) => [name, agreed])).toEqual([
    ['区城管局', true],
    ['泉城路街道办事处', null],
  ])
  expect(await codeOf(office(contract.approveJointPlan, { params, body: { words: '' } }))).toBe(
    'joint-plan.not-confirmed',
  )
  await reply(street, 'street', true)
  expect(await asked(office)).toEqual([[params.findingId, 'approve']])
  expect(await codeOf(lead(contract.approveJointPlan, { params, body: { words: 'X' } }))).toBe(
    'identity.verb-not-granted',
  )
  await office(contract.approveJointPlan, { params, body: { words: '' } })
  expect(await asked(office)).toEqual([])

  const { rows } = await office(listMatters, { query: { finding: params.findingId } })
  expect(rows.map(({ title, unit: { name }, dueOn: due, stage }) => [title, name, due, stage])).toEqual([
    ['清除枯株', '区园林中心', dueOn, 'open'],
    ['恢复铺装', '区城管局', addDays(dueOn, 1), 'open'],
  ])
  expect(await codeOf(office(contract.approveJointPlan, { params, body: { words: 'X' } }))).toBe(
    'joint-plan.approved',
  )
  expect((await office(listMatters, { query: { finding: params.findingId } })).total).toBe(2)
})

it('says who may do what, and nothing of a finding that the account does not see', async () => {
  const { params, unit, lead, roads } = await aJointFinding()
  expect(await lead(contract.showJointPlan, { params })).toMatchObject({
    ...{ plan: null, mayWrite: true, mayReply: [], mayApprove: false },
  })
  await lead(contract.writeJointPlan, {
    params,
    body: { shares: [{ unitId: unit('parks'), what: 'X', dueOn }] },
  })
  expect(await roads(contract.showJointPlan, { params })).toMatchObject({
    ...{ mayWrite: false, mayReply: [{ name: '区城管局' }], mayApprove: false },
  })
  const other = await aJointFinding()
  expect(await codeOf(roads(contract.showJointPlan, { params: other.params }))).toBe('request.not-found')
})
