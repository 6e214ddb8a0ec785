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

test.each([
  [{ PORT: 'eighty' }, 'PORT'],
  [{ PORT: '70000' }, 'PORT'],
  [{ DATABASE_URL: 'mysql://db' }, 'DATABASE_URL'],
  [{ DATABASE_URL: 'postgres://db/c', PG_BIN_DIR: '/usr/bin' }, 'PG_BIN_DIR'],
  [{ DATABASE_OWNER_URL: 'postgres://db/c' }, 'DATABASE_OWNER_URL'],
])('%j is refused and the variable named', (variables, variable) => {
  expect(() => readConfig(variables)).toThrow(variable)
})

test('.env.example is what the schema says (npm run env:example)', () => {
  expect(readFileSync(resolve(import.meta.dirname, '../../../../.env.example'), 'utf8')).toBe(envExample())
})
