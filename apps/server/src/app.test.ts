import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type App } from './app.ts'
import { testApp, type TestApp } from './testing/test-app.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'chuangyuan-console-'))
const page = '<!doctype html><title>创园</title>'
const script = 'console.log("创园")'
let app: TestApp
let http: App['http']

beforeAll(async () => {
  mkdirSync(path.join(folder, 'assets'))
  for (const [name, content] of [
    ['index.html', page],
    ['assets/app-1234.js', script],
  ] as const) {
    writeFileSync(path.join(folder, name), content)
    writeFileSync(path.join(folder, `${name}.gz`), gzipSync(content))
  }
  writeFileSync(path.join(folder, 'plain.js'), script)
  app = await testApp()
  http = (await buildApp({ ...app.deps, config: { ...app.deps.config, consoleDir: folder } })).http
})
afterAll(async () => {
  await http.close()
  await app.close()
  rmSync(folder, { recursive: true })
})

const get = (url: string, encoding?: string) =>
  http.inject({ url, headers: encoding === undefined ? {} : { 'accept-encoding': encoding } })

describe('the files of the console', () => {
  it.each([
    ['/assets/app-1234.js', script, /javascript/],
    ['/', page, /html/],
    ['/findings/board', page, /html/],
  ])('are sent as the build compressed them: %s', async (url, content, type) => {
    const response = await get(url, 'gzip, deflate, br')
    expect(response.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': expect.stringMatching(type) as string,
    })
    expect(gunzipSync(response.rawPayload).toString()).toBe(content)
  })

  it('are sent as they are to who takes nothing else, and where nothing was compressed', async () => {
    for (const response of [await get('/assets/app-1234.js'), await get('/plain.js', 'gzip')]) {
      expect(response.headers['content-encoding']).toBeUndefined()
      expect(response.payload).toBe(script)
    }
  })

  it('that carry a hash in their name are kept for good, compressed or not', async () => {
    const kept = await Promise.all([get('/assets/app-1234.js', 'gzip'), get('/assets/app-1234.js')])
    expect(kept.map(({ headers }) => headers['cache-control'])).toEqual(
      Array<string>(2).fill('public, max-age=31536000, immutable'),
    )
    expect((await get('/', 'gzip')).headers['cache-control']).toBe('no-cache')
  })
})
