import * as contract from '@chuangyuan/contract/finding'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withConnection } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { migrate, migrateDown, readMigrations } from '../../db/migrate.ts'
import { settle } from '../../testing/small-town.ts'
import { testApp, testNow, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

describe('the findings of an older schema', () => {
  it('are the same after the step to the narrow table, and are found by their words', async () => {
    const district = await app.aDistrict()
    const ids = await settle(app, district)
    const { supervisor, office } = district.as
    const report = (words: string): contract.ReportInput => ({
      ...{
        id: newId(),
        kind: 'dead-plant',
        severity: null,
        siteId: ids.sites.get('G-1') ?? '',
        streetId: null,
      },
      ...{ place: null, address: '东门内', words, entries: [], photos: [newId()], channel: 'phone' },
      ...{ foundAt: testNow, onBehalfOf: null, visitId: null },
    })
    for (const words of ['行道树枯死两株', '树池裸土未覆盖'])
      await supervisor(contract.reportFinding, { body: report(words) })
    const search = (text: string) => office(contract.listFindings, { query: { search: text } })
    const before = [await office(contract.listFindings, {}), await search('裸土未'), await search('东')]
    expect(before.map(({ total }) => total)).toEqual([2, 1, 2])

    await withConnection(app.deps.db.owner, async (owner) => {
      const steps = readMigrations()
      const narrowed = steps.findIndex(({ name }) => name.endsWith('-narrow-findings'))
      await migrateDown(owner, narrowed)
      await owner.query(`SET app.every_district = 'yes'`)
      const { rows } = await owner.query<{ words: string }>(
        `SELECT record->>'words' AS words FROM findings ORDER BY id`,
      )
      expect(rows.map(({ words }) => words).toSorted()).toEqual(
        ['树池裸土未覆盖', '行道树枯死两株'].toSorted(),
      )
      await owner.query('RESET app.every_district')
      expect(await migrate(owner)).toEqual(steps.slice(narrowed).map(({ name }) => name))
    })
    expect([await office(contract.listFindings, {}), await search('裸土未'), await search('东')]).toEqual(
      before,
    )
  })
})

describe('the indexes of arrays', () => {
  it.each([
    ['findings_by_grams', `grams @> array['裸土']::text[]`],
    ['findings_by_assisting', `assisting_ids && array['${newId()}']::uuid[]`],
  ])('%s is used although every row is guarded', async (index, condition) => {
    const plan = await withConnection(app.deps.db.owner, async (owner) => {
      await owner.query(
        `SET app.every_district = 'yes'; SET enable_seqscan = off; SET enable_indexscan = off`,
      )
      const explained = await owner.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN SELECT id FROM findings WHERE ${condition}`,
      )
      return explained.rows.map((row) => row['QUERY PLAN']).join('\n')
    })
    expect(plan).toContain(index)
  })
})
