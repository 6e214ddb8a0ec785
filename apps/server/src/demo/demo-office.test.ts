import { listFindings } from '@chuangyuan/contract/finding'
import { changePassword, signIn } from '@chuangyuan/contract/identity'
import { ledgerMoves, listAppeals, readLedger } from '@chuangyuan/contract/ledger'
import { listMatters, listMeetings } from '@chuangyuan/contract/matter'
import { listPapers } from '@chuangyuan/contract/paper'
import { addDays, dayOf, startOfDay } from '@chuangyuan/domain/day'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { districtStore } from '../features/district/public.ts'
import { testApp, testNow, testPassword, type Caller, type TestApp } from '../testing/test-app.ts'
import { seedDemoDistrict } from './seed-demo.ts'

const today = dayOf(testNow)
let app: TestApp
let office: Caller

beforeAll(async () => {
  app = await testApp()
  const seeded = await seedDemoDistrict(app.deps)
  await seeded?.afterwards()
  const [district] = await app.deps.db.identify(({ query }) => districtStore(query).list())
  const { login = '', initialPassword: current = '' } =
    seeded?.accounts.find((account) => account.login === 'chuangjianban') ?? {}
  office = app.callerWith()
  await office(signIn, { body: { districtId: district?.id ?? '', login, password: current } })
  await office(changePassword, { body: { current, next: testPassword } })
})
afterAll(() => app.close())

describe('the office of the demo', () => {
  it('has held two meetings, whose decisions stand in every stage', async () => {
    const { rows: meetings } = await office(listMeetings, { query: {} })
    expect(meetings.map(({ decisions }) => decisions)).toEqual([3, 4])
    const { rows } = await office(listMatters, { query: { limit: 100 } })
    expect(new Set(rows.map(({ stage }) => stage))).toEqual(new Set(['open', 'answered', 'done']))
    expect(rows.filter(({ late }) => late).map(({ title }) => title)).toHaveLength(2)
    expect(rows.filter(({ kind }) => kind === 'commitment')).toHaveLength(3)
    expect(rows.every(({ title, givenAt }) => title.includes('演示') && givenAt < testNow)).toBe(true)
    const [decided] = rows.filter(({ kind }) => kind === 'leader-decision')
    const { rows: asking } = await office(listFindings, { query: { asked: 'true', limit: 100 } })
    expect(asking.map(({ id }) => id)).toContain(decided?.findingId)
  })

  it('issued a batch of notices, numbered in a row, and a brief yesterday; a circular is a draft', async () => {
    const { rows } = await office(listPapers, { query: {} })
    const numbers = (kind: string) =>
      rows.flatMap((paper) => (paper.kind === kind ? (paper.number ?? []) : [])).toSorted()
    expect(numbers('notice')).toEqual([1, 2, 3, 4].map((at) => `创园整〔2026〕${String(at)}号`))
    expect(numbers('daily')).toEqual(['第1期'])
    expect(rows.filter(({ kind }) => kind === 'circular')).toMatchObject([{ stage: 'drafted' }])
    for (const { issuedAt } of rows.filter(({ stage }) => stage === 'issued'))
      expect(dayOf(issuedAt as typeof testNow)).toBe(addDays(today, -1))
  })

  it('can tell what has moved in the ledger since yesterday, and the differences add up', async () => {
    const { since, before, after, moves } = await office(ledgerMoves, { query: {} })
    expect(since).toBe(addDays(today, -1))
    expect(moves.length).toBeGreaterThan(0)
    const points = moves.filter(({ currency }) => currency === 'points')
    expect(points.reduce((sum, move) => sum + move.after - move.before, 0)).toBe(after.points - before.points)
    expect((await office(readLedger, {})).total.points).toBe(after.points)
  })

  it('has one appeal to decide and one decided', async () => {
    const { rows } = await office(listAppeals, { query: {} })
    expect(rows.filter(({ decision }) => decision === null)).toHaveLength(1)
    expect(rows.filter(({ decision }) => decision?.upheld === true)).toHaveLength(1)
    expect(rows).toHaveLength(2)
    expect(rows.every(({ appealedAt }) => appealedAt < startOfDay(today))).toBe(true)
  })

  it('counts findings as its lists do, though they were written in three parts', async () => {
    for (const stage of ['reported', 'filed', 'dispatched', 'planned', 'closed'] as const) {
      const counted = (await office(listFindings, { query: { stage, limit: 1 } })).total
      const { rows } = await office(listFindings, { query: { stage, limit: 1000 } })
      expect([stage, rows.length]).toEqual([stage, counted])
    }
    const { rows } = await office(listFindings, { query: { limit: 1000 } })
    expect(rows).toHaveLength(400)
  })
})
