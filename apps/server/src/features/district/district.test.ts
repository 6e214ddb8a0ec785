import * as contract from '@chuangyuan/contract/district'
import { CallRefused } from '@chuangyuan/contract/call'
import { readJournal, whoAmI } from '@chuangyuan/contract/identity'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
}, 60_000)
afterAll(() => app.close())

const tianditu = { key: '0123456789abcdef0123456789abcdef', reviewNumber: 'GS（2024）0650号' }

test('a base map is set with its review number and reaches every account, the key stays out of the journal', async () => {
  const district = await app.aDistrict()
  expect(await district.as.leader(contract.getSettings, {})).toEqual({ tianditu: null })
  await district.as.office(contract.changeSettings, { body: { tianditu } })
  expect(await district.as['audit-admin'](contract.getSettings, {})).toEqual({ tianditu })
  const { rows } = await district.as['audit-admin'](readJournal, { query: {} })
  expect(rows[0]).toMatchObject({
    verb: 'district.settings-changed',
    details: { before: null, after: tianditu.reviewNumber, keyChanged: true },
  })
  expect(JSON.stringify(rows)).not.toContain(tianditu.key)
  await district.as.office(contract.changeSettings, { body: { tianditu: null } })
  expect(await district.as.street(contract.getSettings, {})).toEqual({ tianditu: null })
})

test('a key without a review number is refused', async () => {
  const district = await app.aDistrict()
  const refused = await district.as
    .office(contract.changeSettings, { body: { tianditu: { ...tianditu, reviewNumber: ' ' } } })
    .catch((error: unknown) => error)
  expect(refused instanceof CallRefused && refused.problem.code).toBe('request.invalid')
})

test('changing the settings keeps what they do not name, and other districts as they are', async () => {
  const [own, other] = [await app.aDistrict(), await app.aDistrict()]
  await app.deps.db.transact({ districtId: own.id }, ({ query }) =>
    query
      .updateTable('districts')
      .set({ settings: JSON.stringify({ demo: true }) })
      .where('id', '=', own.id)
      .execute(),
  )
  await own.as.office(contract.changeSettings, { body: { tianditu } })
  expect((await own.as.office(whoAmI, {})).district.isDemo).toBe(true)
  expect(await other.as.office(contract.getSettings, {})).toEqual({ tianditu: null })
})
