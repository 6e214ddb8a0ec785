import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { envExample } from './env-example.ts'

test('with nothing set, the database is embedded and only this machine reaches the server', () => {
  const config = readConfig({})
  expect(config.host).toBe('127.0.0.1')
  expect(config.database.place).toEqual({ kind: 'embedded', dataDir: resolve('var'), binDir: undefined })
})

test('an empty variable is an unset one', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '', PG_BIN_DIR: '' })).toEqual(readConfig({}))
})

test('DATABASE_URL alone serves as owner too', () => {
  const url = 'postgres://a:b@db/c'
  expect(readConfig({ DATABASE_URL: url }).database.place).toEqual({ kind: 'server', url, ownerUrl: url })
})

test('attachments lie in the data directory, or in the bucket that is named', () => {
  expect(readConfig({}).blobs).toEqual({ kind: 'folder', directory: resolve('var/blobs') })
  const env = { S3_ENDPOINT: 'https://oss', S3_BUCKET: 'photos', S3_KEY_ID: 'id', S3_SECRET: 'word' }
  expect(readConfig(env).blobs).toMatchObject({
    kind: 's3',
    bucket: { endpoint: 'https://oss', name: 'photos', keyId: 'id', secret: 'word', pathStyle: true },
  })
})

test.each([
  [{ PORT: 'eighty' }, 'PORT'],
  [{ PORT: '70000' }, 'PORT'],
  [{ DATABASE_URL: 'mysql://db' }, 'DATABASE_URL'],
  [{ DATABASE_URL: 'postgres://db/c', PG_BIN_DIR: '/usr/bin' }, 'PG_BIN_DIR'],
  [{ DATABASE_OWNER_URL: 'postgres://db/c' }, 'DATABASE_OWNER_URL'],
  [{ S3_BUCKET: 'photos' }, 'S3_BUCKET'],
  [{ S3_ENDPOINT: 'https://oss', S3_BUCKET: 'photos', S3_KEY_ID: 'id' }, 'S3_SECRET'],
  [{ S3_ENDPOINT: 'oss.example' }, 'S3_ENDPOINT'],
])('%j is refused and the variable named', (variables, variable) => {
  expect(() => readConfig(variables)).toThrow(variable)
})

test('.env.example is what the schema says (npm run env:example)', () => {
  expect(readFileSync(resolve(import.meta.dirname, '../../../../.env.example'), 'utf8')).toBe(envExample())
})
