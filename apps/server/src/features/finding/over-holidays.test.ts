import * as contract from '@chuangyuan/contract/finding'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { settle } from '../../testing/small-town.ts'
import { testApp, testNow, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
let now: number = testNow
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

function beijing(text: string): number {
  return Date.parse(`${text}:00+08:00`)
}

function passTo(text: string): void {
  app.pass(beijing(text) - now)
  now = beijing(text)
}

const hourMs = 3_600_000

it('an overdue finding waits for nobody over National Day, and its page says who is next and when', async () => {
  // Two days before 国庆节 (1–7 October 2026); Saturday 10 October makes up for it.
  passTo('2026-09-29T15:00')
  const district = await app.aDistrict()
  const { office } = district.as
  const { sites, units } = await settle(app, district)
  const body: contract.ReportInput = {
    ...{ id: newId(), kind: 'withering', severity: null, siteId: sites.get('G-1') ?? '', streetId: null },
    ...{ place: null, address: '', words: '萎蔫', entries: [], photos: [], channel: 'desk', foundAt: now },
    ...{ onBehalfOf: null, visitId: null },
  }
  const { id: findingId } = await office(contract.reportFinding, { body })
  const params = { findingId }
  const unitId = units.get('parks') ?? ''
  const acts: contract.FindingActionInput[] = [
    { action: 'file' },
    { action: 'dispatch', unitId, postId: null, assisting: [] },
  ]
  for (const act of acts) await office(contract.actOnFinding, { params, body: { onBehalfOf: null, act } })

  const clockAt = async (text: string) => {
    passTo(text)
    // A session lives for hours; who reads a week later has signed in again.
    const { call } = await district.signedInWith([{ role: 'office', scope: { kind: 'district' } }])
    const { clock } = await call(contract.getFinding, { params })
    return clock
  }
  const stands = (level: string, since: string, next: readonly [level: string, at: string]) => ({
    overdue: true,
    escalation: { level, since: beijing(since), next: { level: next[0], at: beijing(next[1]) } },
  })

  expect(await clockAt('2026-09-30T14:59')).toMatchObject({
    ...{ because: 'standard', counts: 'working', allowedMs: 7 * hourMs, running: true },
    ...{ dueAt: beijing('2026-09-30T15:00'), overdue: false, escalation: null },
  })
  const atUnit = stands('unit', '2026-09-30T15:00', ['first-responsible', '2026-10-08T10:00'])
  const usedMs = 9.5 * hourMs
  expect(await clockAt('2026-10-01T00:00')).toMatchObject({ ...atUnit, usedMs })
  expect(await clockAt('2026-10-05T10:00')).toMatchObject({ ...atUnit, usedMs })
  expect(await clockAt('2026-10-08T09:59')).toMatchObject(atUnit)
  expect(await clockAt('2026-10-08T10:00')).toMatchObject(
    stands('first-responsible', '2026-10-08T10:00', ['sponsor', '2026-10-09T10:00']),
  )
  expect(await clockAt('2026-10-10T09:00')).toMatchObject(
    stands('sponsor', '2026-10-09T10:00', ['supervision-group', '2026-10-12T10:00']),
  )
  expect(await clockAt('2026-10-12T10:00')).toMatchObject({
    overdue: true,
    escalation: { level: 'supervision-group', since: beijing('2026-10-12T10:00'), next: null },
  })
})
