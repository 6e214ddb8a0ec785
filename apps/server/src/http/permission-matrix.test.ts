import { addressOf } from '@chuangyuan/contract/call'
import type { Operation } from '@chuangyuan/contract/operation'
import { roles, verbsOf } from '@chuangyuan/domain/identity/role'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../db/id.ts'
import { testApp, type TestApp, type TestDistrict } from '../testing/test-app.ts'

let app: TestApp
let own: TestDistrict
let foreign: TestDistrict

beforeAll(async () => {
  app = await testApp()
  own = await app.aDistrict('甲区')
  foreign = await app.aDistrict('乙区')
})
afterAll(() => app.close())

/** Parameters that name nothing, or, for ids, what exists in the other district only. */
function call(operation: Operation, cookie: string | undefined, districtId: string) {
  const params = Object.fromEntries(
    Object.keys(operation.params.shape).map((name) => [name, paramFor(name, districtId)]),
  )
  return app.http.inject({
    method: operation.method,
    url: addressOf(operation, { params }),
    headers: {
      'x-requested-with': 'chuangyuan',
      ...(cookie === undefined ? {} : { cookie }),
      ...(operation.upload ? { 'content-type': 'application/octet-stream' } : {}),
    },
    ...(operation.method === 'GET' || operation.body === undefined ? {} : { payload: {} }),
  })
}

function paramFor(name: string, districtId: string): string {
  return name === 'accountId' && districtId === foreign.id ? foreign.accountIds.office : newId()
}

const refusedBefore = new Set(['identity.sign-in-required', 'identity.verb-not-granted'])

it('every operation lets in exactly the roles that its policy names', async () => {
  const faults: string[] = []
  for (const operation of app.operations) {
    // Signing out, and whatever else ends the session, would spoil the walk.
    if (operation.id === 'identity.signOut') continue
    for (const role of [undefined, ...roles]) {
      const response = await call(operation, role === undefined ? undefined : own.cookies[role], own.id)
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

it('every operation refuses things of another district as things that do not exist', async () => {
  const faults: string[] = []
  for (const operation of app.operations) {
    if (Object.keys(operation.params.shape).length === 0) continue
    for (const role of roles.filter((each) => expected(operation, each))) {
      const response = await call(operation, own.cookies[role], foreign.id)
      if (response.statusCode < 400) faults.push(`${operation.id} as ${role}: ${String(response.statusCode)}`)
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
  return isProblem ? response.json<{ code: string }>().code : undefined
}

function expected({ policy }: Operation, role: (typeof roles)[number] | undefined): boolean {
  if (policy.kind === 'public' || policy.kind === 'setup') return true
  if (role === undefined) return false
  return policy.kind === 'signed-in' || verbsOf[role].includes(policy.verb)
}
