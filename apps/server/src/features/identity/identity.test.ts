import { addressOf, CallRefused, unattended } from '@chuangyuan/contract/call'
import * as contract from '@chuangyuan/contract/identity'
import type { RefusalCode } from '@chuangyuan/contract/refusal'
import { signInRules } from '@chuangyuan/domain/identity/password'
import type { Role, Scope } from '@chuangyuan/domain/identity/role'
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { settle } from '../../testing/small-town.ts'
import { testApp, testPassword, type TestApp, type TestDistrict } from '../../testing/test-app.ts'
import { issueSetupToken } from './public.ts'

const minute = 60_000
const good = 'Qiufeng-2027'

let app: TestApp
let district: TestDistrict

beforeAll(async () => {
  app = await testApp()
})
// Its own for each test: the clock that one test moves on ends the sessions of another.
beforeEach(async () => {
  district = await app.aDistrict()
})
afterAll(() => app.close())

async function refusal(work: Promise<unknown>): Promise<RefusalCode | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    if (error instanceof CallRefused) return error.problem.code
    throw error
  }
}

async function anAccount() {
  const { account, initialPassword } = await district.as['system-admin'](contract.createAccount, {
    body: { login: `user-${String(Math.random()).slice(2, 10)}`, name: '园小一' },
  })
  const attempt = (password: string, code?: string) =>
    app.callerWith()(contract.signIn, {
      body: {
        districtId: district.id,
        login: account.login,
        password,
        ...(code === undefined ? {} : { code }),
      },
    })
  return { ...account, initialPassword, attempt }
}

describe('signing in', () => {
  it('does not tell an unknown account from a wrong password', async () => {
    const { attempt } = await anAccount()
    expect(await refusal(attempt('wrong'))).toBe('identity.wrong-credentials')
    const unknown = app.callerWith()(contract.signIn, {
      body: { districtId: district.id, login: 'nobody', password: 'wrong' },
    })
    expect(await refusal(unknown)).toBe('identity.wrong-credentials')
  })

  it('locks after repeated failures, even for the right password, and opens again later', async () => {
    const { attempt, initialPassword } = await anAccount()
    for (let i = 0; i < signInRules.lockAfterFailures; i += 1) await refusal(attempt('wrong'))
    expect(await refusal(attempt(initialPassword))).toBe('identity.locked')
    app.pass((signInRules.lockMinutes + 1) * minute)
    expect(await refusal(attempt(initialPassword))).toBeUndefined()
  })

  it('with an initial password opens nothing but changing it', async () => {
    const { login, initialPassword } = await anAccount()
    const call = app.callerWith()
    const me = await call(contract.signIn, {
      body: { districtId: district.id, login, password: initialPassword },
    })
    expect(me.mustChangePassword).toBe(true)
    expect(await refusal(call(contract.listSessions, {}))).toBe('identity.password-change-required')
    await call(contract.changePassword, { body: { current: initialPassword, next: good } })
    expect(await call(contract.listSessions, {})).toHaveLength(1)
    const again = call(contract.changePassword, { body: { current: good, next: initialPassword } })
    expect(await refusal(again)).toBe('identity.password-used-before')
  })

  it('ends when nobody used the session for a while', async () => {
    const { call } = await district.signedInWith([{ role: 'office', scope: { kind: 'district' } }])
    expect(await refusal(call(contract.whoAmI, {}))).toBeUndefined()
    app.pass((signInRules.idleMinutes + 2) * minute)
    expect(await refusal(call(contract.whoAmI, {}))).toBe('identity.sign-in-required')
  })

  it('is not kept by what a window asks by itself', async () => {
    const { cookie } = await district.signedInWith([{ role: 'office', scope: { kind: 'district' } }])
    const ask = async () => {
      const headers = { cookie, [unattended]: '1' }
      return (await app.http.inject({ url: addressOf(contract.whoAmI, {}), headers })).statusCode
    }
    app.pass((signInRules.idleMinutes - 2) * minute)
    expect(await ask()).toBe(200)
    app.pass(4 * minute)
    expect(await ask()).toBe(401)
  })

  it('asks for the one-time code once it is enabled, and takes a code only once', async () => {
    const { call, cookie } = await district.signedInWith([])
    const { secret } = await call(contract.startTotp, {})
    const codeNow = () => new TOTP({ secret }).generate({ timestamp: app.deps.clock() })
    await call(contract.confirmTotp, { body: { code: codeNow() } })
    const me = await app.callerWith(cookie)(contract.whoAmI, {})
    expect(me.totpEnabled).toBe(true)
    const body = { districtId: district.id, login: me.login, password: testPassword }
    expect(await refusal(app.callerWith()(contract.signIn, { body }))).toBe('identity.code-required')
    const used = app.callerWith()(contract.signIn, { body: { ...body, code: codeNow() } })
    expect(await refusal(used)).toBe('identity.wrong-code')
    app.pass(minute)
    expect(
      await refusal(app.callerWith()(contract.signIn, { body: { ...body, code: codeNow() } })),
    ).toBeUndefined()
  })
})

describe('a request from another site', () => {
  it('is refused before anything else', async () => {
    const response = await app.http.inject({
      method: 'POST',
      url: '/api/session',
      payload: {},
      headers: { 'sec-fetch-site': 'cross-site', 'x-requested-with': 'chuangyuan' },
    })
    expect(response.statusCode).toBe(403)
    expect(response.headers['content-type']).toContain('application/problem+json')
    expect(response.json()).toMatchObject({ code: 'request.cross-site' })
    const bare = await app.http.inject({ method: 'POST', url: '/api/session', payload: {} })
    expect(bare.json()).toMatchObject({ code: 'request.cross-site' })
  })
})

describe('a session secret', () => {
  it('opens nothing when it is forged or carried to another district', async () => {
    const other = await app.aDistrict('丙区')
    const [name, value] = district.cookies.office.split('=')
    const parts = (value ?? '').split('.')
    for (const forged of [
      [parts[0], parts[1], 'AAAA'],
      [other.id, parts[1], parts[2]],
      ['x', 'y', 'z'],
    ]) {
      const call = app.callerWith(`${String(name)}=${forged.join('.')}`)
      expect(await refusal(call(contract.whoAmI, {}))).toBe('identity.sign-in-required')
    }
  })
})

describe('administrators', () => {
  it('cannot give themselves anything, nor give overlapping roles', async () => {
    const security = district.as['security-admin']
    const own = security(contract.setGrants, {
      params: { accountId: district.accountIds['security-admin'] },
      body: { grants: [] },
    })
    expect(await refusal(own)).toBe('identity.own-account')
    const overlap = security(contract.setGrants, {
      params: { accountId: district.accountIds.office },
      body: {
        grants: [
          { role: 'office', scope: { kind: 'district' } },
          { role: 'audit-admin', scope: { kind: 'district' } },
        ],
      },
    })
    expect(await refusal(overlap)).toBe('identity.administrators-overlap')
  })

  it('choose among the streets and units of their own district, and see their names only', async () => {
    const town = await app.aDistrict()
    const ids = await settle(app, town)
    const security = town.as['security-admin']
    const scopes = await security(contract.listScopes, {})
    expect(scopes.streets.map(({ name }) => name)).toEqual(['泉城路街道', '大明湖街道'])
    expect(scopes.units.map((unit) => Object.keys(unit).toSorted())).toEqual(
      scopes.units.map(() => ['id', 'name']),
    )
    const grant = (role: Role, scope: Scope) =>
      security(contract.setGrants, {
        params: { accountId: town.accountIds.office },
        body: { grants: [{ role, scope }] },
      })
    const streetId = ids.streets.get('370102001') ?? ''
    expect((await grant('street', { kind: 'street', streetId })).grants).toHaveLength(1)
    const unknown = grant('street', { kind: 'street', streetId: town.id })
    expect(await refusal(unknown)).toBe('request.unknown-reference')
    const unit = grant('unit', { kind: 'unit', unitId: streetId })
    expect(await refusal(unit)).toBe('request.unknown-reference')
    expect(await refusal(grant('street', { kind: 'district' }))).toBe('identity.scope-unfit')
  })

  it('are never all gone', async () => {
    const last = district.as['security-admin'](contract.setGrants, {
      params: { accountId: district.accountIds['audit-admin'] },
      body: { grants: [] },
    })
    expect(await refusal(last)).toBe('identity.last-administrator')
    const disabled = district.as['system-admin'](contract.setAccountDisabled, {
      params: { accountId: district.accountIds['audit-admin'] },
      body: { disabled: true },
    })
    expect(await refusal(disabled)).toBe('identity.last-administrator')
  })

  it('put out a disabled account at once', async () => {
    const { call, accountId } = await district.signedInWith([{ role: 'leader', scope: { kind: 'district' } }])
    expect(await refusal(call(contract.whoAmI, {}))).toBeUndefined()
    await district.as['system-admin'](contract.setAccountDisabled, {
      params: { accountId },
      body: { disabled: true },
    })
    expect(await refusal(call(contract.whoAmI, {}))).toBe('identity.sign-in-required')
  })

  it('found a district whose accounts work and see nothing of the first', async () => {
    const code = '998877'
    const founded = await district.as['system-admin'](contract.createDistrict, {
      body: { code, name: '丁区' },
    })
    expect(founded.accounts.map((account) => account.role)).toContain('office')
    const office = founded.accounts.find((account) => account.role === 'office')
    const call = app.callerWith()
    const me = await call(contract.signIn, {
      body: {
        districtId: founded.districtId,
        login: office?.login ?? '',
        password: office?.initialPassword ?? '',
      },
    })
    expect(me.district).toMatchObject({ name: '丁区', isDemo: false })
    const taken = district.as['system-admin'](contract.createDistrict, {
      body: { code, name: '戊区' },
    })
    expect(await refusal(taken)).toBe('district.code-taken')
  })
})

describe('the set-up link', () => {
  it('makes one system administrator and its two counterparts, once', async () => {
    const fresh = await testApp()
    try {
      const token = (await issueSetupToken(fresh.deps)) ?? ''
      const setUp = (body: object) =>
        fresh.callerWith()(contract.setUp, {
          body: {
            token,
            district: { code: '990099', name: '己区' },
            name: '园小一',
            login: 'xitong',
            password: good,
            ...body,
          },
        })
      expect(await refusal(setUp({ token: 'guess' }))).toBe('identity.setup-link-wrong')
      expect(await refusal(setUp({ password: 'weak' }))).toBe('identity.password-too-short')
      const { me, others } = await setUp({})
      expect(me.grants.map((grant) => grant.role)).toEqual(['system-admin'])
      expect(others.map((other) => other.role)).toEqual(['security-admin', 'audit-admin'])
      expect(await refusal(setUp({}))).toBe('identity.setup-link-spent')
      expect(await issueSetupToken(fresh.deps)).toBeUndefined()
    } finally {
      await fresh.close()
    }
  })
})

describe('the journal', () => {
  it('tells who did what, is whole, and is read by the audit administrator only', async () => {
    const audit = district.as['audit-admin']
    const made = await anAccount()
    const { rows } = await audit(contract.readJournal, { query: { verb: 'account.created' } })
    expect(rows).toMatchObject([{ who: 'system-admin', what: made.id }])
    expect(await audit(contract.verifyJournal, {})).toMatchObject({ brokenAtSeq: null })
    expect(await refusal(district.as.office(contract.readJournal, {}))).toBe('identity.verb-not-granted')
  })
})
