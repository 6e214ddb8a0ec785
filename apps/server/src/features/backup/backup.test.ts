import { CallRefused } from '@chuangyuan/contract/call'
import * as contract from '@chuangyuan/contract/backup'
import { readJournal, setUp } from '@chuangyuan/contract/identity'
import { getTask } from '@chuangyuan/contract/task'
import type { Role } from '@chuangyuan/domain/identity/role'
import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nightlyBackup } from '../../jobs/nightly-backup.ts'
import { testApp, type Caller, type TestApp, type TestDistrict } from '../../testing/test-app.ts'
import { issueSetupToken } from '../identity/public.ts'

const hourMs = 3_600_000
let app: TestApp
let district: TestDistrict
beforeEach(async () => {
  app = await testApp()
  district = await app.aDistrict('甲区')
}, 60_000)
afterEach(() => app.close())

const admin = () => district.as['system-admin']

/** Signed in now: whoever was signed in before a night is so no longer. */
async function nowAs(role: Role): Promise<Caller> {
  return (await district.signedInWith([{ role, scope: { kind: 'district' } }])).call
}

async function outcomeOf(call: Caller, taskId: string) {
  for (;;) {
    const task = await call(getTask, { params: { taskId } })
    if (task.state !== 'running') return task
    await pause(20)
  }
}

async function aBundle() {
  const { taskId } = await admin()(contract.makeBundle, {})
  const { outcome } = await outcomeOf(admin(), taskId)
  return { name: String(outcome['name']), outcome }
}

async function codeOf(call: Promise<unknown>) {
  const refused = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  return refused instanceof CallRefused ? refused.problem.code : refused
}

function fileOf(name: string) {
  return join(app.deps.config.dataDir, 'backups', name)
}

describe('a bundle made by hand', () => {
  test('is listed with size and sum, downloads as it lies there, and each step is on record', async () => {
    const { name, outcome } = await aBundle()
    expect(name).toBe('chuangyuan-2026-03-05-090000.tar.gz')
    const content = readFileSync(fileOf(name))
    const sha256 = createHash('sha256').update(content).digest('hex')
    const { bundles, nightly } = await admin()(contract.listBundles, {})
    expect(bundles).toMatchObject([
      { name, sha256, bytes: content.length, day: '2026-03-05', nightly: false },
    ])
    expect(outcome).toMatchObject({ sha256, bytes: content.length })
    expect(nightly).toEqual({ on: true, hour: 2, keepDays: 14, lastDay: null, failedAt: null })

    const response = await app.http.inject({
      url: `/api/backups/${name}`,
      headers: { cookie: district.cookies['system-admin'] },
    })
    expect(response.headers['content-type']).toBe('application/gzip')
    expect(response.rawPayload.equals(content)).toBe(true)
    expect(gunzipSync(content).includes('manifest.json')).toBe(true)

    const journal = await district.as['audit-admin'](readJournal, { query: { what: name } })
    expect(journal.rows.map(({ verb }) => verb).toSorted()).toEqual(['backup.downloaded', 'backup.made'])
  })

  test('verifies, and one changed byte is found', async () => {
    const { name } = await aBundle()
    const verify = async () => {
      const { taskId } = await admin()(contract.verifyBundle, { params: { bundle: name } })
      return outcomeOf(admin(), taskId)
    }
    expect(await verify()).toMatchObject({ state: 'done', outcome: { name } })
    const content = readFileSync(fileOf(name))
    content[content.length - 200] = (content[content.length - 200] ?? 0) ^ 1
    writeFileSync(fileOf(name), content)
    expect(await verify()).toMatchObject({ state: 'failed', outcome: { code: 'backup.damaged' } })
  })

  test('made at a terminal has no sum until somebody verifies it', async () => {
    const { name, outcome } = await aBundle()
    rmSync(`${fileOf(name)}.sha256`)
    expect((await admin()(contract.listBundles, {})).bundles[0]?.sha256).toBeNull()
    const { taskId } = await admin()(contract.verifyBundle, { params: { bundle: name } })
    await outcomeOf(admin(), taskId)
    expect((await admin()(contract.listBundles, {})).bundles[0]?.sha256).toBe(outcome['sha256'])
  })

  test.each(['../secret.key', '..%2Fsecret.key', 'chuangyuan-2026-13-40.tar.gz', 'x'])(
    'is not found under the name %s',
    async (bundle) => {
      expect(await codeOf(admin()(contract.downloadBundle, { params: { bundle } }))).toBe('request.not-found')
    },
  )
})

describe('who may take a bundle', () => {
  test('with a second real district: only the founding one, and the other district learns of it', async () => {
    const token = (await issueSetupToken(app.deps)) ?? ''
    const founder = app.callerWith()
    await founder(setUp, {
      body: {
        token,
        district: { code: '370102', name: '历下区' },
        name: '王工',
        login: 'wanggong',
        password: 'Quanshui-2026',
      },
    })
    const params = { bundle: 'x' }
    const refused = await Promise.all([
      codeOf(admin()(contract.listBundles, {})),
      codeOf(admin()(contract.makeBundle, {})),
      codeOf(admin()(contract.downloadBundle, { params })),
      codeOf(admin()(contract.verifyBundle, { params })),
    ])
    expect(new Set(refused)).toEqual(new Set(['backup.other-districts']))
    const { taskId } = await founder(contract.makeBundle, {})
    expect((await outcomeOf(founder, taskId)).state).toBe('done')
    const { rows } = await district.as['audit-admin'](readJournal, { query: { verb: 'backup.made' } })
    expect(rows).toMatchObject([{ who: null, details: { byDistrict: '历下区' } }])
  })
})

describe('the nightly bundle', () => {
  const list = async () => (await nowAs('system-admin'))(contract.listBundles, {})
  const names = async () => (await list()).bundles.map(({ name }) => name)

  test('is made once a day from its hour on, by one of several processes', async () => {
    const processes = [nightlyBackup(app.deps), nightlyBackup(app.deps), nightlyBackup(app.deps)]
    const lookAll = async () =>
      (await Promise.all(processes.map((each) => each.look()))).filter((name) => name !== undefined)
    expect(await lookAll()).toEqual(['chuangyuan-nightly-2026-03-05.tar.gz'])
    expect(await lookAll()).toEqual([])
    app.pass(16 * hourMs)
    expect(await lookAll()).toEqual([])
    app.pass(hourMs)
    expect(await lookAll()).toEqual(['chuangyuan-nightly-2026-03-06.tar.gz'])
    expect((await list()).nightly.lastDay).toBe('2026-03-06')
    const { rows } = await (await nowAs('audit-admin'))(readJournal, { query: { verb: 'backup.made' } })
    expect(rows.map(({ who, what }) => [who, what])).toEqual([
      [null, 'chuangyuan-nightly-2026-03-06.tar.gz'],
      [null, 'chuangyuan-nightly-2026-03-05.tar.gz'],
    ])
  })

  test('goes after the kept days; what was made by hand stays', async () => {
    const config = { ...app.deps.config, nightlyBackup: { on: true, hour: 2, keepDays: 2 } }
    const nightly = nightlyBackup({ ...app.deps, config })
    const { name } = await aBundle()
    for (let day = 0; day < 4; day += 1) {
      await nightly.look()
      app.pass(24 * hourMs)
    }
    expect((await names()).toSorted()).toEqual([
      name,
      'chuangyuan-nightly-2026-03-07.tar.gz',
      'chuangyuan-nightly-2026-03-08.tar.gz',
    ])
  })

  test('that fails is told, and tried again when the lease has run out', async () => {
    const failing = { ...app.deps.db, backUp: () => Promise.reject(new Error('No space left on device')) }
    expect(await nightlyBackup({ ...app.deps, db: failing }).look()).toBeUndefined()
    const { nightly } = await list()
    expect(nightly).toMatchObject({ lastDay: null, failedAt: app.deps.clock() })
    const healed = nightlyBackup(app.deps)
    expect(await healed.look()).toBeUndefined()
    app.pass(11 * 60_000)
    expect(await healed.look()).toBe('chuangyuan-nightly-2026-03-05.tar.gz')
    expect((await list()).nightly).toMatchObject({ failedAt: null })
  })

  test('is not made where it is switched off', async () => {
    const config = { ...app.deps.config, nightlyBackup: { on: false, hour: 2, keepDays: 2 } }
    expect(await nightlyBackup({ ...app.deps, config }).look()).toBeUndefined()
    expect(await names()).toEqual([])
  })
})
